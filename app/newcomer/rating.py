"""How was it? One of three faces, if the newcomer likes. Pure.

Rules:
1. The faces stand beside what is saved already: whoever taps none loses nothing and has nothing more to do.
2. For the newcomer alone: no record, no request and no other person ever has it.
3. A second tap on the same face takes it away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.newcomer.report import MOMENT

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel
    from app.records.page import Entry, Page

LIKED, FACE, SAVED = "liked", "face", "saved"
NICE = 3
FACES = (NICE, 2, 1)


@dataclass(frozen=True, slots=True)
class Feel:
    """Keep this face for the moment that began then; 0 takes it away."""

    start: int
    activity: int
    face: int


def can_be_liked(entry: Entry) -> bool:
    """Is it over, and does it stand?"""
    return entry.visit.end is not None and not entry.taken_back


def liked(page: Page) -> list[Entry]:
    """The moments that were nice, from old to new."""
    return [entry for entry in page.entries if can_be_liked(entry) and page.face(entry) == NICE]


def tapped(model: NewcomerModel, key: str) -> tuple[NewcomerModel, list[Feel]] | None:
    """What a tap on a face or on "moments I liked" changes; None when it is about something else."""
    if key == LIKED:
        return replace(model, screen=LIKED, turned=0), []
    verb, _, rest = key.partition("-")
    if verb != FACE or not rest.isdigit():
        return None
    entry = _looked_at(model)
    if entry is None or not can_be_liked(entry) or int(rest) not in FACES:
        return model, []
    face = 0 if model.page.face(entry) == int(rest) else int(rest)
    return model, [Feel(entry.visit.start, entry.visit.activity, face)]


def _looked_at(model: NewcomerModel) -> Entry | None:
    if model.screen == SAVED:
        return model.saved.entry if model.saved else None
    shown = model.moment if model.screen == MOMENT else None
    return next((entry for entry in model.page.entries if entry.visit.check_in == shown), None)
