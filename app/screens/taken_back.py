"""After taking back: it no longer counts. For some seconds it can be kept after all; "another time" leads on to that time."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import taking_back
from app.controls.action import ROOM, big_action, low_card, round_button
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.controls.message import gentle
from app.diary import Entry
from app.i18n import Texts
from app.phone import Event, Model, Tapped
from app.screens import spoken, words

GONE = "Taken back. It no longer counts."
OTHER_TIME = "Tell when it was"


def view(model: Model, entry: Entry, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    icon, _ = words.activity(entry.visit.activity)
    end = spoken.button(model, texts, look, send)
    _, *told = gentle(look, icon, *_both(texts, GONE))
    drawn: list[ft.Control] = [
        picture(look, icon, 44 if look.large else 104),
        picture(look, "take_back", 36 if look.large else 80),
    ]
    body = [ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=20), *told]  # else it looks like one that was won
    below: list[ft.Control] = []
    taken = model.taken
    if taken and taken.undoable:
        keep = low_card(look, "undo", *_both(texts, "No, keep it"), tap, taking_back.UNDO, room=ROOM - 42)
        (below if look.scale > 1.0 else body).append(ft.Row([keep]))  # ten seconds are too short to scroll
    if taking_back.leads_on(taken):
        close = round_button(look, "close", texts("scan", "Close"), tap, "back")
        onward = big_action(look, "clock", *_both(texts, OTHER_TIME), tap, taking_back.OTHER_TIME, height=92)
        return screen(look, body, start=close, end=end, bottom=[*below, onward])
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    return screen(look, body, end=end, bottom=[*below, big_action(look, "home", *good, tap, "home", height=84)])


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("together", msgid), texts.dutch("together", msgid)
