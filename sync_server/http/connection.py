"""One connection, with limits on time and size: for the request, for reading the answer, for address and headers.

A client that is slower than any phone on a bad line is disconnected, so that nobody occupies a connection by doing nothing.
What is not HTTP is answered like every other refusal and is not logged: strangers would fill the log.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any, ClassVar

import httptools
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from sync_server import errors
from sync_server.http.limits import sender

# Seconds: for address and headers, for the body, for reading an answer, and for the last answer when the server stops.
HEAD, BODY, READING, LEAVING = 10.0, 60.0, 60.0, 2.5
MOST_HEAD = 16 * 1024  # bytes of address and headers
MOST, MOST_OF_ONE = 2000, 200  # connections in all, and of one address that can be counted


class Connection(HttpToolsProtocol):
    """uvicorn's protocol, with limits. The methods without an underscore are called by uvicorn, asyncio or httptools."""

    _of_sender: ClassVar[Counter[str]] = Counter()  # connections of each address; a process runs one server

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Count the connection; drop it when there are too many."""
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
        self._set_deadline(HEAD)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers and the count of this connection."""
        self._set_deadline(None)
        self.resume_writing()
        if self._sender is not None:
            self._of_sender[self._sender] -= 1
            if not self._of_sender[self._sender]:
                del self._of_sender[self._sender]
        super().connection_lost(exc)

    # --- time ---

    def _set_deadline(self, seconds: float | None) -> None:
        """Disconnect after `seconds`, unless a new deadline is set before; None: no deadline."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None if seconds is None else self.loop.call_later(seconds, self._disconnect)

    def _disconnect(self) -> None:
        if not self.transport.is_closing() or self.transport.get_write_buffer_size():
            self.transport.abort()

    def on_message_begin(self) -> None:
        """A request begins: its head has 10 seconds."""
        super().on_message_begin()
        self._head_open, self._head_size = True, 0
        self._set_deadline(HEAD)

    def on_message_complete(self) -> None:
        """The request came whole: there is no deadline while the server works on the answer."""
        answered = self.cycle is not None and self.cycle.response_complete  # answered before the request was complete
        self._set_deadline(READING if answered else None)
        super().on_message_complete()

    def pause_writing(self) -> None:
        """The client reads slower than the server writes: it has 60 seconds to catch up."""
        super().pause_writing()
        if self._slow_reader is None:
            self._slow_reader = self.loop.call_later(READING, self._disconnect)

    def resume_writing(self) -> None:
        """The client caught up."""
        super().resume_writing()
        if self._slow_reader is not None:
            self._slow_reader.cancel()
            self._slow_reader = None

    def timeout_keep_alive_handler(self) -> None:
        """The connection was idle: close it once the client has read the last answer."""
        super().timeout_keep_alive_handler()
        self._set_deadline(READING)  # by then the answer must have been read

    def shutdown(self) -> None:
        """The server stops: drop an unfinished request; a finished one gets its answer if that comes within 2.5 seconds."""
        is_whole = self.cycle is not None and not self.cycle.more_body
        if self.cycle is not None and not self.cycle.response_complete and not is_whole:
            self.transport.abort()
            return
        super().shutdown()
        self._set_deadline(LEAVING)

    # --- size ---

    def on_url(self, url: bytes) -> None:
        """A part of the address came."""
        self._count_head(len(url))
        super().on_url(url)

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header came."""
        self._count_head(len(name) + len(value))
        super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """The head is complete: the body has 60 seconds."""
        self._head_open = False
        self._set_deadline(BODY)
        super().on_headers_complete()

    def _count_head(self, size: int) -> None:
        self._head_size += size
        if self._head_size > MOST_HEAD:
            self._code = "head-too-large"
            raise ValueError("head")  # the parser stops and raises HttpParserError

    def data_received(self, data: bytes) -> None:
        """Bytes came: parse them, or refuse what is not HTTP or too large."""
        self._unset_keepalive_if_required()
        before = self._head_size
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            self._refuse("bad-request")  # the server speaks no other protocol
        except httptools.HttpParserError:
            self._refuse(self._code)
        else:
            # the parser does not report a header before its end, so its bytes are counted here
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
        self._set_deadline(LEAVING)


def serve_options() -> dict[str, Any]:
    """The settings for uvicorn. It writes no access log, and trusts no header that names the client: limits.py reads that."""
    own = {"http": Connection, "loop": "uvloop", "ws": "none", "server_header": False, "proxy_headers": False}
    quiet = {"access_log": False, "log_config": None, "log_level": "warning"}
    return {**own, **quiet, "timeout_keep_alive": 15, "timeout_graceful_shutdown": 3}
