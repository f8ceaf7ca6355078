"""The service worker with its list of every file of the web app, by hash and size: the app works without network."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from app.tools.web_build import light
from app.tools.web_build.archives import OWN
from app.tools.web_build.scripts import joined
from app.tools.web_build.source import PAGE

SOURCE = PAGE / "service_worker"
# Patterns of files that a phone keeps only after it used them, because not every browser and role needs them.
SIGNING = r"^shell/(ed25519_library|noble_ed25519)\.js$"  # for browsers whose WebCrypto has no Ed25519
LAZY = [
    "^canvaskit/",
    "^audio/",
    "^shell/icons/",
    "^shell/desk/",  # the counsellor's
    "^icons/card/",  # the pictures of recovery cards: a phone keeps those that it showed
    "/LICENSE[^/]*$",
    SIGNING,
    *(f"^{re.escape(path)}$" for path in OWN.values()),
]
# The files that the first screen needs; the loading picture counts their bytes.
FIRST = re.compile(
    r"^(main\.dart\.js|flutter_bootstrap\.js|canvaskit/chromium/.*|pyodide/.*|(code/)?[a-z_0-9]+\.zip|fonts/.*|assets/.*)$"
)
NOT_LISTED = {"sw.js", "headers.json"}
VOICES = "audio/"  # fetched by voice.js, one language at a time, and kept in a cache of their own


def list_files(out: Path) -> dict[str, tuple[str, int]]:
    """Path -> (first quarter of the SHA-256 in hex, size in bytes) for every file that a browser may ask for."""
    files = {}
    for file in sorted(path for path in out.rglob("*") if path.is_file()):
        name = file.relative_to(out).as_posix()
        if name not in NOT_LISTED and file.suffix != ".br" and not name.startswith(VOICES):
            data = file.read_bytes()
            files[name] = (hashlib.sha256(data).hexdigest()[:16], len(data))
    return files


def write_service_worker(out: Path) -> str:
    """Write sw.js: the list and the two scripts that use it, in one file. Returns the version, a hash over all files."""
    files = list_files(out)
    version = hashlib.sha256(json.dumps(files).encode()).hexdigest()[:12]
    made = {
        "VERSION": version,
        "FILES": files,
        "LAZY": LAZY,
        "LIGHT": light.needed(out),
        "FIRST_BYTES": sum(size for name, (_, size) in files.items() if FIRST.match(name) and name not in OWN.values()),
    }
    values = [f"const {name} = {json.dumps(value, separators=(',', ':'))};\n" for name, value in made.items()]
    scripts = [joined((SOURCE / name).read_bytes()) for name in ("listing.js", "sw.js")]
    (out / "sw.js").write_text("".join([*values, *scripts]), "utf-8")
    return version
