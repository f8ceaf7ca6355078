"""Settings: language, big letters, Dutch words, voice. Each is one tap."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import round_button, word_card
from app.controls.frame import screen
from app.controls.look import Look
from app.i18n import Texts
from app.phone import LANGUAGE, Event, Model, Tapped
from app.screens import spoken


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    def choice(icon: str, msgid: str, key: str, on: bool) -> ft.Control:
        word, dutch = texts("settings", msgid), texts.dutch("settings", msgid)
        return word_card(look, icon, word, dutch, tap, key, chosen=on)

    choices = [
        choice("language", "Language", LANGUAGE, False),
        choice("letters", "Big letters", "big", model.big),
        choice("dutch_words", "Dutch words", "dutch", model.dutch),
        choice("speaker", "Voice", "voice", model.voice),
    ]
    body = [
        ft.Row(choices[at : at + 2], spacing=12, intrinsic_height=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
        for at in range(0, len(choices), 2)
    ]
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    return screen(look, body, start=back, end=spoken.button(model, texts, look, send))
