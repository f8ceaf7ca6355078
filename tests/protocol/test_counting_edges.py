"""The last minute that counts and the first that does not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.protocol import brussels
from app.protocol.hours import Interval, Policy, count, minutes
from tests.people import NOON

ONE, TWO, THREE = (bytes([number]) * 32 for number in (1, 2, 3))
MINUTE = 60


def stay(id: bytes, start: int, length: int, level: int = 4) -> Interval:
    return Interval(id, start, start + length, level)


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-61, 0), (-1, 0), (0, 0), (1, 1), (59, 1), (60, 1), (61, 2), (120, 2), (121, 3), (3599, 60)]
)
def test_a_started_minute_counts_and_no_other(seconds: int, expected: int) -> None:
    assert minutes(NOON, NOON + seconds) == expected
    assert count([stay(ONE, NOON, seconds)], Policy()).total == expected


def test_minutes_lie_on_the_grid_of_the_clock() -> None:
    early, late = stay(ONE, NOON + 59, 2), stay(TWO, NOON + 60, 1)
    assert count([early], Policy()).total == 1
    assert count([early, late], Policy()).total == 2
    assert count([early, stay(TWO, NOON + 1, 58)], Policy()).total == 1


@pytest.mark.parametrize(("length", "total", "marked"), [(599, 599, False), (600, 600, False), (601, 600, True)])
def test_a_moment_counts_up_to_its_limit_and_is_marked_only_beyond(length: int, total: int, marked: bool) -> None:
    result = count([stay(ONE, NOON - 6 * 3600, length * MINUTE)], Policy())
    assert (result.total, result.capped) == (total, frozenset({ONE} if marked else ()))


@pytest.mark.parametrize(("second", "total", "marked"), [(119, 719, False), (120, 720, False), (121, 720, True)])
def test_a_day_counts_up_to_its_limit_and_marks_the_moment_that_goes_beyond(second: int, total: int, marked: bool) -> None:
    morning = NOON - 11 * 3600
    result = count([stay(ONE, morning, 600 * MINUTE), stay(TWO, morning + 600 * MINUTE, second * MINUTE)], Policy())
    assert (result.total, result.capped) == (total, frozenset({TWO} if marked else ()))


def test_minutes_that_somebody_has_already_are_not_kept_out_by_the_day() -> None:
    """A full day and a weaker moment inside it: nothing of it was lost to a limit."""
    policy = Policy(session=60, day=60)
    assert count([stay(ONE, NOON, 3600), stay(TWO, NOON + 600, 600, level=0)], policy).capped == frozenset()
    assert count([stay(ONE, NOON, 3600), stay(TWO, NOON + 600, 3600, level=0)], policy).capped == {TWO}


def test_the_stronger_takes_first_then_the_earlier_then_the_smaller_id_then_the_longer() -> None:
    def shares(*moments: Interval) -> dict[bytes, int]:
        return count(moments, Policy(session=60, day=90)).counted

    assert shares(stay(ONE, NOON, 3600, 3), stay(TWO, NOON + 1800, 3600, 4)) == {ONE: 30, TWO: 60}
    assert shares(stay(TWO, NOON, 3600), stay(ONE, NOON + 1800, 3600)) == {TWO: 60, ONE: 30}
    assert shares(stay(TWO, NOON, 3600), stay(ONE, NOON, 3600)) == {ONE: 60, TWO: 0}
    assert shares(stay(ONE, NOON, 600), stay(ONE, NOON, 1200)) == {ONE: 20}


def test_a_level_that_does_not_count_is_named_with_nothing_and_never_marked() -> None:
    result = count([stay(ONE, NOON, 20 * 3600, 0), stay(TWO, NOON, 3600, 3)], Policy(levels=(3,)))
    assert (result.counted, result.capped, result.total) == ({ONE: 0, TWO: 60}, frozenset(), 60)
    assert count([stay(ONE, NOON, 3600, 7)], Policy()).total == 0
    assert count([stay(ONE, NOON, 3600, 7)], Policy(levels=(7,))).total == 60


def test_nothing_counts_as_nothing() -> None:
    empty = count([], Policy())
    assert (empty.total, empty.counted, empty.capped) == (0, {}, frozenset())


def test_midnight_begins_a_new_limit() -> None:
    night = NOON + 11 * 3600  # 23:00 in Brussels
    assert count([stay(ONE, night, 2 * 3600)], Policy(session=120, day=60)).total == 120
    assert count([stay(ONE, night, 2 * 3600)], Policy(session=120, day=59)).total == 118


def test_a_policy_is_what_the_law_says_unless_the_region_signs_another() -> None:
    assert (Policy().session, Policy().day, Policy().target, Policy().levels) == (600, 720, 2400, (0, 1, 2, 3, 4))
    assert Policy().to_fields() == {1: 600, 2: 720, 3: 2400, 4: [0, 1, 2, 3, 4]}
    assert replace(Policy(), levels=()).to_fields()[4] == []


@pytest.mark.parametrize(
    ("time", "expected"),
    [(0, 3600), (1_774_745_999, 3600), (1_774_746_000, 7200), (1_792_889_999, 7200), (1_792_890_000, 3600)],
)
def test_the_clock_changes_at_one_in_the_night_by_universal_time(time: int, expected: int) -> None:
    assert brussels.offset(time) == expected
    assert brussels.day(time) == (time + expected) // 86400
