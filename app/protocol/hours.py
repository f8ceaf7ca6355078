"""Counts the forty hours: one small pure function for phone, server and counsellor (README.md, 9, C10 to C17).

Rules, on a grid of whole minutes:
1. An interval covers the minutes from its start on; a started minute counts. Nothing else is rounded.
2. A minute counts once; of two intervals that cover it, the one with the higher assurance level gets it.
3. At most `session` minutes of an interval and `day` minutes of a Brussels day count; an interval that loses minutes is capped.
4. The order of records makes no difference, a record twice counts once, and one more interval never lowers the total.
5. Forty hours is a minimum: the total has no cap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from app.protocol import brussels
from app.protocol.fields import Fields

DECLARED, POSTER, CO_SIGNED, SCANNED, IN_AND_OUT = range(5)
"""The assurance levels 0 to 4, lowest first."""
VERSION, LATE = 70, 71  # fields of a counting policy that an older reader ignores


@dataclass(frozen=True, slots=True)
class Policy:
    """The region's signed counting policy (README.md, 4): `session` (for an interval), `day` and `target` in minutes; `levels`
    are the assurance levels that count.

    `version` rises with each change of the policy and is 0 before the first change. `late` is the assurance level of what may
    come from a stolen key (`moments.Verdict.LATE`).
    """

    session: int = 600
    day: int = 720
    target: int = 2400
    levels: tuple[int, ...] = (0, 1, 2, 3, 4)
    version: int = 0
    late: int = DECLARED

    def to_fields(self) -> dict[int, Any]:
        """The fields of the policy inside a trust list; `version` and `late` are left out when they are 0."""
        version = {VERSION: self.version} if self.version else {}
        late = {LATE: self.late} if self.late else {}
        return {1: self.session, 2: self.day, 3: self.target, 4: list(self.levels), **version, **late}

    @classmethod
    def from_fields(cls, value: Any) -> Policy:
        """The policy in `value`, field 6 of a trust list. Raises Malformed or Newer."""
        fields = Fields(value, "policy")
        session, day, target = fields.integer(1, 1, 1440), fields.integer(2, 1, 1440), fields.integer(3, 1, 100_000)
        levels = Fields(dict(enumerate(fields.array(4, 16))), "levels")
        numbers = tuple(levels.integer(number, 0, 255) for number in range(16) if levels.has(number))
        version = fields.integer(VERSION, 1) if fields.has(VERSION) else 0
        late = fields.integer(LATE, POSTER, IN_AND_OUT) if fields.has(LATE) else DECLARED
        fields.done()
        return cls(session, day, target, numbers, version, late)


@dataclass(frozen=True, slots=True)
class Interval:
    """A time of taking part, from `start` until before `end` in Unix seconds, with its assurance level. `id` is that of a
    check-in, a declared record or a proposal (C9).
    """

    id: bytes
    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Count:
    """`total` is the number of minutes that count, `counted` the minutes by interval id, `capped` the ids of intervals of which
    a limit kept a part out (C17), `full_days` the minutes by interval id that the limit of a day kept out.
    """

    total: int
    counted: dict[bytes, int]
    capped: frozenset[bytes]
    full_days: dict[bytes, int] = field(default_factory=dict)


def minutes(start: int, end: int) -> int:
    """The minutes from `start` to `end` (Unix seconds), rounded up; 0 when `end` is not later (C10)."""
    return max(0, -(-(end - start) // 60))


def count(intervals: Iterable[Interval], policy: Policy) -> Count:
    """Counts intervals under a policy. The policy's limits bound work and memory, whatever length a record states."""
    taken: set[int] = set()
    days: Counter[int] = Counter()
    day_of: dict[int, int] = {}  # the Brussels day by the hour: its offset changes only at a full hour
    counted: dict[bytes, int] = {}
    capped: set[bytes] = set()
    kept_out: dict[bytes, set[int]] = {}  # by interval id: minutes of days that were full
    for interval in sorted(set(intervals), key=lambda interval: (-interval.level, interval.start, interval.id)):
        length = minutes(interval.start, interval.end) if interval.level in policy.levels else 0
        if length > policy.session:
            capped.add(interval.id)
        first, own = interval.start // 60, 0
        for minute in range(first, first + min(length, policy.session)):
            if minute in taken:
                continue
            day = day_of.get(minute // 60, -1)
            if day < 0:
                day = day_of[minute // 60] = brussels.day(minute * 60)
            if days[day] >= policy.day:
                capped.add(interval.id)
                kept_out.setdefault(interval.id, set()).add(minute)
                continue
            taken.add(minute)
            days[day] += 1
            own += 1
        counted[interval.id] = counted.get(interval.id, 0) + own
    return Count(len(taken), counted, frozenset(capped), {id: len(minutes) for id, minutes in kept_out.items()})
