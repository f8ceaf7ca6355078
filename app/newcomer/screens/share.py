"""Showing one's hours to a counsellor: from this phone to the counsellor, and who sees them is the newcomer's choice."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens import aloud
from app.newcomer.share_proof import HAND
from app.newcomer.update import Event, NewcomerModel
from app.ui.controls.action import big_action, round_button
from app.ui.controls.choices import title
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.moment import saved_mark
from app.ui.events import tap_of
from app.ui.texts import Texts

WAY = ("on_phone", "next", "counsellor")


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw how the proof is handed over, or that it is ready. `now` in Unix seconds."""
    tap = tap_of(send)
    shown: list[ft.Control] = [picture(look, name, 32 if name == "next" else 84) for name in WAY]
    mine = "You choose who sees your hours."
    own = texts("give", mine)
    named = [title(look, texts("give", "Show my counsellor"), texts.dutch("give", "Show my counsellor"))]
    body = [
        *([] if model.handed and look.scale > 1.0 else named),  # that it is ready is never out of view
        ft.Row(shown, alignment=ft.MainAxisAlignment.CENTER, spacing=14),
        *(_ready(texts, look) if model.handed else [look.text(own, 18), *look.dutch_word(own, texts.dutch("give", mine))]),
    ]
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    end = aloud.button(model, texts, look, send)
    if model.handed:
        good = texts("saved", "Good"), texts.dutch("saved", "Good")
        return screen(look, body, start=back, end=end, bottom=[big_action(look, "home", *good, tap, "home", height=104)])
    word = texts("give", "Give my hours"), texts.dutch("give", "Give my hours")
    return screen(look, body, start=back, end=end, bottom=[big_action(look, "share", *word, tap, HAND)])


def _ready(texts: Texts, look: Look) -> list[ft.Control]:
    done = "It is ready for your counsellor."
    return [saved_mark(look, texts("give", done), texts.dutch("give", done))]
