"""The files of the web app. The build compressed them with Brotli and wrote the headers of their answers."""

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
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=()",
}
# Paths that open the page, too: a link whose # was percent-encoded or lost on the way. The page finds the link.
LINK = re.compile(r"#.*|[smaev]/\s*[0-9].*", re.DOTALL | re.IGNORECASE)
SITES = {"none", "same-origin", "same-site", "cross-site"}  # the values of Sec-Fetch-Site
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
    """The headers of every answer, from the folder of the built web app; the strictest policy when none was built."""
    try:
        built = json.loads((web / "headers.json").read_text())
    except FileNotFoundError:
        built = {"Content-Security-Policy": STRICT}
    return {**SAFE, **built}


LONGEST, LONGEST_NAME = 400, 120  # characters of a path, and of one name in it: every file of ours has fewer


@dataclass(frozen=True, slots=True)
class FileToSend:
    """A file, or the compressed one beside it. `kind` is the media type of the uncompressed file; `tag` is its ETag."""

    file: Path
    kind: str
    tag: str
    is_packed: bool


class Pages:
    """Files below the folder `web`, read on `lane`. An ETag is the hash of the content, computed once for each change."""

    def __init__(self, web: Path, lane: Lane) -> None:
        self._web, self._lane = web.resolve(), lane
        self._tags: dict[Path, tuple[int, str]] = {}

    async def __call__(self, request: Request) -> Response:
        path = request.scope["path"].lstrip("/") or "index.html"
        if LINK.fullmatch(path):
            path = "index.html"
        sent_by = _site(request) if path == "index.html" else {}
        if sent_by and "service-worker-navigation-preload" in request.headers:
            return Response(status_code=204, headers=sent_by)  # the phone has the page, and asks only who opened it
        takes_packed = "br" in request.headers.get("accept-encoding", "")
        page = await self._lane.run(self._find, path, takes_packed) if _is_ordinary(path) else None
        if page is None:
            return Response("404\n", 404, media_type="text/plain")
        caching = FOREVER if VOICE.fullmatch(path) else "no-cache"
        headers = {"ETag": page.tag, "Cache-Control": caching, "Vary": "Accept-Encoding", **sent_by}
        if request.headers.get("if-none-match") == page.tag:
            return Response(status_code=304, headers=headers)
        if page.is_packed:
            headers["Content-Encoding"] = "br"
        return FileResponse(page.file, headers=headers, media_type=page.kind)

    def _find(self, path: str, takes_packed: bool) -> FileToSend | None:
        """The file of this path, None when there is none."""
        try:
            file = (self._web / path).resolve()
            if not file.is_relative_to(self._web) or file.suffix == ".br" or not file.is_file():
                return None
            packed = file.with_name(file.name + ".br")
            is_packed = takes_packed and packed.is_file()
            kind = TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            sent = packed if is_packed else file
            return FileToSend(sent, kind, self._tag(sent), is_packed)
        except (OSError, ValueError, RuntimeError):  # the file system takes no such path
            return None

    def _tag(self, file: Path) -> str:
        changed = file.stat().st_mtime_ns
        known = self._tags.get(file)
        if known is None or known[0] != changed:
            known = self._tags[file] = (changed, f'"{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}"')
        return known[1]


def _site(request: Request) -> dict[str, str]:
    """The header that tells the page which site opened it, as far as the browser says so (app/web_shell/opened_by.js)."""
    site = request.headers.get("sec-fetch-site", "")
    return {"Server-Timing": f'site;desc="{site if site in SITES else ""}"'}


def _is_ordinary(path: str) -> bool:
    """Could this be the path of one of our files? Checked before the file system is asked."""
    names = path.split("/")
    return len(path) <= LONGEST and path.isprintable() and all(len(name) <= LONGEST_NAME for name in names)
