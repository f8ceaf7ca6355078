"""After taking back: it no longer counts. For some seconds it can be kept after all; "another time" leads on to that time."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import taking_back
from app.controls.action import ROOM, big_action, low_card, round_button
from app.controls.frame import screen
from app.controls.look import Look
from app.controls.message import gentle
from app.controls.moment import gone
from app.controls.taken_back import crossed_out, struck
from app.i18n import Texts
from app.page import Entry
from app.phone import Event, Model, Tapped
from app.screens import spoken, words
from app.stays import lasted

GONE = "Taken back. It no longer counts."
OTHER_TIME = "Tell when it was"


def view(model: Model, entry: Entry, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    icon, _ = words.activity(entry.visit.activity)
    end = spoken.button(model, texts, look, send)
    _, *told = gentle(look, icon, *_both(texts, GONE))
    body = [*_what(look, icon, hours(entry, texts, look)), *told]
    below: list[ft.Control] = []
    taken = model.taken
    if taken and taken.undoable:
        keep = low_card(look, "undo", *_both(texts, "No, keep it"), tap, taking_back.UNDO, room=ROOM - 84, beside=icon)
        (below if look.scale > 1.0 else body).append(ft.Row([keep]))  # ten seconds are too short to scroll
    if taking_back.leads_on(taken):
        close = round_button(look, "close", texts("scan", "Close"), tap, "back")
        onward = big_action(look, "clock", *_both(texts, OTHER_TIME), tap, taking_back.OTHER_TIME, height=92)
        return screen(look, body, start=close, end=end, bottom=[*below, onward])
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    return screen(look, body, end=end, bottom=[*below, big_action(look, "home", *good, tap, "home", height=84)])


def hours(entry: Entry, texts: Texts, look: Look) -> list[ft.Control]:
    """How long it was, struck through, and the mark of what was taken back; the mark alone where nobody left."""
    stay, back = lasted(entry), texts("together", "Taken back")
    mark = gone(look, back, 48)
    if not stay:
        return [mark]
    long = texts.length(stay)
    return [struck(look, long, stay, f"{back}: {long}", size=24 if look.large else 32, room=0 if look.large else 96), mark]


def _what(look: Look, icon: str, hours: list[ft.Control]) -> list[ft.Control]:
    """What it was, above its hours; beside them where letters are large, so that the sentence stays in view."""
    centred = ft.MainAxisAlignment.CENTER
    if look.large:
        return [ft.Row([crossed_out(look, icon, 60), *hours], alignment=centred, spacing=14)]
    return [crossed_out(look, icon, 132), ft.Row(hours, alignment=centred, spacing=16)]


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("together", msgid), texts.dutch("together", msgid)
