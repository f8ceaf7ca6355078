"""Remembering a person by a picture that stays on this phone: never a photo, never a name. Closing is fine, too."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.look import Look
from app.i18n import Texts
from app.phone import Event, Model, Tapped
from app.screens import spoken
from app.screens.signs import signs


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    msgid = "A picture for your buddy"
    both = texts("together", msgid), texts.dutch("together", msgid)
    end = spoken.button(model, texts, look, send)
    return signs(look, texts, "buddy", both, model.turned, lambda key: send(Tapped(key)), end)
