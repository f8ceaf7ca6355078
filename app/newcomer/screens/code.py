"""The newcomer's code for a buddy: large and bright, with the same pictures beneath that the buddy will see."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens import aloud
from app.newcomer.update import Event, NewcomerModel
from app.protocol import qr_text
from app.ui.controls.action import STORY, big_action, round_button
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.pair import face
from app.ui.controls.qr import SIDE, qr
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.screens.meeting import in_short
from app.ui.texts import Texts

FIRST = 48  # dp of the pictures of what happens first


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the code, what happens first, and the way to scan the answer. `now` in Unix seconds."""
    tap = tap_of(send)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    end = aloud.button(model, texts, look, send)
    if model.shown is None:
        return screen(look, [], start=back, end=end)
    asked = model.shown.proposal
    own, dutch = texts("together", "Scan the answer"), texts.dutch("together", "Scan the answer")
    body = [
        qr(qr_text.to_text(model.origin, qr_text.MEETING, model.shown.data), SIDE, texts("together", "Your buddy scans this")),
        in_short(look, texts, asked.activity, asked.minutes, asked.start, now),
    ]
    both = picture(look, "newcomer", STORY), _buddy(look, model.meant, STORY)  # as they stand in the help
    answer = big_action(look, "two_phones_answer", own, dutch, tap, "scan", height=120, ends=both)
    return screen(look, body, start=back, state=_first(look, model.meant), end=end, bottom=[answer])


def _first(look: Look, meant: int | None) -> ft.Control:
    """What happens before anything is to be tapped: this code goes to the buddy's phone, which scans it."""
    buddy = _buddy(look, meant, FIRST)
    drawn = [picture(look, "code_phone", FIRST), picture(look, "next", FIRST / 2), buddy, picture(look, "phone_scans", FIRST)]
    return ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=2)


def _buddy(look: Look, meant: int | None, size: float) -> ft.Control:
    """The buddy, with the picture of whom this code is likely for."""
    return face(look, "buddy", "" if meant is None else words.sign(meant)[0], size)
