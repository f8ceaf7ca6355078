"""Days in Brussels (C16): the counting policy limits the minutes of each such day.

This is the rule of directive 2000/84/EC, for phones without a time zone database: summer time (2 hours ahead of UTC) runs from
the last Sunday of March, 01:00 UTC, to the last Sunday of October, 01:00 UTC; otherwise Brussels is 1 hour ahead.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86400
CYCLE_DAYS = 146_097
_CYCLE = CYCLE_DAYS * DAY  # after 400 years the calendar and its weekdays repeat, so no time is too large for `datetime`


def offset(time: int) -> int:
    """How many seconds Brussels is ahead of UTC at `time` (Unix seconds): 3600 or 7200."""
    time %= _CYCLE
    year = (_EPOCH + timedelta(seconds=time)).year
    return 7200 if _last_sunday(year, 3) <= time < _last_sunday(year, 10) else 3600


def day(time: int) -> int:
    """The number of the Brussels day that holds `time` (Unix seconds); 1 January 1970 is day 0."""
    return (time + offset(time)) // DAY


def date_of(time: int) -> date:
    """The Brussels date of `time` (Unix seconds). A code may hold any time, and `date` ends with the year 9999, so this gives
    the date modulo 400 years: a year of 1970 to 2369.
    """
    return date(1970, 1, 1) + timedelta(days=day(time) % CYCLE_DAYS)


def midnight_of(number: int) -> int:
    """The time in Unix seconds at which the Brussels day with this number begins."""
    return number * DAY - offset(number * DAY - 7200)


def _last_sunday(year: int, month: int) -> int:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return int((last - timedelta(days=(last.weekday() + 1) % 7) - _EPOCH).total_seconds())
