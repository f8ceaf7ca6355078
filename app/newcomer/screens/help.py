"""The page of help that a newcomer is on."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens import aloud
from app.newcomer.update import Event, NewcomerModel
from app.ui import help_model
from app.ui.controls.look import Look
from app.ui.events import tap_of
from app.ui.screens.help import page
from app.ui.texts import Texts


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the page of help that the model names. `now` in Unix seconds."""
    end = aloud.button(model, texts, look, send)
    return page(model.screen, help_model.FOR_NEWCOMERS, texts, look, tap_of(send), end, now, model.diagnosis)
