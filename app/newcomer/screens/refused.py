"""Nothing was saved: one picture and one kind sentence that says what to do next."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens import aloud
from app.newcomer.update import Event, Model, Tapped
from app.ui.controls.action import big_action, round_button
from app.ui.controls.frame import screen
from app.ui.controls.look import Look
from app.ui.controls.message import gentle
from app.ui.screens import words
from app.ui.texts import Texts


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    icon, msgid = words.refusal(model.refusal)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    again = big_action(look, "scan", texts("home", "Scan"), texts.dutch("home", "Scan"), tap, "scan", height=104)
    body = gentle(look, icon, texts("refusal", msgid), texts.dutch("refusal", msgid), words.WAY_ON.get(model.refusal, ""))
    return screen(look, body, start=back, end=aloud.button(model, texts, look, send), bottom=[again])
