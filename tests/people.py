"""People, displays and a region with fixed keys, so that every test and vector can be written down byte for byte."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from app.protocol import record, session, trust
from app.protocol.ed25519 import Key
from app.protocol.hours import Policy
from app.protocol.record import CheckIn, CheckOut, Device, Place, Record
from app.protocol.session import Session
from app.protocol.trust import Certificate, Display, KeyWindow, Offer, Organisation, TrustList

NOON = 1_795_431_600  # Monday 23 November 2026, 12:00 in Brussels
YEAR = 366 * 86400


def key(name: str) -> Key:
    """The key of this name: its seed is the SHA-256 of the name. For tests only."""
    return Key(hashlib.sha256(f"veertig test key: {name}".encode()).digest())


ROOT, LISTING, RECEIPTS = key("root"), key("list"), key("receipt")
LIBRARY, CARE_HOME, STRANGER = key("library display"), key("care home display"), key("unknown display")
REGION = bytes.fromhex("0102030405060708")
LIBRARY_ID, CARE_HOME_ID = bytes.fromhex("00000001"), bytes.fromhex("00000002")
LIBRARY_CODE, CARE_HOME_CODE = 1, 8
LIBRARY_NAME, CARE_HOME_NAME = "Bibliotheek De Krook", "Woonzorgcentrum Zonnehof"


def token(display: Key = LIBRARY, *, time: int = NOON, number: int = 1, activity: int = LIBRARY_CODE) -> bytes:
    """What a display shows: session `number`, at `time` of its clock."""
    said = Session(number.to_bytes(8, "big"), time, activity, 240)
    return display.seal(session.to_draft(said, display.public))


def certificate(serial: int = 1, listing: Key = LISTING, root: Key = ROOT) -> bytes:
    one = Certificate(REGION, listing.public, NOON - YEAR, NOON + YEAR, serial)
    return root.seal(trust.certificate_draft(one, root.public))


def trust_list(version: int = 1, *, revoked: int | None = None, policy: Policy | None = None) -> TrustList:
    library = KeyWindow(LIBRARY.public, NOON - YEAR, NOON + YEAR, revoked)
    care_home = KeyWindow(CARE_HOME.public, NOON - YEAR, NOON + YEAR)
    return TrustList(
        region=REGION,
        version=version,
        issued=NOON - 86400,
        refresh=NOON + 30 * 86400,
        policy=policy or Policy(),
        organisations=(Organisation(LIBRARY_ID, LIBRARY_NAME), Organisation(CARE_HOME_ID, CARE_HOME_NAME)),
        displays=(
            Display(library, LIBRARY_ID, (Offer(LIBRARY_CODE, 4, True, True),)),
            Display(care_home, CARE_HOME_ID, (Offer(CARE_HOME_CODE, 3, None, None),)),
        ),
        receipt_keys=(KeyWindow(RECEIPTS.public, NOON - YEAR, NOON + YEAR),),
    )


def sealed_list(one: TrustList, listing: Key = LISTING) -> bytes:
    return listing.seal(trust.list_draft(one, listing.public))


@dataclass
class Phone:
    """A newcomer's phone that writes its chain with a fixed key."""

    name: str
    person: bytes = b"\x11" * 16
    records: list[Record] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return key(f"phone of {self.name}")

    def write(self, body: Device | CheckIn | CheckOut, wall: int = NOON) -> Record:
        if not self.records and not isinstance(body, Device):
            self.write(Device(self.key.public, self.person), wall)
        place = Place(len(self.records), self.records[-1].id if self.records else None, wall)
        made = record.from_bytes(self.key.seal(record.to_draft(body, place, self.key.public)))
        self.records.append(made)
        return made
