"""Reading and listening: big letters, the Dutch word, the voice. Three switches, the same for newcomer and buddy; pure."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.ui.controls.action import round_button, word_card
from app.ui.controls.frame import screen
from app.ui.controls.look import Look
from app.ui.speech import Said, phrase
from app.ui.texts import Texts

# Picture, letters at the picture, word and key.
SWITCHES = (
    ("letters", "", "Big letters", "big"),
    ("dutch_words", "NL", "Dutch words", "dutch"),
    ("speaker", "", "Voice", "voice"),
)


def view(look: Look, texts: Texts, on: dict[str, bool], tap: Callable[[str], None], end: ft.Control | None) -> ft.Control:
    """`on` says for each switch whether it is on."""
    cards = []
    for icon, mark, msgid, key in SWITCHES:
        named = texts("settings", msgid), texts.dutch("settings", msgid)
        cards.append(ft.Row([word_card(look, icon, *named, tap, key, switch=on[key], mark=mark)]))
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    return screen(look, cards, start=back, end=end)


def said() -> tuple[Said, ...]:
    return tuple(phrase("settings", msgid, key) for *_, msgid, key in SWITCHES)
