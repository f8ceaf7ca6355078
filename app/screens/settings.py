"""Settings: language, big letters, Dutch words, voice, each one tap; and how many moments are kept where."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import round_button, word_card
from app.controls.frame import screen
from app.controls.look import Look
from app.controls.moment import ticks
from app.i18n import Texts, isolate
from app.phone import LANGUAGE, Event, Model, Tapped
from app.screens import help as help_pages
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
        choice("buddy", "I am a buddy", "buddy", False),
    ]
    body: list[ft.Control] = [
        ft.Row(choices[at : at + 2], spacing=12, intrinsic_height=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
        for at in range(0, len(choices), 2)
    ]
    if model.page.entries:
        body.append(_kept_where(model, texts, look))
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    helped = help_pages.button(texts, look, tap)
    return screen(look, body, start=back, state=helped, end=spoken.button(model, texts, look, send))


def _kept_where(model: Model, texts: Texts, look: Look) -> ft.Control:
    """How many moments are on this phone only, and how many are kept far away, too."""
    alone = model.page.only_here
    parts: list[ft.Control] = []
    for number, sent, msgid in ((alone, False, "On this phone"), (len(model.page.entries) - alone, True, "Also kept far away")):
        if number:
            parts += [ticks(look, sent, texts("moments", msgid)), look.text(isolate(str(number)), 20, bold=True)]
    return ft.Semantics(identifier="kept", content=ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=10))
