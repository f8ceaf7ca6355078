"""People, displays and a region with fixed keys, so that every test and vector can be written down byte for byte.

The region here is for vectors and for tests of the protocol: `tests/test_fixtures.py`. Stories make theirs with the
product's own commands: `tests.journeys.region`.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from app.protocol import certificate as certificates
from app.protocol import display_token, meeting, poster_token, record, trust
from app.protocol.bodies import KnownBody
from app.protocol.certificate import KeyCertificate
from app.protocol.display_token import Session
from app.protocol.ed25519 import Key
from app.protocol.enrolment import BUDDY as BUDDY_ROLE
from app.protocol.hours import Policy
from app.protocol.keys import key_id
from app.protocol.meeting import Answer, Proposal
from app.protocol.poster_token import PosterToken
from app.protocol.record import ChainPosition, Device, Record
from app.protocol.trust import Certificate, Display, KeyPeriod, Offer, Organisation, TrustList

NOON = 1_795_431_600  # Monday 23 November 2026, 12:00 in Brussels
YEAR = 366 * 86400


def key(name: str) -> Key:
    """The key of this name: its seed is the SHA-256 of the name. For tests only."""
    return Key(hashlib.sha256(f"veertig test key: {name}".encode()).digest())


ROOT, LISTING, RECEIPTS = key("root"), key("list"), key("receipt")
LIBRARY, CARE_HOME, STRANGER = key("library display"), key("care home display"), key("unknown display")
POSTER, BUDDY, PASSER_BY = key("library poster"), key("phone of a buddy"), key("phone of a passer-by")
AMINA = key("phone of amina")
REGION = bytes.fromhex("0102030405060708")
LIBRARY_ID, CARE_HOME_ID = bytes.fromhex("00000001"), bytes.fromhex("00000002")
LIBRARY_CODE, CARE_HOME_CODE = 1, 8
LIBRARY_NAME, CARE_HOME_NAME = "Bibliotheek De Krook", "Woonzorgcentrum Zonnehof"


def token(display: Key = LIBRARY, *, time: int = NOON, number: int = 1, activity: int = LIBRARY_CODE) -> bytes:
    """What a display shows: session `number`, at `time` of its clock."""
    said = Session(number.to_bytes(8, "big"), time, activity, 240)
    return display.seal(display_token.to_draft(said, display.public))


def printed_token(printed: Key = POSTER, *, number: int = 9, activity: int = LIBRARY_CODE) -> bytes:
    """What a poster says, for at most two hours."""
    return printed.seal(poster_token.to_draft(PosterToken(number.to_bytes(8, "big"), activity, 120), printed.public))


def proposal(asker: Key = AMINA, *, start: int = NOON, minutes: int = 150, number: int = 1, buddy: Key | None = None) -> bytes:
    """ "We had coffee together": what a newcomer's phone shows to a buddy."""
    meant = key_id(buddy.public) if buddy else None
    asked = Proposal(number.to_bytes(8, "big"), start, minutes, 6, asker.public, meant)
    return asker.seal(meeting.proposal_draft(asked))


def answer(asked: bytes, giver: Key = BUDDY, *, time: int = NOON + 9000) -> bytes:
    """The buddy's yes."""
    outer, _ = meeting.proposal_from_bytes(asked)
    return giver.seal(meeting.answer_draft(Answer(outer.id, time, giver.public)))


def buddy_certificate(
    public: bytes = BUDDY.public, *, start: int = NOON - YEAR, end: int = NOON + YEAR, role: int = BUDDY_ROLE
) -> bytes:
    one = KeyCertificate(REGION, public, start, end, role, LIBRARY_ID)
    return LISTING.seal(certificates.to_draft(one, LISTING.public))


def certificate(serial: int = 1, listing: Key = LISTING, root: Key = ROOT, following: Key | None = None) -> bytes:
    """The root's word on the list key; `following` is the root it announces."""
    one = Certificate(REGION, listing.public, NOON - YEAR, NOON + YEAR, serial, following.public if following else None)
    return root.seal(trust.certificate_draft(one, root.public))


def trust_list(version: int = 1, *, revoked: int | None = None, policy: Policy | None = None) -> TrustList:
    library = KeyPeriod(LIBRARY.public, NOON - YEAR, NOON + YEAR, revoked)
    printed = KeyPeriod(POSTER.public, NOON - YEAR, NOON + YEAR)
    care_home = KeyPeriod(CARE_HOME.public, NOON - YEAR, NOON + YEAR)
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
            Display(printed, LIBRARY_ID, (Offer(LIBRARY_CODE, 4, True, True),), poster=True),
        ),
        receipt_keys=(KeyPeriod(RECEIPTS.public, NOON - YEAR, NOON + YEAR),),
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

    def write(self, body: KnownBody, wall: int = NOON, boot: int | None = None, boot_id: bytes | None = None) -> Record:
        if not self.records and not isinstance(body, Device):
            self.write(Device(self.key.public, self.person), wall)
        place = ChainPosition(len(self.records), self.records[-1].id if self.records else None, wall, boot, boot_id)
        made = record.from_bytes(self.key.seal(record.to_draft(body, place, self.key.public)))
        self.records.append(made)
        return made
