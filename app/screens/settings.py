"""Settings: language, big letters, Dutch words, each one tap; and how many moments are kept where."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import round_button, word_card
from app.controls.frame import screen
from app.controls.look import Look
from app.controls.moment import ticks
from app.i18n import Texts, isolate
from app.phone import LANGUAGE, Event, Model, Tapped


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    def choice(icon: str, msgid: str, key: str, on: bool) -> ft.Control:
        word, dutch = texts("settings", msgid), texts.dutch("settings", msgid)
        return ft.Row([word_card(look, icon, word, dutch, tap, key, chosen=on)])

    body = [
        choice("language", "Language", LANGUAGE, False),
        choice("letters", "Big letters", "big", model.big),
        choice("dutch_words", "Dutch words", "dutch", model.dutch),
    ]
    body.append(choice("buddy", "I am a buddy", "buddy", False))
    if model.page.entries:
        body.append(_kept_where(model, texts, look))
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    return screen(look, body, start=back)


def _kept_where(model: Model, texts: Texts, look: Look) -> ft.Control:
    """How many moments are on this phone only, and how many are kept far away, too."""
    alone = model.page.only_here
    parts: list[ft.Control] = []
    for number, sent, msgid in ((alone, False, "On this phone"), (len(model.page.entries) - alone, True, "Also kept far away")):
        if number:
            parts += [ticks(look, sent, texts("moments", msgid)), look.text(isolate(str(number)), 20, bold=True)]
    return ft.Semantics(identifier="kept", content=ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=10))
