"""The forty hours: how much goes beyond them, and which moment made them whole. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.records.page import Entry, Page

FORTY_HOURS = 40 * 60  # minutes


def beyond(minutes: int) -> int:
    """So many of these minutes come after the forty hours."""
    return max(0, minutes - FORTY_HOURS)


def made_whole(page: Page, entry: Entry) -> bool:
    """Are the forty hours there with this moment, and without it not yet?"""
    return page.total - entry.minutes < FORTY_HOURS <= page.total
