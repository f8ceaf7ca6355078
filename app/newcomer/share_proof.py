"""Showing one's hours to a counsellor: the newcomer hands over a proof, and nothing leaves the phone by itself. Pure.

Rules:
1. The hours go to whom the newcomer chooses, as a file. No server is asked, so it works without network.
2. Closing the chooser of the phone is an answer, not a fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.ui.taps import Meaning

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel

GIVE = "give"  # the screen
HAND = "hand"  # the tap on its one action
CANCEL = "cancel"  # the person closed the chooser


@dataclass(frozen=True, slots=True)
class Hand:
    """Let the person choose who gets the proof."""


@dataclass(frozen=True, slots=True)
class Handed:
    """The proof was `shared`, `saved` as a file on this phone, or neither: `cancel`."""

    how: str


def tapped(model: NewcomerModel, meaning: Meaning) -> tuple[NewcomerModel, Sequence[Hand]] | None:
    """What a tap about this changes; None when it is about something else."""
    if meaning == GIVE:
        return replace(model, screen=GIVE, handed=False, turned=0), []
    if meaning == HAND and model.screen == GIVE:
        return model, [Hand()]
    return None


def handed(model: NewcomerModel, event: Handed) -> NewcomerModel:
    """The screen says that the proof is ready, unless the chooser was closed."""
    return model if event.how == CANCEL else replace(model, handed=True)
