"""A picture for the person whom a buddy meets: it stays on this phone. Closing is fine, too."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.buddy import Event, Model, Tapped
from app.controls.look import Look
from app.i18n import Texts
from app.screens import spoken_buddy
from app.screens.meeting import badge
from app.screens.signs import signs


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    both = texts("buddy", "A picture for this person"), texts.dutch("buddy", "A picture for this person")
    end = spoken_buddy.button(model, texts, look, send)
    given = badge(model.moment.picture) if model.moment else ""
    return signs(look, texts, "newcomer", both, model.turned, lambda key: send(Tapped(key)), end, given=given)
