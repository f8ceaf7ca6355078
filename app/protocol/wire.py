"""What the server's answers hold, for those who judge it: bytes that nobody has verified yet.

`app.sync.client` reads the answers, `app.records` decides what to believe.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PulledMeeting:
    """A meeting of ours that came or changed, with what the server knows of the buddy."""

    cursor: int
    proposal: bytes
    answer: bytes
    certificate: bytes | None
    withdrawal: bytes | None
    receipt: bytes | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """The server lost the trust lists of a rank (serial of the certificate, version) above `after` and below `before`."""

    after: tuple[int, int]
    before: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TrustAnswer:
    """The newest bundle, and the ranks between which the server lost lists; `earlier` are bundles, certificate and list, with
    which a root announced the one after it.
    """

    root: bytes
    certificate: bytes
    listed: bytes
    lost: Lost | None = None
    earlier: tuple[tuple[bytes, bytes], ...] = ()
