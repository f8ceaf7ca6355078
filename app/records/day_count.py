"""Counting without counting everything again: only days whose moments changed are counted anew.

A minute competes only with minutes of the same Brussels day. So moments that share no day, not even through others, are counted
apart, and the sum is what `hours.count` gives for all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.protocol import brussels, hours
from app.protocol.hours import Count, Interval, Policy

Group = frozenset[Interval]


class Tally:
    """Remembers the counts of the last time."""

    def __init__(self) -> None:
        self._known: dict[tuple[Policy, Group], Count] = {}
        self._days: dict[Interval, tuple[int, int]] = {}

    def count(self, moments: Iterable[Interval], policy: Policy) -> Count:
        """The same as `hours.count`."""
        known, self._known = self._known, {}
        for group in self._groups(moments):
            self._known[policy, group] = known.get((policy, group)) or hours.count(group, policy)
        counts = self._known.values()
        counted: Counter[bytes] = Counter()
        for count in counts:
            counted.update(count.counted)
        return Count(sum(count.total for count in counts), dict(counted), frozenset().union(*(one.capped for one in counts)))

    def _groups(self, moments: Iterable[Interval]) -> list[Group]:
        """Moments that share a day, directly or through others, together."""
        known = self._days
        self._days = {moment: known.get(moment) or days(moment) for moment in moments}
        found: list[set[Interval]] = []
        until = -1  # the last day of the newest group
        for moment, (first, last) in sorted(self._days.items(), key=lambda pair: pair[1]):
            if first > until:
                found.append(set())
            found[-1].add(moment)
            until = max(until, last)
        return [frozenset(group) for group in found]


def days(moment: Interval) -> tuple[int, int]:
    """The first and the last Brussels day of which it may take minutes: no policy counts more than a day of one moment."""
    return brussels.day(moment.start), brussels.day(max(moment.start, min(moment.end, moment.start + brussels.DAY)))
