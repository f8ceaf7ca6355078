"""Who is somewhere now, and which visit was left without a second scan. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.protocol.hours import minutes

if TYPE_CHECKING:
    from app.ledger import Entry, Page

OPEN_FOR = 12 * 3600
AFTERWARDS = 3600  # longer than planned by this much: probably left without scanning
ASK_FOR = 7 * 86400
DAY = 24 * 60


def lasted(entry: Entry) -> int:
    """Minutes from coming to leaving, a started one included; 0 while nobody left.

    At most a day: a display's clock that went wrong would else ask for a picture of more hours than fit into any phone.
    """
    return 0 if entry.visit.end is None else min(minutes(entry.visit.start, entry.visit.end), DAY)


def longest(planned: int) -> int:
    """Seconds after which somebody who did not scan again is taken to have left; `planned` in minutes, 0: nothing planned."""
    return min(OPEN_FOR, 60 * planned + AFTERWARDS) if planned else OPEN_FOR


def here(page: Page, now: int) -> Entry | None:
    """Where the newcomer is now: the last moment that was not left, unless that is long ago or another scan came after it."""
    still = [
        one for one in _going_on(page) if abs(now - one.visit.start) < longest(one.visit.planned) and not _is_over(page, one)
    ]
    return still[-1] if still else None


def forgotten(page: Page, now: int) -> Entry | None:
    """The last visit without a way out that is over by now, and not too long ago to be asked about."""
    over = [
        one
        for one in _going_on(page)
        if now - one.visit.start < ASK_FOR and (now - one.visit.start >= longest(one.visit.planned) or _is_over(page, one))
    ]
    return over[-1] if over else None


def _going_on(page: Page) -> list[Entry]:
    return [entry for entry in page.entries if entry.visit.end is None and not entry.taken_back]


def _is_over(page: Page, open_one: Entry) -> bool:
    """Was another code scanned since? Then a scan at this one would begin a new visit (`scan_rules`)."""
    others = (one.visit for one in page.entries if one.visit.display and not one.taken_back)
    since = open_one.visit.start
    return any(max((one.start, *one.ways_out)) > since for one in others if one.check_in != open_one.visit.check_in)
