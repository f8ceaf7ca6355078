"""A token: a display's session token or a poster's token (README.md, 4, F7). A check-in holds one, verbatim."""

from __future__ import annotations

from app.protocol import display_token, poster_token
from app.protocol.display_token import Session
from app.protocol.envelope import Envelope, open_envelope
from app.protocol.errors import Newer
from app.protocol.fields import Fields
from app.protocol.poster_token import PosterToken
from app.protocol.read_once import read_once

Token = Session | PosterToken


@read_once
def from_bytes(data: bytes) -> tuple[Envelope, Token]:
    """The envelope and the token in it. Raises Malformed, or Newer for another type. Field 1 decides which of the two it is,
    and with it the signing name under which the signature is checked (E6).
    """
    outer, payload = open_envelope(display_token.KIND, data)
    fields = Fields(payload, "token")
    kind = fields.integer(1)
    if kind == display_token.TYPE:
        return outer, display_token.read(fields)
    if kind == poster_token.TYPE:
        return Envelope(poster_token.KIND, data, outer.key, outer.payload, outer.signature), poster_token.read(fields)
    raise Newer(f"token of type {kind}")
