"""Telling a moment in pictures: with whom, what, how long, when. And until when a visit was. Pure.

Rules:
1. An answer leads to the next question, back to the one before. Nothing is written down before the last answer.
2. At most four choices, or pages of eight. "more" shows the next eight and comes round again.
3. Whoever was there signs. A buddy who is remembered by a picture is a help and never a lock: a code is open to every buddy.
4. "Until when?" leads back to where it was asked: home, the list, or the moment. "Later" on home: home asks no more about this
   visit and older ones; in the list they still can be told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.newcomer.model import HOME as HOME
from app.newcomer.model import MOMENTS as MOMENTS
from app.newcomer.model import Telling as Telling
from app.newcomer.model import entry_of
from app.newcomer.taps import (
    AskUntil,
    ChooseActivity,
    ChooseBuddy,
    ChooseDay,
    ChooseLength,
    ChooseVisitLength,
    ChooseWho,
    ShowCode,
)
from app.protocol.moments import Verdict
from app.ui.events import Remember
from app.ui.taps import ChooseSign, Meaning, OpenMoment

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel
    from app.records.page import Entry, Expected, Page

WHO, WHICH, WHAT, LONG, WHEN = "who", "which", "what", "long", "when"
CODE, SIGN, MOMENT, UNTIL = "code", "sign", "moment", "until"
TOGETHER, LATER = "together", "not-now"  # taps: tell a moment; do not ask any more about this visit
TELL = "tell"  # a tap: tell at once what nobody's code can say
BUDDY, THERE, ALONE = "buddy", "there", "alone"  # with whom a moment was
SHOWN_FOR = 8 * 86400  # seconds: as long as a buddy can still sign
Answer = ChooseWho | ChooseBuddy | ChooseActivity | ChooseLength | ChooseDay


@dataclass(frozen=True, slots=True)
class Propose:
    """Show a buddy the code of a meeting of so many `minutes`, `back` days ago."""

    activity: int
    minutes: int
    back: int


@dataclass(frozen=True, slots=True)
class Declare:
    """Write down so many `minutes`, `back` days ago, that nobody's code can say."""

    activity: int
    minutes: int
    back: int


@dataclass(frozen=True, slots=True)
class Stay:
    """Write down how long the visit with this check-in was, whose check-out was not scanned."""

    check_in: bytes
    minutes: int


@dataclass(frozen=True, slots=True)
class RememberBuddy:
    """Remember the buddy with this key id by the picture with this number, on this phone only."""

    key: bytes
    picture: int


DoneByDiary = Propose | Declare | Stay | RememberBuddy
Effect = DoneByDiary | Remember


def open_now(expected: Sequence[Expected], now: int) -> list[Expected]:
    """The meetings whose code can still be shown, because a buddy can still sign them; `now` in Unix seconds."""
    return [meeting for meeting in expected if meeting.proposal.start > now - SHOWN_FOR]


def shown_again(page: Page, entry: Entry, now: int) -> Expected | None:
    """The code of this meeting, which another buddy can still sign, too; None when a certified buddy signed it, or nobody can
    sign it any more.
    """
    return next((meeting for meeting in open_now(page.weak, now) if meeting.id == entry.visit.check_in), None)


def is_new(page: Page, now: int) -> bool:
    """Is nothing here yet, so that somebody is shown how to begin? A code that nobody can sign any more does not count."""
    return not page.entries and not open_now(page.expected, now) and not page.restoring


def tapped(model: NewcomerModel, meaning: Meaning) -> tuple[NewcomerModel, Sequence[Effect]] | None:
    """What a tap on one of these screens changes; None when it is not about a moment."""
    match meaning:
        case str(name):
            return _named(model, name)
        case ChooseWho() | ChooseBuddy() | ChooseActivity() | ChooseLength() | ChooseDay():
            return _answered(model, model.telling, meaning) if model.telling else (model, [])
        case OpenMoment(id):
            return _looking(model, MOMENT, id), []
        case AskUntil(id):
            return _looking(model, UNTIL, id), []
        case ShowCode(id):
            shown = (*model.page.expected, *model.page.weak)
            proposal = next((expected for expected in shown if expected.id == id), None)
            return (replace(model, screen=CODE, shown=proposal, met_with="", meant=None) if proposal else model), []
        case ChooseVisitLength(minutes):
            return model, [Stay(model.moment, minutes)] if model.screen == UNTIL and model.moment else []
        case ChooseSign(number):
            if model.screen != SIGN or model.saved is None:
                return model, []
            return replace(model, screen=HOME), [RememberBuddy(model.saved.entry.buddy, number)]
    return None


def _named(model: NewcomerModel, name: str) -> tuple[NewcomerModel, Sequence[Effect]] | None:
    """A tap that carries only a name."""
    if name == TOGETHER:
        return replace(model, screen=WHO, telling=Telling(), turned=0), []
    if name == TELL:
        return replace(model, screen=WHAT, telling=Telling(ALONE), turned=0), []
    if name == "back" and model.screen in (WHICH, WHAT, LONG, WHEN, MOMENT, UNTIL):
        return replace(model, screen=_before(model), turned=0, asked_on=HOME), []
    if name == UNTIL and model.moment:
        return replace(model, screen=UNTIL, turned=0, asked_on=MOMENT if model.screen == MOMENT else model.asked_on), []
    if name == LATER and model.screen == UNTIL:
        return _put_off(replace(model, screen=HOME, turned=0), model.page)
    return None


def _answered(model: NewcomerModel, telling: Telling, answer: Answer) -> tuple[NewcomerModel, Sequence[Effect]]:
    """One question is answered: go on to the next. The last answer asks for the moment to be written down or shown."""
    match answer:
        case ChooseWho(who):
            return _next(model, replace(telling, who=who, sign=None), WHICH if _asks_which(model, who) else WHAT), []
        case ChooseBuddy(sign):
            return _next(model, replace(telling, sign=sign), WHAT), []
        case ChooseActivity(code):
            return _next(model, replace(telling, activity=code), LONG), []
        case ChooseLength(minutes):
            return _next(model, replace(telling, minutes=minutes), WHEN), []
        case ChooseDay(back):
            after = replace(model, telling=None, met_with=telling.who, meant=telling.sign)  # a second tap tells nothing
            if telling.who == ALONE:
                return after, [Declare(telling.activity, telling.minutes, back)]
            return after, [Propose(telling.activity, telling.minutes, back)]


def _next(model: NewcomerModel, telling: Telling, screen: str) -> NewcomerModel:
    return replace(model, screen=screen, telling=telling, turned=0)


def _asks_which(model: NewcomerModel, who: str) -> bool:
    """Is it a buddy, and are several remembered by a picture?"""
    return who == BUDDY and len(remembered(model)) > 1


def remembered(model: NewcomerModel) -> list[int]:
    """The pictures of the buddies, each once: somebody with a new phone may have given it the same picture."""
    return list(dict.fromkeys(model.page.people.values()))


def may_get_a_picture(model: NewcomerModel) -> bool:
    """Was the first meeting with this phone of a buddy saved just now? Not with somebody there, unless of a programme."""
    saved = model.saved
    if saved is None or saved.what != "met" or saved.entry.buddy in model.page.people:
        return False
    return model.met_with != THERE or saved.entry.visit.verdict is Verdict.TRUSTED


def _looking(model: NewcomerModel, screen: str, id: bytes) -> NewcomerModel:
    """The screen of a moment in the list, or of the visit that home asks about; nothing changes for an unknown `id`."""
    if entry_of(model.page, id) is None:
        return model
    return replace(model, screen=screen, moment=id, turned=0, asked_on=model.screen if screen == UNTIL else HOME)


def _put_off(model: NewcomerModel, page: Page) -> tuple[NewcomerModel, list[Effect]]:
    """Home asks no more about this visit and older ones."""
    entry = entry_of(page, model.moment)
    latest = max(model.put_off, entry.visit.start if entry else 0)
    return replace(model, put_off=latest), [Remember(LATER, str(latest))]


def _before(model: NewcomerModel) -> str:
    """The screen before this one."""
    which = WHICH if model.telling and _asks_which(model, model.telling.who) else WHO
    before = {WHICH: WHO, WHAT: which, LONG: WHAT, WHEN: LONG, MOMENT: MOMENTS, UNTIL: model.asked_on}
    return before[model.screen]
