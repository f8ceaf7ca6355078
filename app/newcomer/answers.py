"""What there is to choose from when a moment is told: activities and lengths. Pure."""

from __future__ import annotations

from app.newcomer.report import ALONE
from app.protocol.activities import ACTIVITIES

HALF_HOUR = 30  # minutes
FOR_BUDDIES = (6, 4, 19, 3, 7, 1, 2, 13)  # the activities of the first eight pictures with a buddy
WITHOUT_CODE = (20, 21)  # the activities that come first without a code: a first talk, a group moment


def activities(who: str) -> list[int]:
    """The codes of all activities, first those that fit `who` it was with: `report.BUDDY`, `THERE` or `ALONE`."""
    first = WITHOUT_CODE if who == ALONE else FOR_BUDDIES
    return [*first, *(code for code in ACTIVITIES if code not in first)]


def lengths(longest: int) -> list[int]:
    """Half hours up to the longest that counts, all in minutes."""
    return list(range(HALF_HOUR, longest + 1, HALF_HOUR)) or [longest]


def visit_lengths(most: int) -> list[int]:
    """How many minutes a visit may have lasted: half hours, and `most` itself."""
    return sorted({*lengths(most), most})
