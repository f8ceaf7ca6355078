"""The region's target: how many minutes go beyond it, and which moment reached it. Pure.

The counting policy says the target. Forty hours is its default, in `app.protocol.hours`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.records.page import Entry, Page


def beyond(page: Page) -> int:
    """The counted minutes that go beyond the target; 0 until it is reached."""
    return max(0, page.total - page.target)


def reached_by(page: Page, entry: Entry) -> bool:
    """Is the target reached with the minutes of this moment, and not reached without them?"""
    return page.total - entry.minutes < page.target <= page.total
