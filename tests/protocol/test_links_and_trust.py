"""Links a camera reads, records a phone writes, and whom a phone believes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.protocol import enrolment, envelope, pull, qr_text, receipt, record, trust
from app.protocol.display_token import from_bytes as session_from_bytes
from app.protocol.ed25519 import Key, verify
from app.protocol.enrolment import Enrolment, Invitation
from app.protocol.errors import BadKey, Malformed, Newer, NotOurs, NotTrusted, OldList, ProtocolError
from app.protocol.moments import Verdict, judge
from app.protocol.pull import Pull
from app.protocol.receipt import Receipt
from app.protocol.record import ChainPosition, CheckIn, Device, Unknown
from tests import people
from tests.people import (
    CARE_HOME,
    LIBRARY,
    LISTING,
    NOON,
    RECEIPTS,
    ROOT,
    STRANGER,
    Phone,
    certificate,
    sealed_list,
    token,
    trust_list,
)

ORIGIN = "https://uren.example.be"


@given(st.binary(max_size=300), st.sampled_from(qr_text.LETTERS))
def test_one_text_stands_for_one_message(data: bytes, letter: str) -> None:
    text = qr_text.to_text(ORIGIN, letter, data)
    assert qr_text.from_text(text) == (letter, data)
    assert qr_text.to_text(ORIGIN, *qr_text.from_text(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "https://www.example.be/menu",
        "WIFI:T:WPA;S:Cafe;P:geheim;;",
        "BCD\n002\n1\nSCT\n\nJan\nBE00\nEUR10",
        "http://evil.example/#/s/2",
        "https://uren.example.be/#/S/256",
        "https://uren.example.be/#/s/256 ",
        "https://uren.example.be/#/s/256\n",
        "https://user@uren.example.be/#/s/256",
        "https://uren.example.be/#/s/٢٥٦",
    ],
)
def test_other_codes_are_not_ours(text: str) -> None:
    with pytest.raises(NotOurs):
        qr_text.from_text(text)


@pytest.mark.parametrize("digits", ["", "0", "0256", "255", "512", "3" * 3001, "1" * 5000])
def test_digits_that_are_not_the_one_spelling_are_refused(digits: str) -> None:
    with pytest.raises(Malformed):
        qr_text.from_text(f"{ORIGIN}/#/s/{digits}")


def test_a_letter_of_a_later_version_asks_for_a_newer_app() -> None:
    with pytest.raises(Newer):
        qr_text.from_text(f"{ORIGIN}/#/q/256")


def test_a_chain_begins_with_its_device_and_names_the_record_before() -> None:
    amina = Phone("amina")
    amina.write(CheckIn(token()))
    first, second = amina.records
    assert isinstance(first.body, Device)
    assert (second.position.number, second.position.before) == (1, first.id)
    assert all(verify(one.envelope.check(amina.key.public)) for one in amina.records)


def test_a_kind_of_record_from_the_future_is_kept_as_it_is() -> None:
    amina = Phone("amina")
    amina.write(CheckIn(token()))
    fields = {1: 60, 2: 2, 3: amina.records[1].id, 4: NOON, 16: "new", 40: [1, 2]}
    data = amina.key.seal(envelope.draft(record.KIND, amina.key.public, fields))
    later = record.from_bytes(data)
    assert later.body == Unknown(60)
    assert later.envelope.data == data


def test_a_device_record_signed_for_another_key_is_refused() -> None:
    amina, other = people.key("amina"), people.key("other")
    fields = {1: 32, 2: 0, 4: NOON, 16: other.public, 17: bytes(16)}
    with pytest.raises(BadKey):
        record.from_bytes(amina.seal(envelope.draft(record.KIND, amina.public, fields)))


@pytest.mark.parametrize(
    "place", [ChainPosition(0, None, NOON), ChainPosition(1, None, NOON), ChainPosition(0, bytes(32), NOON)]
)
def test_a_check_in_cannot_begin_a_chain_nor_float_without_one(place: ChainPosition) -> None:
    amina = people.key("amina")
    with pytest.raises(Malformed):
        record.from_bytes(amina.seal(record.to_draft(CheckIn(token()), place, amina.public)))


def test_receipts_invitations_enrolments_and_pulls_survive_the_way() -> None:
    given = Receipt(bytes(range(32)), NOON)
    assert receipt.from_bytes(RECEIPTS.seal(receipt.to_draft(given, RECEIPTS.public)))[1] == given
    invitation = Invitation(bytes(16), people.LIBRARY_ID, NOON)
    sealed = LISTING.seal(enrolment.invitation_draft(invitation, LISTING.public))
    assert enrolment.invitation_from_bytes(sealed)[1] == invitation
    answer = Enrolment(sealed, STRANGER.public, NOON)
    assert enrolment.enrolment_from_bytes(STRANGER.seal(enrolment.enrolment_draft(answer)))[1] == answer
    asked = Pull(bytes(32), 7, 50)
    assert pull.from_bytes(LIBRARY.seal(pull.to_draft(asked, LIBRARY.public)))[1] == asked


def bundle(serial: int = 1, version: int = 1, revoked: int | None = None) -> trust.TrustBundle:
    return trust.bundle_from_bytes(certificate(serial), sealed_list(trust_list(version, revoked=revoked)))


def test_a_trust_list_survives_the_way_and_both_signatures_hold() -> None:
    one = bundle()
    assert one.trust_list == trust_list()
    assert all(verify(check) for check in one.checks(ROOT.public))
    assert not verify(one.checks(STRANGER.public)[0])


def test_an_older_list_is_refused_and_a_new_list_key_may_begin_again() -> None:
    held = bundle(version=900)
    with pytest.raises(OldList):
        trust.accept(held, bundle(version=899))
    again = bundle(serial=2, version=1)
    assert trust.accept(held, again) is again
    with pytest.raises(OldList):
        trust.accept(again, held)


def test_two_different_lists_with_one_version_are_refused() -> None:
    with pytest.raises(NotTrusted):
        trust.accept(bundle(), bundle(revoked=NOON))


def test_a_list_of_another_region_or_another_list_key_is_refused() -> None:
    strange = sealed_list(trust_list(), people.key("another list key"))
    with pytest.raises(NotTrusted):
        trust.bundle_from_bytes(certificate(), strange)
    with pytest.raises(NotTrusted):
        trust.bundle_from_bytes(certificate(), sealed_list(replace(trust_list(), region=bytes(8))))


@pytest.mark.parametrize(
    ("display", "time", "revoked", "verdict"),
    [
        (LIBRARY, NOON, None, Verdict.TRUSTED),
        (LIBRARY, NOON - people.YEAR, None, Verdict.TRUSTED),
        (LIBRARY, NOON - people.YEAR - 1, None, Verdict.UNKNOWN),
        (LIBRARY, NOON + people.YEAR, None, Verdict.UNKNOWN),
        (LIBRARY, NOON - 1, NOON, Verdict.TRUSTED),
        (LIBRARY, NOON, NOON, Verdict.UNKNOWN),
        (STRANGER, NOON, None, Verdict.UNKNOWN),
        (CARE_HOME, NOON, NOON, Verdict.TRUSTED),
    ],
)
def test_a_display_is_judged_at_the_time_of_its_token(display: Key, time: int, revoked: int | None, verdict: Verdict) -> None:
    outer, said = session_from_bytes(token(display, time=time))
    assert judge(said, outer.key, [display.public], trust_list(revoked=revoked))[0] is verdict


def test_a_known_display_that_did_not_sign_makes_a_false_token() -> None:
    outer, said = session_from_bytes(token())
    assert judge(said, outer.key, [], trust_list())[0] is Verdict.FALSE
    assert judge(said, outer.key, [], None)[0] is Verdict.UNKNOWN


@given(st.binary(max_size=200))
def test_rubbish_never_raises_anything_but_a_refusal(data: bytes) -> None:
    for read in (
        session_from_bytes,
        record.from_bytes,
        receipt.from_bytes,
        pull.from_bytes,
        enrolment.invitation_from_bytes,
        enrolment.enrolment_from_bytes,
        trust.certificate_from_bytes,
        trust.list_from_bytes,
    ):
        with pytest.raises(ProtocolError):
            read(data)
