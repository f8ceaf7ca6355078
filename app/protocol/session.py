"""A session token: what a display's QR code says. "This activity, here, at this moment of my clock."

The display signs it anew every 15 seconds with the same session id and a new time. Check-in and check-out are two scans of one
session; the time between is the difference of the display's times, so the phone's clock does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.activities import LAST_CODE
from app.protocol.envelope import Envelope
from app.protocol.fields import Fields, opened

KIND = "session"
TYPE = 1
SESSION_ID_SIZE = 8
LONGEST_PLAN = 24 * 60
EVERY_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Session:
    """`session` 8 random bytes; `time` Unix seconds of the display; `planned` minutes, 0 when nothing is planned."""

    session: bytes
    time: int
    activity: int
    planned: int


def to_draft(token: Session, public: bytes) -> envelope.Draft:
    """The token to be signed by the display's key."""
    fields = {1: TYPE, 2: token.session, 3: token.time, 4: token.activity, 5: token.planned}
    return envelope.draft(KIND, public, fields)


def from_bytes(data: bytes) -> tuple[Envelope, Session]:
    """Raises Malformed or Newer. The signature is not checked: the display's key may be unknown as yet."""
    outer, fields = opened(KIND, TYPE, data)
    return outer, read(fields)


def read(fields: Fields) -> Session:
    """The fields after the type. Raises Malformed or Newer."""
    session, time = fields.raw(2, SESSION_ID_SIZE), fields.integer(3)
    token = Session(session, time, fields.integer(4, 0, LAST_CODE), fields.integer(5, 0, LONGEST_PLAN))
    fields.done()
    return token
