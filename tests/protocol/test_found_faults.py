"""Faults that fuzzing and the laws of counting found, told as what happened to whom."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.protocol import brussels, display_token, moments, person
from app.protocol.bodies import CheckIn, CheckOut, Declared
from app.protocol.fields import LAST_SECOND
from app.protocol.hours import Policy, count
from app.protocol.moments import Verdict
from app.protocol.trust_entries import Display, KeyPeriod
from tests.people import CARE_HOME_ID, LIBRARY, LIBRARY_ID, NOON, YEAR, Phone, token, trust_list


def test_a_display_whose_clock_is_at_the_end_of_time_breaks_nobodys_count() -> None:
    amina = Phone("amina")
    came = amina.write(CheckIn(token(time=LAST_SECOND - 3600)))
    amina.write(CheckOut(token(time=LAST_SECOND), came.id))
    amina.write(Declared(1, LAST_SECOND, 1440))
    assert count(person.intervals(amina.records, {}), Policy()).total == 60 + 600


@pytest.mark.parametrize("years", [400, 8000, 32000])
def test_the_calendar_begins_again_every_four_hundred_years(years: int) -> None:
    for time in (NOON, 1_774_745_999, 1_774_746_000, 1_792_889_999, 1_792_890_000):
        assert brussels.offset(time + years // 400 * 146_097 * 86400) == brussels.offset(time)


def test_a_display_that_moved_to_another_organisation_is_believed_at_both_times() -> None:
    """The list names its key twice, with a window each."""
    before = KeyPeriod(LIBRARY.public, NOON - YEAR, NOON - 10)
    after = KeyPeriod(LIBRARY.public, NOON - 10, NOON + YEAR)
    moved = (Display(before, LIBRARY_ID, ()), Display(after, CARE_HOME_ID, ()))
    for displays in (moved, moved[::-1]):
        listed = replace(trust_list(), displays=displays)
        for time, organisation in ((NOON - 20, LIBRARY_ID), (NOON, CARE_HOME_ID)):
            outer, said = display_token.from_bytes(token(time=time))
            verdict, found = moments.judge(said, outer.key, [LIBRARY.public], listed)
            assert verdict is Verdict.TRUSTED
            assert found is not None
            assert found.organisation == organisation
