"""What the screens say aloud on which a moment is told, shown, looked at or taken back."""

from __future__ import annotations

from collections.abc import Callable

from app.newcomer import answers, rating, report, take_back
from app.newcomer.report import Telling
from app.newcomer.take_back import Taken
from app.newcomer.taps import (
    ChooseActivity,
    ChooseBuddy,
    ChooseDay,
    ChooseLength,
    ChooseReason,
    ChooseVisitLength,
    ChooseWho,
    ShowCode,
)
from app.newcomer.update import NewcomerModel
from app.protocol import brussels
from app.records.free_slot import DAYS_BACK
from app.records.open_visits import may_have_lasted
from app.ui.controls.choices import eight_of, six_of
from app.ui.screens import words
from app.ui.speech import Said, day, in_halves, phrase
from app.ui.taps import ChooseFace, ChooseSign


def _who(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    cards = (("With my buddy", report.BUDDY), ("With somebody there", report.THERE), ("Without a code", report.ALONE))
    question = [_phrase("With whom?"), *(_phrase(text, ChooseWho(who).key) for text, who in cards)]
    waiting = report.open_now(model.page.expected, now)
    return (*question, *([_phrase("Show my code again", ShowCode(waiting[0].id).key)] if waiting else []))


def _which(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    known = [phrase("sign", words.sign(sign)[1], ChooseBuddy(sign).key) for sign in report.remembered(model)]
    return _phrase("Which buddy?"), *_page(model, [*known, _phrase("Somebody else", ChooseBuddy(None).key)])


def _what(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    codes = answers.activities((model.telling or Telling()).who)
    return _phrase("What did you do?"), *_page(
        model, [phrase("activity", words.activity(code)[1], ChooseActivity(code).key) for code in codes]
    )


def _long(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """Whole and half hours; a length that is neither is not said as less than it is."""
    shown, others = eight_of(answers.lengths(model.page.longest), model.turned)
    lengths = [clip for minutes in shown for clip in in_halves(minutes, ChooseLength(minutes).key)]
    return _phrase("How long?"), *lengths, *_others(others)


def _when(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    today = brussels.day(now)
    days = [day(today - back, ChooseDay(back).key) for back in range(2, DAYS_BACK)]
    near = phrase("moments", "Today", ChooseDay(0).key), phrase("moments", "Yesterday", ChooseDay(1).key)
    return _phrase("When?"), *near, *days


def _code(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    return _phrase("Your buddy scans this"), *([_phrase("Scan the answer", "scan")] if model.shown else [])


def _sign(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    signs = [phrase("sign", words.sign(number)[1], ChooseSign(number).key) for number in range(len(words.SIGNS))]
    return _phrase("A picture for your buddy"), *_page(model, signs)


def _moment(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    entry = model.entry
    if entry is None:
        return (phrase("home", "My moments"),)
    activity = phrase("activity", words.activity(entry.visit.activity)[1])
    if entry.taken_back:
        return activity, _phrase("Taken back. It no longer counts.")
    until = [_phrase("Until when?", report.UNTIL)] if entry.visit.end is None else []
    faces = [phrase("liked", words.FACES[face], ChooseFace(face).key) for face in rating.FACES if rating.can_be_liked(entry)]
    shown = report.shown_again(model.page, entry, now)
    again = [_phrase("Show my code again", ShowCode(shown.id).key)] if shown else []
    return activity, *until, *faces, *again, _phrase("Take back", take_back.REASON)


def _until(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """The tiles show a time and how long that is; the length is said."""
    entry = model.entry
    if entry is None:
        return (_phrase("Until when?"),)
    shown, others = six_of(answers.visit_lengths(may_have_lasted(model.page, entry, now)), model.turned)
    lengths = [clip for minutes in shown for clip in in_halves(minutes, ChooseVisitLength(minutes).key)]
    later, back = phrase("install", "Later", report.LATER), _phrase("Take back", take_back.REASON)
    ways = {report.HOME: [later, back], report.MOMENTS: [back]}
    way = ways.get(model.asked_on, []) if entry.visit.end is None else []
    return _phrase("Until when?"), *lengths, *way, *_others(others)


def _reason(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """The moment that it is about first, as it stands there."""
    entry = model.entry
    asked = _phrase("Why take it back?")
    if entry is None:
        return (asked,)
    activity = phrase("activity", words.activity(entry.visit.activity)[1])
    return activity, asked, *(_phrase(text, ChooseReason(code).key) for code, (_, text) in words.REASON.items())


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
