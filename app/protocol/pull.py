"""A pull request: a phone asks for what the server holds of its person, signed over a fresh word from the server."""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import Envelope
from app.protocol.fields import opened

KIND = "pull"
TYPE = 8
MOST_NONCE = 64
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Pull:
    """`nonce` from the server; everything after `cursor` (0 = from the start), at most `limit` rows."""

    nonce: bytes
    cursor: int
    limit: int


def to_draft(pull: Pull, public: bytes) -> envelope.Draft:
    """The request to be signed by the phone's key."""
    return envelope.draft(KIND, public, {1: TYPE, 2: pull.nonce, 3: pull.cursor, 4: pull.limit})


def from_bytes(data: bytes) -> tuple[Envelope, Pull]:
    """Raises Malformed or Newer. The server checks the nonce and the signature of a device it knows."""
    outer, fields = opened(KIND, TYPE, data)
    pull = Pull(fields.raw(2, 16, MOST_NONCE), fields.integer(3), fields.integer(4, 1, MOST_ROWS))
    fields.done()
    return outer, pull
