"""The laws of counting, asked of moments and records of hypothesis's choosing; days by the official time zone database."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from app.protocol import brussels, person
from app.protocol.bodies import Declared, Device, KnownBody, Met, Stayed, Void
from app.protocol.ed25519 import Key
from app.protocol.hours import Count, Interval, Policy, count
from app.protocol.moments import Verdict, Visit, visits
from app.protocol.record import CheckIn, CheckOut, Record
from tests.people import CARE_HOME, LIBRARY, NOON, STRANGER, Phone, answer, printed_token, proposal, token

BRUSSELS = ZoneInfo("Europe/Brussels")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HOUR = 3600
NIGHTS = [1_774_746_000, 1_792_890_000]
"""29 March and 25 October 2026, 01:00 UTC: the clocks go forward and back."""


def official_day(time: int) -> int:
    there = (EPOCH + timedelta(seconds=time)).astimezone(BRUSSELS)
    return there.date().toordinal() - EPOCH.date().toordinal()


def by_the_book(moments: Iterable[Interval], policy: Policy) -> Count:
    """Section 8 of the specification, word for word and without haste: minute by minute, the days from the database."""
    taken: dict[int, bytes] = {}
    capped = set()
    kept_out: dict[bytes, set[int]] = {}
    counted: Counter[bytes] = Counter()
    for one in sorted(set(moments), key=lambda m: (-m.level, m.start, m.id, -m.end)):
        counted[one.id] += 0
        if one.level not in policy.levels:
            continue
        minutes = [one.start // 60 + number for number in range(2000) if one.start + 60 * number < one.end]
        if len(minutes) > policy.session:
            capped.add(one.id)
        for minute in minutes[: policy.session]:
            if minute in taken:
                continue
            today = official_day(minute * 60)
            if sum(official_day(other * 60) == today for other in taken) >= policy.day:
                capped.add(one.id)
                kept_out.setdefault(one.id, set()).add(minute)
            else:
                taken[minute] = one.id
                counted[one.id] += 1
    full_days = {id: len(minutes) for id, minutes in kept_out.items()}
    return Count(len(taken), dict(counted), frozenset(capped), full_days)


STARTS = st.sampled_from([NOON, NOON + 11 * HOUR, *NIGHTS, *(night - 6 * HOUR for night in NIGHTS)])
MOMENT = st.builds(
    lambda start, offset, length, level, name: Interval(bytes([name]) * 32, start + offset, start + offset + length, level),
    STARTS,
    st.integers(-3 * HOUR, 3 * HOUR),
    st.integers(-60, 3 * HOUR) | st.integers(0, 20 * HOUR),
    st.integers(0, 4),
    st.integers(1, 5),
)
MOMENTS = st.lists(MOMENT, max_size=6)
LEVELS = st.sets(st.integers(0, 5)).map(lambda chosen: tuple(sorted(chosen)))
SHORT = st.builds(Policy, st.integers(1, 60), st.integers(1, 90), st.just(2400), LEVELS)
POLICY = st.just(Policy()) | st.builds(Policy, st.integers(1, 900), st.integers(1, 900), st.just(2400), LEVELS) | SHORT


@given(st.lists(MOMENT.map(lambda one: replace(one, end=min(one.end, one.start + 7200))), max_size=5), SHORT)
@settings(max_examples=60, deadline=None)
def test_counting_is_what_the_specification_says_word_for_word(moments: list[Interval], policy: Policy) -> None:
    assert count(moments, policy) == by_the_book(moments, policy)


@given(MOMENTS, POLICY, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_under_every_policy_order_and_repetition_change_nothing(
    moments: list[Interval], policy: Policy, dice: random.Random
) -> None:
    expected = count(moments, policy)
    again = moments + dice.sample(moments, len(moments))
    dice.shuffle(again)
    assert count(again, policy) == expected
    assert sum(expected.counted.values()) == expected.total


@given(MOMENTS, MOMENT, POLICY)
@settings(max_examples=200, deadline=None)
def test_under_every_policy_one_more_moment_is_never_less(moments: list[Interval], more: Interval, policy: Policy) -> None:
    before, after = count(moments, policy), count([*moments, more], policy)
    assert before.total <= after.total <= before.total + policy.session


@given(MOMENTS, POLICY)
@settings(max_examples=150, deadline=None)
def test_the_total_is_within_the_union_and_every_day_within_its_cap(moments: list[Interval], policy: Policy) -> None:
    counting = [one for one in moments if one.level in policy.levels]
    union = {one.start // 60 + number for one in counting for number in range(max(0, -(-(one.end - one.start) // 60)))}
    days = Counter(official_day(minute * 60) for minute in union)
    total = count(moments, policy).total
    assert total <= len(union)
    assert total <= sum(min(policy.day, number) for number in days.values())
    assert total <= policy.session * len(set(counting))


@given(MOMENTS, POLICY, st.integers(0, 300))
@settings(max_examples=100, deadline=None)
def test_a_longer_moment_or_a_kinder_policy_is_never_less(moments: list[Interval], policy: Policy, more: int) -> None:
    total = count(moments, policy).total
    kinder = replace(policy, session=policy.session + more, day=policy.day + more, levels=(*policy.levels, more % 5))
    assert count(moments, kinder).total >= total
    longer = [*moments[:-1], *(replace(one, end=max(one.start, one.end) + more) for one in moments[-1:])]
    assert count(longer, policy).total >= total


@given(MOMENTS, POLICY)
@settings(max_examples=100, deadline=None)
def test_a_moment_is_marked_exactly_when_a_limit_kept_a_part_of_it_out(moments: list[Interval], policy: Policy) -> None:
    generous = replace(policy, session=10_000, day=10_000)
    result, whole = count(moments, policy), count(moments, generous)
    assert not whole.capped
    assert bool(result.capped) >= (result.total < whole.total)
    assert result.capped <= {one.id for one in moments if one.level in policy.levels and one.end > one.start}


def test_the_two_nights_of_every_year_are_those_of_the_database_to_the_second() -> None:
    for year, month, day in product(range(1996, 2200), (3, 10), range(24, 32)):
        time = int(datetime(year, month, day, 1, tzinfo=UTC).timestamp())
        for second in (time - 1, time, time + 1):
            assert (
                timedelta(seconds=brussels.offset(second))
                == (EPOCH + timedelta(seconds=second)).astimezone(BRUSSELS).utcoffset()
            )
        for hour in (-3, -2, 20, 21, 22):
            for second in (time + hour * HOUR - 1, time + hour * HOUR):
                assert brussels.day(second) == official_day(second)


@given(st.integers(int(datetime(1996, 1, 1, tzinfo=UTC).timestamp()), int(datetime(9998, 1, 1, tzinfo=UTC).timestamp())))
@settings(max_examples=400, deadline=None)
def test_days_far_ahead_are_those_of_the_database(time: int) -> None:
    assert brussels.day(time) == official_day(time)


DISPLAYS = (LIBRARY, LIBRARY, CARE_HOME, STRANGER)
TIMES = st.integers(0, 12).map(lambda half: NOON + half * 1800)
SCAN = st.tuples(st.sampled_from(DISPLAYS), st.integers(1, 2), TIMES)
Step = tuple[str, tuple[Key, int, int], int, Verdict]
"""A kind of record, a scan of (display, session, time), the place of the record it names, and what its token is worth."""
KINDS = st.sampled_from(["in", "in", "out", "out", "poster in", "poster out", "stayed", "declared", "met"])
STEPS = st.lists(st.tuples(KINDS, SCAN, st.integers(0, 7), st.sampled_from(Verdict)), min_size=1, max_size=9)
POLICIES = [Policy(), Policy(levels=(1, 2, 3, 4)), Policy(levels=(3, 4)), Policy(levels=(4,))]
"""A region counts everything from some level on."""


def body(step: Step, named: bytes) -> KnownBody:
    kind, (display, number, time), _, _ = step
    said = printed_token(number=number) if kind.startswith("poster") else token(display, time=time, number=number)
    if kind.endswith("in"):
        return CheckIn(said)
    if kind.endswith("out"):
        return CheckOut(said, named)
    if kind == "stayed":
        return Stayed(named, (time - NOON) // 60 + 1)
    if kind == "declared":
        return Declared(number, time, 90)
    asked = proposal(Phone("amina").key, start=time, number=number)
    return Met(asked, answer(asked))


def a_life(steps: list[Step]) -> tuple[list[Record], dict[bytes, Verdict]]:
    """Records of one phone; the ways out name some earlier record, fitting or not."""
    amina = Phone("amina")
    amina.write(Device(amina.key.public, amina.person))
    worth = {}
    for step in steps:
        named = amina.records[step[2] % len(amina.records)].id
        wrote = amina.write(body(step, named), wall=step[1][2])
        worth[wrote.id] = step[3]
        if isinstance(wrote.body, Met):
            [pair] = person.meetings([wrote])
            worth[pair.answer_envelope.id] = step[3]
    return amina.records, worth


def total(records: Iterable[Record], worth: dict[bytes, Verdict], policy: Policy) -> int:
    return count(person.intervals(records, worth), policy).total


@given(STEPS, st.randoms(use_true_random=False))
@settings(max_examples=120, deadline=None)
def test_records_in_any_order_and_twice_make_the_same_visits_and_minutes(steps: list[Step], dice: random.Random) -> None:
    records, worth = a_life(steps)
    again = records + dice.sample(records, len(records))
    dice.shuffle(again)
    assert visits(again, worth) == visits(records, worth)
    assert count(person.intervals(again, worth), Policy()) == count(person.intervals(records, worth), Policy())


@given(STEPS, st.sampled_from(POLICIES), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_whatever_records_but_voids_a_phone_adds_the_total_never_falls(
    steps: list[Step], policy: Policy, dice: random.Random
) -> None:
    [device, *records], worth = a_life(steps)
    dice.shuffle(records)
    totals = [total([device, *records[:number]], worth, policy) for number in range(len(records) + 1)]
    assert totals == sorted(totals)


@given(STEPS, st.integers(0, 8), st.sampled_from(POLICIES))
@settings(max_examples=120, deadline=None)
def test_a_void_takes_back_its_record_and_nothing_else_of_the_same_person(
    steps: list[Step], place: int, policy: Policy
) -> None:
    records, worth = a_life(steps)
    gone = records[1 + place % len(steps)]
    amina = Phone("amina", records=list(records))
    void = amina.write(Void(gone.id, 0))
    left = [one for one in records if one.id != gone.id]
    if not isinstance(gone.body, Met):  # a meeting stays gone when another record tells of it
        assert total([*records, void], worth, policy) == total(left, worth, policy)
    assert total([*records, void], worth, policy) <= total(records, worth, policy)


@given(STEPS)
@settings(max_examples=120, deadline=None)
def test_a_visit_holds_only_what_its_own_display_said_in_one_session(steps: list[Step]) -> None:
    records, worth = a_life(steps)
    bodies = {one.id: one.body for one in records}
    found: list[Visit] = visits(records, worth)
    for visit in found:
        outs = [out for out in visit.check_outs if isinstance(bodies[out], CheckOut)]
        assert all(worth[part] is not Verdict.FALSE for part in (visit.check_in, *outs))
        assert all(getattr(bodies[part], "check_in", None) == visit.check_in for part in visit.check_outs)
        assert visit.end is None or visit.end > visit.start
        assert (visit.end is None) == (not visit.check_outs)
        stronger = {Verdict.UNKNOWN: set(Verdict), Verdict.LATE: {Verdict.LATE, Verdict.TRUSTED}}
        assert worth[visit.check_in] in stronger.get(visit.verdict, {Verdict.TRUSTED})
        assert {piece.start for piece in visit.intervals} == {visit.start}
    ins = [one.id for one in records if isinstance(one.body, CheckIn) and worth[one.id] is not Verdict.FALSE]
    assert sorted(visit.check_in for visit in found) == sorted(ins)
    assert [visit.start for visit in found] == sorted(visit.start for visit in found)
