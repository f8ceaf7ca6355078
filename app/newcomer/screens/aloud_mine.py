"""What the screens about everything of mine say aloud."""

from __future__ import annotations

from collections.abc import Callable

from app.newcomer import mine
from app.newcomer.model import FORGOTTEN, NewcomerModel
from app.ui.speech import Said, phrase


def _choose(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    title = phrase("settings", "Everything of mine")
    return title, phrase("mine", "Take it with me", mine.TAKE), phrase("mine", "Remove everything", mine.REMOVE)


def _take(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    if model.handed:
        return phrase("mine", "It is ready."), phrase("saved", "Good", "home")
    action = phrase("mine", "Make the file", mine.HAND)
    return phrase("mine", "Take it with me"), phrase("mine", "One file with everything of mine."), action


def _remove(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    alone = [phrase("mine", "These are only on this phone. They go, too.")] if model.page.only_here else []
    return phrase("mine", "Everything of mine leaves this phone."), *alone, phrase("mine", "Yes, remove it", mine.YES)


def _where(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    here, far = phrase("mine", "Only from this phone", mine.HERE), phrase("mine", "From everywhere", mine.EVERYWHERE)
    return phrase("mine", "From where?"), here, far


def _forgotten(model: NewcomerModel, now: int) -> tuple[Said, ...]:
    return (
        phrase("mine", "You asked to be forgotten. These hours are only on this phone."),
        phrase("mine", "Take it with me", mine.TAKE),
        phrase("saved", "Good", "home"),
    )


SCREENS: dict[str, Callable[[NewcomerModel, int], tuple[Said, ...]]] = {
    FORGOTTEN: _forgotten,
    mine.MINE: _choose,
    mine.TAKE: _take,
    mine.REMOVE: _remove,
    mine.WHERE: _where,
    mine.LEAVING: lambda model, now: (phrase("mine", "Everything is leaving. Wait a moment."),),
}
