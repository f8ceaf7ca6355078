"""The way to what somebody does who has hours already (`come_back`), which is loaded when it is first needed. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.newcomer.model import (
    BOTH_PHONES,
    CARD,
    COME_BACK,
    HOME,
    NEW_PHONE,
    PHONE_CODES,
    PICTURES,
    REFUSED,
    Coming,
    NewcomerModel,
)

if TYPE_CHECKING:
    from app.newcomer import come_back, new_phone
    from app.newcomer.events import HoursFound
    from app.newcomer.phone_events import Event as PhoneEvent
    from app.ui.events import Scanned
    from app.ui.taps import Meaning


WAYS = (COME_BACK, PICTURES, "scan-card", "card-again")  # the taps that begin it, from wherever they stand


def is_card(text: str) -> bool:
    """Is this scanned text that of a recovery card, whole or torn?"""
    return text.strip().startswith(CARD)


def takes(model: NewcomerModel, text: str) -> bool:
    """Is this scanned text a recovery card, or was a card asked for?"""
    return is_card(text) or (model.coming is not None and model.screen in (COME_BACK, REFUSED))


def tapped(model: NewcomerModel, meaning: Meaning) -> come_back.Decided | None:
    """What a tap changes for somebody who has hours already; None when it is about something else."""
    if meaning not in WAYS and model.coming is None and model.screen != BOTH_PHONES:
        return None
    from app.newcomer import come_back

    return come_back.tapped(model, meaning)


def begun(model: NewcomerModel) -> NewcomerModel:
    """The choice of ways, after the language was chosen."""
    return replace(model, screen=COME_BACK, returns_next=False, coming=Coming())


def scanned(model: NewcomerModel, event: Scanned) -> come_back.Decided:
    """A card was scanned, or something else by somebody who was asked for a card."""
    from app.newcomer import come_back

    return come_back.scanned(model, event.texts[0].strip())


def in_hand(model: NewcomerModel, text: str) -> come_back.Decided:
    """What somebody new on this phone takes along."""
    from app.newcomer import come_back

    return come_back.in_hand(model, text)


def found(model: NewcomerModel, event: HoursFound) -> come_back.Decided:
    """What comes of a recovery secret that came to this phone."""
    from app.newcomer import come_back

    return come_back.found(model, event)


def arrived(model: NewcomerModel) -> NewcomerModel:
    """The same screen; or that all hours are back; or, on home of the old phone and once, that another one has them, too."""
    if model.coming is None:
        is_new = model.page.joined > model.joined_told and not model.page.restoring
        return replace(model, screen=BOTH_PHONES) if is_new and model.screen == HOME else model
    from app.newcomer import come_back

    return come_back.arrived(model)


def between_phones(model: NewcomerModel, meaning: Meaning) -> new_phone.Decided | None:
    """What a tap changes where hours go to another phone, or come from one or from a file; None for every other tap."""
    if meaning not in ("new-phone", "old-phone", "own-file") and model.screen not in (NEW_PHONE, PHONE_CODES):
        return None
    from app.newcomer import new_phone

    return new_phone.tapped(model, meaning)


def between_phones_happened(model: NewcomerModel, event: PhoneEvent) -> new_phone.Decided:
    """What an answer about that changes."""
    from app.newcomer import new_phone

    return new_phone.happened(model, event)
