"""What a code on a wall says: a display's session token or a poster token. A check-in holds one, verbatim."""

from __future__ import annotations

from app.protocol import poster, session
from app.protocol.envelope import Envelope, open_envelope
from app.protocol.errors import Newer
from app.protocol.fields import Fields
from app.protocol.poster import PosterToken
from app.protocol.session import Session

Token = Session | PosterToken


def from_bytes(data: bytes) -> tuple[Envelope, Token]:
    """Raises Malformed, or Newer for another type. Field 1 says which of the two it is; the signing name holds it to that."""
    outer, payload = open_envelope(session.KIND, data)
    fields = Fields(payload, "token")
    kind = fields.integer(1)
    if kind == session.TYPE:
        return outer, session.read(fields)
    if kind == poster.TYPE:
        return Envelope(poster.KIND, data, outer.key, outer.payload, outer.signature), poster.read(fields)
    raise Newer(f"token of type {kind}")
