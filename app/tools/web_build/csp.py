"""The headers of every answer of the web app. The build writes them to headers.json beside the files; a server only reads them.

The content security policy names no foreign host and allows no script or style inside the HTML. `wasm-unsafe-eval` lets the two
WebAssembly engines start; the two hashes are those of the styles that Flutter's engine puts into the page.
"""

from __future__ import annotations

import json
from pathlib import Path

FLUTTER_STYLES = (
    "'sha256-cgINIZw4iKgU7zccO2vPeZdQJIMlKEchLZG6hpkP+8k='",
    "'sha256-2hxujCU6WzSO6ycZznxFKlHE++BDsDuMYXT/O0zl8rM='",
)
POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",
    "worker-src": "'self'",
    "connect-src": "'self'",
    "img-src": "'self' blob:",
    "font-src": "'self'",
    "media-src": "'self' blob:",
    "style-src": "'self' " + " ".join(FLUTTER_STYLES),
    "manifest-src": "'self'",
    "base-uri": "'self'",
    "form-action": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Cross-Origin-Opener-Policy": "same-origin",  # no other site keeps a hold on our window
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def write_headers(out: Path) -> None:
    """Write headers.json into `out`."""
    (out / "headers.json").write_text(json.dumps(HEADERS, indent=1) + "\n", "utf-8")
