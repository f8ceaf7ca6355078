"""A wish to be forgotten: a newcomer's device asks its region to erase the person (README.md, 4 and 12).

It is signed without network, before the key is deleted, and sent later. So it holds no nonce. Sent twice it does the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import Envelope
from app.protocol.errors import BadKey
from app.protocol.fields import open_message
from app.protocol.keys import KEY_SIZE, check_key, key_id
from app.protocol.record import PERSON_SIZE
from app.protocol.trust_list import REGION_SIZE

KIND = "forget"
TYPE = 15


@dataclass(frozen=True, slots=True)
class ForgetWish:
    """The message `forget` (README.md, 4): `region` (8 bytes) shall erase `person` (16 bytes). `time` is the phone's clock in
    Unix seconds; `public` is the key of the device, which signs this message, too.
    """

    region: bytes
    person: bytes
    time: int
    public: bytes


def to_draft(wish: ForgetWish) -> envelope.Draft:
    """The wish, to be signed by the device's own key."""
    return envelope.draft(KIND, wish.public, {1: TYPE, 2: wish.region, 3: wish.person, 4: wish.time, 5: wish.public})


def from_bytes(data: bytes) -> tuple[Envelope, ForgetWish]:
    """The envelope and the wish in it. Raises Malformed, Newer or BadKey. The signature is not checked."""
    outer, fields = open_message(KIND, TYPE, data)
    region, person, time = fields.raw(2, REGION_SIZE), fields.raw(3, PERSON_SIZE), fields.integer(4)
    wish = ForgetWish(region, person, time, check_key(fields.raw(5, KEY_SIZE)))
    fields.done()
    if key_id(wish.public) != outer.key:
        raise BadKey("a wish is signed by the key it carries")
    return outer, wish
