"""When the server was asked something last: a time in the settings, in Unix seconds of this device's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.store.store import Store

DAY, WEEK = 86400, 7 * 86400  # seconds


def is_week_ago(store: Store, key: str, now: int) -> bool:
    """Is the time in setting `key` more than a week from `now`, or missing? After the clock was set back, it is."""
    return abs(now - (store.number(key) or 0)) > WEEK


def is_day_ago(store: Store, key: str, now: int) -> bool:
    """Is the time in setting `key` more than a day from `now`, or missing? After the clock was set back, it is."""
    return abs(now - (store.number(key) or 0)) > DAY


def as_setting(now: int) -> str:
    """The value of such a setting for `now`."""
    return str(max(0, now))
