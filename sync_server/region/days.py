"""Dates in Brussels and Unix seconds: a day ends at its midnight in Brussels."""

from __future__ import annotations

from datetime import date, timedelta

from app.protocol import brussels
from sync_server.region.registry import DAY, HOUR

_FIRST = date(1970, 1, 1)


def day_of(time: int) -> date:
    """The day in Brussels at `time` (Unix seconds)."""
    return _FIRST + timedelta(days=brussels.day(time))


def end_of(day: date) -> int:
    """The first second (Unix) after this day in Brussels."""
    midnight = ((day - _FIRST).days + 1) * DAY
    return midnight - brussels.offset(midnight - 2 * HOUR)


def last_day(end: int) -> date:
    """The last day all of which is before `end` (Unix seconds)."""
    return day_of(end) - timedelta(days=1)
