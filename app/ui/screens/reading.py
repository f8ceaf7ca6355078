"""The settings for reading and listening: switches for big letters, Dutch words and the voice, for newcomer and buddy. Pure."""

from __future__ import annotations

import flet as ft

from app.ui.controls.action import round_button, word_card
from app.ui.controls.frame import screen
from app.ui.controls.look import Look
from app.ui.speech import Said, phrase
from app.ui.taps import Tap
from app.ui.texts import Texts

# Each switch: its picture, letters at the picture, msgid of its word, and key. The last one is of newcomers only.
HELPED = "helped"
SWITCHES = (
    ("letters", "", "Big letters", "big"),
    ("dutch_words", "NL", "Dutch words", "dutch"),
    ("speaker", "", "Voice", "voice"),
    ("helped", "", "Somebody helps me", "helped"),
)


def view(look: Look, texts: Texts, on: dict[str, bool], tap: Tap, end: ft.Control | None) -> ft.Control:
    """The screen. `on` says by key which switches there are and which of them are on; `end` is the speaker."""
    cards, side = [], 28 if len(on) > 3 else 52  # dp of each picture
    for icon, mark, msgid, key in SWITCHES:
        if key not in on:
            continue
        named = texts("settings", msgid), texts.dutch("settings", msgid)
        cards.append(ft.Row([word_card(look, icon, *named, tap, key, switch=on[key], mark=mark, side=side)]))
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    return screen(look, cards, start=back, end=end)


def spoken(*, newcomer: bool = False) -> tuple[Said, ...]:
    """The clips of this screen: the words of its switches, also of that which only a `newcomer` has."""
    return tuple(phrase("settings", msgid, key) for *_, msgid, key in SWITCHES if newcomer or key != HELPED)
