"""`python -m app.tools.web_build.build`: builds the installable web app as static files, with the same bytes every time.

    stage     the files that go into the app: our Python, the languages, the pictures and fonts (`stage`)
    client    Flet's Flutter client and Pyodide, without the files that we never use (`client`)
    archives  Python compiled for the browser: stdlib, packages, native packages, app (`archives`)
    page      our own page scripts around it, and the icons (`page`)
    light     the light page of a buddy who has no app: its words in every language (`light`)
    sw.js     the service worker with the list of all files and their hashes: the app works without network (`offline`)
    *.br      every file that becomes smaller, compressed in advance (`sizes`)

The build uses the network only once, when pip fetches the packages of requirements/web-packages.txt.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from app.tools import lacking
from app.tools.web_build import archives, client, csp, light, offline, page, sizes, stage
from app.tools.web_build.cache import Cache
from app.tools.web_build.steps import SILENT, Steps

REPOSITORY = Path(__file__).resolve().parents[3]
ROOM = 300  # MB on the disk: the new app, the old app, and the cache


def build(staged: Path, out: Path, cache: Cache, quality: int = sizes.QUICK, steps: Steps = SILENT) -> sizes.Summary:
    """Build the web app from the staged tree, with its compressed files, and put it in the place of `out`. Raises Lacking."""
    draft = out.with_name(out.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    version = assemble(staged, draft, cache, steps)
    summary = sizes.compress(draft, cache, version, quality, steps)
    shutil.rmtree(out, ignore_errors=True)
    draft.rename(out)
    return summary


def assemble(staged: Path, out: Path, cache: Cache, steps: Steps = SILENT) -> str:
    """Write the files, without the .br, into the new folder `out`. Returns their version. Raises Lacking without a network."""
    out.mkdir(parents=True)
    client.copy_client(out)
    shutil.copytree(staged / "assets", out, dirs_exist_ok=True)
    client.write_fonts(out)
    archives.write_archives(staged, out, cache, steps)
    page.write_page(out)
    light.write_light(out)
    page.write_parts(out)
    csp.write_headers(out)
    return offline.write_service_worker(out)


def main() -> int:
    """Build the web app. Returns 0, or 3 after a sentence on stderr when this machine lacks something."""
    parser = argparse.ArgumentParser(prog="./build.sh web", description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--release", action="store_true", help="compress as small as it goes, for phones; takes a minute longer"
    )
    parser.add_argument(
        "--stage", type=Path, help="a staged tree: main.py, app/, assets/, locales/ (else made from the repository)"
    )
    parser.add_argument(
        "--main", type=Path, default=REPOSITORY / "app" / "__main__.py", help="what starts the app in a made tree"
    )
    parser.add_argument("--out", type=Path, default=REPOSITORY / "build" / "web")
    parser.add_argument("--cache", type=Path, default=REPOSITORY / "build" / "cache")
    options = parser.parse_args()
    began = time.monotonic()
    print("building the web app", flush=True)
    try:
        options.cache.mkdir(parents=True, exist_ok=True)
        lacking.room(options.cache, ROOM)
        with tempfile.TemporaryDirectory() as folder, Steps() as steps:
            staged = options.stage or stage.make_stage(REPOSITORY, Path(folder) / "stage", options.main)
            quality = sizes.RELEASE if options.release else sizes.QUICK
            summary = build(staged, options.out, Cache(options.cache), quality, steps)
    except lacking.Lacking as error:
        print(error, file=sys.stderr)
        return lacking.EXIT_CODE
    print(summary.text() if options.release else summary.line())
    print(f"built {options.out} in {time.monotonic() - began:.0f} s", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
