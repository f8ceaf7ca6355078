"""A session token: what a display's QR code says, "this activity, here, at this time of my clock" (README.md, 4).

The display signs a new token every 15 seconds, with the same session id and a new time. Check-in and check-out are two scans in
one session; the time between them is the difference of the display's times, so the phone's clock does not matter.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.activities import LAST_CODE
from app.protocol.envelope import Envelope
from app.protocol.fields import Fields, open_message

KIND = "session"
TYPE = 1
SESSION_ID_SIZE = 8
LONGEST_PLAN = 24 * 60
EVERY_SECONDS = 15


@dataclass(frozen=True, slots=True)
class Session:
    """The message `session` (README.md, 4): `session` is its id, 8 random bytes; `time` is in Unix seconds of the display;
    `planned` is in minutes, 0 when nothing is planned.
    """

    session: bytes
    time: int
    activity: int
    planned: int


def to_draft(token: Session, public: bytes) -> envelope.Draft:
    """The token, to be signed by the display's key `public`."""
    fields = {1: TYPE, 2: token.session, 3: token.time, 4: token.activity, 5: token.planned}
    return envelope.draft(KIND, public, fields)


def from_bytes(data: bytes) -> tuple[Envelope, Session]:
    """The envelope and the token in it. Raises Malformed or Newer. The signature is not checked: the phone may not know the key
    yet.
    """
    outer, fields = open_message(KIND, TYPE, data)
    return outer, read(fields)


def read(fields: Fields) -> Session:
    """The token in the fields after field 1. Raises Malformed or Newer."""
    session, time = fields.raw(2, SESSION_ID_SIZE), fields.integer(3)
    token = Session(session, time, fields.integer(4, 0, LAST_CODE), fields.integer(5, 0, LONGEST_PLAN))
    fields.done()
    return token
