"""A picture for the person whom a buddy meets: it stays on this phone. Closing is fine, too."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.buddy.screens import aloud
from app.buddy.update import BuddyModel, Event
from app.ui.controls.look import Look
from app.ui.events import tap_of
from app.ui.screens.meeting import badge
from app.ui.screens.signs import signs
from app.ui.texts import Texts


def view(model: BuddyModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the pictures to choose from. `now` in Unix seconds."""
    both = texts("buddy", "A picture for this person"), texts.dutch("buddy", "A picture for this person")
    end = aloud.button(model, texts, look, send)
    current = badge(model.moment.picture) if model.moment else ""
    return signs(look, texts, "newcomer", both, model.turned, tap_of(send), end, current=current)
