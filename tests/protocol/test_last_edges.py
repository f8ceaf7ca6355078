"""What nothing else here would notice: the last breaks that the mutants found, each told as what happens to whom."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from nacl.bindings import crypto_core_ed25519_add

from app.protocol import envelope, moments, person, poster_token, record, token, trust_list
from app.protocol.bodies import CheckIn, CheckOut, Met, Stayed, Void
from app.protocol.ed25519 import Key
from app.protocol.hours import CO_SIGNED, IN_AND_OUT, SCANNED, Policy, count
from app.protocol.keys import _double
from app.protocol.moments import Verdict
from app.protocol.trust_entries import Display, KeyPeriod, Offer
from tests.people import LIBRARY_CODE, LIBRARY_ID, NOON, POSTER, Phone, answer, printed_token, proposal, sealed_list
from tests.people import token as code
from tests.people import trust_list as listed
from tests.protocol.test_key_edges import D, P


def point_of(public: bytes) -> tuple[int, int]:
    """The point behind a key, by RFC 8032, 5.1.3."""
    number = int.from_bytes(public, "little")
    y, sign = number & ((1 << 255) - 1), number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return (P - x if x & 1 != sign else x), y


def test_a_doubled_point_is_the_one_that_libsodium_adds_to_itself() -> None:
    dice = random.Random(42)
    for _ in range(20):
        public = Key(dice.randbytes(32)).public
        x, y = _double(point_of(public))
        assert (y | (x & 1) << 255).to_bytes(32, "little") == crypto_core_ed25519_add(public, public)


def test_an_offer_of_a_kind_nobody_has_named_yet_stays_in_the_list() -> None:
    window = KeyPeriod(POSTER.public, NOON, NOON + 1)
    offers = tuple(Offer(LIBRARY_CODE, kind, None, None) for kind in (0, 255))
    one = replace(listed(), displays=(Display(window, LIBRARY_ID, offers),))
    assert trust_list.list_from_bytes(sealed_list(one))[1].displays[0].offers == offers


def test_a_posters_token_is_kept_as_it_was_printed() -> None:
    printed = printed_token()
    outer, said = token.from_bytes(printed)
    direct, same = poster_token.from_bytes(printed)
    assert (outer, said, outer.data, outer.signed_bytes) == (direct, same, printed, direct.signed_bytes)


def test_a_poster_whose_time_nobody_gave_is_judged_at_the_beginning_of_time() -> None:
    outer, said = token.from_bytes(printed_token())
    for start, verdict in ((0, Verdict.TRUSTED), (1, Verdict.UNKNOWN)):
        display = Display(KeyPeriod(POSTER.public, start, start + 1), LIBRARY_ID, (), poster=True)
        trust = replace(listed(), displays=(display,))
        assert moments.judge(said, outer.key, [POSTER.public], trust)[0] is verdict


@pytest.mark.parametrize("order", [(90, 30), (30, 90)])
def test_of_two_ways_out_of_one_strength_the_later_counts_whichever_came_first(order: tuple[int, int]) -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(code()))
    left = [amina.write(CheckOut(code(time=NOON + 60 * minutes), came.id)) for minutes in order]
    trusted = dict.fromkeys([came.id, *(one.id for one in left)], Verdict.TRUSTED)
    (visit,) = moments.visits(amina.records, trusted)
    assert [(one.level, one.end - one.start) for one in visit.intervals] == [(IN_AND_OUT, 5400)]


@pytest.mark.parametrize("order", [(90, 30), (30, 90)])
def test_of_two_lengths_told_afterwards_the_longer_counts_whichever_came_first(order: tuple[int, int]) -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(code()))
    for minutes in order:
        amina.write(Stayed(came.id, minutes))
    (visit,) = moments.visits(amina.records, {came.id: Verdict.TRUSTED})
    assert [(one.level, one.end - one.start) for one in visit.intervals] == [(SCANNED, 5400)]


def test_a_meeting_behind_one_that_does_not_count_counts() -> None:
    amina = Phone("amina")
    asked = [proposal(number=number, start=NOON + 86400 * number) for number in (1, 2)]
    met = [amina.write(Met(one, answer(one))) for one in asked]
    amina.write(Void(met[0].id, 1))
    rubbish = amina.write(Met(b"rubbish", b"rubbish"))
    amina.records.insert(1, rubbish)  # a record that holds no meeting stands before both
    pairs = person.meetings([rubbish, *met])
    worth = {pair.answer_envelope.id: Verdict.TRUSTED for pair in pairs}
    found = person.intervals(amina.records, worth)
    assert [(one.start, one.level) for one in found] == [(NOON + 2 * 86400, CO_SIGNED)]
    sent_by_buddies = person.intervals(amina.records[:1], worth, pairs, {pairs[0].answer_envelope.id})
    assert [one.start for one in sent_by_buddies] == [NOON + 2 * 86400]
    assert count(found, Policy()).total == 150


def test_a_later_kind_of_record_keeps_its_type_its_place_and_its_bytes() -> None:
    amina = Phone("amina")
    before = amina.write(
        CheckIn(
            code(),
        )
    )
    place = record.ChainPosition(2, before.id, NOON + 7, 5, b"boot", bytes(32))
    fields = {1: 60, **place.to_fields(), 16: [1, 2], 17: "later", 64: None}
    data = amina.key.seal(envelope.draft(record.KIND, amina.key.public, fields))
    read = record.from_bytes(data)
    assert (read.body, read.position, read.envelope.data) == (record.Unknown(60), place, data)
