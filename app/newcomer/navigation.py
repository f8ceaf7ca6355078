"""Where the taps lead that only name a screen or an action of the newcomer. Pure.

Linear: every task starts at home and returns there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from app.newcomer import keep_card, milestone, mine, people, rating, report, share_proof
from app.newcomer import model as values
from app.newcomer.events import Install, TurnRound
from app.newcomer.model import HOME, INSTALL, LANGUAGE, MOMENTS, NEWEST, REACHED, READING, SAVED, SETTINGS, NewcomerModel
from app.platform.errors import START_AGAIN
from app.ui.events import Go, Remember, StartAgain, Sync
from app.ui.taps import Meaning

TO_BUDDY = "/buddy"  # the route of the buddy's app
Effect = Go | Install | Remember | StartAgain | Sync | TurnRound


def before_language(model: NewcomerModel, meaning: Meaning) -> tuple[NewcomerModel, tuple[()]] | None:
    """The taps that mean something else while no language was chosen; None for all others."""
    if model.chosen:
        return None
    if meaning == "scan" and model.screen == LANGUAGE:
        return replace(model, scans_next=True), ()  # the device's home screen asks for a scan: one question first
    if meaning in (HOME, "back") and model.screen == LANGUAGE:
        return replace(model, returns_next=False), ()
    if meaning == LANGUAGE:
        return replace(model, screen=LANGUAGE, turned=0), ()
    return None


def start_again(model: NewcomerModel, meaning: Meaning) -> tuple[NewcomerModel, Sequence[Effect]] | None:
    """The app is to start again, and to deal with the scanned link then; None for every other tap."""
    return (model, [StartAgain(model.link)]) if meaning == START_AGAIN else None


def tapped(model: NewcomerModel, meaning: Meaning) -> tuple[NewcomerModel, Sequence[Effect]] | None:
    """What a tap on a name changes; None when it is about something else."""
    match meaning:
        case values.HOME if model.screen == SAVED and model.chosen and milestone.is_due(model):
            return milestone.shown(model)
        case values.HOME if model.screen == SAVED or (model.screen == REACHED and model.saved):
            return _after_saved(replace(model, screen=SAVED))
        case values.HOME | "back":
            return _home_or_back(model, meaning), []
        case values.MOMENTS:
            return replace(model, screen=MOMENTS, turned=0, month=NEWEST), []
        case "buddy":
            return model, [Go(TO_BUDDY)]
        case "send":
            return model, [Sync()]
        case "helped":
            return replace(model, helped=not model.helped), [Remember("helped", str(int(not model.helped)))]
        case values.INSTALL if model.screen == INSTALL:
            return replace(model, screen=HOME), [Install()]
        case values.INSTALL if may_install(model):  # from the settings, at any time
            return replace(model, screen=INSTALL, offered=True, turned=0), [Remember("install", "offered")]
        case values.OTHER_WAY:
            if model.screen != SAVED or not model.saved or not model.saved.other:
                return model, []
            return without_other_way(model, model.saved.other), [TurnRound(model.saved.other)]  # a second tap turns nothing
    return None


def leaving(model: NewcomerModel) -> str:
    """The name of the tap that leaves the screen; "" on the first screen."""
    of_people = people.leaving(model)
    if of_people is not None:
        return of_people
    if model.screen in (_first(model), mine.LEAVING):
        return ""
    return HOME if model.screen in (SAVED, REACHED) else "back"


def without_other_way(model: NewcomerModel, other: bytes) -> NewcomerModel:
    """The scan with this id (`Saved.other`) can no longer be turned round, if it is the one on the screen."""
    saved = model.saved
    return replace(model, saved=replace(saved, other=b"")) if saved and saved.other == other else model


def _after_saved(model: NewcomerModel) -> tuple[NewcomerModel, Sequence[Effect]]:
    """Home, from what was saved: by way of a picture for the buddy, the list that asked, or the offer to install."""
    if report.may_get_a_picture(model):
        return replace(model, screen=report.SIGN, turned=0), []
    if model.asked_on != HOME:
        return replace(model, screen=MOMENTS, asked_on=HOME), []
    if may_install(model) and model.chosen and not model.offered:
        return replace(model, screen=INSTALL, offered=True), [Remember("install", "offered")]
    if keep_card.replaces_icon(model) and model.chosen and not model.offered:
        opened, asked = keep_card.opened(replace(model, offered=True))
        return opened, [*asked, Remember("install", "offered")]
    return _home_or_back(model, HOME), []


def may_install(model: NewcomerModel) -> bool:
    """May the home screen be offered now? On an iPhone the app there begins empty, so it waits until all is sent."""
    page = model.page
    waits = page.only_here or page.waiting or page.restoring
    return model.install == "prompt" or (model.install == "share" and not waits)


def _home_or_back(model: NewcomerModel, name: str) -> NewcomerModel:
    """Leave the screen by `home` or `back`."""
    seen = None if model.screen == SAVED else model.saved
    return replace(model, screen=_before(model) if name == "back" else _first(model), saved=seen, refusal="")


def _before(model: NewcomerModel) -> str:
    """Where back leads, from all screens that say nothing else themselves."""
    if model.screen in (rating.LIKED, share_proof.GIVE):
        return MOMENTS
    if model.screen == keep_card.NEW_CARD:
        return keep_card.MY_CARD
    if model.screen == keep_card.MY_CARD and model.keeping.kept:
        return SETTINGS
    return SETTINGS if model.screen in (LANGUAGE, READING) else _first(model)


def _first(model: NewcomerModel) -> str:
    """Home, for whoever has chosen a language."""
    return HOME if model.chosen else LANGUAGE
