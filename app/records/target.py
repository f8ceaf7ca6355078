"""The region's target: how many minutes go beyond it, which moment reached it, and the milestones on the way. Pure.

The counting policy says the target. Forty hours is its default, in `app.protocol.hours`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.records.page import Entry, Page

WHOLE = 2  # the last milestone, as `stage` counts them


def beyond(page: Page) -> int:
    """The counted minutes that go beyond the target; 0 until it is reached."""
    return max(0, page.total - page.target)


def milestones(target: int) -> tuple[int, int, int]:
    """A quarter, a half and the whole of a `target` in minutes, in whole minutes: 600, 1200 and 2400 of forty hours."""
    return -(-target // 4), -(-target // 2), target


def milestone(page: Page) -> int:
    """The highest milestone that is reached, in minutes; 0 when none is. All minutes count that the policy counts."""
    return max((minutes for minutes in milestones(page.target) if minutes <= page.total), default=0)


def stage(target: int, minutes: int) -> int:
    """Which milestone of a `target` these minutes reach: 0 the quarter, also before it, 1 the half, 2 the whole."""
    return max(0, sum(each <= minutes for each in milestones(target)) - 1)


def reached_by(page: Page, entry: Entry) -> bool:
    """Is the target reached with the minutes of this moment, and not reached without them?"""
    return page.total - entry.minutes < page.target <= page.total
