"""What a newcomer's code says, in the same pictures, and one tap: we were together. Then the code that the newcomer scans.

No field, no remark, no way to refuse. Closing is the only other way.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.buddy.model import BuddyModel, Event, Tapped
from app.buddy.screens import aloud
from app.ui.controls.action import big_action, round_button
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.qr import SIDE, qr
from app.ui.screens.meeting import in_full, in_short
from app.ui.texts import Texts

Send = Callable[[Event], None]


def view(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    close = round_button(look, "close", texts("scan", "Close"), tap, "back")
    end = aloud.button(model, texts, look, send)
    asked = model.asked
    if asked is None:
        return screen(look, [], start=close, end=end)
    body = in_full(look, texts, asked.activity, asked.minutes, asked.start, now, person=asked.picture)
    own, dutch = texts("buddy", "We were together"), texts.dutch("buddy", "We were together")
    return screen(look, body, start=close, end=end, bottom=[big_action(look, "met", own, dutch, tap, "together", height=160)])


def code(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """The answer, for the newcomer's phone to scan."""

    def tap(key: str) -> None:
        send(Tapped(key))

    close = round_button(look, "close", texts("scan", "Close"), tap, "back")
    end = aloud.button(model, texts, look, send)
    moment = model.moment
    if moment is None:
        return screen(look, [], start=close, end=end)
    body = [
        qr(moment.answer, SIDE, texts("buddy", "The other phone scans this")),
        in_short(look, texts, moment.activity, moment.minutes, moment.start, now),
    ]
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    drawn: list[ft.Control] = [
        picture(look, "newcomer", 40),
        picture(look, "two_phones_answer", 48),
        picture(look, "buddy", 40),
    ]
    both = ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=8)
    return screen(
        look, body, start=close, end=end, state=both, bottom=[big_action(look, "saved", *good, tap, "home", height=92)]
    )
