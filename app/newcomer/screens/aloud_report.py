"""What the screens say aloud on which a moment is told, shown, looked at or taken back."""

from __future__ import annotations

from collections.abc import Callable

from app.newcomer import rating, report, take_back
from app.newcomer.report import Telling
from app.newcomer.take_back import Taken
from app.newcomer.update import NewcomerModel
from app.protocol import brussels
from app.records.free_slot import DAYS_BACK
from app.records.open_visits import may_have_lasted
from app.ui.controls.choices import eight_of, six_of
from app.ui.screens import words
from app.ui.speech import Said, day, in_halves, phrase


def _who(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    cards = (("With my buddy", report.BUDDY), ("With somebody there", report.THERE), ("Without a code", report.ALONE))
    asked = [_phrase("With whom?"), *(_phrase(text, f"who-{who}") for text, who in cards)]
    still = report.open_now(model.page.expected, now)
    return (*asked, *([_phrase("Show my code again", f"show-{still[0].id.hex()}")] if still else []))


def _which(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    known = [phrase("sign", words.sign(sign)[1], f"which-{sign}") for sign in report.remembered(model)]
    return _phrase("Which buddy?"), *_page(model, [*known, _phrase("Somebody else", "which-other")])


def _what(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    codes = report.activities((model.telling or Telling()).who)
    return _phrase("What did you do?"), *_page(
        model, [phrase("activity", words.activity(code)[1], f"what-{code}") for code in codes]
    )


def _long(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """Whole and half hours; a length that is neither is not said as less than it is."""
    shown, others = eight_of(report.lengths(model.page.longest), model.turned)
    said = [one for minutes in shown for one in in_halves(minutes, f"long-{minutes}")]
    return _phrase("How long?"), *said, *_others(others)


def _when(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    today = brussels.day(now)
    days = [day(today - back, f"when-{back}") for back in range(2, DAYS_BACK)]
    return _phrase("When?"), phrase("moments", "Today", "when-0"), phrase("moments", "Yesterday", "when-1"), *days


def _code(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    return _phrase("Your buddy scans this"), *([_phrase("Scan the answer", "scan")] if model.shown else [])


def _sign(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    signs = [phrase("sign", words.sign(number)[1], f"sign-{number}") for number in range(len(words.SIGNS))]
    return _phrase("A picture for your buddy"), *_page(model, signs)


def _moment(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    entry = next((one for one in model.page.entries if one.visit.check_in == model.moment), None)
    if entry is None:
        return (phrase("home", "My moments"),)
    activity = phrase("activity", words.activity(entry.visit.activity)[1])
    if entry.taken_back:
        return activity, _phrase("Taken back. It no longer counts.")
    until = [_phrase("Until when?", report.UNTIL)] if entry.visit.end is None else []
    faces = [phrase("liked", words.FACES[face], f"face-{face}") for face in rating.FACES if rating.can_be_liked(entry)]
    return activity, *until, *faces, _phrase("Take back", take_back.REASON)


def _until(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """The tiles show a time and how long that is; the length is said."""
    entry = next((one for one in model.page.entries if one.visit.check_in == model.moment), None)
    if entry is None:
        return (_phrase("Until when?"),)
    shown, others = six_of(report.stays(may_have_lasted(model.page, entry, now)), model.turned)
    said = [one for minutes in shown for one in in_halves(minutes, f"stay-{minutes}")]
    later, back = phrase("install", "Later", report.LATER), _phrase("Take back", take_back.REASON)
    ways = {report.HOME: [later, back], report.MOMENTS: [back]}
    way = ways.get(model.asked_on, []) if entry.visit.end is None else []
    return _phrase("Until when?"), *said, *way, *_others(others)


def _reason(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """The moment that it is about first, as it stands there."""
    entry = next((one for one in model.page.entries if one.visit.check_in == model.moment), None)
    asked = _phrase("Why take it back?")
    if entry is None:
        return (asked,)
    activity = phrase("activity", words.activity(entry.visit.activity)[1])
    return activity, asked, *(_phrase(text, f"reason-{code}") for code, (_, text) in words.REASON.items())


def taken_back(taken: Taken | None) -> list[Said]:
    """What is said where something was taken back; without the way home, which other screens have, too."""
    keep = [_phrase("No, keep it", take_back.UNDO)] if taken and taken.undoable else []
    onward = [_phrase("Tell when it was", take_back.OTHER_TIME)] if take_back.leads_on(taken) else []
    return [_phrase("Taken back. It no longer counts."), *keep, *onward]


def _page(model: NewcomerModel, cards: list[Said]) -> tuple[Said, ...]:
    """The eight cards of this page, and the way to others."""
    shown, others = eight_of(cards, model.turned)
    return (*shown, *_others(others))


def _others(others: bool) -> list[Said]:
    return [_phrase("More", "more")] if others else []


def _phrase(text: str, key: str = "") -> Said:
    return phrase("together", text, key)


SCREENS: dict[str, Callable[[NewcomerModel, int], tuple[Said, ...]]] = {
    report.WHO: _who,
    report.WHICH: _which,
    report.WHAT: _what,
    report.LONG: _long,
    report.WHEN: _when,
    report.CODE: _code,
    report.SIGN: _sign,
    report.MOMENT: _moment,
    report.UNTIL: _until,
    take_back.REASON: _reason,
}
