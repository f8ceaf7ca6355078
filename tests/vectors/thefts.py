"""Keys that were stolen, and buddies who come back: what it does to lists, verdicts, minutes and proofs."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.protocol import cbor, envelope
from app.protocol.bodies import CheckIn, CheckOut, Stayed
from app.protocol.ed25519 import Key
from app.protocol.hours import Policy
from app.protocol.meeting import answer_from_bytes
from app.protocol.proof import to_bytes, to_text
from app.protocol.receipt import Receipt
from app.protocol.receipt import to_draft as receipt_draft
from app.protocol.trust_entries import Display, KeyPeriod, Revocation
from app.protocol.trust_list import TrustList
from tests.people import (
    AMINA,
    BUDDY,
    LIBRARY,
    LIBRARY_ID,
    LISTING,
    NOON,
    POSTER,
    RECEIPTS,
    ROOT,
    STRANGER,
    YEAR,
    Phone,
    answer,
    buddy_certificate,
    printed_token,
    proposal,
    sealed_list,
    token,
    trust_list,
)
from tests.vectors.counting import Story
from tests.vectors.deciding import bundle
from tests.vectors.making import Vectors, message, seal
from tests.vectors.proofs import of

DAY = 86400
THEFT = NOON + DAY
DISPLAY = KeyPeriod(LIBRARY.public, NOON - YEAR, NOON + YEAR, THEFT, THEFT)
STOLEN_BUDDY = Revocation(BUDDY.public, THEFT, THEFT)


def stolen(*, policy: Policy | None = None, revoked: tuple[Revocation, ...] = (), version: int = 2) -> TrustList:
    """The library's display and its poster are in other hands since a day after noon."""
    usual = trust_list(version, policy=policy)
    mine = {LIBRARY.public: DISPLAY, POSTER.public: replace(DISPLAY, public=POSTER.public)}
    displays = tuple(replace(one, key=mine.get(one.key.public, one.key)) for one in usual.displays)
    return replace(usual, displays=displays, revoked=revoked)


def listed() -> Vectors:
    """Fields from 64 on that have a meaning are held to it; a reader that does not know them passes over them."""
    both = sealed_list(stolen(policy=Policy(late=3), revoked=(replace(STOLEN_BUDDY, believed_again=THEFT + DAY),)))
    yield "stolen", message("trust-list", both, LISTING, "B10", "stolen keys, a late level, and a buddy who is back")
    _, good = envelope.open_envelope("trust-list", sealed_list(trust_list()), cbor.LARGE)
    display = {1: LIBRARY.public, 2: 0, 3: NOON, 5: LIBRARY_ID, 6: []}
    policy = {1: 600, 2: 720, 3: 2400, 4: [0, 1, 2, 3, 4]}
    wrong: dict[str, dict[int, Any]] = {
        "display-stolen-null": {8: [display | {70: None}]},
        "display-stolen-negative": {8: [display | {70: -1}]},
        "revoked-stolen-text": {11: [{1: LIBRARY.public, 2: 0, 70: "1"}]},
        "revoked-again-true": {11: [{1: LIBRARY.public, 2: 0, 71: True}]},
        "policy-late-0-spelled": {6: policy | {71: 0}},
        "policy-late-5": {6: policy | {71: 5}},
    }
    for name, fields in wrong.items():
        data = seal(LISTING, "trust-list", good | fields)
        yield name, message("trust-list", data, LISTING, "F1", name.replace("-", " "), "bad-code")


def judged() -> Vectors:
    usual = bundle(stolen())
    moved = Display(KeyPeriod(LIBRARY.public, NOON - YEAR, NOON + YEAR), LIBRARY_ID, ())
    twice = bundle(replace(stolen(), displays=(*stolen().displays, moved)))
    cases: list[tuple[str, bytes, int, dict[str, str], int | None, str]] = [
        ("stolen-received-before", token(), 0, usual, THEFT - 1, "trusted"),
        ("stolen-received-that-second", token(), 0, usual, THEFT, "late"),
        ("stolen-not-received", token(), 0, usual, None, "late"),
        ("stolen-dated-afterwards", token(time=THEFT), 0, usual, THEFT - 1, "unknown"),
        ("stolen-poster", printed_token(), NOON, usual, THEFT + DAY, "late"),
        ("stolen-poster-received-before", printed_token(), NOON, usual, THEFT - 1, "trusted"),
        ("stolen-one-entry-not", token(), 0, twice, None, "trusted"),
    ]
    for name, data, wall, believed, received, expect in cases:
        vector = {"comment": name.replace("-", " "), "rule": "B10", "token": data.hex(), "phone_clock": wall}
        yield name, {**vector, "received": received, "bundle": believed, "expect": expect}
    earlier = Revocation(BUDDY.public, THEFT + DAY, THEFT + DAY)
    taken, two = bundle(stolen(revoked=(STOLEN_BUDDY,))), bundle(stolen(revoked=(earlier, STOLEN_BUDDY)))
    back = bundle(stolen(revoked=(Revocation(BUDDY.public, NOON, None, THEFT),)))
    meetings: list[tuple[str, str, int, dict[str, str], int | None, str]] = [
        ("meeting-stolen-received-before", "B10", NOON + 9000, taken, THEFT - 1, "trusted"),
        ("meeting-stolen-received-that-second", "B10", NOON + 9000, taken, THEFT, "late"),
        ("meeting-stolen-not-received", "B10", NOON + 9000, taken, None, "late"),
        ("meeting-stolen-dated-afterwards", "B10", THEFT, taken, THEFT - 1, "unknown"),
        ("meeting-stolen-twice", "B10", NOON + 9000, two, THEFT, "late"),
        ("meeting-while-away", "B11", NOON + 9000, back, THEFT, "unknown"),
        ("meeting-last-second-away", "B11", THEFT - 1, back, None, "unknown"),
        ("meeting-back-again", "B11", THEFT, back, None, "trusted"),
    ]
    asked = proposal()
    for name, rule, time, believed, received, expect in meetings:
        pair = {"proposal": asked.hex(), "answer": answer(asked, time=time).hex(), "devices": [AMINA.public.hex()]}
        vector = {"comment": name.replace("-", " "), "rule": rule, **pair, "certificates": [buddy_certificate().hex()]}
        yield name, {**vector, "received": received, "bundle": believed, "expect": expect}


def receipt(id: bytes, time: int, signer: Key = RECEIPTS) -> bytes:
    return signer.seal(receipt_draft(Receipt(id, time), signer.public))


def counted() -> Vectors:
    """Only levels tell what a stolen key does, so each policy here counts just one."""

    def only(level: int, late: int = 0, **more: Any) -> dict[str, str]:
        return bundle(stolen(policy=Policy(levels=(level,), late=late), **more))

    one = Story(Phone("amina"))
    came = one.visit(60)
    left = one.phone.records[-1]
    in_time = [receipt(came.id, THEFT - 1), receipt(left.id, THEFT - 1)]

    def told(name: str, rule: str, comment: str, total: int, receipts: list[bytes], believed: dict[str, str]) -> Any:
        one.bundle = believed
        return name, {**one.vector(rule, comment, total), "receipts": [data.hex() for data in receipts]}

    yield told("stolen-in-time", "B10", "both records were received before the theft: level 4", 60, in_time, only(4))
    first = [receipt(came.id, THEFT + 9), receipt(came.id, THEFT - 1), receipt(left.id, THEFT - 1)]
    yield told("stolen-first-receipt", "B10", "the earliest receipt decides", 60, first, only(4))
    yield told("stolen-half", "B10", "the way out came afterwards: not level 4", 0, in_time[:1], only(4))
    yield told("stolen-half-level-0", "C18", "but level 0", 60, in_time[:1], only(0))
    yield told("stolen-never-received", "C18", "nobody received anything: level 0", 60, [], only(0))
    yield told("stolen-policy", "C18", "the policy says level 2", 60, [], only(2, late=2))
    by_stranger = [receipt(came.id, THEFT - 1, STRANGER), receipt(left.id, THEFT - 1, STRANGER)]
    yield told("stolen-receipts-of-a-stranger", "B10", "receipts that count for nothing", 0, by_stranger, only(4))
    one = Story(Phone("amina"))
    came = one.phone.write(CheckIn(token()))
    one.phone.write(Stayed(came.id, 100))
    yield told("stolen-stayed", "C18", "one scan never is level 4", 100, [], only(3, late=4))
    one = Story(Phone("amina"))
    came = one.phone.write(CheckIn(printed_token()))
    one.phone.write(CheckOut(printed_token(), came.id), NOON + 3600)
    yield told("stolen-poster", "C18", "nor is a poster", 60, [], only(1, late=4))
    one = Story(Phone("amina"))
    came = one.visit(60)
    one.phone.write(CheckOut(token(time=THEFT + 600), came.id))
    yield told("stolen-left-unknown", "C18", "a way out that is not believed has no late level", 60, [], only(2, late=2))
    yield from _meetings(told, only)


def _meetings(told: Any, only: Any) -> Vectors:
    asked = proposal()
    given = answer(asked)
    gone = (STOLEN_BUDDY,)

    def vector(name: str, rule: str, comment: str, total: int, receipts: Any, believed: dict[str, str]) -> Any:
        one = Story(Phone("amina"))
        one.certificates = [buddy_certificate()]
        met = one.meet(asked, given)
        one.bundle = believed
        made = [receipt(met.id if id == b"met" else id, time) for id, time in receipts]
        return name, {**one.vector(rule, comment, total), "receipts": [data.hex() for data in made]}

    id = answer_from_bytes(given)[0].id
    sent: Any
    for name, sent in (("record", [(b"met", THEFT - 1)]), ("answer", [(b"met", THEFT + 1), (id, THEFT - 1)])):
        yield vector(f"met-stolen-{name}", "B10", f"the {name} was received before: level 2", 150, sent, only(2, revoked=gone))
    late: Any = [(b"met", THEFT), (id, THEFT)]
    yield vector("met-stolen-late", "B10", "both afterwards: not level 2", 0, late, only(2, revoked=gone))
    yield vector("met-stolen-level-1", "C18", "but what anybody's is: level 1", 150, late, only(1, revoked=gone))
    yield vector("met-stolen-policy", "C18", "and never more than 2", 150, late, only(2, late=4, revoked=gone))


def opened() -> Vectors:
    """A proof carries the receipts that a stolen key's word depends on."""
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    left = amina.write(CheckOut(token(time=NOON + 3600), came.id))
    believed = bundle(stolen(policy=Policy(levels=(4,))))
    parts = {"list_key": bytes.fromhex(believed["list_key"]), "trust_list": bytes.fromhex(believed["trust_list"])}
    for name, comment, time, total in (
        ("stolen-in-time", "received before the theft", THEFT - 1, 60),
        ("stolen-late", "received afterwards", THEFT, 0),
    ):
        receipts = (receipt(came.id, time), receipt(left.id, time))
        vector = {"comment": comment, "rule": "P5", "text": to_text(to_bytes(of(amina, receipts=receipts, **parts)))}
        found = {"total": total, "left_out": 0, "whole": True, "receipts": sorted(one.id.hex() for one in (came, left))}
        yield name, {**vector, "roots": [ROOT.public.hex()], "held": None, **found}
