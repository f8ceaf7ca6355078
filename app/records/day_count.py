"""Counting without counting everything again: only the days whose intervals changed are counted again.

A minute competes only with minutes of the same Brussels day. So intervals that share no day, not even through other intervals,
are counted separately, and the sum is what `hours.count` gives for all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.protocol import brussels, hours
from app.protocol.hours import Count, Interval, Policy

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
        counted: Counter[bytes] = Counter()
        for count in counts:
            counted.update(count.counted)
        capped = frozenset[bytes]().union(*(count.capped for count in counts))
        return Count(sum(count.total for count in counts), dict(counted), capped)

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
