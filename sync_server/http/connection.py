"""One connection: so much time for what is asked and for reading the answer, so much room for address and headers.

Who is slower than any phone on a bad line is let go, so that nobody holds a place by doing nothing. What is no HTTP is
answered like every other refusal, and no line about it is logged: strangers would fill the log.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, ClassVar

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from sync_server import errors
from sync_server.http.limits import sender

HEAD, BODY, READING, LEAVING = 10.0, 60.0, 60.0, 2.5  # seconds
MOST_HEAD = 16 * 1024  # bytes of address and headers
MOST, MOST_OF_ONE = 2000, 200  # connections; of one address that can be counted


class Connection(HttpToolsProtocol):
    """uvicorn's own, with limits."""

    _of_sender: ClassVar[Counter[str]] = Counter()  # how many connections each address has; one server runs in a process

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._timer: asyncio.TimerHandle | None = None
        self._slow_reader: asyncio.TimerHandle | None = None
        self._head_open, self._head_size, self._code = True, 0, "bad-request"
        self._sender = sender({"client": self.client}, 0)
        if self._sender is not None:
            self._of_sender[self._sender] += 1
        too_many = self._sender is not None and self._of_sender[self._sender] > MOST_OF_ONE
        if too_many or len(self.connections) > MOST:
            transport.abort()
            return
        self._allow(HEAD)

    def connection_lost(self, exc: Exception | None) -> None:
        self._allow(None)
        self.resume_writing()
        if self._sender is not None:
            self._of_sender[self._sender] -= 1
            if not self._of_sender[self._sender]:
                del self._of_sender[self._sender]
        super().connection_lost(exc)

    # --- time ---

    def _allow(self, seconds: float | None) -> None:
        """So much time until the next step; None: as much as it takes."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._let_go)

    def _let_go(self) -> None:
        if not self.transport.is_closing() or self.transport.get_write_buffer_size():
            self.transport.abort()

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._head_open, self._head_size = True, 0
        self._allow(HEAD)

    def on_message_complete(self) -> None:
        answered = self.cycle is not None and self.cycle.response_complete  # before it was asked to the end
        self._allow(READING if answered else None)
        super().on_message_complete()

    def pause_writing(self) -> None:
        super().pause_writing()
        if self._slow_reader is None:
            self._slow_reader = self.loop.call_later(READING, self._let_go)

    def resume_writing(self) -> None:
        super().resume_writing()
        if self._slow_reader is not None:
            self._slow_reader.cancel()
            self._slow_reader = None

    def timeout_keep_alive_handler(self) -> None:
        super().timeout_keep_alive_handler()
        self._allow(READING)  # what was answered must have been read by then

    def shutdown(self) -> None:
        """The server stops: who is still asking is let go, who waits for an answer gets it if it comes soon."""
        asked = self.cycle is not None and not self.cycle.more_body
        if self.cycle is not None and not self.cycle.response_complete and not asked:
            self.transport.abort()
            return
        super().shutdown()
        self._allow(LEAVING)

    # --- size ---

    def on_url(self, url: bytes) -> None:
        self._grow(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        self._grow(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        self._head_open = False
        self._allow(BODY)
        super().on_headers_complete()

    def _grow(self, size: int) -> None:
        self._head_size += size
        if self._head_size > MOST_HEAD:
            self._code = "head-too-large"
            raise ValueError("head")  # ends the parser: send_400_response

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        before = self._head_size
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._refuse("bad-request")  # no other protocol is spoken here
        except httptools.HttpParserError:
            self._refuse(self._code)
        else:
            # a header without an end is not reported piece by piece
            if self._head_open and self._head_size == before:
                self._head_size += len(data)
                if self._head_size > MOST_HEAD:
                    self._refuse("head-too-large")

    def _should_upgrade(self) -> bool:
        return False

    # --- refusals ---

    def _refuse(self, code: str) -> None:
        if self.transport.is_closing():
            return
        body = b'{"code":"%s"}' % code.encode()
        head = [STATUS_LINE[errors.status(code)], *(b"%s: %s\r\n" % pair for pair in self.server_state.default_headers)]
        head += [b"content-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n" % len(body)]
        self.transport.write(b"".join(head) + body)
        self.transport.close()
        self._allow(LEAVING)


def serve_options() -> dict[str, Any]:
    """How uvicorn is told all this. It logs by our rules, and reads no header that says who asks: limits.py does."""
    own = {"http": Connection, "loop": "uvloop", "ws": "none", "server_header": False, "proxy_headers": False}
    quiet = {"access_log": False, "log_config": None, "log_level": "warning"}
    return {**own, **quiet, "timeout_keep_alive": 15, "timeout_graceful_shutdown": 3}
