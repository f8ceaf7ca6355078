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
from app.protocol.activities import ACTIVITIES
from app.protocol.moments import Verdict
from app.ui.events import Remember

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel
    from app.records.page import Expected, Page

WHO, WHICH, WHAT, LONG, WHEN = "who", "which", "what", "long", "when"
CODE, SIGN, MOMENT, UNTIL = "code", "sign", "moment", "until"
LATER = "not-now"
TELL = "tell"  # straight to what nobody's code can say
BUDDY, THERE, ALONE = "buddy", "there", "alone"
EIGHT = 8
HALF_HOUR = 30
SHOWN_FOR = 8 * 86400  # as long as a buddy can still sign
FOR_BUDDIES = (6, 4, 19, 3, 7, 1, 2, 13)  # the first eight pictures with a buddy
WITHOUT_CODE = (20, 21)  # a first talk, a group moment


@dataclass(frozen=True, slots=True)
class Propose:
    """Show a meeting to a buddy: so long, so many days ago."""

    activity: int
    minutes: int
    back: int


@dataclass(frozen=True, slots=True)
class Declare:
    """Write down hours that nobody's code can say."""

    activity: int
    minutes: int
    back: int


@dataclass(frozen=True, slots=True)
class Stay:
    """Write down how long a visit was whose way out was not scanned."""

    check_in: bytes
    minutes: int


@dataclass(frozen=True, slots=True)
class RememberBuddy:
    """By the picture with this number, on this phone only."""

    key: bytes
    picture: int


Effect = Propose | Declare | Stay | RememberBuddy | Remember


def open_now(expected: Sequence[Expected], now: int) -> list[Expected]:
    """Meetings whose code can still be shown: a buddy can still sign them."""
    return [one for one in expected if one.proposal.start > now - SHOWN_FOR]


def is_new(page: Page, now: int) -> bool:
    """Is nothing here yet, so that a person has to be shown how to begin? A code that nobody can sign any more is nothing."""
    return not page.entries and not open_now(page.expected, now) and not page.restoring


def activities(who: str) -> list[int]:
    """Every activity, those first that fit."""
    first = WITHOUT_CODE if who == ALONE else FOR_BUDDIES
    return [*first, *(code for code in ACTIVITIES if code not in first)]


def lengths(longest: int) -> list[int]:
    """Half hours up to the longest that counts."""
    return list(range(HALF_HOUR, longest + 1, HALF_HOUR)) or [longest]


def stays(most: int) -> list[int]:
    """How long a visit may have been: half hours up to so many minutes, which are a length themselves."""
    return sorted({*lengths(most), most})


def tapped(model: NewcomerModel, key: str) -> tuple[NewcomerModel, list[Effect]] | None:
    """What a tap on one of these screens changes; None when it is not about a moment."""
    verb, _, rest = key.partition("-")
    if key == "together":
        return replace(model, screen=WHO, telling=Telling(), turned=0), []
    if key == TELL:
        return replace(model, screen=WHAT, telling=Telling(ALONE), turned=0), []
    if key == "more":
        return replace(model, turned=model.turned + 1), []
    if key == "back" and model.screen in (WHICH, WHAT, LONG, WHEN, MOMENT, UNTIL):
        return replace(model, screen=_before(model), turned=0, asked_on=HOME), []
    if verb in (WHO, WHICH, WHAT, LONG, WHEN) and rest and model.telling:
        return _told(model, model.telling, verb, rest)
    if verb in (MOMENT, UNTIL, "show") and rest:
        return _chosen(model, verb, bytes.fromhex(rest))
    if key == UNTIL and model.moment:
        return replace(model, screen=key, turned=0, asked_on=MOMENT if model.screen == MOMENT else model.asked_on), []
    if key == LATER and model.screen == UNTIL:
        return _put_off(replace(model, screen=HOME, turned=0), model.page)
    if model.screen == UNTIL and verb == "stay" and model.moment:
        return model, [Stay(model.moment, int(rest))]
    if model.screen == SIGN and verb == SIGN and model.saved:
        return replace(model, screen=HOME), [RememberBuddy(model.saved.entry.buddy, int(rest))]
    return None


def _told(model: NewcomerModel, telling: Telling, question: str, answer: str) -> tuple[NewcomerModel, list[Effect]]:
    if question == WHO:
        return _next(model, replace(telling, who=answer, sign=None))
    if question == WHICH:
        return _next(model, replace(telling, sign=None if answer == "other" else int(answer)), WHAT)
    if question == WHAT:
        return _next(model, replace(telling, activity=int(answer)), LONG)
    if question == LONG:
        return _next(model, replace(telling, minutes=int(answer)), WHEN)
    told = replace(model, telling=None, told=telling.who, meant=telling.sign)  # so that a second tap tells nothing
    if telling.who == ALONE:
        return told, [Declare(telling.activity, telling.minutes, int(answer))]
    return told, [Propose(telling.activity, telling.minutes, int(answer))]


def _next(model: NewcomerModel, telling: Telling, screen: str = "") -> tuple[NewcomerModel, list[Effect]]:
    which = telling.who == BUDDY and len(remembered(model)) > 1
    return replace(model, screen=screen or (WHICH if which else WHAT), telling=telling, turned=0), []


def remembered(model: NewcomerModel) -> list[int]:
    """The pictures of the buddies, each once: somebody with a new phone may have given it the same picture."""
    return list(dict.fromkeys(model.page.people.values()))


def may_get_a_picture(model: NewcomerModel) -> bool:
    """Was the first meeting with this phone of a buddy saved just now? Not one of somebody there, unless of a programme."""
    saved = model.saved
    if saved is None or saved.what != "met" or saved.entry.buddy in model.page.people:
        return False
    return model.told != THERE or saved.entry.visit.verdict is Verdict.TRUSTED


def _chosen(model: NewcomerModel, verb: str, id: bytes) -> tuple[NewcomerModel, list[Effect]]:
    """A moment of the list, or one that an answer is expected to, or the visit that home asks about."""
    if verb == "show":
        shown = next((one for one in model.page.expected if one.id == id), None)
        return (replace(model, screen=CODE, shown=shown, told="", meant=None), []) if shown else (model, [])
    if not any(entry.visit.check_in == id for entry in model.page.entries):
        return model, []
    return replace(model, screen=verb, moment=id, turned=0, asked_on=model.screen if verb == UNTIL else HOME), []


def _put_off(model: NewcomerModel, page: Page) -> tuple[NewcomerModel, list[Effect]]:
    """Home asks no more about this visit and older ones."""
    begun = next((entry.visit.start for entry in page.entries if entry.visit.check_in == model.moment), 0)
    latest = max(model.put_off, begun)
    return replace(model, put_off=latest), [Remember(LATER, str(latest))]


def _before(model: NewcomerModel) -> str:
    """The screen before this one."""
    many = model.telling is not None and model.telling.who == BUDDY and len(remembered(model)) > 1
    before = {WHICH: WHO, WHAT: WHICH if many else WHO, LONG: WHAT, WHEN: LONG, MOMENT: MOMENTS, UNTIL: model.asked_on}
    return before[model.screen]
