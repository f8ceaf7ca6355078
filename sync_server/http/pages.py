"""The web app as files: compressed beforehand, named by their content, with the headers the build wrote beside them."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import re
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from sync_server.lanes import Lane

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


LONGEST, LONGEST_NAME = 400, 120  # letters of a path, and of one name in it: ours are shorter


@dataclass(frozen=True, slots=True)
class Found:
    """A file to send: perhaps the packed one, whose type is that of what it holds."""

    file: Path
    kind: str
    tag: str
    is_packed: bool


class Pages:
    """Files below one folder. An ETag is the hash of the content, worked out once per file and change."""

    def __init__(self, web: Path, lane: Lane) -> None:
        self._web, self._lane = web.resolve(), lane
        self._tags: dict[Path, tuple[int, str]] = {}

    async def __call__(self, request: Request) -> Response:
        path = request.scope["path"].lstrip("/") or "index.html"
        takes_packed = "br" in request.headers.get("accept-encoding", "")
        found = await self._lane.run(self._find, path, takes_packed) if _is_ordinary(path) else None
        if found is None:
            return Response("404\n", 404, media_type="text/plain")
        keeping = FOREVER if VOICE.fullmatch(path) else "no-cache"
        headers = {"ETag": found.tag, "Cache-Control": keeping, "Vary": "Accept-Encoding"}
        if request.headers.get("if-none-match") == found.tag:
            return Response(status_code=304, headers=headers)
        if found.is_packed:
            headers["Content-Encoding"] = "br"
        return FileResponse(found.file, headers=headers, media_type=found.kind)

    def _find(self, path: str, takes_packed: bool) -> Found | None:
        """The file of an ordinary path, None when there is none."""
        try:
            file = (self._web / path).resolve()
            if not file.is_relative_to(self._web) or file.suffix == ".br" or not file.is_file():
                return None
            packed = file.with_name(file.name + ".br")
            is_packed = takes_packed and packed.is_file()
            kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            sent = packed if is_packed else file
            return Found(sent, kind, self._tag(sent), is_packed)
        except (OSError, ValueError, RuntimeError):  # a path that no file system takes
            return None

    def _tag(self, file: Path) -> str:
        changed = file.stat().st_mtime_ns
        known = self._tags.get(file)
        if known is None or known[0] != changed:
            known = self._tags[file] = (changed, f'"{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}"')
        return known[1]


def _is_ordinary(path: str) -> bool:
    """Could a file of ours be called so? Looked at before any file system is asked."""
    names = path.split("/")
    return len(path) <= LONGEST and path.isprintable() and all(len(name) <= LONGEST_NAME for name in names)
