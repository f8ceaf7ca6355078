"""Who is somewhere now, and which visits were left without a second scan. Pure.

Home asks until when the newest was, for a week, and no more once somebody said "later". In the list each can be said for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.protocol.hours import minutes

if TYPE_CHECKING:
    from app.records.page import Entry, Page

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


def is_forgotten(page: Page, entry: Entry, now: int) -> bool:
    """Is it over by now, and nobody said until when it was? It can be said as long as the moment is there."""
    if entry.visit.end is not None or entry.taken_back:
        return False
    return now - entry.visit.start >= longest(entry.visit.planned) or _is_over(page, entry)


def forgotten(page: Page, now: int) -> list[Entry]:
    """Every visit that is over and has no way out, from old to new: hours may lie there."""
    return [one for one in _going_on(page) if is_forgotten(page, one, now)]


def was_told(entry: Entry) -> bool:
    """Was its end told and not scanned? Then another one can still be told."""
    visit = entry.visit
    return bool(visit.display) and visit.end is not None and not visit.ways_out and not entry.taken_back


def asked_about(page: Page, now: int, put_off: int) -> Entry | None:
    """The one of them that home asks about: the newest of a week, unless somebody said "later" to it or to a newer one.

    `put_off` is when the newest began to which that was said, in Unix seconds, 0 when it never was.
    """
    newest = forgotten(page, now)[-1:]
    return next((one for one in newest if now - one.visit.start < ASK_FOR and one.visit.start > put_off), None)


def may_have_lasted(page: Page, entry: Entry, now: int) -> int:
    """Minutes that this visit was at most: what was planned, and not beyond another scan or this moment. At least one."""
    visit = entry.visit
    ends = [time for time in (*_other_scans(page, entry), now) if time > visit.start]
    known = min((time - visit.start) // 60 for time in ends) if ends else DAY
    return max(1, min(visit.planned or page.longest, page.longest, known))


def _going_on(page: Page) -> list[Entry]:
    return [entry for entry in page.entries if entry.visit.end is None and not entry.taken_back]


def _is_over(page: Page, open_one: Entry) -> bool:
    """Was another code scanned since? Then a scan at this one would begin a new visit (`scan_rules`)."""
    return any(time > open_one.visit.start for time in _other_scans(page, open_one))


def _other_scans(page: Page, entry: Entry) -> list[int]:
    """When other visits were scanned: their ways in and out, in Unix seconds."""
    others = (one.visit for one in page.entries if one.visit.display and not one.taken_back)
    return [time for one in others if one.check_in != entry.visit.check_in for time in (one.start, *one.ways_out)]
