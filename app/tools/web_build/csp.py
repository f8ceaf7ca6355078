"""The headers of every answer of the web app. The build writes them to headers.json beside the files; a server only reads them.

The content security policy names no foreign host and allows no script or style inside the HTML. `wasm-unsafe-eval` lets the two
WebAssembly engines start. Flutter's engine puts two style sheets into the page, whose text differs by browser: their hashes are
computed from the client's code. A page that the app opens in a window of its own keeps this policy, so the style sheet of the
page that a counsellor prints is named by its hash, too.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

from app.counsellor.paper_style import STYLE

# Flutter appends these pieces of text to a style sheet, in this order: which of them, depends on the browser.
PIECES = ("flt-scene-host", "-webkit-tap-highlight-color", "flt-paragraph", ":-webkit-autofill", "::-ms-reveal")
BROWSERS = {
    "Chromium": (0, 3),
    "Edge": (0, 3, 4),
    "WebKit": (0, 1, 3),
    "Firefox": (0, 2),
}
PREFIXES = ("flutter-view", "")  # what the selectors of the two sheets begin with
FONT = "normal normal 14px sans-serif"
STRING = r'"[^"]*"|\'[^\']*\''
PIECE = re.compile(rf"\.createTextNode\(((?:b|c|\+|{STRING})*)\)")
PART = re.compile(rf"({STRING})|(b)|(c)")
POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' blob:",
    "font-src": "'self'",
    "media-src": "'self' blob:",
    "style-src": "'self'",
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",  # no other site keeps a hold on our window
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def style_hashes(client: str) -> list[str]:
    """The hashes of Flutter's style sheets in each browser, from the text of main.dart.js.

    Raises SystemExit when Flutter makes them in another way than this one knows.
    """
    at = client.find(f'.createTextNode(b+" {PIECES[0]} ')
    pieces = [match[1] for match in PIECE.finditer(client, at, at + 4000)] if at >= 0 else []
    is_known = len(pieces) == len(PIECES) and all(name in piece for name, piece in zip(PIECES, pieces, strict=True))
    if not is_known or f'"{FONT}")' not in client:
        raise SystemExit("Flutter's client makes its style sheets in a new way: change PIECES in app/tools/web_build/csp.py.")
    sheets = [
        "".join(_text(pieces[number], prefix) for number in chosen) for prefix in PREFIXES for chosen in BROWSERS.values()
    ]
    return [hash_of(sheet) for sheet in sheets]


def hash_of(sheet: str) -> str:
    """How the policy names a style sheet with this text."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(sheet.encode()).digest()).decode()}'"


def _text(piece: str, prefix: str) -> str:
    """A piece as the browser gets it; in the code it is a sum of strings, of the prefix `b` and of the font `c`."""
    return "".join(string[1:-1] if string else prefix if b else FONT for string, b, _ in PART.findall(piece))


def headers(client: str = "") -> dict[str, str]:
    """The headers of the site whose main.dart.js has this text; "" for a site without Flutter."""
    inside = [*style_hashes(client), hash_of(STYLE)] if client else []
    policy = {**POLICY, "style-src": " ".join([POLICY["style-src"], *inside])}
    return {"Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in policy.items()), **HEADERS}


def write_headers(out: Path) -> None:
    """Write headers.json into `out`, which holds the built site."""
    client = out / "main.dart.js"
    text = client.read_text("utf-8") if client.exists() else ""
    (out / "headers.json").write_text(json.dumps(headers(text), indent=1) + "\n", "utf-8")
