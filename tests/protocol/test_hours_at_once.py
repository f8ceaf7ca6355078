"""Counting a whole moment at once gives the same as counting minute by minute."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from app.protocol import brussels
from app.protocol.hours import Moment, Policy, count, minutes
from tests.people import NOON


def minute_by_minute(moments: list[Moment], policy: Policy) -> tuple[int, dict[bytes, int], set[bytes]]:
    """The rules of app.protocol.hours, as slowly as they are said."""
    taken: set[int] = set()
    days: Counter[int] = Counter()
    counted: Counter[bytes] = Counter()
    capped = set()
    for one in sorted(set(moments), key=lambda one: (-one.level, one.start, one.id, -one.end)):
        length = minutes(one.start, one.end)
        if length > policy.session:
            capped.add(one.id)
        counted[one.id] += 0
        for minute in range(one.start // 60, one.start // 60 + min(length, policy.session)):
            if minute in taken:
                continue
            if days[brussels.day(minute * 60)] >= policy.day:
                capped.add(one.id)
                continue
            taken.add(minute)
            days[brussels.day(minute * 60)] += 1
            counted[one.id] += 1
    return len(taken), dict(counted), capped


moment = st.builds(
    lambda id, start, length, level: Moment(bytes([id]), NOON + start, NOON + start + length, level),
    st.integers(0, 5),
    st.integers(-86400, 86400),
    st.integers(-600, 16 * 3600),
    st.integers(0, 4),
)


@given(st.lists(moment, max_size=8), st.integers(30, 900), st.integers(30, 900))
def test_a_moment_counted_at_once_is_counted_minute_by_minute(moments: list[Moment], session: int, day: int) -> None:
    policy = Policy(session=session, day=day)
    found = count(moments, policy)
    assert (found.total, found.counted, set(found.capped)) == minute_by_minute(moments, policy)
