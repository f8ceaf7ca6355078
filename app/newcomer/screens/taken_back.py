"""After taking back: it no longer counts. For some seconds it can be kept after all; "another time" leads on to that time."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer import take_back
from app.newcomer.screens import aloud
from app.newcomer.update import Event, NewcomerModel
from app.records.open_visits import lasted
from app.records.page import Entry
from app.ui.controls.action import ROOM, big_action, low_card, round_button
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.message import sentences
from app.ui.controls.moment import taken_back_mark
from app.ui.controls.taken_back import crossed_out, struck
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.texts import Texts

GONE = "Taken back. It no longer counts."
OTHER_TIME = "Tell when it was"


def view(model: NewcomerModel, entry: Entry, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    """Draw that `entry` was taken back, and what can still be done about it."""
    tap = tap_of(send)
    icon, _ = words.activity(entry.visit.activity)
    end = aloud.button(model, texts, look, send)
    body = [*_what(look, icon, hours(entry, texts, look)), *sentences(look, *_both(texts, GONE))]
    below: list[ft.Control] = []
    taken = model.taken
    if taken and taken.undoable:
        whole = picture(look, icon, 32) if look.scale <= 1.0 else None  # with larger letters the sentence needs the room
        keep = low_card(look, "undo", *_both(texts, "No, keep it"), tap, take_back.UNDO, room=ROOM - 84, beside=whole)
        (below if look.scale > 1.0 else body).append(ft.Row([keep]))  # ten seconds are too short to scroll
    if take_back.leads_on(taken):
        close = round_button(look, "close", texts("scan", "Close"), tap, "back")
        onward = big_action(look, "clock", *_both(texts, OTHER_TIME), tap, take_back.OTHER_TIME, height=92)
        return screen(look, body, start=close, end=end, bottom=[*below, onward])
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    return screen(look, body, end=end, bottom=[*below, big_action(look, "home", *good, tap, "home", height=84)])


def hours(entry: Entry, texts: Texts, look: Look) -> list[ft.Control]:
    """How long it was, struck through, and the mark of what was taken back; the mark alone where nobody left."""
    stay, back = lasted(entry), texts("together", "Taken back")
    mark = taken_back_mark(look, back, 48)
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
