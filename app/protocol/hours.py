"""Counting the forty hours: one small pure function for phone, server and counsellor.

Rules, on a grid of whole minutes:
1. A moment covers the minutes from its start; a started minute counts. Nothing is rounded further.
2. Minutes covered twice count once; the moment with the higher assurance gets them.
3. At most `session` minutes of a moment and `day` minutes of a Brussels day count; the rest is kept and marked.
4. The order of records makes no difference, a record given twice counts once, and one more record never lowers the total.
5. Forty hours is "at least": the total has no cap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.protocol import brussels
from app.protocol.fields import Fields

DECLARED, POSTER, CO_SIGNED, SCANNED, IN_AND_OUT = range(5)
"""Assurance levels, lowest first."""
VERSION, LATE = 70, 71  # fields of a policy that an older reader ignores


@dataclass(frozen=True, slots=True)
class Policy:
    """The region's signed counting values, in minutes; `levels` are the assurance levels that count.

    `version` rises with each change of them; 0 while nobody changed anything. `late`: the level of what a stolen key signed and
    nobody is known to have received before (`moments.Verdict.LATE`).
    """

    session: int = 600
    day: int = 720
    target: int = 2400
    levels: tuple[int, ...] = (0, 1, 2, 3, 4)
    version: int = 0
    late: int = DECLARED

    def to_fields(self) -> dict[int, Any]:
        version = {VERSION: self.version} if self.version else {}
        late = {LATE: self.late} if self.late else {}
        return {1: self.session, 2: self.day, 3: self.target, 4: list(self.levels), **version, **late}

    @classmethod
    def from_fields(cls, value: Any) -> Policy:
        """Raises Malformed or Newer."""
        fields = Fields(value, "policy")
        session, day, target = fields.integer(1, 1, 1440), fields.integer(2, 1, 1440), fields.integer(3, 1, 100_000)
        levels = Fields(dict(enumerate(fields.array(4, 16))), "levels")
        read = tuple(levels.integer(number, 0, 255) for number in range(16) if levels.has(number))
        version = fields.integer(VERSION, 1) if fields.has(VERSION) else 0
        late = fields.integer(LATE, POSTER, IN_AND_OUT) if fields.has(LATE) else DECLARED
        fields.done()
        return cls(session, day, target, read, version, late)


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of taking part. `id` is the id of the record that began it; times in Unix seconds."""

    id: bytes
    start: int
    end: int
    level: int


@dataclass(frozen=True, slots=True)
class Count:
    """`total` minutes that count; `counted` per moment id; `capped`: ids of which a limit kept a part out."""

    total: int
    counted: dict[bytes, int]
    capped: frozenset[bytes]


def minutes(start: int, end: int) -> int:
    """Minutes from `start` to `end`, a started minute included; 0 when `end` is not later."""
    return max(0, -(-(end - start) // 60))


def count(moments: Iterable[Interval], policy: Policy) -> Count:
    """Count moments under a policy. Work and memory are bounded by the limits, not by what a record claims."""
    taken: set[int] = set()
    days: Counter[int] = Counter()
    counted: dict[bytes, int] = {}
    capped: set[bytes] = set()
    for moment in sorted(set(moments), key=lambda one: (-one.level, one.start, one.id)):
        length = minutes(moment.start, moment.end) if moment.level in policy.levels else 0
        if length > policy.session:
            capped.add(moment.id)
        first, own = moment.start // 60, 0
        for minute in range(first, first + min(length, policy.session)):
            if minute in taken:
                continue
            day = brussels.day(minute * 60)
            if days[day] >= policy.day:
                capped.add(moment.id)
                continue
            taken.add(minute)
            days[day] += 1
            own += 1
        counted[moment.id] = counted.get(moment.id, 0) + own
    return Count(len(taken), counted, frozenset(capped))
