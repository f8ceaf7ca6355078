"""What the server's answers hold (README.md, 12): bytes whose signatures nobody has checked yet.

`app.sync.responses` parses the answers, `app.records` decides what to believe.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PulledMeeting:
    """A meeting of this person that is new or changed: whole messages, among them the buddy's certificate if the server has
    one. `cursor` is its position in the server's log.
    """

    cursor: int
    proposal: bytes
    answer: bytes
    certificate: bytes | None
    withdrawal: bytes | None
    receipt: bytes | None = None


@dataclass(frozen=True, slots=True)
class LostLists:
    """The server lost the trust lists with a rank (serial of the certificate, version of the list) above `after` and below
    `before`.
    """

    after: tuple[int, int]
    before: tuple[int, int]


@dataclass(frozen=True, slots=True)
class TrustAnswer:
    """The newest trust bundle as two whole messages, `certificate` and `trust_list`, with the region's `root` (32 bytes).

    `lost` says which lists the server lost; `earlier` are the bundles, as (certificate, list), in which a root announced its
    successor.
    """

    root: bytes
    certificate: bytes
    trust_list: bytes
    lost: LostLists | None = None
    earlier: tuple[tuple[bytes, bytes], ...] = ()
