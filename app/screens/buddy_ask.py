"""What a newcomer's code says, in the same pictures, and one tap: we were together. Then the code that the newcomer scans.

No field, no remark, no way to refuse. Closing is the only other way.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.buddy import Event, Model, Tapped
from app.controls.action import big_action, card, round_button
from app.controls.clocks import clocks
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.controls.pair import pair
from app.controls.qr import qr
from app.i18n import Texts
from app.screens import spoken_buddy, words
from app.screens.code import SIDE, told

Send = Callable[[Event], None]
HALF = 124.0  # dp for a word in one of two cards side by side


def view(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    close = round_button(look, "close", texts("scan", "Close"), tap, "back")
    end = spoken_buddy.button(model, texts, look, send)
    asked = model.asked
    if asked is None:
        return screen(look, [], start=close, end=end)
    icon, name = words.activity(asked.activity)
    sign = "" if asked.picture is None else words.sign(asked.picture)[0]
    activity, dutch = texts("activity", name), texts.dutch("activity", name)
    body = [
        pair(look, icon, 92, newcomer=sign),
        ft.Row([_told(look, picture(look, icon, 72), activity, dutch), _told(look, clocks(look, asked.minutes, 116, 72),
                texts.length(asked.minutes), "")], spacing=12, intrinsic_height=True,
               vertical_alignment=ft.CrossAxisAlignment.STRETCH),
        look.text(texts.day(asked.start, now), 18),
    ]  # fmt: skip
    own, dutch = texts("buddy", "We were together"), texts.dutch("buddy", "We were together")
    return screen(look, body, start=close, end=end, bottom=[big_action(look, "met", own, dutch, tap, "together", height=160)])


def _told(look: Look, drawn: ft.Control, word: str, dutch: str) -> ft.Control:
    inside = ft.Column(
        [drawn, *look.named(word, dutch, 18, room=HALF)],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=4,
        tight=True,
    )
    box = card(look, inside)
    box.expand = True
    box.height = 160 if look.scale <= 1.0 else None
    return box


def code(model: Model, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """The answer, for the newcomer's phone to scan."""

    def tap(key: str) -> None:
        send(Tapped(key))

    close = round_button(look, "close", texts("scan", "Close"), tap, "back")
    end = spoken_buddy.button(model, texts, look, send)
    moment = model.moment
    if moment is None:
        return screen(look, [], start=close, end=end)
    body = [
        qr(moment.answer, SIDE, texts("buddy", "The other phone scans this")),
        told(look, texts, moment.activity, moment.minutes, moment.start, now),
    ]
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    both = picture(look, "two_phones", 56)
    return screen(
        look, body, start=close, end=end, state=both, bottom=[big_action(look, "saved", *good, tap, "home", height=92)]
    )
