"""What the server answers about one record, meeting or withdrawal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Result:
    """`status` is stored, known, refused or unknown-device; `code` says why it was refused.

    `id` (32 bytes) names the record, answer or withdrawal; None when it could not be read. `receipt` is signed.
    """

    id: bytes | None
    status: str
    code: str = ""
    receipt: bytes | None = None
    fork: bool = False  # of a record: another one of its key has its chain position
    giver: bytes | None = None  # of a meeting: the public key of the buddy's phone
