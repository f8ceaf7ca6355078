"""From the old phone to the new one: the old one shows codes, the new one reads them; and the own file is opened. Pure.

Rules:
1. The codes are shown only after one question, and are forgotten when their screen is left. Nothing of them is kept or sent.
2. One code stands still. Several follow each other, over and over, until the person is done: the new phone takes them in any
   order.
3. The new phone says that hours are back when they are durable there. Without network it has what came by the codes; the rest
   comes by itself later.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.newcomer.model import (
    BACK_AGAIN,
    COME_BACK,
    COMING,
    HOME,
    NEW_PHONE,
    PHONE_CODES,
    REFUSED,
    SETTINGS,
    Coming,
    NewcomerModel,
)
from app.newcomer.phone_events import (
    CodeShown,
    CodesMade,
    Effect,
    Event,
    HoldCode,
    HoursHere,
    Join,
    MakeCodes,
    OpenFile,
    PhoneRead,
    ReadPhone,
)
from app.ui.events import Sync
from app.ui.shared_model import CALM

if TYPE_CHECKING:
    from app.ui.taps import Meaning

OLD_PHONE, OWN_FILE = "old-phone", "own-file"  # taps: the ways on which hours come back
TAPS = (NEW_PHONE, PHONE_CODES, OLD_PHONE, OWN_FILE)
SECONDS = 0.35  # that one of several codes is shown: a camera sees each at least twice
# What a refusal is called here, where the picture and the sentence are about phones or files and not about a code on a wall.
OF_PHONES = {"bad-code": "phone-odd", "not-ours": "phone-other", "two-codes": "phone-other", "other-region": "phone-region"}
OF_FILES = {"bad-code": "file-odd", "not-ours": "file-odd"}


Decided = tuple[NewcomerModel, Sequence[Effect | Sync]]


def tapped(model: NewcomerModel, meaning: Meaning) -> Decided | None:
    """What a tap changes here; None when it is about something else."""
    match meaning:
        case "new-phone":
            return replace(model, screen=NEW_PHONE, turned=0), []
        case "phone-codes" if model.screen == NEW_PHONE:
            return model, [MakeCodes()]
        case "home" if model.screen == PHONE_CODES:
            return replace(model, screen=HOME, codes=(), code_at=0), []
        case "back" if model.screen in (NEW_PHONE, PHONE_CODES):
            return replace(model, screen=SETTINGS, codes=(), code_at=0, turned=0), []
        case "old-phone":
            return (model, []) if model.scanning else (replace(_asked(model), scanning=True), [ReadPhone()])
        case "own-file":
            return _asked(model), [OpenFile()]
    return None


def happened(model: NewcomerModel, event: Event) -> Decided:
    """What an answer changes."""
    match event:
        case CodesMade(texts):
            first = [HoldCode(0)] if len(texts) > 1 else []
            return replace(model, screen=PHONE_CODES, codes=texts, code_at=0), first
        case CodeShown(at):
            if model.screen != PHONE_CODES or at != model.code_at or not model.codes:
                return model, []
            following = (at + 1) % len(model.codes)
            return replace(model, code_at=following), [HoldCode(following)]
        case PhoneRead(texts, code):
            return _read(replace(model, scanning=False), texts, code)
        case HoursHere(page, new):
            after = replace(model, page=page, refusal="", notice="")
            if not page.entries:  # all of it is at the server: it is on its way
                return replace(after, screen=COMING, coming=Coming(safe=True)), [Sync()]
            same = new == 0 and not page.restoring
            return replace(after, screen=BACK_AGAIN, coming=Coming(safe=not same, same=same)), [Sync()]


def _read(model: NewcomerModel, texts: tuple[str, ...], code: str) -> Decided:
    if texts:
        return model, [Join(texts)]
    return (model if code in CALM else replace(model, screen=REFUSED, refusal=code)), []


def _asked(model: NewcomerModel) -> NewcomerModel:
    """The ways on which hours come back: there the person is again when nothing was read or chosen."""
    return replace(model, screen=COME_BACK, refusal="", turned=0, coming=Coming())
