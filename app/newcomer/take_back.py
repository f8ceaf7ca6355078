"""Taking a moment back: why, ten seconds to think again, and on to the other time. Pure.

Rules:
1. A void cannot be undone (app/protocol/README.md, C2). So it is signed when ten seconds are over or the screen is left.
2. What was said is never lost: it is held durably before the screen shows it, and signed at the next start if the app ended.
3. "Another time" leads on to that time: the same people, the same activity.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.newcomer.model import HOME, MOMENTS, SAVED, Telling
from app.newcomer.model import Taken as Taken
from app.newcomer.report import ALONE, BUDDY, LONG, MOMENT, THERE, UNTIL
from app.newcomer.taps import ChooseReason
from app.protocol.activities import ActivityType
from app.records.page import DECLARED, MET, VISIT, Saved
from app.ui.taps import Meaning

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel
    from app.records.page import Entry, Page

REASON = "reason"  # the screen that asks why, and the tap that opens it
UNDO, OTHER_TIME = "undo", "other-time"  # taps: keep it after all; tell when it was
ANOTHER_TIME = 2  # the reason that leads on to the other time
SECONDS = 10  # to think again


@dataclass(frozen=True, slots=True)
class TakeBackHeld:
    """It is held, durably, that this moment shall be taken back."""

    taken: Taken


@dataclass(frozen=True, slots=True)
class Passed:
    """The seconds to think again are over for this moment."""

    taken: Taken


Event = TakeBackHeld | Passed


@dataclass(frozen=True, slots=True)
class Hold:
    """Hold, durably, that the moment with this id shall be taken back for this reason (`words.REASON`)."""

    id: bytes
    reason: int


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait for the seconds to think again."""

    taken: Taken


@dataclass(frozen=True, slots=True)
class Keep:
    """Forget that the moment with this id should be taken back."""

    id: bytes


@dataclass(frozen=True, slots=True)
class SignTakeBack:
    """Sign the void of the moment with this id, for this reason."""

    id: bytes
    reason: int


Effect = Hold | Wait | Keep | SignTakeBack


def leads_on(taken: Taken | None) -> bool:
    """Is there another time to be told now?"""
    return taken is not None and taken.reason == ANOTHER_TIME


def tapped(model: NewcomerModel, meaning: Meaning) -> tuple[NewcomerModel, Sequence[Effect]] | None:
    """What a tap about taking back changes; None when it is about something else."""
    if isinstance(meaning, ChooseReason):
        return model, [Hold(model.moment, meaning.code)] if model.screen == REASON and model.moment else []
    if meaning == REASON and model.moment:
        return replace(model, screen=REASON, turned=0), []
    if model.screen == REASON and meaning == "back":
        return replace(model, screen=UNTIL if model.asked_on == MOMENTS else MOMENT, turned=0), []
    taken = model.taken
    if model.screen != SAVED or taken is None or model.saved is None:
        return None
    if meaning == UNDO and taken.undoable:
        return replace(model, screen=MOMENT, moment=taken.id, taken=None, saved=None, asked_on=HOME), [Keep(taken.id)]
    if meaning == OTHER_TIME and leads_on(taken):
        return replace(model, screen=LONG, telling=telling_of(model.saved.entry, model.page), turned=0), []
    return None


def happened(model: NewcomerModel, event: Event) -> tuple[NewcomerModel, list[Effect]]:
    """The moment is held: show that. Or the seconds are over: sign its void, if it is still on the screen."""
    taken = event.taken
    if isinstance(event, Passed):
        if model.taken != taken:
            return model, []  # undone, or signed when the screen was left
        return replace(model, taken=replace(taken, undoable=False)), [SignTakeBack(taken.id, taken.reason)]
    if model.taken and model.taken.id == taken.id:
        return model, []  # a second tap
    entry = replace(model.page.entry(taken.id), taken_back=True, minutes=0)
    return replace(model, screen=SAVED, saved=Saved("taken-back", entry, ""), taken=taken), [Wait(taken)]


def left(before: NewcomerModel, after: NewcomerModel) -> tuple[NewcomerModel, list[SignTakeBack]]:
    """Whoever leaves the screen, wherever to, has decided: what was held is signed."""
    taken = before.taken
    if taken is None or after.taken is None or (after.screen == SAVED and after.saved is before.saved):
        return after, []
    newer = after.taken if after.taken is not taken else None
    return replace(after, taken=newer), [SignTakeBack(taken.id, taken.reason)] if taken.undoable else []


def telling_of(entry: Entry, page: Page) -> Telling:
    """What is known already of the other time of this moment: with whom it was, and what was done."""
    if entry.what in (VISIT, DECLARED):
        return Telling(ALONE, None, entry.visit.activity)
    sign = page.people.get(entry.buddy)
    buddy = entry.what == MET and (sign is not None or entry.kind == ActivityType.BUDDY)
    return Telling(BUDDY if buddy else THERE, sign, entry.visit.activity)
