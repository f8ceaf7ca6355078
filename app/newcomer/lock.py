"""The picture lock of a newcomer: four of nine pictures in their order. Pure.

Rules:
1. It is asked for before its owner is chosen, and when the app comes back after some minutes.
2. A wrong try costs time and never anything else.
3. Who is alone on a phone can set one, too. Without one nothing about the start changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.newcomer.model import SETTINGS, NewcomerModel
from app.newcomer.taps import TapPicture
from app.platform.picture_lock import LENGTH
from app.ui.taps import Meaning

if TYPE_CHECKING:
    from app.platform.sharers import Sharer

LOCK, SET_LOCK = "lock", "set-lock"  # screens; SET_LOCK is a tap, too
LIFT = "lift-lock"  # a tap


@dataclass(frozen=True, slots=True)
class LockTried:
    """Four pictures were tried: did they fit, and for how many seconds is no other try looked at?"""

    fits: bool
    wait: int = 0


@dataclass(frozen=True, slots=True)
class LongAway:
    """The app comes back after some minutes."""


Event = LockTried | LongAway


@dataclass(frozen=True, slots=True)
class TryLock:
    """Do these pictures open the lock of the newcomer of `slot`?"""

    slot: int
    pictures: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KeepLock:
    """Ask from now on for these pictures before this newcomer is chosen; () for nothing."""

    pictures: tuple[int, ...]


Effect = TryLock | KeepLock
Decided = tuple[NewcomerModel, Sequence[Effect]]


def own(model: NewcomerModel) -> Sharer | None:
    """The one who uses the app, as in the list; None where nobody else is here."""
    return next((each for each in model.sharing.here if each.slot == model.sharing.slot), None)


def asks(model: NewcomerModel) -> str:
    """The msgid of what the lock asks for, or of what went wrong."""
    at = model.sharing
    if at.wait:
        return "Wait a moment. Then try again."
    if model.screen == LOCK:
        return "Not these pictures. Try again." if at.wrong else "Tap your four pictures"
    if at.wrong:
        return "Those were others. Choose four pictures."
    return "Once more the same four" if at.before else "Choose four pictures"


def may_lock(model: NewcomerModel) -> bool:
    """May who shares this phone set a lock now? Not before it is known who that is, and not while something is in hand."""
    at = model.sharing
    return len(at.here) > 1 and bool(own(model)) and not (at.away or at.asked or at.route or at.hand)


def is_set_alone(model: NewcomerModel) -> bool:
    """Do the settings offer the lock, because nobody else is here who would be on a screen of people?"""
    return len(model.sharing.here) < 2


def begun(model: NewcomerModel) -> NewcomerModel:
    """The screen on which a lock is set."""
    return replace(model, screen=SET_LOCK, turned=0, sharing=replace(model.sharing, pattern=(), before=(), wrong=False))


def tapped(model: NewcomerModel, meaning: Meaning) -> Decided | None:
    """What a tap on the lock's screens changes; None when it is about something else."""
    match meaning:
        case TapPicture(number) if model.screen in (LOCK, SET_LOCK):
            return _picture(model, number)
        case "lift-lock" if model.screen == SET_LOCK:
            return model, [KeepLock(())]
    return None


def left(model: NewcomerModel) -> str:
    """The screen to which setting a lock leads back: that of the people, or the settings of who is alone here."""
    return "people" if len(model.sharing.here) > 1 else SETTINGS


def _picture(model: NewcomerModel, number: int) -> Decided:
    """One picture more of the four; with the fourth they are tried, or asked for once more, or kept."""
    at = model.sharing
    if len(at.pattern) == LENGTH:
        return model, []  # they are being tried
    tapped_so_far = (*at.pattern, number)
    after = replace(model, sharing=replace(at, pattern=tapped_so_far, wrong=False, wait=0))
    if len(tapped_so_far) < LENGTH:
        return after, []
    if model.screen == LOCK:
        return after, [TryLock(at.chosen, tapped_so_far)]
    if not at.before:
        return replace(model, sharing=replace(at, before=tapped_so_far, pattern=(), wrong=False)), []
    if at.before != tapped_so_far:
        return replace(model, sharing=replace(at, before=(), pattern=(), wrong=True)), []
    return after, [KeepLock(tapped_so_far)]
