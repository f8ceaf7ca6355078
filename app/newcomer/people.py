"""Several newcomers on one phone: who is it, somebody new, and whose is a scan. Pure.

Rules:
1. A phone with one newcomer asks nothing. The first one gets a picture when the second one comes.
2. Who is chosen gets what is in hand: a link that was opened, or the scan that is on the screen for a minute.
3. A scan that is written down already stays where both were there, and is taken back where only the other one was.
4. Who has a lock (`lock`) is chosen only with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.newcomer import lock
from app.newcomer.events import Write
from app.newcomer.lock import LOCK, SET_LOCK
from app.newcomer.model import HOME, LANGUAGE, SAVED, SETTINGS, NewcomerModel, Sharing
from app.newcomer.taps import ChooseSharer, TapPicture
from app.platform.sharers import ASK, free_slot
from app.ui.taps import ChooseSign, Meaning

if TYPE_CHECKING:
    from app.platform.sharers import Sharer

PEOPLE, OWN_SIGN, NEW_SIGN, TOO = "people", "own-sign", "new-sign", "too"  # screens; PEOPLE is a tap, too
SCREENS = (PEOPLE, OWN_SIGN, NEW_SIGN, TOO, LOCK, SET_LOCK)
NEW, BOTH, ONLY = "new-person", "both", "only"  # taps
SOMEBODY_NEW = -1  # in the place of a slot


@dataclass(frozen=True, slots=True)
class SharersKept:
    """The list of the sharers changed, durably."""

    here: tuple[Sharer, ...]


Event = lock.Event | SharersKept


@dataclass(frozen=True, slots=True)
class BeginFor:
    """Start the app again for the newcomer of `slot`, who takes along a link (`route`) or another text (`hand`). `take_back`:
    what the scan became is taken back first, because it was only the other one's.
    """

    slot: int
    route: str = ""
    hand: str = ""
    take_back: bool = False


@dataclass(frozen=True, slots=True)
class BeginAnother:
    """Keep somebody new with the picture `sign`, and for who is here the picture `own` (None: has one), then as `BeginFor`."""

    sign: int
    own: int | None = None
    route: str = ""
    hand: str = ""
    take_back: bool = False


Effect = BeginFor | BeginAnother | lock.Effect
Decided = tuple[NewcomerModel, Sequence[Effect | Write]]


def question(model: NewcomerModel) -> str:
    """The msgid of what is asked above the people: whose a link or a scan is, or who uses the app."""
    return "Whose is this?" if model.sharing.asked or model.sharing.route else "Who are you?"


def taken(model: NewcomerModel) -> set[int]:
    """The pictures that somebody here has already."""
    at = model.sharing
    return {each.sign for each in at.here} | ({at.own} if model.screen == NEW_SIGN and at.own is not None else set())


def chosen(model: NewcomerModel) -> Sharer | None:
    """The one who was chosen; None for somebody new."""
    return next((each for each in model.sharing.here if each.slot == model.sharing.chosen), None)


def begin_another(model: NewcomerModel, hand: str) -> NewcomerModel:
    """The way to somebody new who takes `hand` along, such as the text of a recovery card: pictures first, then the app starts
    again, and `Platform.sharers.take_hand` gives the text there.
    """
    sharing = replace(model.sharing, hand=hand, chosen=SOMEBODY_NEW, back=model.screen, route="", wrote=False, begun=False)
    return _with_new(replace(model, sharing=sharing))


def tapped(model: NewcomerModel, meaning: Meaning) -> Decided | None:
    """What a tap about people changes; None when it is about something else."""
    if meaning == PEOPLE and model.screen in (SETTINGS, LANGUAGE, SAVED, LOCK):
        return _ask(model), []
    alone = model.screen == SETTINGS and lock.is_set_alone(model)
    if meaning == SET_LOCK and (alone or (model.screen == PEOPLE and lock.may_lock(model))):
        return lock.begun(model), []
    if model.screen not in SCREENS or model.sharing.begun:  # a second tap on what is gone, or going, changes nothing
        return (model, []) if model.screen in SCREENS or isinstance(meaning, ChooseSharer | TapPicture) else None
    match meaning:
        case ChooseSharer(slot) if model.screen == PEOPLE:
            return _chose(model, slot)
        case str(name) if name == NEW and model.screen == PEOPLE:
            return _chose(model, SOMEBODY_NEW)
        case str(name) if name in (BOTH, ONLY) and model.screen == TOO:
            return _go_on(replace(model, sharing=replace(model.sharing, take_back=name == ONLY)))
        case ChooseSign(sign) if model.screen == OWN_SIGN:
            return replace(model, screen=NEW_SIGN, turned=0, sharing=replace(model.sharing, own=sign)), []
        case ChooseSign(sign) if model.screen == NEW_SIGN:
            at = model.sharing
            return _begun(model), [BeginAnother(sign, at.own, at.route, at.hand, at.take_back)]
        case "back":
            return _back(model), []
        case ChooseSharer():
            return model, []
    return lock.tapped(model, meaning) or ((model, []) if isinstance(meaning, TapPicture) else None)


def happened(model: NewcomerModel, event: Event) -> Decided:
    """A lock was tried or kept, or the app comes back after some minutes."""
    match event:
        case SharersKept(here):
            kept = replace(model.sharing, here=here)
            after = replace(model, sharing=kept)
            return replace(after, screen=lock.left(after) if model.screen == SET_LOCK else model.screen), []
        case lock.LockTried(fits, wait):
            if model.screen != LOCK:
                return model, []
            tried = replace(model.sharing, pattern=(), wrong=not fits, wait=wait)
            return _open(replace(model, sharing=tried)) if fits else (replace(model, sharing=tried), [])
        case lock.LongAway():
            mine = lock.own(model)
            if not mine or not mine.lock or model.screen in SCREENS:
                return model, []
            return held(replace(model, sharing=Sharing(model.sharing.here, mine.slot, away=True))), []


def held(model: NewcomerModel) -> NewcomerModel:
    """The model, with the lock before everything of its owner while the app comes back from some minutes away."""
    at = model.sharing
    if not at.away or model.screen in SCREENS:
        return model
    return replace(model, screen=LOCK, sharing=replace(at, chosen=at.slot, pattern=(), wrong=False, wait=0))


def opened(model: NewcomerModel, route: str) -> Decided:
    """A link was opened: it is of who was chosen just now, or it is asked whose it is."""
    if not model.sharing.away and (model.mine or len(model.sharing.here) < 2):
        return replace(model, link=route, mine=False), [Write(route)]
    asked = replace(
        model.sharing, route=route, asked=True, wrote=False, back=HOME, hand="", take_back=False, own=None, begun=False
    )
    return replace(model, screen=PEOPLE, link="", turned=0, sharing=asked), []


def leaving(model: NewcomerModel) -> str | None:
    """The name of the tap that leaves a screen of people; "" where there is no way back, None for any other screen."""
    if model.screen not in SCREENS:
        return None
    at = model.sharing
    nowhere = at.slot == ASK if model.screen == PEOPLE else model.screen == LOCK and at.away
    return "" if nowhere else "back"


def _ask(model: NewcomerModel) -> NewcomerModel:
    """Who is it? From a scan that was just saved, that scan is in hand."""
    saved = model.saved if model.screen == SAVED else None
    wrote = bool(saved and model.scanned and saved.what in ("came", "left"))
    back = model.screen
    route = model.scanned if model.screen == SAVED else ""
    if model.screen == LOCK:
        return replace(model, screen=PEOPLE, turned=0)  # what is in hand stays there
    asked = replace(
        model.sharing, route=route, wrote=wrote, asked=False, back=back, hand="", take_back=False, own=None, begun=False
    )
    return replace(model, screen=PEOPLE, turned=0, sharing=asked)


def _chose(model: NewcomerModel, slot: int) -> Decided:
    """Somebody was chosen: who is here already goes on, and for somebody else it is asked first whether both were there."""
    at = model.sharing
    if slot == at.slot and not at.away:
        return _stays(model)
    after = replace(model, sharing=replace(at, chosen=slot, pattern=(), wrong=False, wait=0))
    return (replace(after, screen=TOO), []) if at.wrote else _go_on(after)


def _go_on(model: NewcomerModel) -> Decided:
    """On to the one who was chosen: by the lock if there is one."""
    if model.sharing.chosen == SOMEBODY_NEW:
        return _with_new(model), []
    sharer = chosen(model)
    return (replace(model, screen=LOCK), []) if sharer and sharer.lock else _open(model)


def _open(model: NewcomerModel) -> Decided:
    """The app is now of the one who was chosen."""
    at = model.sharing
    if at.chosen == at.slot:
        return _stays(model)
    return _begun(model), [BeginFor(at.chosen, at.route, at.hand, at.take_back)]


def _stays(model: NewcomerModel) -> Decided:
    """Who is here already goes on, with the link that it was asked about."""
    at = model.sharing
    route = at.route if at.asked else ""
    return replace(model, screen=HOME, sharing=Sharing(at.here, at.slot), link=route), [Write(route)] if route else []


def _begun(model: NewcomerModel) -> NewcomerModel:
    """The app is about to start again."""
    return replace(model, sharing=replace(model.sharing, begun=True))


def _with_new(model: NewcomerModel) -> NewcomerModel:
    """The pictures for somebody new, and before them for who is here without one."""
    has_picture = bool(model.sharing.here) or model.sharing.slot == ASK
    if has_picture and free_slot(model.sharing.here) == ASK:
        return replace(model, screen=PEOPLE)  # nine people share this phone: no room for another
    return replace(model, screen=NEW_SIGN if has_picture else OWN_SIGN, turned=0)


def _back(model: NewcomerModel) -> NewcomerModel:
    """One screen back, with nothing in hand."""
    at = model.sharing
    if model.screen == NEW_SIGN and at.own is not None:
        return replace(model, screen=OWN_SIGN, turned=0, sharing=replace(at, own=None))
    if model.screen == SET_LOCK:
        return replace(model, screen=lock.left(model), turned=0, sharing=replace(at, pattern=(), before=(), wrong=False))
    if model.screen != PEOPLE and not at.hand:
        return replace(model, screen=PEOPLE, turned=0, sharing=replace(at, pattern=(), wrong=False, take_back=False))
    if at.slot == ASK:
        return replace(model, screen=PEOPLE, turned=0)
    return held(replace(model, screen=at.back, sharing=Sharing(at.here, at.slot, away=at.away)))
