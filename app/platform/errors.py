"""The error that a shell may raise, and no other."""

from __future__ import annotations

from app.protocol.errors import CodedError

ODD = "odd"  # the code of a failure that nobody foresaw
START_AGAIN = "start-again"  # the code of what only a new start of the app can mend


class PlatformError(CodedError):
    """The shell could not do what the app asked for; `code` says why.

    Codes: `storage-full`, `storage-blocked`, `storage-lost` (another tab owns the data now), `no-keys` (this device cannot
    make or keep a signing key), `start-again` (the browser lost what it stores with, or a part of the app did not come: a new
    start helps), `odd` (none of these: the exception behind it says more).
    """

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
