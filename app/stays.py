"""Who is somewhere now, and which visit was left without a second scan. Pure."""

from __future__ import annotations

from app.ledger import Entry, Page
from app.protocol.hours import minutes

OPEN_FOR = 12 * 3600
AFTERWARDS = 3600  # longer than planned by this much: probably left without scanning
ASK_FOR = 7 * 86400
DAY = 24 * 60


def lasted(entry: Entry) -> int:
    """Minutes from coming to leaving, a started one included; 0 while nobody left.

    At most a day: a display's clock that went wrong would else ask for a picture of more hours than fit into any phone.
    """
    return 0 if entry.visit.end is None else min(minutes(entry.visit.start, entry.visit.end), DAY)


def open_for(entry: Entry) -> int:
    """Seconds after which somebody who did not scan again is taken to have left."""
    return min(OPEN_FOR, 60 * entry.visit.planned + AFTERWARDS) if entry.visit.planned else OPEN_FOR


def here(page: Page, now: int) -> Entry | None:
    """Where the newcomer is now: the last moment that was not left, unless that is long ago."""
    still = [entry for entry in _going_on(page) if abs(now - entry.visit.start) < open_for(entry)]
    return still[-1] if still else None


def forgotten(page: Page, now: int) -> Entry | None:
    """The last visit without a way out that is over by now, and not too long ago to be asked about."""
    over = [entry for entry in _going_on(page) if open_for(entry) <= now - entry.visit.start < ASK_FOR]
    return over[-1] if over else None


def _going_on(page: Page) -> list[Entry]:
    return [entry for entry in page.entries if entry.visit.end is None and not entry.taken_back]
