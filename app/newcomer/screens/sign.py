"""Remembering a person by a picture that stays on this phone: never a photo, never a name. Closing is fine, too."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens import aloud
from app.newcomer.update import Event, NewcomerModel
from app.ui.controls.look import Look
from app.ui.events import tap_of
from app.ui.screens.signs import signs
from app.ui.texts import Texts


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the pictures to choose from. `now` in Unix seconds."""
    msgid = "A picture for your buddy"
    both = texts("together", msgid), texts.dutch("together", msgid)
    end = aloud.button(model, texts, look, send)
    return signs(look, texts, "buddy", both, model.turned, tap_of(send), end)
