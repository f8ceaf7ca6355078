"""The line between a phone and its server, as bad as lines are: counts what goes up, and can answer like a hotel or break off.

Real sockets on loopback. What is asked under /v1/ is spoiled; the web app's own files pass, but for `half`.
"""

from __future__ import annotations

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BufferedIOBase

PORTAL = b"<html><body>Welkom op onze wifi. Klik om verder te gaan.</body></html>"


class Counted:
    """What comes out of a socket, counted."""

    def __init__(self, file: BufferedIOBase) -> None:
        self._file, self._count = file, 0

    def readline(self, most: int = -1) -> bytes:
        return self._add(self._file.readline(most))

    def read(self, most: int = -1) -> bytes:
        return self._add(self._file.read(most))

    def _add(self, data: bytes) -> bytes:
        self._count += len(data)
        return data

    def taken(self) -> int:
        """Bytes since this was asked the last time: one request, when it is asked after each."""
        taken, self._count = self._count, 0
        return taken

    def close(self) -> None:
        self._file.close()


class Line:
    """`mode` is what happens to a request.

    pass; portal (a page of the hotel); busy (503, later); broken (500); cut (the answer breaks off); lost (no answer comes);
    half (of the web app's files the archives do not come).
    """

    def __init__(self, upstream: int, port: int) -> None:
        self._upstream, self.port = upstream, port
        self.mode = "pass"
        self.asked: list[str] = []
        self.together = 0  # the most requests under way at once
        self._now, self._counting = 0, threading.Lock()
        self.up = 0  # bytes of requests under /v1/, their first line and headers included

    def start(self) -> None:
        line = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def setup(self) -> None:
                super().setup()
                self.rfile = Counted(self.rfile)  # type: ignore[assignment]

            def do_GET(self) -> None:
                line.carry(self)

            def do_POST(self) -> None:
                line.carry(self)

            def log_message(self, format: str, *args: object) -> None:
                return None

        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def carry(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("content-length", 0)))
        count = request.rfile.taken()  # type: ignore[attr-defined]
        ours = request.path.startswith("/v1/")
        if ours:
            self.asked.append(request.path)
            self.up += count
        half = self.mode == "half" and request.path.endswith(".zip")
        mode = self.mode if ours else "lost" if half else "pass"
        with suppress(BrokenPipeError, ConnectionResetError):
            if mode == "portal":
                self._say(request, 200, PORTAL, {"content-type": "text/html"})
            elif mode == "busy":
                self._say(request, 503, b'{"code":"server-odd"}', {"content-type": "application/json", "retry-after": "3600"})
            elif mode == "broken":
                self._say(request, 500, b"Internal Server Error", {"content-type": "text/plain"})
            else:
                with self._together(ours):
                    self._forward(request, body, mode)

    @contextmanager
    def _together(self, ours: bool) -> Iterator[None]:
        with self._counting:
            self._now += ours
            self.together = max(self.together, self._now)
        try:
            yield
        finally:
            with self._counting:
                self._now -= ours

    def _forward(self, request: BaseHTTPRequestHandler, body: bytes, mode: str) -> None:
        upstream = http.client.HTTPConnection("127.0.0.1", self._upstream, timeout=30)
        try:
            upstream.request(request.command, request.path, body, dict(request.headers.items()))
            answer = upstream.getresponse()
            data, headers = answer.read(), dict(answer.getheaders())
        except OSError:
            request.close_connection = True
            request.connection.shutdown(socket.SHUT_RDWR)
            return
        finally:
            upstream.close()
        if mode == "lost":
            data = b""
        elif mode == "cut":
            data = data[: len(data) // 2]
        if mode in ("lost", "cut"):
            request.close_connection = True
            if data:
                self._say(request, answer.status, data, headers)
            request.connection.shutdown(socket.SHUT_RDWR)
        else:
            self._say(request, answer.status, data, {**headers, "content-length": str(len(data))})

    def _say(self, request: BaseHTTPRequestHandler, status: int, data: bytes, headers: dict[str, str]) -> None:
        request.send_response_only(status)
        for name, value in {"content-length": str(len(data)), **{k.lower(): v for k, v in headers.items()}}.items():
            if name not in ("transfer-encoding", "connection"):
                request.send_header(name, value)
        request.end_headers()
        request.wfile.write(data)


@contextmanager
def line_to(upstream: int, port: int = 0) -> Iterator[Line]:
    """A line to the server on this port of loopback."""
    if not port:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
    one = Line(upstream, port)
    one.start()
    try:
        yield one
    finally:
        one.stop()
