"""When a moment was that somebody told afterwards: they say the day, this says a time on it. Pure.

Rules:
1. It is over by now, on another day by six in the evening, and begins on the day that was said.
2. It takes no time of which something else is known, as minutes count once; unless the day has no such room.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.protocol import brussels
from app.protocol.brussels import midnight_of

if TYPE_CHECKING:
    pass

DAYS_BACK = 7
EVENING = 18 * 3600


def begin(back: int, minutes: int, now: int, busy: Iterable[tuple[int, int]]) -> int:
    """Unix seconds at which `minutes` began, `back` days ago. `busy` are (start, end) of other moments."""
    midnight = midnight_of(brussels.day(now) - back)
    usual = max(midnight, (midnight + EVENING if back else now // 60 * 60) - 60 * minutes)
    others = sorted(busy, reverse=True)
    start = usual
    while clash := [other for other in others if other[0] < start + 60 * minutes and start < other[1]]:
        start = min(other[0] for other in clash) - 60 * minutes
        if start < midnight:
            return _apart(usual, midnight, {other[0] for other in others})
    return start


def _apart(start: int, midnight: int, taken: set[int]) -> int:
    """A minute or more earlier when another moment began then: when and what tells two moments apart."""
    free = (time for time in range(start, midnight - 1, -60) if time not in taken)
    return next(free, start)
