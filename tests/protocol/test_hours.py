"""Counting: the same for everybody, in any order, and never less for one record more."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from app.protocol import brussels, hours
from app.protocol.hours import Interval, Policy, count, minutes
from tests.people import NOON

HOUR = 3600
POLICY = Policy()


def moment(start: int, length: int, level: int = 4, name: int = 1) -> Interval:
    return Interval(name.to_bytes(32, "big"), start, start + length, level)


def test_a_started_minute_counts() -> None:
    assert [minutes(0, seconds) for seconds in (0, 1, 60, 61, 3600)] == [0, 1, 1, 2, 60]
    assert minutes(60, 0) == 0


def test_forty_hours_is_at_least_and_never_the_most() -> None:
    days = [moment(NOON + day * 86400, 10 * HOUR, name=day) for day in range(5)]
    assert count(days, POLICY).total == 3000


def test_two_moments_at_once_count_once_and_the_stronger_keeps_the_minutes() -> None:
    declared, scanned = moment(NOON, 2 * HOUR, level=0, name=1), moment(NOON + HOUR, 2 * HOUR, level=4, name=2)
    result = count([declared, scanned], POLICY)
    assert result.total == 180
    assert result.counted == {declared.id: 60, scanned.id: 120}


def test_at_most_ten_hours_of_a_moment_and_twelve_of_a_day_count_and_the_rest_is_marked() -> None:
    morning = NOON - 12 * HOUR
    long = moment(morning, 11 * HOUR, name=1)
    late = moment(morning + 11 * HOUR, 5 * HOUR, name=2)
    result = count([long, late], POLICY)
    assert result.counted == {long.id: 600, late.id: 120}
    assert result.capped == {long.id, late.id}


def test_a_level_that_the_region_does_not_count_adds_nothing() -> None:
    assert count([moment(NOON, HOUR, level=0)], Policy(levels=(1, 2, 3, 4))).total == 0


def test_a_claim_of_a_hundred_years_costs_no_more_work_than_a_day() -> None:
    assert count([moment(0, 100 * 366 * 86400)], POLICY).total == 600


@given(st.integers(0, 2_145_916_800))
@settings(max_examples=500, deadline=None)
def test_brussels_days_are_those_of_the_official_clock(time: int) -> None:
    there = (datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=time)).astimezone(ZoneInfo("Europe/Brussels"))
    if there.year >= 1996:  # the rule of today is that old
        assert brussels.day(time) == (there.date() - datetime(1970, 1, 1).date()).days


def test_the_night_the_clock_changes_has_its_own_length() -> None:
    for month, day, length in ((3, 29, 23), (10, 25, 25)):
        noon = int(datetime(2026, month, day, 12, tzinfo=UTC).timestamp())
        same = [time for time in range(noon - 86400, noon + 86400, 900) if brussels.day(time) == brussels.day(noon)]
        assert len(same) == length * 4


MOMENTS = st.lists(
    st.builds(
        moment,
        st.integers(0, 4 * 86400).map(lambda offset: NOON + offset),
        st.integers(-600, 14 * HOUR),
        st.integers(0, 4),
        st.integers(1, 6),
    ),
    max_size=7,
)


@given(MOMENTS, st.randoms())
@settings(max_examples=150, deadline=None)
def test_order_and_repetition_change_nothing_and_more_is_never_less(moments: list[Interval], random: object) -> None:
    total = count(moments, POLICY)
    shuffled = moments[:]
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count(shuffled + moments, POLICY) == total
    assert sum(total.counted.values()) == total.total
    if moments:
        assert count(moments[:-1], POLICY).total <= total.total


@given(MOMENTS)
@settings(max_examples=100, deadline=None)
def test_the_total_is_what_a_child_would_count_minute_by_minute(moments: list[Interval]) -> None:
    covered = {one.start // 60 + k for one in moments for k in range(min(minutes(one.start, one.end), POLICY.session))}
    days = Counter(brussels.day(minute * 60) for minute in covered)
    assert count(moments, POLICY).total == sum(min(POLICY.day, number) for number in days.values())


def test_policy_survives_the_trust_list() -> None:
    odd = Policy(session=480, day=600, target=3000, levels=(2, 3, 4))
    assert hours.Policy.from_fields(odd.to_fields()) == odd
