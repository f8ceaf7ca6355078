"""The web app as files: compressed beforehand, named by their content, with the headers the build wrote beside them."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

SAFE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}
VOICE = re.compile(r"audio/\w+/[0-9a-f]{16}\.mp3")  # named by its content
FOREVER = "public, max-age=31536000, immutable"
STRICT = "default-src 'none'; frame-ancestors 'none'"
TYPES = {
    ".js": "text/javascript",
    ".mjs": "text/javascript",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".ttf": "font/ttf",
    ".otf": "font/otf",
    ".zip": "application/zip",
    ".mp3": "audio/mpeg",
    ".svg": "image/svg+xml",
    ".json": "application/json",
}


def safe_headers(web: Path) -> dict[str, str]:
    """The headers of every answer; the strictest policy when no web app was built."""
    try:
        built = json.loads((web / "headers.json").read_text())
    except FileNotFoundError:
        built = {"Content-Security-Policy": STRICT}
    return {**SAFE, **built}


class Pages:
    """Files below one folder. An ETag is the hash of the content, worked out once per file and change."""

    def __init__(self, web: Path) -> None:
        self._web = web.resolve()
        self._tags: dict[Path, tuple[int, str]] = {}

    async def __call__(self, request: Request) -> Response:
        path = request.url.path.lstrip("/") or "index.html"
        file = (self._web / path).resolve()
        if not file.is_relative_to(self._web) or file.suffix == ".br" or not file.is_file():
            return Response("404\n", 404, media_type="text/plain")
        packed = file.with_name(file.name + ".br")
        brotli = packed.is_file() and "br" in request.headers.get("accept-encoding", "")
        sent = packed if brotli else file
        keeping = FOREVER if VOICE.fullmatch(path) else "no-cache"
        headers = {"ETag": self._tag(sent), "Cache-Control": keeping, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        if brotli:
            headers["Content-Encoding"] = "br"
        kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        return FileResponse(sent, headers=headers, media_type=kind)

    def _tag(self, file: Path) -> str:
        changed = file.stat().st_mtime_ns
        known = self._tags.get(file)
        if known is None or known[0] != changed:
            known = self._tags[file] = (changed, f'"{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}"')
        return known[1]
