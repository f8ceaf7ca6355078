"""Where the newcomer is now, and which visits have no end because nobody scanned when leaving. Pure.

For a week, home asks until when the newest of these visits lasted, and stops after the answer "later". In the list the end of
each of them can be reported as long as the moment exists.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.protocol.hours import minutes
from app.protocol.moments import Visit

if TYPE_CHECKING:
    from app.records.page import Entry, Page

OPEN_FOR = 12 * 3600  # seconds
AFTERWARDS = 3600  # seconds; who stays longer than planned by this much has probably left without a scan
ASK_FOR = 7 * 86400  # seconds
DAY = 24 * 60  # minutes


def lasted(entry: Entry) -> int:
    """Minutes from the start to the end of a moment, a started one included; 0 while it has no end.

    The result is a day at most. Without this limit, a display whose clock is wrong could ask for a picture of more hours than a
    phone can draw.
    """
    return 0 if entry.visit.end is None else min(minutes(entry.visit.start, entry.visit.end), DAY)


def longest(planned: int) -> int:
    """Seconds after which a newcomer who did not scan again is taken to have left. `planned` is in minutes; 0 means no plan."""
    return min(OPEN_FOR, 60 * planned + AFTERWARDS) if planned else OPEN_FOR


def here(page: Page, now: int) -> Entry | None:
    """Where the newcomer is at `now` (Unix seconds): the newest visit without an end, unless it began too long ago or another
    code was scanned after it. None when there is none.
    """
    still = [
        entry
        for entry in _without_end(page)
        if abs(now - entry.visit.start) < longest(entry.visit.planned) and not _is_over(page, entry)
    ]
    return still[-1] if still else None


def is_forgotten(page: Page, entry: Entry, now: int) -> bool:
    """Is this visit over at `now` (Unix seconds), and has it no end? Its end can be reported as long as the moment exists."""
    if entry.visit.end is not None or entry.taken_back:
        return False
    return now - entry.visit.start >= longest(entry.visit.planned) or _is_over(page, entry)


def forgotten(page: Page, now: int) -> list[Entry]:
    """Every visit that is over at `now` (Unix seconds) and has no end, from old to new. Hours can still be added to each."""
    return [entry for entry in _without_end(page) if is_forgotten(page, entry, now)]


def has_reported_end(entry: Entry) -> bool:
    """Was the end of this visit reported by the newcomer and not scanned? Then another end can still be reported."""
    visit = entry.visit
    return bool(visit.display) and visit.end is not None and len(visit.scans) < 2 and not entry.taken_back


def asked_about(page: Page, now: int, put_off: int) -> Entry | None:
    """The forgotten visit that home asks about at `now` (Unix seconds): the newest, if it began less than a week ago and after
    `put_off`; else None.

    `put_off` is the start, in Unix seconds, of the newest visit that got the answer "later"; 0 when none did.
    """
    newest = forgotten(page, now)[-1:]
    return next((entry for entry in newest if now - entry.visit.start < ASK_FOR and entry.visit.start > put_off), None)


def may_have_lasted(page: Page, entry: Entry, now: int) -> int:
    """The most minutes that this visit can have lasted, at least 1: not longer than planned, and not beyond the next scan or
    `now` (Unix seconds).
    """
    visit = entry.visit
    ends = [time for time in (*_other_scans(page, entry), now) if time > visit.start]
    known = min((time - visit.start) // 60 for time in ends) if ends else DAY
    return max(1, min(visit.planned or page.longest, page.longest, known))


def _without_end(page: Page) -> list[Entry]:
    """The moments that have no end and are not taken back, from old to new."""
    return [entry for entry in page.entries if entry.visit.end is None and not entry.taken_back]


def _is_over(page: Page, entry: Entry) -> bool:
    """Was another code scanned since this visit began? Then a scan of its own code would begin a new visit (`scan_rules`)."""
    return any(time > entry.visit.start for time in _other_scans(page, entry))


def _other_scans(page: Page, entry: Entry) -> list[int]:
    """When the check-ins and check-outs of other visits were scanned, in Unix seconds, if by the phone that was since the last
    scan of this one.
    """
    visits = (other.visit for other in page.entries if other.visit.display and not other.taken_back)
    return scanned_since(entry.visit, [visit for visit in visits if visit.check_in != entry.visit.check_in])


def scanned_since(visit: Visit, others: Iterable[Visit]) -> list[int]:
    """The times of the scans of other visits that the phone made after the last scan of `visit`, in Unix seconds. The phone's
    own clock decides, because the clocks of two displays differ: who left one place and came to the other has not been away.
    """
    last = visit.scans[-1][1] if visit.scans else 0
    return [time for other in others for time, clock in other.scans if clock >= last]
