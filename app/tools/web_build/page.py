"""Our own page around the app: scripts without their comments, styles, texts and icons. The HTML is copied as it is."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from app.tools.web_build.archives import OWN
from app.tools.web_build.scripts import copy_file, joined
from app.tools.web_build.source import PAGE

# The keys of the texts that are shown when no other script runs (way_on.js).
WATCHED = (
    *("old", "blocked", "network", "trouble", "again"),
    *("update", "updating", "settings", "chrome", "outside", "open", "safari", "copy", "copied"),
)
AT_ROOT = ("index.html", "manifest.json")
# The service worker lies at the root, too, but is written last (`offline`).
NOT_SERVED = shutil.ignore_patterns(*AT_ROOT, "service_worker", "texts.json", "vendor", "*.md")


def write_page(out: Path) -> None:
    """Write the page into shell/, the code reader into scan/, and the files that browsers look for at the root to the root."""
    for name in AT_ROOT:
        shutil.copyfile(PAGE / name, out / name)
    shell = out / "shell"
    shutil.copytree(PAGE, shell, ignore=NOT_SERVED, copy_function=copy_file)
    early = [joined((PAGE / name).read_bytes()) for name in ("link_finder.js", "early.js")]
    (shell / "early.js").write_text("".join(["{\n", *early, "}\n"]), "utf-8")  # no module: it runs before the page is read
    texts = json.loads((PAGE / "texts.json").read_text("utf-8"))
    watch = [joined((PAGE / name).read_bytes()) for name in ("way_on.js", "watch.js")]
    (shell / "watch.js").write_text("".join(["(function () {\n", _watch_words(texts), *watch, "})();\n"]), "utf-8")
    words = json.dumps(texts, ensure_ascii=False, sort_keys=True, indent=1)
    (shell / "texts.js").write_text(f"export default {words};\n", "utf-8")
    scan = out / "scan"
    scan.mkdir()
    for name in ("zxing_reader.js", "zxing_reader.wasm", "LICENSE"):
        shutil.copyfile(PAGE / "vendor" / "zxing" / name, scan / name)
    shutil.copyfile(PAGE / "vendor" / "noble_ed25519" / "index.js", shell / "noble_ed25519.js")
    shutil.copyfile(PAGE / "vendor" / "noble_ed25519" / "LICENSE", shell / "LICENSE-noble-ed25519")


def write_parts(out: Path) -> None:
    """Write shell/parts.js: the paths of the archives, and `version`, one hash over the Python that every role shares."""
    paths = [file.relative_to(out).as_posix() for file in [*sorted(out.glob("*.zip")), *sorted(out.glob("code/*.zip"))]]
    archives = [path for path in paths if path not in OWN.values()]
    scripts = [out / "shell" / name for name in ("python.js", "maker.js")]
    python = sorted(file for file in (out / "pyodide").iterdir() if file.suffix != ".br")
    parts = [*python, *(out / name for name in archives), *scripts]
    version = hashlib.sha256(b"".join(hashlib.sha256(file.read_bytes()).digest() for file in parts)).hexdigest()[:32]
    made = {"version": version, "archives": archives, "own": OWN}
    lines = [f"export const {name} = {json.dumps(value)};\n" for name, value in made.items()]
    (out / "shell" / "parts.js").write_text("".join(lines), "utf-8")


def _watch_words(texts: dict[str, dict[str, str]]) -> str:
    """The texts that watch.js shows, as a script; ASCII only, whatever encoding an old browser takes."""
    words = {code: {key: own[key] for key in WATCHED if key in own} for code, own in texts.items()}
    return f"var WORDS = {json.dumps(words, separators=(',', ':'))};\n"
