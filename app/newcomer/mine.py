"""Everything of mine: taking it along, and removing it from this phone or from everywhere. Pure.

Rules:
1. Removing takes two taps, each on a screen of its own: that it goes, and from where. Until the second one nothing is done.
2. What is only on this phone is shown before the first of them: it goes, whatever is chosen.
3. Another phone of a person who was forgotten everywhere keeps its hours, and says so: once on home, and in the list.
4. The file that is taken along is at once what a person reads and the proof that a counsellor's page opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.newcomer.model import FORGOTTEN, HOME
from app.ui.events import Remember
from app.ui.taps import Meaning

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel

MINE, TAKE, REMOVE, WHERE, LEAVING = "mine", "take", "remove", "where", "leaving"  # screens
HAND, YES, HERE, EVERYWHERE = "hand-all", "remove-yes", "remove-here", "remove-everywhere"  # taps beside those that open them


@dataclass(frozen=True, slots=True)
class HandEverything:
    """Let the person choose who gets the file with everything; then send `share_proof.Handed`."""


@dataclass(frozen=True, slots=True)
class Leave:
    """Remove everything from this phone. `far`: the region shall forget as well."""

    far: bool


Effect = HandEverything | Leave
Decided = tuple["NewcomerModel", Sequence[Effect | Remember]]
BACK = {MINE: "settings", TAKE: MINE, REMOVE: MINE, WHERE: REMOVE}  # where back leads, by screen


def tapped(model: NewcomerModel, meaning: Meaning) -> Decided | None:
    """What a tap about this changes; None when it is about something else."""
    match meaning:
        case "back" if model.screen in BACK:
            return replace(model, screen=BACK[model.screen], handed=False), []
        case "back" | "home" if model.screen == LEAVING:
            return model, []  # it is under way
        case "take" if model.screen == FORGOTTEN:
            return replace(_told(model), screen=TAKE, handed=False, turned=0), [Remember(FORGOTTEN, "told")]
        case "home" | "back" if model.screen == FORGOTTEN:
            return replace(_told(model), screen=HOME), [Remember(FORGOTTEN, "told")]
        case "mine" | "take" | "remove":
            return replace(model, screen=meaning, handed=False, turned=0), []
        case "hand-all" if model.screen == TAKE:
            return model, [HandEverything()]
        case "remove-yes" if model.screen == REMOVE:
            return replace(model, screen=WHERE), []
        case "remove-here" | "remove-everywhere" if model.screen == WHERE:
            return replace(model, screen=LEAVING), [Leave(far=meaning == EVERYWHERE)]
    return None


def heard(model: NewcomerModel) -> NewcomerModel:
    """The same screen; or, from home and once, that the region forgot this person, and that these hours are only here."""
    is_new = model.page.erased and not model.forgotten_told and bool(model.page.entries)
    return replace(model, screen=FORGOTTEN, turned=0) if is_new and model.screen == HOME else model


def _told(model: NewcomerModel) -> NewcomerModel:
    return replace(model, forgotten_told=True)
