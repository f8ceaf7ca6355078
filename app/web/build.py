"""`python -m app.web.build`: the installable web app as static files, the same bytes every time.

    stage     what goes into the app: our Python, the languages, the pictures and fonts (`stage`)
    client    Flet's Flutter client and Pyodide, without what we never ask for (`client`)
    archives  Python compiled for the browser: stdlib, packages, native packages, app (`archives`)
    page      our own page scripts around it, and the icons (`page`)
    light     the light page of a buddy who has nothing here yet: its words in every language (`light`)
    sw.js     the list of all files with their hashes; it makes the app work without network (`offline`)
    *.br      every file that shrinks, compressed beforehand (`sizes`)

Nothing here asks the network, except pip for the packages that requirements/web-packages.txt names, once.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path

from app.web import archives, client, csp, light, offline, page, sizes, stage
from app.web.cache import Cache

REPOSITORY = Path(__file__).resolve().parent.parent.parent


def build(staged: Path, out: Path, cache: Cache) -> sizes.Summary:
    """Fill `out` (emptied first) with the web app made from the staged tree, and the compressed files beside it."""
    draft = out.with_name(out.name + ".new")
    shutil.rmtree(draft, ignore_errors=True)
    version = assemble(staged, draft, cache)
    summary = sizes.compress(draft, cache, version)
    shutil.rmtree(out, ignore_errors=True)
    draft.rename(out)
    return summary


def assemble(staged: Path, out: Path, cache: Cache) -> str:
    """The files themselves, in a new folder; returns their version."""
    out.mkdir(parents=True)
    client.copy_client(out)
    shutil.copytree(staged / "assets", out, dirs_exist_ok=True)
    client.write_fonts(out)
    archives.write_archives(staged, out, cache)
    page.write_page(out)
    light.write_light(out)
    page.write_parts(out)
    csp.write_headers(out)
    return offline.write_service_worker(out)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m app.web.build", description=__doc__.splitlines()[0])
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
    with tempfile.TemporaryDirectory() as folder:
        staged = options.stage or stage.make_stage(REPOSITORY, Path(folder) / "stage", options.main)
        summary = build(staged, options.out, Cache(options.cache))
    print(summary.text())
    print(f"{options.out}: built in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
