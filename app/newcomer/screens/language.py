"""The first screen: choose a language by its own name in its own script. Choosing is going on."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer import people
from app.newcomer.screens import aloud
from app.newcomer.update import MORE, Chose, Event, NewcomerModel
from app.ui.controls.action import round_button
from app.ui.controls.floor import floor
from app.ui.controls.look import Look, picture
from app.ui.events import tap_of
from app.ui.screens.language import names, of_names
from app.ui.texts import Texts


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the page of languages to choose from. `now` in Unix seconds."""
    chosen = texts.language if model.chosen else ""

    def hear(code: str) -> ft.Control | None:
        if code == MORE:
            return aloud.of_more(model, texts, look, send)
        return aloud.of_tile(model, texts, look, send, f"language-{code}", code)

    rows = names(look, chosen, model.turned, lambda code: send(Chose(code)), tap_of(send), hear)
    somebody = round_button(look, "somebody_else", texts("settings", "Somebody else"), tap_of(send), people.PEOPLE)
    others = somebody if model.sharing.here else None  # whoever began by mistake leaves it to the others
    back = others if not model.chosen else round_button(look, "back", texts("common", "Back"), tap_of(send), "back")
    named: list[ft.Control] = [picture(look, "language", 44), look.text("Veertig", 30, bold=True)]
    body = [
        floor(look, [], texts("language", "Choose your language"), 168, 66, target=model.page.target),
        ft.Row(named, alignment=ft.MainAxisAlignment.CENTER, spacing=14),
    ]
    end = aloud.button(model, texts, look, send)
    return of_names(look, body, rows, back, end)
