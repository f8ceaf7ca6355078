"""What the list of moments says aloud, the list of those that were nice, and each of their rows."""

from __future__ import annotations

from app.newcomer import months, rating, report, share_proof
from app.newcomer.model import FORGOTTEN
from app.newcomer.taps import AskUntil, OpenMonth, ShowCode
from app.newcomer.update import NewcomerModel
from app.records.open_visits import here, is_forgotten
from app.ui.screens import words
from app.ui.speech import Said, hours, in_halves, phrase
from app.ui.taps import OpenMoment


def moments(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """The list without its rows: its name, the hours, and what can be done from here."""
    page = model.page
    if not page.entries and not report.open_now(page.expected, now):
        return phrase("moments", "Nothing yet. Scan a code to begin."), phrase("home", "Scan", "scan")
    send = [phrase("moments", "Send now", "send")] if page.only_here and not page.erased and model.notice != "offline" else []
    liked_ones = [phrase("liked", "Moments I liked", rating.LIKED)] if rating.liked(page) else []
    to_counsellor = [phrase("give", "Show my counsellor", share_proof.GIVE)] if page.entries else []
    only_here = (
        [phrase("mine", "You asked to be forgotten. These hours are only on this phone.", FORGOTTEN)] if page.erased else []
    )
    return phrase("home", "My moments"), *hours(page.total), *only_here, *to_counsellor, *liked_ones, *send


def liked(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """The moments that were nice: their name, and that they are only here."""
    return phrase("liked", "Moments I liked"), phrase("home", "Only on this phone", "alone")


def rows(model: NewcomerModel, now: int) -> list[Said]:
    """Each month and each moment of the list: what it was and how long, or what is still awaited or asked."""
    clips: list[Said] = []
    place = here(model.page, now)
    waiting = {entry.visit.check_in for entry in model.page.entries if is_forgotten(model.page, entry, now)}
    for month, entries in months.by_month(model.page.entries):
        key = OpenMonth(month).key
        clips += in_halves(sum(entry.minutes for entry in entries), key)
        if any(entry.visit.check_in in waiting for entry in entries):
            clips.append(phrase("together", "Until when?", key))
    for entry in model.page.entries:
        id = entry.visit.check_in
        asks = id in waiting
        key = AskUntil(id).key if asks else OpenMoment(id).key
        clips.append(phrase("activity", words.activity(entry.visit.activity)[1], key))
        if entry.taken_back:
            clips.append(phrase("together", "Taken back", key))
        elif asks:
            clips.append(phrase("together", "Until when?", key))
        elif entry == place:
            clips.append(phrase("home", "You are here now", key))
        else:
            clips += in_halves(entry.minutes, key)
    for meeting in report.open_now(model.page.expected, now):
        key = ShowCode(meeting.id).key
        clips.append(phrase("activity", words.activity(meeting.proposal.activity)[1], key))
        clips.append(phrase("together", "Your buddy's answer is not here yet", key))
    return clips
