"""A pull request: a phone asks for what the server holds of its person, and signs the server's fresh nonce (README.md, 4 and
12).
"""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import Envelope
from app.protocol.fields import open_message

KIND = "pull"
TYPE = 8
MOST_NONCE = 64
MOST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Pull:
    """The message `pull` (README.md, 4): `nonce` is the server's (16 to 64 bytes); asks for everything after `cursor` (0: from
    the start), at most `limit` rows (1 to 200).
    """

    nonce: bytes
    cursor: int
    limit: int


def to_draft(pull: Pull, public: bytes) -> envelope.Draft:
    """The request, to be signed by the phone's key `public`."""
    return envelope.draft(KIND, public, {1: TYPE, 2: pull.nonce, 3: pull.cursor, 4: pull.limit})


def from_bytes(data: bytes) -> tuple[Envelope, Pull]:
    """The envelope and the request in it. Raises Malformed or Newer. Neither the nonce nor the signature is checked."""
    outer, fields = open_message(KIND, TYPE, data)
    pull = Pull(fields.raw(2, 16, MOST_NONCE), fields.integer(3), fields.integer(4, 1, MOST_ROWS))
    fields.done()
    return outer, pull
