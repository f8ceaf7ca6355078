"""A record: what a newcomer's phone signs and keeps. Each phone writes one chain of them and never edits one.

All records share fields 1 to 7 and one signing name, `veertig/1/record`, so a kind this version does not know can still be
checked, kept and sent on untouched:

    1 type   2 place in the chain, from 0   3 id of the record before (absent at 0)   4 the phone's clock, Unix seconds
    5 seconds since the phone started   6 which start (4 random bytes)   7 id of the newest receipt (5, 6 and 7 may be absent)

Fields from 16 on belong to the kind (`bodies`). The first record of every chain is `device`: it carries the key that signs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.protocol import envelope
from app.protocol.bodies import (
    BODIES,
    PERSON_SECRET_SIZE,
    PERSON_SIZE,
    CheckIn,
    CheckOut,
    Consent,
    Declared,
    Device,
    Known,
    Met,
    Said,
    Stayed,
    Unknown,
    Void,
    person_of,
)
from app.protocol.envelope import ID_SIZE, Envelope
from app.protocol.errors import BadKey, Malformed
from app.protocol.fields import Fields
from app.protocol.keys import key_id

KIND = "record"
FIRST_TYPE, LAST_TYPE = 32, 95
BOOT_ID_SIZE = 4
LAST_PLACE = (1 << 32) - 1


@dataclass(frozen=True, slots=True)
class ChainPosition:
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
class Record:
    """A record taken apart; `envelope` holds the bytes as received. Believe it after its signature was checked."""

    envelope: Envelope
    place: ChainPosition
    body: Said

    @property
    def id(self) -> bytes:
        return self.envelope.id


def to_draft(body: Known, place: ChainPosition, public: bytes) -> envelope.Draft:
    """The record to be signed by the phone's key."""
    return envelope.draft(KIND, public, {1: body.TYPE, **place.to_fields(), **body.to_fields()})


def from_bytes(data: bytes) -> Record:
    """Raises Malformed, Newer or BadKey. Tokens inside are not looked at; the signature is not checked."""
    outer, payload = envelope.open_envelope(KIND, data)
    fields = Fields(payload, KIND)
    kind = fields.integer(1, FIRST_TYPE, LAST_TYPE)
    number = fields.integer(2, 0, LAST_PLACE)
    if fields.has(3) != (number > 0):
        raise Malformed("every record but the first names the one before")
    place = ChainPosition(
        number,
        fields.raw(3, ID_SIZE) if fields.has(3) else None,
        fields.integer(4),
        fields.integer(5) if fields.has(5) else None,
        fields.raw(6, BOOT_ID_SIZE) if fields.has(6) else None,
        fields.raw(7, ID_SIZE) if fields.has(7) else None,
    )
    if (number == 0) != (kind == Device.TYPE):
        raise Malformed("the first record of a chain, and only the first, names the device")
    if kind not in BODIES:
        if any(number == 0 or 7 < number < 16 for number in payload):
            raise Malformed("fields 0 and 8 to 15 are not in use")
        return Record(outer, place, Unknown(kind))
    body = BODIES[kind].read(fields)
    fields.done()
    if isinstance(body, Device) and key_id(body.public) != outer.key:
        raise BadKey("a device record is signed by the key it carries")
    return Record(outer, place, body)


def standing(records: Iterable[Record]) -> dict[bytes, Record]:
    """The records of one person that nobody took back, by id, each once."""
    found = {one.id: one for one in records}
    taken_back = voided(found.values())
    return {id: one for id, one in found.items() if id not in taken_back}


def voided(records: Iterable[Record]) -> set[bytes]:
    """Every id that a void among these records names."""
    return {one.body.target for one in records if isinstance(one.body, Void)}


__all__ = [
    "PERSON_SECRET_SIZE",
    "PERSON_SIZE",
    "ChainPosition",
    "CheckIn",
    "CheckOut",
    "Consent",
    "Declared",
    "Device",
    "Met",
    "Record",
    "Stayed",
    "Unknown",
    "Void",
    "from_bytes",
    "person_of",
    "standing",
    "to_draft",
    "voided",
]
