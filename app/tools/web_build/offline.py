"""The service worker's list: every file of the web app with its hash and size. It makes the app work without network."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from app.tools.web_build import light
from app.tools.web_build.page import PAGE

# Kept on the phone only once used: what one browser needs and another not.
LAZY = ["^canvaskit/", "^audio/", "^shell/icons/", "/LICENSE[^/]*$"]
# What must be here before the first screen; the loading picture counts these bytes.
FIRST = re.compile(
    r"^(main\.dart\.js|flutter_bootstrap\.js|canvaskit/chromium/.*|pyodide/.*|(code/)?[a-z_]+\.zip|fonts/.*|assets/.*)$"
)
NOT_LISTED = {"sw.js", "headers.json"}
VOICES = "audio/"  # fetched by voice.js, one language at a time, and kept in a cache of their own


def list_files(out: Path) -> dict[str, tuple[str, int]]:
    """Path -> (first half of the SHA-256, size) for every file that a browser may ask."""
    found = {}
    for file in sorted(path for path in out.rglob("*") if path.is_file()):
        name = file.relative_to(out).as_posix()
        if name not in NOT_LISTED and file.suffix != ".br" and not name.startswith(VOICES):
            data = file.read_bytes()
            found[name] = (hashlib.sha256(data).hexdigest()[:32], len(data))
    return found


def write_service_worker(out: Path) -> str:
    """Fill sw.js with the list; return the version, a hash over all files."""
    files = list_files(out)
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    first = sum(size for name, (_, size) in files.items() if FIRST.match(name))
    text = (PAGE / "sw.js").read_text("utf-8")
    values = {
        "__VERSION__": version,
        "__FILES__": files,
        "__LAZY__": LAZY,
        "__LIGHT__": light.needed(out),
        "__FIRST_BYTES__": first,
    }
    for mark, value in values.items():
        if text.count(f'"{mark}"') != 1:
            raise SystemExit(f"sw.js: {mark} must be there once")
        text = text.replace(f'"{mark}"', json.dumps(value, separators=(",", ":")))
    (out / "sw.js").write_text(text, "utf-8")
    return version
