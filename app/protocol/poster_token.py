"""A poster token: what a printed QR code says, "this activity, here" (README.md, 4). A poster has no clock, so it states no
time.

A poster's key is made for this poster, signs once and is thrown away. Its public key stands in the trust list like that of a
display, with a validity period, an organisation and perhaps a time of revocation. The time of the token is the phone's clock.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.activities import LAST_CODE
from app.protocol.display_token import LONGEST_PLAN
from app.protocol.envelope import Envelope
from app.protocol.fields import Fields, open_message

KIND = "poster"
TYPE = 2
POSTER_ID_SIZE = 8


@dataclass(frozen=True, slots=True)
class PosterToken:
    """The message `poster` (README.md, 4): `poster` is its id, 8 random bytes; `planned` is in minutes, 0 when nothing is
    planned.
    """

    poster: bytes
    activity: int
    planned: int


def to_draft(token: PosterToken, public: bytes) -> envelope.Draft:
    """The token, to be signed once by the poster's key `public`."""
    return envelope.draft(KIND, public, {1: TYPE, 2: token.poster, 4: token.activity, 5: token.planned})


def from_bytes(data: bytes) -> tuple[Envelope, PosterToken]:
    """The envelope and the token in it. Raises Malformed or Newer. The signature is not checked."""
    outer, fields = open_message(KIND, TYPE, data)
    return outer, read(fields)


def read(fields: Fields) -> PosterToken:
    """The token in the fields after field 1. Raises Malformed or Newer."""
    token = PosterToken(fields.raw(2, POSTER_ID_SIZE), fields.integer(4, 0, LAST_CODE), fields.integer(5, 0, LONGEST_PLAN))
    fields.done()
    return token
