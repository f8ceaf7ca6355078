"""The first screen: choose a language by its own name in its own script. Choosing is going on.

Who has hours already says so here, too: the language comes first, then the ways on which hours come back.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer import people
from app.newcomer.screens import aloud
from app.newcomer.update import COME_BACK, MORE, Chose, Event, NewcomerModel
from app.ui.controls.action import card, round_button, tappable
from app.ui.controls.floor import floor
from app.ui.controls.look import Look, picture
from app.ui.events import tap_of
from app.ui.screens.language import names, of_names
from app.ui.taps import Hear, Tap
from app.ui.texts import Texts

RETURNS = "hours_already"
WORD, HIGH = 86, 72  # dp: width for the words beside the picture, height of the card


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the page of languages to choose from. `now` in Unix seconds."""
    chosen = texts.language if model.chosen else ""

    def hear(code: str) -> ft.Control | None:
        if code == MORE:
            return aloud.of_more(model, texts, look, send)
        return aloud.of_tile(model, texts, look, send, f"language-{code}", code)

    tap = tap_of(send)
    returns = None if model.chosen else _returns(model, texts, look, tap)
    rows = names(look, chosen, model.turned, lambda code: send(Chose(code)), tap, hear, returns)
    back = None
    if model.chosen or model.returns_next:
        back = round_button(look, "back", texts("common", "Back"), tap, "back")
    elif model.sharing.here:  # whoever began by mistake leaves it to the others
        back = round_button(look, "somebody_else", texts("settings", "Somebody else"), tap, people.PEOPLE)
    named: list[ft.Control] = [picture(look, "language", 44), look.text("Veertig", 30, bold=True)]
    asked = texts("language", "Choose your language")
    first: ft.Control = floor(look, [], asked, 168, 66, target=model.page.target)
    if model.returns_next:  # the language first, then the hours
        steps: list[ft.Control] = [picture(look, "language", 64), picture(look, "next", 28), picture(look, RETURNS, 72)]
        row = ft.Row(steps, alignment=ft.MainAxisAlignment.CENTER, spacing=12)
        first, named = ft.Semantics(label=asked, identifier="language-first", content=row), []
    body = [first, *([ft.Row(named, alignment=ft.MainAxisAlignment.CENTER, spacing=14)] if named else [])]
    end = aloud.button(model, texts, look, send)
    return of_names(look, body, rows, back, end)


def _returns(model: NewcomerModel, texts: Texts, look: Look, tap: Tap) -> ft.Control:
    """The card for who has hours already: as large as a language, and quieter."""
    word = texts("settings", "I have hours already")
    words = look.text(word, 14, room=WORD)
    parts: list[ft.Control] = [picture(look, RETURNS, 52), ft.Container(words, expand=True)]
    box = card(look, ft.Row(parts, spacing=8), on_click=lambda _: tap(COME_BACK), chosen=model.returns_next, key=COME_BACK)
    box.padding = ft.Padding.symmetric(horizontal=8, vertical=4)
    box.on_long_press = lambda _: tap(Hear(COME_BACK))
    box.height = None if look.scale > 1.0 else HIGH
    return tappable(box, COME_BACK, expand=True, chosen=model.returns_next)
