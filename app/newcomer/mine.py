"""Everything of mine: taking it along, and removing it from this phone or from everywhere. Pure.

Rules:
1. Removing takes two taps, each on a screen of its own: that it goes, and from where. Until the second one nothing is done.
2. What is only on this phone is shown before the first of them: it goes, whatever is chosen.
3. The file that is taken along is at once what a person reads and the proof that a counsellor's page opens.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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
BACK = {MINE: "settings", TAKE: MINE, REMOVE: MINE, WHERE: REMOVE}  # where back leads, by screen


def tapped(model: NewcomerModel, meaning: Meaning) -> tuple[NewcomerModel, Sequence[Effect]] | None:
    """What a tap about this changes; None when it is about something else."""
    match meaning:
        case "back" if model.screen in BACK:
            return replace(model, screen=BACK[model.screen], handed=False), []
        case "back" | "home" if model.screen == LEAVING:
            return model, []  # it is under way
        case "mine" | "take" | "remove":
            return replace(model, screen=meaning, handed=False, turned=0), []
        case "hand-all" if model.screen == TAKE:
            return model, [HandEverything()]
        case "remove-yes" if model.screen == REMOVE:
            return replace(model, screen=WHERE), []
        case "remove-here" | "remove-everywhere" if model.screen == WHERE:
            return replace(model, screen=LEAVING), [Leave(far=meaning == EVERYWHERE)]
    return None
