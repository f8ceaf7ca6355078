"""A static server for built sites, on loopback: .br files, the headers of headers.json, ETag. It can be stopped and started."""

from __future__ import annotations

import hashlib
import json
import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.web import places

SCRIPT = "text/javascript"
TYPES = {".mjs": SCRIPT, ".js": SCRIPT, ".wasm": "application/wasm", ".ttf": "font/ttf", ".zip": "application/zip"}


PACKET = 16384


class Site:
    """One folder served at one of the `places`, or on a port of its own.

    `asked` lists (path, status) of every request so far; `sent` counts body bytes.
    `rate` is the speed of the line in bytes a second, shared by all; None is as fast as it goes. `spoiled` says what goes
    wrong with a path: "wrong" (other bytes), "half" (the line is cut), "missing", "hangs" (until `freed`).
    """

    def __init__(self, folder: Path, place: str = "") -> None:
        self.folder = folder
        self.spoiled: dict[str, str] = {}
        self.freed = threading.Event()  # lets go of what hangs
        self.rate: float | None = None
        self._line = threading.Lock()
        self.asked: list[tuple[str, int]] = []
        self.sent = 0
        headers = folder / "headers.json"
        self.headers: dict[str, str] = json.loads(headers.read_text("utf-8")) if headers.exists() else {}
        self._place, self._port = place, places.ports()[place] if place else 0

    @property
    def origin(self) -> str:
        return places.address(self._place) if self._place else f"http://localhost:{self._port}"

    def start(self) -> None:
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                return None

        self._server = ThreadingHTTPServer(("127.0.0.1", self._port), Handler)
        self._server.daemon_threads = True
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = unquote(urlsplit(request.path).path)
        file = self.folder / (path.lstrip("/") or "index.html")
        wrong = self.spoiled.get(path, "")
        if wrong == "hangs":
            self.asked.append((path, 0))
            self.freed.wait(60)
        if not file.is_file() or wrong == "missing":
            self._send(request, path, 404, b"", {})
            return
        packed = file.with_name(file.name + ".br")
        headers = {"Content-Type": TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"}
        if packed.exists() and "br" in request.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "br"
            file = packed
        body = file.read_bytes()
        if wrong == "wrong":
            headers.pop("Content-Encoding", None)
            body = b"x" * (file.stat().st_size - 1)
        headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        headers["Cache-Control"] = "no-cache"
        if request.headers.get("If-None-Match") == headers["ETag"]:
            self._send(request, path, 304, b"", headers)
        else:
            self._send(request, path, 200, body, headers, half=wrong == "half")

    def _send(
        self, request: BaseHTTPRequestHandler, path: str, status: int, body: bytes, headers: dict[str, str], half: bool = False
    ) -> None:
        self.asked.append((path, status))
        self.sent += len(body)
        request.send_response(status)
        for name, value in {**headers, **self.headers, "Content-Length": str(len(body))}.items():
            request.send_header(name, value)
        request.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # the browser was closed meanwhile
            self._write(request, body[: len(body) // 2] if half else body)
        request.close_connection = request.close_connection or half

    def _write(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        if self.rate is None:
            request.wfile.write(body)
            return
        for at in range(0, len(body), PACKET):
            packet = body[at : at + PACKET]
            with self._line:
                time.sleep(len(packet) / self.rate)
            request.wfile.write(packet)


@contextmanager
def serving(folder: Path, place: str = "") -> Iterator[Site]:
    """Serve `folder` at this place, or on any port of loopback."""
    site = Site(folder, place)
    site.start()
    try:
        yield site
    finally:
        site.stop()
