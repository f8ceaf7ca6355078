"""A poster token: what a printed QR code says. "This activity, here." It has no clock, so it states no time.

A poster's key is made for this poster, signs once and is thrown away; its public half stands in the trust list like a
display's, with a window, an organisation and, if need be, a time of revocation. A poster is judged at the time the phone
states.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.activities import LAST_CODE
from app.protocol.envelope import Envelope
from app.protocol.fields import Fields, opened
from app.protocol.session import LONGEST_PLAN

KIND = "poster"
TYPE = 2
POSTER_ID_SIZE = 8


@dataclass(frozen=True, slots=True)
class PosterToken:
    """`poster` 8 random bytes; `planned` minutes, 0 when nothing is planned."""

    poster: bytes
    activity: int
    planned: int


def to_draft(token: PosterToken, public: bytes) -> envelope.Draft:
    """The token to be signed, once, by the poster's key."""
    return envelope.draft(KIND, public, {1: TYPE, 2: token.poster, 4: token.activity, 5: token.planned})


def from_bytes(data: bytes) -> tuple[Envelope, PosterToken]:
    """Raises Malformed or Newer. The signature is not checked."""
    outer, fields = opened(KIND, TYPE, data)
    return outer, read(fields)


def read(fields: Fields) -> PosterToken:
    """The fields after the type. Raises Malformed or Newer."""
    token = PosterToken(fields.raw(2, POSTER_ID_SIZE), fields.integer(4, 0, LAST_CODE), fields.integer(5, 0, LONGEST_PLAN))
    fields.done()
    return token
