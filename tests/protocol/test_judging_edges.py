"""What a forged or broken thing among good ones does to the others: nothing."""

from __future__ import annotations

import pytest

from app.protocol import certificate, envelope, judging, person, receipt, record, trust
from app.protocol.activities import ACTIVITIES, OTHER, ActivityType, picture, type_of, usual_type
from app.protocol.bodies import CheckIn, CheckOut, Declared, Device, Met
from app.protocol.certificate import KeyCertificate
from app.protocol.ed25519 import verify
from app.protocol.envelope import SignatureCheck
from app.protocol.hours import Policy, count
from app.protocol.moments import Verdict
from app.protocol.receipt import Receipt
from app.protocol.record import ChainPosition
from app.protocol.trust_entries import Display, KeyPeriod, Offer
from tests import people
from tests.people import (
    LIBRARY,
    LIBRARY_ID,
    NOON,
    RECEIPTS,
    REGION,
    STRANGER,
    YEAR,
    Phone,
    answer,
    buddy_certificate,
    proposal,
    sealed_list,
    token,
    trust_list,
)

BUNDLE = trust.bundle_from_bytes(people.certificate(), sealed_list(trust_list()))


def claim(public: bytes, person: bytes) -> record.Record:
    """A device record that its key did not sign."""
    return record.from_bytes(record.to_draft(Device(public, person), ChainPosition(0, None, NOON), public).seal(bytes(64)))


def test_a_device_that_did_not_sign_for_itself_is_nobodys() -> None:
    amina = Phone("amina")
    amina.write(CheckIn(token()))
    forged = claim(STRANGER.public, amina.person)
    assert judging.believed([forged, *amina.records], amina.person, verify) == amina.records
    assert judging.believed([forged], amina.person, verify) == []


def test_a_device_of_somebody_else_and_what_it_signed_are_left_out() -> None:
    amina, sister = Phone("amina"), Phone("sister", person=b"\x22" * 16)
    amina.write(CheckIn(token()))
    sister.write(CheckIn(token()))
    everything = [*amina.records, *sister.records]
    assert judging.believed(everything, amina.person, verify) == amina.records
    assert judging.believed(everything, sister.person, verify) == sister.records
    assert judging.believed(everything, bytes(16), verify) == []


def test_a_code_that_cannot_be_read_leaves_the_others_judged() -> None:
    amina = Phone("amina")
    broken = amina.write(CheckIn(b"no token"))
    came = amina.write(CheckIn(token()))
    found = judging.verdicts(amina.records, [], [], BUNDLE, verify)
    assert found == {came.id: Verdict.TRUSTED}
    assert broken.id not in found


def test_without_a_list_everything_is_unknown() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    amina.write(Met(proposal(), answer(proposal())))
    pairs = person.meetings(amina.records)
    found = judging.verdicts(amina.records, pairs, [certificate.from_bytes(buddy_certificate())], None, verify)
    assert found == {came.id: Verdict.UNKNOWN, pairs[0].answer_envelope.id: Verdict.UNKNOWN}


def test_what_counts_is_named_by_the_record_or_meeting_that_says_it() -> None:
    amina = Phone("amina")
    declared = amina.write(Declared(1, NOON - 86400, 90))
    came = amina.write(CheckIn(token()))
    amina.write(CheckOut(token(time=NOON + 3600), came.id))
    amina.write(Met(proposal(start=NOON + 86400), answer(proposal(start=NOON + 86400))))
    [pair] = person.meetings(amina.records)
    counted = count(person.intervals(amina.records, {}), Policy()).counted
    assert counted == {declared.id: 90, came.id: 60, pair.id: 150}


def test_every_question_is_asked_once_it_matters_to_anybody() -> None:
    check = SignatureCheck(LIBRARY.public, bytes(64), b"")
    assert judging.questions(lambda fits: [fits(check), fits(check)]) == [check, check]
    assert judging.questions(lambda fits: None) == []
    answers: list[bool] = []
    judging.questions(lambda fits: answers.append(fits(check)))
    assert answers == [False]


GIVEN = Receipt(bytes(range(32)), NOON, bytes(16))
WINDOW = KeyPeriod(RECEIPTS.public, NOON - YEAR, NOON + YEAR)


@pytest.mark.parametrize(
    ("data", "keys", "expected"),
    [
        (RECEIPTS.seal(receipt.to_draft(GIVEN, RECEIPTS.public)), [WINDOW], True),
        (RECEIPTS.seal(receipt.to_draft(GIVEN, RECEIPTS.public)), [], False),
        (RECEIPTS.seal(receipt.to_draft(GIVEN, RECEIPTS.public)), [KeyPeriod(RECEIPTS.public, NOON + 1, NOON + YEAR)], False),
        (RECEIPTS.seal(receipt.to_draft(GIVEN, RECEIPTS.public)), [KeyPeriod(STRANGER.public, 0, NOON + YEAR), WINDOW], True),
        (RECEIPTS.seal(receipt.to_draft(Receipt(bytes(32), NOON), RECEIPTS.public)), [WINDOW], False),
        (receipt.to_draft(GIVEN, RECEIPTS.public).seal(bytes(64)), [WINDOW], False),
        (token(), [WINDOW], False),
        (b"", [WINDOW], False),
    ],
    ids=["right", "no keys", "not yet", "of two keys", "another record", "unsigned", "no receipt", "nothing"],
)
def test_a_receipt_counts_only_when_it_is_one(data: bytes, keys: list[KeyPeriod], expected: bool) -> None:
    assert receipt.believed(data, GIVEN.record, keys, verify) == expected


@pytest.mark.parametrize(("role", "poster"), [(1, False), (3, True)])
def test_a_certificate_says_the_same_as_an_entry_of_the_list(role: int, poster: bool) -> None:
    offers = (Offer(1, 4, True, None),)
    one = KeyCertificate(REGION, LIBRARY.public, NOON, NOON + YEAR, role, LIBRARY_ID, offers)
    assert one.display() == Display(KeyPeriod(LIBRARY.public, NOON, NOON + YEAR), LIBRARY_ID, offers, poster)


def test_a_list_finds_its_organisations_and_offers() -> None:
    one = trust_list()
    assert [one.organisation(organisation.id) for organisation in one.organisations] == list(one.organisations)
    assert one.organisation(b"none") is None
    two = Display(WINDOW, LIBRARY_ID, (Offer(1, 4), Offer(8, 3)))
    assert [two.offer(activity) for activity in (1, 8, 2)] == [Offer(1, 4), Offer(8, 3), None]


def test_an_activity_of_a_later_version_is_shown_as_the_other_one() -> None:
    assert [(picture(code), usual_type(code)) for code in ACTIVITIES] == list(ACTIVITIES.values())
    assert (picture(255), usual_type(255)) == ACTIVITIES[OTHER]
    assert [type_of(number) for number in range(6)] == [None, *ActivityType, None]


def test_a_draft_says_under_which_name_it_is_signed() -> None:
    said = envelope.draft("session", LIBRARY.public, {1: 1})
    assert b"veertig/1/session" in said.message
