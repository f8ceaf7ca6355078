"""What may go wrong between a device and its server.

* SyncError
  x Offline   offline      no connection, a time-out, a captive portal (also status 511), an answer that is not from our server
  x Busy      server-odd   the server cannot answer now (status 408, 429 or 5xx)
  x Declined  <its code>   the server understood the request and refused it
"""

from __future__ import annotations

from app.protocol.errors import CodedError

LONGEST_WAIT = 6 * 3600  # seconds that a server may make a device wait


class SyncError(CodedError):
    """An exchange with the server failed; `code` says why."""

    code = "offline"


class Offline(SyncError):
    """No answer came that can be from our server."""


class Busy(SyncError):
    """The server asks for patience: `wait` in seconds (at most LONGEST_WAIT), None when it named no time. `status` is that of
    HTTP: 429 says that this phone, or somebody beside it, asked too often.
    """

    code = "server-odd"

    def __init__(self, wait: int | None, status: int = 503) -> None:
        super().__init__(f"wait {wait}")
        self.wait, self.status = wait, status


class Declined(SyncError):
    """The server refused the request; `code` is the refusal's own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
