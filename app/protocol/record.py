"""A record: what a newcomer's phone signs and keeps (README.md, 5). Each phone writes one chain of records and never edits one.

All records share fields 1 to 7 and one signing name, `veertig/1/record`, so that a record of a type that this version does not
know can be checked, kept and sent on unchanged:

    1 type   2 chain position, from 0   3 id of the record before (absent at 0)   4 the phone's clock in Unix seconds
    5 seconds since the phone started   6 which start (4 random bytes)   7 id of the newest receipt (5, 6 and 7 may be absent)

Fields from 16 to 63 are the body (`bodies`). Field 71 says that somebody helped the person with the phone (R4). The first
record of each chain is a device record: it holds the key that signs it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from app.protocol import envelope
from app.protocol.bodies import (
    BODIES,
    PERSON_SECRET_SIZE,
    PERSON_SIZE,
    AnyBody,
    CheckIn,
    CheckOut,
    Consent,
    Declared,
    Device,
    KnownBody,
    Met,
    Stayed,
    Unknown,
    Void,
    person_of,
)
from app.protocol.envelope import ID_SIZE, Envelope
from app.protocol.errors import BadKey, Malformed
from app.protocol.fields import Fields
from app.protocol.keys import key_id
from app.protocol.read_once import read_once

KIND = "record"
FIRST_TYPE, LAST_TYPE = 32, 95
BOOT_ID_SIZE = 4
LAST_POSITION = (1 << 32) - 1
HELPED = 71  # a field that an older reader ignores


@dataclass(frozen=True, slots=True)
class ChainPosition:
    """Fields 2 to 7 and 71 of a record (README.md, 5): its `number` in the chain, the id of the record `before` it (None for
    the first), the clock `wall` in Unix seconds, `boot` in seconds since the phone started, `boot_id` (4 bytes) for which
    start, and the id of the newest `receipt`. `helped`: somebody helped the person with the phone when it was written.
    """

    number: int
    before: bytes | None
    wall: int
    boot: int | None = None
    boot_id: bytes | None = None
    receipt: bytes | None = None
    helped: bool = False

    def to_fields(self) -> dict[int, Any]:
        """The fields of the position by number; what is None or False is left out."""
        optional = {3: self.before, 5: self.boot, 6: self.boot_id, 7: self.receipt, HELPED: self.helped or None}
        return {2: self.number, 4: self.wall, **{number: value for number, value in optional.items() if value is not None}}


@dataclass(frozen=True, slots=True)
class Record:
    """A record taken apart (README.md, 5); `envelope` holds the bytes as received. Nobody has checked its signature yet."""

    envelope: Envelope
    position: ChainPosition
    body: AnyBody

    @property
    def id(self) -> bytes:
        """The id of the record: 32 bytes (E8)."""
        return self.envelope.id


def to_draft(body: KnownBody, position: ChainPosition, public: bytes) -> envelope.Draft:
    """The record, to be signed by the phone's key `public`."""
    return envelope.draft(KIND, public, {1: body.TYPE, **position.to_fields(), **body.to_fields()})


@read_once
def from_bytes(data: bytes) -> Record:
    """The record in `data`. Raises Malformed, Newer or BadKey. Messages in it are not read; the signature is not checked."""
    outer, payload = envelope.open_envelope(KIND, data)
    fields = Fields(payload, KIND)
    kind = fields.integer(1, FIRST_TYPE, LAST_TYPE)
    number = fields.integer(2, 0, LAST_POSITION)
    if fields.has(3) != (number > 0):
        raise Malformed("every record but the first names the one before")
    position = ChainPosition(
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
        return Record(outer, position, Unknown(kind))
    if fields.has(HELPED):
        if fields.value(HELPED) is not True:
            raise Malformed("helped, or nothing is said")
        position = replace(position, helped=True)
    body = BODIES[kind].read(fields)
    fields.done()
    if isinstance(body, Device) and key_id(body.public) != outer.key:
        raise BadKey("a device record is signed by the key it carries")
    return Record(outer, position, body)


def standing(records: Iterable[Record]) -> dict[bytes, Record]:
    """The records of one person that no void takes back, by id (C2). `records` are believed; copies count once."""
    by_id = {record.id: record for record in records}
    taken_back = voided(by_id.values())
    return {id: record for id, record in by_id.items() if id not in taken_back}


def voided(records: Iterable[Record]) -> set[bytes]:
    """The ids that the voids among these records name: of records and proposals (C2, C8)."""
    return {record.body.target for record in records if isinstance(record.body, Void)}


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
