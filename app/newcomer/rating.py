"""How was it? One of three faces, if the newcomer likes. Pure.

Rules:
1. The faces stand beside what is saved already: whoever taps none loses nothing and has nothing more to do.
2. For the newcomer alone: no record, no request and no other person ever has it.
3. A second tap on the same face takes it away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.newcomer.model import SAVED
from app.newcomer.report import MOMENT
from app.ui.taps import ChooseFace, Meaning

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel
    from app.records.page import Entry, Page

LIKED = "liked"  # the screen of the moments that were nice
NICE = 3
FACES = (NICE, 2, 1)  # nice, all right, not so nice


@dataclass(frozen=True, slots=True)
class Feel:
    """Keep this face for the moment that began at `start` (Unix seconds); 0 takes it away."""

    start: int
    activity: int
    face: int


def can_be_liked(entry: Entry) -> bool:
    """Is the moment over, and not taken back?"""
    return entry.visit.end is not None and not entry.taken_back


def liked(page: Page) -> list[Entry]:
    """The moments that were nice, from old to new."""
    return [entry for entry in page.entries if can_be_liked(entry) and page.face(entry) == NICE]


def tapped(model: NewcomerModel, meaning: Meaning) -> tuple[NewcomerModel, Sequence[Feel]] | None:
    """What a tap on a face or on "moments I liked" changes; None when it is about something else."""
    if meaning == LIKED:
        return replace(model, screen=LIKED, turned=0), []
    if not isinstance(meaning, ChooseFace):
        return None
    entry = _looked_at(model)
    if entry is None or not can_be_liked(entry) or meaning.face not in FACES:
        return model, []
    face = 0 if model.page.face(entry) == meaning.face else meaning.face
    return model, [Feel(entry.visit.start, entry.visit.activity, face)]


def _looked_at(model: NewcomerModel) -> Entry | None:
    """The moment that the screen is about."""
    if model.screen == SAVED:
        return model.saved.entry if model.saved else None
    return model.entry if model.screen == MOMENT else None
