"""What the screens about several newcomers on one phone say aloud."""

from __future__ import annotations

from app.newcomer import lock, people
from app.newcomer.model import NewcomerModel
from app.newcomer.taps import ChooseSharer, TapPicture
from app.platform.picture_lock import PICTURES
from app.platform.sharers import ASK, free_slot
from app.ui.controls import choices
from app.ui.screens import words
from app.ui.speech import Said, phrase
from app.ui.taps import ChooseSign


def _who(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    at = model.sharing
    rows = [phrase("sign", words.sign(each.sign)[1], ChooseSharer(each.slot).key) for each in at.here]
    if not rows:
        rows = [phrase("people", "I am here now", ChooseSharer(at.slot).key)]
    if free_slot(at.here) != ASK:
        rows.append(phrase("people", "Somebody new", people.NEW))
    if lock.may_lock(model):
        rows.append(phrase("people", "Picture lock", lock.SET_LOCK))
    shown, others = choices.six_of(rows, model.turned)
    more = [phrase("together", "More", "more")] if others else []
    return phrase("people", people.question(model)), *shown, *more


def _signs(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    title = "First: a picture for you" if model.screen == people.OWN_SIGN else "A picture for the new person"
    free = [number for number in range(len(words.SIGNS)) if number not in people.taken(model)]
    shown, others = choices.eight_of(free, model.turned)
    more = [phrase("together", "More", "more")] if others else []
    named = [phrase("sign", words.sign(number)[1], ChooseSign(number).key) for number in shown]
    return phrase("people", title), *named, *more


def _too(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    both, only = phrase("people", "Both of us", people.BOTH), phrase("people", "Only the other one", people.ONLY)
    return phrase("people", "Who was there?"), both, only


def _lock(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    """What is asked for; the pictures of a lock are named one by one, never in their order."""
    mine = lock.own(model)
    may_lift = model.screen == lock.SET_LOCK and mine is not None and bool(mine.lock)
    lift = [phrase("people", "No pictures any more", lock.LIFT)] if may_lift else []
    return phrase("people", lock.asks(model)), *lift


def keys() -> list[Said]:
    """The pictures of a lock, each heard only when it is asked."""
    return [phrase("sign", words.sign(number)[1], TapPicture(number).key) for number in range(PICTURES)]


SCREENS = {
    people.PEOPLE: _who,
    people.OWN_SIGN: _signs,
    people.NEW_SIGN: _signs,
    people.TOO: _too,
    lock.LOCK: _lock,
    lock.SET_LOCK: _lock,
}
