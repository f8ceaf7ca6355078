"""Each kind of message at both ends of its fields: just within it is read as it was written, just beyond it is refused."""

from __future__ import annotations

from typing import Any

import pytest

from app.protocol import record
from app.protocol.bodies import CheckIn, CheckOut, Consent, Declared, KnownBody, Met, Stayed, Void
from app.protocol.certificate import KeyCertificate
from app.protocol.display_token import Session
from app.protocol.enrolment import Enrolment, Invitation
from app.protocol.errors import Malformed
from app.protocol.fields import LAST_SECOND
from app.protocol.forget import ForgetWish
from app.protocol.log import Checkpoint
from app.protocol.meeting import Answer, Proposal, Withdrawal
from app.protocol.poster_token import PosterToken
from app.protocol.pull import Pull
from app.protocol.receipt import Receipt
from app.protocol.record import ChainPosition
from app.protocol.trust import Certificate
from app.protocol.trust_entries import Offer
from tests.people import LIBRARY
from tests.protocol.readers import MESSAGES

LAST = LAST_SECOND
OWN = LIBRARY.public
R, ORG = bytes(8), bytes(4)
EIGHT = tuple(Offer(number, 255, None, False) for number in range(8))

WITHIN = [
    ("session", Session(bytes(8), 0, 0, 0)),
    ("session", Session(bytes(8), LAST, 255, 1440)),
    ("poster", PosterToken(bytes(8), 0, 0)),
    ("poster", PosterToken(bytes(8), 255, 1440)),
    ("pull", Pull(bytes(16), 0, 1)),
    ("pull", Pull(bytes(64), LAST, 200)),
    ("receipt", Receipt(bytes(32), 0)),
    ("receipt", Receipt(bytes(32), LAST, bytes(16))),
    ("invitation", Invitation(bytes(16), ORG, 0)),
    ("invitation", Invitation(bytes(16), ORG, LAST, 2)),
    ("invitation", Invitation(bytes(16), ORG, LAST, 255)),
    ("enrolment", Enrolment(b"1", OWN, 0)),
    ("enrolment", Enrolment(bytes(256), OWN, LAST)),
    ("list-key", Certificate(R, OWN, 0, 0, 0)),
    ("list-key", Certificate(R, OWN, LAST, LAST, LAST, OWN)),
    ("meeting", Proposal(bytes(8), 0, 1, 0, OWN)),
    ("meeting", Proposal(bytes(8), LAST, 1440, 255, OWN, bytes(8))),
    ("answer", Answer(bytes(32), 0, OWN)),
    ("answer", Answer(bytes(32), LAST, OWN)),
    ("withdrawal", Withdrawal(bytes(32), LAST, OWN)),
    ("certificate", KeyCertificate(R, OWN, 0, 0, 1, ORG)),
    ("certificate", KeyCertificate(R, OWN, LAST, LAST, 2, ORG)),
    ("certificate", KeyCertificate(R, OWN, LAST, LAST, 255, ORG, EIGHT)),
    ("checkpoint", Checkpoint(R, 0, bytes(32), 0)),
    ("checkpoint", Checkpoint(R, LAST, bytes(32), LAST)),
    ("forget", ForgetWish(R, bytes(16), 0, OWN)),
    ("forget", ForgetWish(R, bytes(16), LAST, OWN)),
]
BEYOND = [
    ("session", Session(bytes(7), 0, 0, 0)),
    ("session", Session(bytes(9), 0, 0, 0)),
    ("session", Session(bytes(8), -1, 0, 0)),
    ("session", Session(bytes(8), LAST + 1, 0, 0)),
    ("session", Session(bytes(8), 0, 256, 0)),
    ("session", Session(bytes(8), 0, -1, 0)),
    ("session", Session(bytes(8), 0, 0, 1441)),
    ("poster", PosterToken(bytes(7), 0, 0)),
    ("poster", PosterToken(bytes(8), 256, 0)),
    ("poster", PosterToken(bytes(8), 0, 1441)),
    ("pull", Pull(bytes(15), 0, 1)),
    ("pull", Pull(bytes(65), 0, 1)),
    ("pull", Pull(bytes(16), -1, 1)),
    ("pull", Pull(bytes(16), 0, 0)),
    ("pull", Pull(bytes(16), 0, 201)),
    ("receipt", Receipt(bytes(31), 0)),
    ("receipt", Receipt(bytes(32), 0, bytes(15))),
    ("receipt", Receipt(bytes(32), 0, b"")),
    ("invitation", Invitation(bytes(15), ORG, 0)),
    ("invitation", Invitation(bytes(16), bytes(5), 0)),
    ("invitation", Invitation(bytes(16), ORG, 0, 256)),
    ("invitation", Invitation(bytes(16), ORG, 0, 0)),
    ("enrolment", Enrolment(b"", OWN, 0)),
    ("enrolment", Enrolment(bytes(257), OWN, 0)),
    ("enrolment", Enrolment(b"1", OWN, LAST + 1)),
    ("list-key", Certificate(bytes(7), OWN, 0, 0, 0)),
    ("list-key", Certificate(R, OWN, 0, 0, LAST + 1)),
    ("meeting", Proposal(bytes(7), 0, 1, 0, OWN)),
    ("meeting", Proposal(bytes(8), 0, 0, 0, OWN)),
    ("meeting", Proposal(bytes(8), 0, 1441, 0, OWN)),
    ("meeting", Proposal(bytes(8), 0, 1, 256, OWN)),
    ("meeting", Proposal(bytes(8), 0, 1, 0, OWN, bytes(7))),
    ("answer", Answer(bytes(31), 0, OWN)),
    ("answer", Answer(bytes(32), LAST + 1, OWN)),
    ("withdrawal", Withdrawal(bytes(33), 0, OWN)),
    ("certificate", KeyCertificate(R, OWN, 0, 0, 0, ORG)),
    ("certificate", KeyCertificate(R, OWN, 0, 0, 256, ORG)),
    ("certificate", KeyCertificate(R, OWN, 0, 0, 1, ORG, (*EIGHT, Offer(9, 1)))),
    ("certificate", KeyCertificate(R, OWN, 0, 0, 1, ORG, (Offer(256, 1),))),
    ("certificate", KeyCertificate(R, OWN, 0, 0, 1, ORG, (Offer(1, 256),))),
    ("checkpoint", Checkpoint(R, LAST + 1, bytes(32), 0)),
    ("checkpoint", Checkpoint(R, 0, bytes(31), 0)),
    ("forget", ForgetWish(bytes(7), bytes(16), 0, OWN)),
    ("forget", ForgetWish(R, bytes(15), 0, OWN)),
    ("forget", ForgetWish(R, bytes(16), LAST + 1, OWN)),
]


def sealed(kind: str, said: Any) -> bytes:
    draft = MESSAGES[kind].write(said, OWN)
    assert draft is not None
    return LIBRARY.seal(draft)


@pytest.mark.parametrize(("kind", "said"), WITHIN, ids=lambda one: one if isinstance(one, str) else "")
def test_what_is_just_within_is_read_as_it_was_written(kind: str, said: Any) -> None:
    assert MESSAGES[kind].read(sealed(kind, said))[1] == said


@pytest.mark.parametrize(("kind", "said"), BEYOND, ids=lambda one: one if isinstance(one, str) else "")
def test_what_is_just_beyond_is_refused(kind: str, said: Any) -> None:
    with pytest.raises(Malformed):
        MESSAGES[kind].read(sealed(kind, said))


def written(body: KnownBody, place: ChainPosition = ChainPosition(1, bytes(32), 0)) -> record.Record:
    return record.from_bytes(LIBRARY.seal(record.to_draft(body, place, OWN)))


@pytest.mark.parametrize(
    "body",
    [
        CheckIn(b"1"),
        CheckIn(bytes(512)),
        CheckOut(b"1", bytes(32)),
        CheckOut(bytes(512), bytes(32)),
        Stayed(bytes(32), 1),
        Stayed(bytes(32), 1440),
        Declared(0, 0, 1),
        Declared(255, LAST, 1440),
        Void(bytes(32), 0),
        Void(bytes(32), 255),
        Consent(bytes(32), "n", 0, 0),
        Consent(bytes(32), "n" * 35, LAST, 2**32 - 1),
        Met(b"1", b"1"),
        Met(bytes(512), bytes(512)),
    ],
    ids=lambda body: type(body).__name__,
)
def test_a_record_just_within_is_read_as_it_was_written(body: KnownBody) -> None:
    assert written(body).body == body


@pytest.mark.parametrize(
    "body",
    [
        CheckIn(b""),
        CheckIn(bytes(513)),
        CheckOut(b"", bytes(32)),
        CheckOut(bytes(513), bytes(32)),
        CheckOut(b"1", bytes(31)),
        Stayed(bytes(31), 1),
        Stayed(bytes(32), 0),
        Stayed(bytes(32), 1441),
        Declared(256, 0, 1),
        Declared(0, LAST + 1, 1),
        Declared(0, 0, 0),
        Declared(0, 0, 1441),
        Void(bytes(33), 0),
        Void(bytes(32), 256),
        Consent(bytes(31), "n", 0, 0),
        Consent(bytes(32), "", 0, 0),
        Consent(bytes(32), "n" * 36, 0, 0),
        Consent(bytes(32), "n", LAST + 1, 0),
        Consent(bytes(32), "n", 0, 2**32),
        Met(b"", b"1"),
        Met(b"1", b""),
        Met(bytes(513), b"1"),
        Met(b"1", bytes(513)),
    ],
    ids=lambda body: type(body).__name__,
)
def test_a_record_just_beyond_is_refused(body: KnownBody) -> None:
    with pytest.raises(Malformed):
        written(body)


@pytest.mark.parametrize(
    "place",
    [
        ChainPosition(1, bytes(32), 0, 0, bytes(4), bytes(32)),
        ChainPosition(2**32 - 1, bytes(32), LAST, LAST, bytes(4), bytes(32)),
        ChainPosition(1, bytes(32), 0, 5),
        ChainPosition(1, bytes(32), 0, None, bytes(4)),
    ],
)
def test_a_place_in_the_chain_is_read_as_it_was_written(place: ChainPosition) -> None:
    assert written(CheckIn(b"1"), place).position == place


@pytest.mark.parametrize(
    "place",
    [
        ChainPosition(2**32, bytes(32), 0),
        ChainPosition(1, bytes(31), 0),
        ChainPosition(1, bytes(32), LAST + 1),
        ChainPosition(1, bytes(32), 0, LAST + 1),
        ChainPosition(1, bytes(32), 0, -1),
        ChainPosition(1, bytes(32), 0, 0, bytes(3)),
        ChainPosition(1, bytes(32), 0, 0, bytes(4), bytes(31)),
    ],
)
def test_another_place_is_refused(place: ChainPosition) -> None:
    with pytest.raises(Malformed):
        written(CheckIn(b"1"), place)
