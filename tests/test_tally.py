"""Counting only what changed gives what counting everything gives."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.protocol import hours
from app.protocol.hours import Interval, Policy
from app.protocol.moments import Verdict, Visit
from app.protocol.record import CheckIn, CheckOut
from app.records.day_count import Tally
from app.records.visits import VisitCache, visits_of
from app.store.rows import StoredRecord
from tests.people import CARE_HOME, LIBRARY, NOON, Phone, token

DAY = 86400
MOMENTS = st.lists(
    st.builds(
        lambda id, start, length, level: Interval(bytes([id]) * 32, NOON + start, NOON + start + length, level),
        st.integers(0, 20),
        st.integers(0, 20 * DAY),
        st.integers(-3600, 2 * DAY),
        st.integers(0, 4),
    ),
    max_size=12,
)
POLICY = st.builds(lambda session, day: Policy(session, day), st.sampled_from([30, 600, 1440]), st.sampled_from([60, 720]))


@given(st.lists(MOMENTS, min_size=1, max_size=3), POLICY)
@settings(max_examples=150, deadline=None)
def test_counting_only_what_changed_gives_what_counting_everything_gives(lives: list[list[Interval]], policy: Policy) -> None:
    tally = Tally()
    for life in lives:
        assert tally.count(life, policy) == hours.count(life, policy)


def test_one_more_visit_counts_one_day() -> None:
    life = [Interval(bytes([n]) * 32, NOON + n * DAY, NOON + n * DAY + 3600, 4) for n in range(50)]
    tally = Tally()
    tally.count(life[:-1], Policy())
    before = dict(tally._known)
    assert len(before) == 49
    tally.count(life, Policy())
    assert len([key for key in tally._known if key not in before]) == 1


def test_visits_of_groups_are_the_visits_of_all_whatever_changed() -> None:
    phone, dice = Phone("amina"), random.Random(40)
    for number in range(30):
        came = phone.write(CheckIn(token(dice.choice([LIBRARY, CARE_HOME]), number=number, time=NOON + number * 4000)))
        for leaving in range(dice.randrange(3)):
            at = NOON + number * 4000 + 3600 + leaving
            phone.write(CheckOut(token(dice.choice([LIBRARY, CARE_HOME]), number=number, time=at), came.id))
    visiting = VisitCache()
    kept = [StoredRecord(one, Verdict.UNKNOWN, "waiting", None) for one in phone.records]
    for _ in range(40):
        at = dice.randrange(len(kept))
        kept[at] = replace(kept[at], verdict=dice.choice(list(Verdict)))
        some = dice.sample(kept, dice.randrange(len(kept)))
        assert visiting.visits(some) == visits_of(some)
        assert visiting.visits(kept) == visits_of(kept)


def test_one_more_record_works_out_one_group(monkeypatch: pytest.MonkeyPatch) -> None:
    phone, visiting = Phone("amina"), VisitCache()
    for number in range(20):
        came = phone.write(CheckIn(token(number=number)))
    kept = [StoredRecord(one, Verdict.UNKNOWN, "waiting", None) for one in phone.records]
    visiting.visits(kept)
    looked: list[int] = []

    def watched(group: tuple[StoredRecord, ...], late: int) -> list[Visit]:
        looked.append(len(group))
        return visits_of(group, late)

    monkeypatch.setattr("app.records.visits.visits_of", watched)
    left = phone.write(CheckOut(token(number=19, time=NOON + 60), came.id))
    assert len(visiting.visits([*kept, StoredRecord(left, Verdict.UNKNOWN, "waiting", None)])) == 20
    assert looked == [2]
