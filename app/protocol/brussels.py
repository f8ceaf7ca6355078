"""Which day it is in Brussels: the days the twelve-hour limit is counted in.

The rule of directive 2000/84/EC, in the few lines a phone without a time zone database needs: summer time (+2 h) runs from the
last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC; else +1 h.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86400
CYCLE_DAYS = 146_097
_CYCLE = CYCLE_DAYS * DAY  # four hundred years: the calendar and its weekdays begin again; no time is too far for `datetime`


def offset(time: int) -> int:
    """Seconds that Brussels is ahead of UTC at `time` (Unix seconds)."""
    time %= _CYCLE
    year = (_EPOCH + timedelta(seconds=time)).year
    return 7200 if _last_sunday(year, 3) <= time < _last_sunday(year, 10) else 3600


def day(time: int) -> int:
    """The Brussels day `time` falls in, counted from 1 January 1970."""
    return (time + offset(time)) // DAY


def date_of(time: int) -> date:
    """The Brussels date of a time in Unix seconds. A code may say any time and `date` ends with 9999: years come round."""
    return date(1970, 1, 1) + timedelta(days=day(time) % CYCLE_DAYS)


def midnight_of(number: int) -> int:
    """When the Brussels day with this number begins, in Unix seconds."""
    return number * DAY - offset(number * DAY - 7200)


def _last_sunday(year: int, month: int) -> int:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return int((last - timedelta(days=(last.weekday() + 1) % 7) - _EPOCH).total_seconds())
