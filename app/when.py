"""When a moment was that somebody told afterwards: they say the day, this says a time on it. Pure.

Rules:
1. It is over by now, on another day by six in the evening, and begins on the day that was said.
2. It takes no time of which something else is known, as minutes count once; unless the day has no such room.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.protocol import brussels

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
            return usual
    return start


def midnight_of(day: int) -> int:
    """When a Brussels day begins, in Unix seconds."""
    return day * brussels.DAY - brussels.offset(day * brussels.DAY - 7200)
