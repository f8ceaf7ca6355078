"""Somebody who has hours already: by which way they come back, and what becomes of them. Pure; loaded when it is asked for.

Rules:
1. The card's pictures and text are kept in memory only, until the person goes home.
2. After ten pictures the server is asked by itself. When they open nothing, they stay there, so that one can be mended.
3. "They come back" is shown after the recovery secret is durable, "they are back" when the server has given all.
4. Hours of another person here are never mixed with those that come: the person is asked.
5. A card brings hours only to somebody who said so. One that is scanned from home on a phone without hours waits for a tap:
   whoever puts a card up as a poster would otherwise make a newcomer's phone one of their own, and read what it sends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.newcomer import people
from app.newcomer.events import HoursFound, OpenCard, PutTogether
from app.newcomer.model import (
    BACK_AGAIN,
    BOTH_PHONES,
    CARD,
    CARD_LENGTH,
    COME_BACK,
    COMING,
    HOME,
    JOINED_TOLD,
    LANGUAGE,
    PICTURES,
    REFUSED,
    SETTINGS,
    WHOSE,
    Coming,
    NewcomerModel,
)
from app.newcomer.phone_events import Join
from app.newcomer.taps import ChoosePicture, ClearPicture
from app.ui.events import OpenCamera, Remember, Sync
from app.ui.taps import Meaning

NO_PICTURE = -1  # in a place that was cleared
SCAN_CARD, LAST, AGAIN = "scan-card", "last-picture", "card-again"
MINE, OTHERS = "mine-too", "somebody-elses"
SCREENS = (COME_BACK, PICTURES, COMING, BACK_AGAIN, WHOSE, BOTH_PHONES)
Effect = OpenCamera | OpenCard | Join | PutTogether | Remember | Sync
Decided = tuple[NewcomerModel, Sequence[Effect]]


def tapped(model: NewcomerModel, meaning: Meaning) -> Decided | None:
    """What a tap changes for somebody who has hours already; None when it is about something else."""
    coming = model.coming or Coming()
    match meaning:
        case "come-back":
            if not model.chosen:
                return replace(model, screen=LANGUAGE, returns_next=not model.returns_next), []
            return replace(model, screen=COME_BACK, turned=0, refusal="", coming=Coming()), []
        case "scan-card" if model.screen == COME_BACK and coming.card:
            return _ask(model, coming)
        case "scan-card":
            return (model, []) if model.scanning else (replace(model, scanning=True, coming=coming), [OpenCamera()])
        case "ten-pictures":
            return replace(model, screen=PICTURES, refusal="", coming=replace(coming, card="")), []
        case ChoosePicture(number) if model.screen == PICTURES:
            return _next(model, coming, number)
        case "last-picture":
            return replace(model, coming=replace(coming, pictures=_without_last(coming.pictures))), []
        case ClearPicture(at) if model.screen == PICTURES and at < len(coming.pictures):
            left = tuple(NO_PICTURE if place == at else number for place, number in enumerate(coming.pictures))
            return replace(model, coming=replace(coming, pictures=left)), []
        case "card-again":
            return _ask(model, coming)
        case "mine-too" if model.screen == WHOSE:
            return replace(model, screen=COMING, coming=coming), [PutTogether()]
        case "somebody-elses" if model.screen == WHOSE:
            return people.begin_another(replace(model, screen=HOME, coming=None), coming.hand), []
        case "home" | "back" if model.screen in SCREENS or (model.screen == REFUSED and model.coming):
            return _left(model, coming), _told(model)
    return None


def scanned(model: NewcomerModel, text: str) -> Decided:
    """A recovery card was scanned, from whichever screen; or another code, by somebody who was asked for a card."""
    if not text.startswith(CARD):
        return replace(model, screen=REFUSED, refusal="no-card-seen", scanning=False, link=""), []
    if model.coming is None and not model.page.entries:
        return replace(model, screen=COME_BACK, turned=0, refusal="", scanning=False, link="", coming=Coming(card=text)), []
    return in_hand(model, text)


def in_hand(model: NewcomerModel, text: str) -> Decided:
    """A recovery card, or the codes of an old phone, of somebody who said that there are hours already."""
    closed = replace(model, scanning=False, link="")
    if text.startswith(CARD):
        return _ask(closed, Coming(card=text))
    return replace(closed, screen=COMING, refusal="", notice="", coming=Coming()), [Join(tuple(text.splitlines()))]


def found(model: NewcomerModel, event: HoursFound) -> Decided:
    """What comes of the recovery secret that a card, another phone or a file gave."""
    coming = model.coming or Coming()
    match event.how:
        case "other":
            return replace(model, screen=WHOSE, refusal="", coming=Coming(hand=event.hand)), []
        case "same" if not model.page.restoring:
            return replace(model, screen=BACK_AGAIN, refusal="", coming=Coming(same=True)), []
    return replace(model, screen=COMING, refusal="", notice="", coming=Coming(safe=True, same=coming.same)), [Sync()]


def arrived(model: NewcomerModel) -> NewcomerModel:
    """All that the server has is here: then they are back."""
    if model.screen != COMING or not model.coming or not model.coming.safe or model.page.restoring:
        return model
    return replace(model, screen=BACK_AGAIN, notice="")


def waits(model: NewcomerModel) -> bool:
    """Are hours on their way that cannot come just now?"""
    return bool(model.coming and model.coming.safe and model.notice)


def on_the_way(model: NewcomerModel) -> str:
    """The msgid of what goes on: looked for, or coming."""
    return "Your hours are coming." if model.coming and model.coming.safe else "One moment. We look for your hours."


def are_back(model: NewcomerModel) -> str:
    """The msgid of what is done: they are back, or were here before."""
    return "Your hours are here already." if model.coming and model.coming.same else "Your hours are back."


def _next(model: NewcomerModel, coming: Coming, number: int) -> Decided:
    """One picture more, in the first free place; with the last one the server is asked."""
    if is_whole(coming.pictures):
        return model, []
    at = next_place(coming.pictures)
    chosen = replace(coming, pictures=(*coming.pictures[:at], number, *coming.pictures[at + 1 :]))
    after = replace(model, coming=chosen)
    return _ask(after, chosen) if is_whole(chosen.pictures) else (after, [])


def is_whole(pictures: tuple[int, ...]) -> bool:
    """Are all pictures of a card chosen?"""
    return len(pictures) == CARD_LENGTH and NO_PICTURE not in pictures


def next_place(pictures: tuple[int, ...]) -> int:
    """The place of the next picture: the first that was cleared, else the one after the last."""
    return pictures.index(NO_PICTURE) if NO_PICTURE in pictures else len(pictures)


def _without_last(pictures: tuple[int, ...]) -> tuple[int, ...]:
    """Without the last picture that is chosen, and without the cleared places after it."""
    chosen = [at for at, number in enumerate(pictures) if number != NO_PICTURE]
    return pictures[: chosen[-1]] if chosen else ()


def _ask(model: NewcomerModel, coming: Coming) -> Decided:
    """Ask the server for what the card opens, the scanned one or that of the pictures."""
    if not coming.card and not is_whole(coming.pictures):
        return replace(model, screen=PICTURES, refusal="", coming=coming), []
    asked = replace(model, screen=COMING, refusal="", notice="", coming=coming)
    return asked, [OpenCard(text=coming.card) if coming.card else OpenCard(pictures=coming.pictures)]


def _left(model: NewcomerModel, coming: Coming) -> NewcomerModel:
    """The screen is left: one step back among the ways, else home, where nothing of the card is kept."""
    if model.screen == REFUSED or model.screen == PICTURES:
        return replace(model, screen=COME_BACK, refusal="", coming=replace(coming, card=""))
    first = SETTINGS if model.screen == COME_BACK and model.page.entries else HOME if model.chosen else LANGUAGE
    known = max(model.joined_told, model.page.joined) if model.screen in (BACK_AGAIN, BOTH_PHONES) else model.joined_told
    return replace(model, screen=first, refusal="", coming=None, joined_told=known)


def _told(model: NewcomerModel) -> list[Remember]:
    """To remember, after it was seen that there are several phones: how many of them joined this one."""
    seen = model.screen in (BACK_AGAIN, BOTH_PHONES) and model.page.joined > model.joined_told
    return [Remember(JOINED_TOLD, str(model.page.joined))] if seen else []
