"""A record: what a newcomer's phone signs and keeps. Each phone writes one chain of them and never edits one.

All records share fields 1 to 7 and one signing name, `veertig/1/record`, so a kind this version does not know can still be
checked, kept and sent on untouched:

    1 type   2 place in the chain, from 0   3 id of the record before (absent at 0)   4 the phone's clock, Unix seconds
    5 seconds since the phone started   6 which start (4 random bytes)   7 id of the newest receipt (5, 6 and 7 may be absent)

Fields from 16 on belong to the kind. The first record of every chain is `device`: it carries the key that signs the chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from app.protocol import envelope
from app.protocol.envelope import ID_SIZE, Envelope
from app.protocol.errors import BadKey, Malformed
from app.protocol.fields import Fields
from app.protocol.keys import KEY_SIZE, check_key, key_id

KIND = "record"
FIRST_TYPE, LAST_TYPE = 32, 95
PERSON_SIZE = 16
MOST_TOKEN = 512
LAST_PLACE = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record stands: in its chain, and on the phone's clocks. `before` is None for the first."""

    number: int
    before: bytes | None
    wall: int
    boot: int | None = None
    boot_id: bytes | None = None
    receipt: bytes | None = None

    def to_fields(self) -> dict[int, Any]:
        optional = {3: self.before, 5: self.boot, 6: self.boot_id, 7: self.receipt}
        return {2: self.number, 4: self.wall, **{number: value for number, value in optional.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class Device:
    """The first record: this key speaks for this person, a random pseudonym that groups one newcomer's phones."""

    TYPE: ClassVar[int] = 32
    public: bytes
    person: bytes


@dataclass(frozen=True, slots=True)
class CheckIn:
    """I came. `token` is what the display said, verbatim."""

    TYPE: ClassVar[int] = 33
    token: bytes


@dataclass(frozen=True, slots=True)
class CheckOut:
    """I left. `token` is of the same session; `check_in` is the id of the record that says I came."""

    TYPE: ClassVar[int] = 34
    token: bytes
    check_in: bytes


@dataclass(frozen=True, slots=True)
class Unknown:
    """A kind of record this version does not know. Kept and sent on, counted as nothing."""

    type: int


Body = Device | CheckIn | CheckOut | Unknown


@dataclass(frozen=True, slots=True)
class Record:
    """A record taken apart; `envelope` holds the bytes as received. Believe it after its signature was checked."""

    envelope: Envelope
    place: Place
    body: Body

    @property
    def id(self) -> bytes:
        return self.envelope.id


def to_draft(body: Device | CheckIn | CheckOut, place: Place, public: bytes) -> envelope.Draft:
    """The record to be signed by the phone's key."""
    if isinstance(body, Device):
        own: dict[int, Any] = {16: body.public, 17: body.person}
    elif isinstance(body, CheckIn):
        own = {16: body.token}
    else:
        own = {16: body.token, 17: body.check_in}
    return envelope.draft(KIND, public, {1: body.TYPE, **place.to_fields(), **own})


def from_bytes(data: bytes) -> Record:
    """Raises Malformed, Newer or BadKey. Tokens inside are not looked at; the signature is not checked."""
    outer, payload = envelope.open_envelope(KIND, data)
    fields = Fields(payload, KIND)
    kind = fields.integer(1, FIRST_TYPE, LAST_TYPE)
    number = fields.integer(2, 0, LAST_PLACE)
    if fields.has(3) != (number > 0):
        raise Malformed("every record but the first names the one before")
    place = Place(
        number,
        fields.raw(3, ID_SIZE) if fields.has(3) else None,
        fields.integer(4),
        fields.integer(5) if fields.has(5) else None,
        fields.raw(6, 4) if fields.has(6) else None,
        fields.raw(7, ID_SIZE) if fields.has(7) else None,
    )
    if (number == 0) != (kind == Device.TYPE):
        raise Malformed("the first record of a chain, and only the first, names the device")
    return Record(outer, place, _body(kind, fields, outer, payload))


def _body(kind: int, fields: Fields, outer: Envelope, payload: dict[int, Any]) -> Body:
    body: Body
    if kind == Device.TYPE:
        body = Device(check_key(fields.raw(16, KEY_SIZE)), fields.raw(17, PERSON_SIZE))
        if key_id(body.public) != outer.key:
            raise BadKey("a device record is signed by the key it carries")
    elif kind == CheckIn.TYPE:
        body = CheckIn(fields.raw(16, 1, MOST_TOKEN))
    elif kind == CheckOut.TYPE:
        body = CheckOut(fields.raw(16, 1, MOST_TOKEN), fields.raw(17, ID_SIZE))
    else:
        if any(7 < number < 16 for number in payload):
            raise Malformed("fields 8 to 15 are not in use")
        return Unknown(kind)
    fields.done()
    return body


__all__ = ["Body", "CheckIn", "CheckOut", "Device", "Place", "Record", "Unknown", "from_bytes", "to_draft"]
