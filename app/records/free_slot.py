"""The time of day of a self-declared moment: the newcomer says the day and how long, this module chooses the start. Pure.

Rules:
1. The moment begins on the day that was said. Today it ends by now, on another day by six in the evening.
2. It does not overlap another moment, because minutes count once. Only when the day has no free time left it may overlap.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.protocol import brussels
from app.protocol.brussels import midnight_of

DAYS_BACK = 7
EVENING = 18 * 3600  # seconds after midnight


def begin(back: int, minutes: int, now: int, busy: Iterable[tuple[int, int]]) -> int:
    """The start, in Unix seconds, of a moment of `minutes` minutes, `back` days before `now`. `busy` holds (start, end) of
    other moments; `now` and they are in Unix seconds.
    """
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
    """`start`, or the first earlier minute after `midnight` at which no other moment begins. Two moments of one activity are
    told apart by their start. `taken` holds the starts of the others; all are in Unix seconds.
    """
    free = (time for time in range(start, midnight - 1, -60) if time not in taken)
    return next(free, start)
