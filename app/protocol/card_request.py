"""The message by which a newcomer's phone leaves its sealed recovery secret at the server (README.md, 4 and 19)."""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.card import NONCE_SIZE, PLACE_SIZE
from app.protocol.envelope import Envelope
from app.protocol.fields import open_message
from app.protocol.pull import MOST_NONCE
from app.protocol.record import PERSON_SECRET_SIZE

KIND = "card"
TYPE = 14
SEALED_SIZE = NONCE_SIZE + PERSON_SECRET_SIZE + 16  # nonce, the encrypted secret, the tag of AES-GCM


@dataclass(frozen=True, slots=True)
class CardRequest:
    """The message `card` (README.md, 4): `nonce` is the server's (16 to 64 bytes), `place` says where `sealed` (44 bytes) is to
    lie (16 bytes).
    """

    nonce: bytes
    place: bytes
    sealed: bytes


def to_draft(request: CardRequest, public: bytes) -> envelope.Draft:
    """The request, to be signed by the phone's key `public`."""
    return envelope.draft(KIND, public, {1: TYPE, 2: request.nonce, 3: request.place, 4: request.sealed})


def from_bytes(data: bytes) -> tuple[Envelope, CardRequest]:
    """The envelope and the request in it. Raises Malformed or Newer. Neither the nonce nor the signature is checked."""
    outer, fields = open_message(KIND, TYPE, data)
    request = CardRequest(
        fields.raw(2, 16, MOST_NONCE), fields.raw(3, PLACE_SIZE, PLACE_SIZE), fields.raw(4, SEALED_SIZE, SEALED_SIZE)
    )
    fields.done()
    return outer, request
