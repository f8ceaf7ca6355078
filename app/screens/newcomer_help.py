"""The page of help that a newcomer is on."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import helping
from app.controls.look import Look
from app.i18n import Texts
from app.phone import Event, Model, Tapped
from app.screens import spoken
from app.screens.help import page


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    end = spoken.button(model, texts, look, send)
    return page(model.screen, helping.FOR_NEWCOMERS, texts, look, lambda key: send(Tapped(key)), end, now)
