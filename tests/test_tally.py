"""Counting only what changed gives what counting everything gives."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from app.protocol import hours
from app.protocol.hours import Moment, Policy
from app.tally import Tally, groups
from tests.people import NOON

DAY = 86400
MOMENTS = st.lists(
    st.builds(
        lambda id, start, length, level: Moment(bytes([id]) * 32, NOON + start, NOON + start + length, level),
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
def test_counting_only_what_changed_gives_what_counting_everything_gives(lives: list[list[Moment]], policy: Policy) -> None:
    tally = Tally()
    for life in lives:
        assert tally.count(life, policy) == hours.count(life, policy)


def test_one_more_visit_counts_one_day() -> None:
    life = [Moment(bytes([n]) * 32, NOON + n * DAY, NOON + n * DAY + 3600, 4) for n in range(50)]
    assert len(groups(life, Policy())) == 50
    tally = Tally()
    tally.count(life[:-1], Policy())
    before = dict(tally._known)
    tally.count(life, Policy())
    assert len([key for key in tally._known if key not in before]) == 1
