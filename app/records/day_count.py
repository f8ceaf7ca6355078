"""Counting without counting everything again: only the days whose intervals changed are counted again; and what was cut.

A minute competes only with minutes of the same Brussels day. So intervals that share no day, not even through other intervals,
are counted separately, and the sum is what `hours.count` gives for all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.protocol import brussels, hours
from app.protocol.hours import Count, Interval, Policy
from app.records.page import Cut

Group = frozenset[Interval]


class Tally:
    """Counts intervals, and remembers the counts of the last call."""

    def __init__(self) -> None:
        self._known: dict[tuple[Policy, Group], Count] = {}
        self._days: dict[Interval, tuple[int, int]] = {}

    def count(self, intervals: Iterable[Interval], policy: Policy) -> Count:
        """The same result as `hours.count`."""
        known, self._known = self._known, {}
        for group in self._groups(intervals):
            self._known[policy, group] = known.get((policy, group)) or hours.count(group, policy)
        counts = self._known.values()
        counted, full_days = Counter[bytes](), Counter[bytes]()
        for count in counts:
            counted.update(count.counted)
            full_days.update(count.full_days)
        capped = frozenset[bytes]().union(*(count.capped for count in counts))
        return Count(sum(count.total for count in counts), dict(counted), capped, dict(full_days))

    def _groups(self, intervals: Iterable[Interval]) -> list[Group]:
        """The intervals in groups. Intervals that share a day, directly or through others, are in one group."""
        known = self._days
        self._days = {interval: known.get(interval) or days(interval) for interval in intervals}
        groups: list[set[Interval]] = []
        until = -1  # the last day of the newest group
        for interval, (first, last) in sorted(self._days.items(), key=lambda pair: pair[1]):
            if first > until:
                groups.append(set())
            groups[-1].add(interval)
            until = max(until, last)
        return [frozenset(group) for group in groups]


def days(interval: Interval) -> tuple[int, int]:
    """The first and the last Brussels day of which this interval may take minutes, as day numbers of `brussels.day`. No policy
    counts more than 24 hours of one interval.
    """
    start, end = interval.start, min(interval.end, interval.start + brussels.DAY)
    return brussels.day(start), brussels.day(max(start, end))


def cuts(intervals: Iterable[Interval], count: Count, policy: Policy) -> dict[bytes, Cut]:
    """Which minutes do not count, by the id of the interval, when `count` is the count of these intervals under `policy`. An id
    of which every minute counts is not there. Intervals with one id begin at one time.
    """
    lengths: dict[bytes, int] = {}
    of_counted_levels: dict[bytes, int] = {}
    for interval in intervals:
        length = hours.minutes(interval.start, interval.end)
        lengths[interval.id] = max(length, lengths.get(interval.id, 0))
        if interval.level in policy.levels:
            of_counted_levels[interval.id] = max(length, of_counted_levels.get(interval.id, 0))
    result = {}
    for id, length in lengths.items():
        left = length - count.counted.get(id, 0)
        if left:
            considered = of_counted_levels.get(id, 0)
            capped = id in count.capped
            longest, day = (max(0, considered - policy.session), count.full_days.get(id, 0)) if capped else (0, 0)
            result[id] = Cut(longest, day, left - (length - considered) - longest - day, length - considered)
    return result
