"""Counting without counting everything again: only days whose moments changed are counted anew.

A minute competes only with minutes of the same Brussels day. So moments that share no day, not even through others, are counted
apart, and the sum is what `hours.count` gives for all of them together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from app.protocol import brussels, hours
from app.protocol.hours import Count, Moment, Policy

Group = frozenset[Moment]


class Tally:
    """Remembers the counts of the last time."""

    def __init__(self) -> None:
        self._known: dict[tuple[Policy, Group], Count] = {}

    def count(self, moments: Iterable[Moment], policy: Policy) -> Count:
        """The same as `hours.count`."""
        known, self._known = self._known, {}
        for group in groups(moments, policy):
            self._known[policy, group] = known.get((policy, group)) or hours.count(group, policy)
        counts = self._known.values()
        counted: Counter[bytes] = Counter()
        for count in counts:
            counted.update(count.counted)
        return Count(sum(count.total for count in counts), dict(counted), frozenset().union(*(one.capped for one in counts)))


def groups(moments: Iterable[Moment], policy: Policy) -> list[Group]:
    """Moments that share a day, directly or through others, together."""
    found: list[set[Moment]] = []
    until = -1  # the last day of the newest group
    for moment in sorted(set(moments), key=lambda one: one.start):
        first = brussels.day(moment.start)
        last = brussels.day(max(moment.start, min(moment.end, moment.start + 60 * policy.session)))
        if first > until:
            found.append(set())
        found[-1].add(moment)
        until = max(until, last)
    return [frozenset(group) for group in found]
