"""What a newcomer's code says, in the same pictures, and one tap: we were together. Then the code that the newcomer scans.

No field, no remark, no way to refuse. Closing is the only other way.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.buddy.screens import aloud
from app.buddy.update import BuddyModel, Event
from app.ui.controls.action import big_action, round_button
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.pair import face
from app.ui.controls.qr import SIDE, qr
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.screens.meeting import in_full, in_short
from app.ui.texts import Texts

FIRST = 48  # dp of the pictures of who scans
Send = Callable[[Event], None]


def view(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw what the newcomer asks, and the one answer. `now` in Unix seconds."""
    tap = tap_of(send)
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

    tap = tap_of(send)
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
    return screen(
        look,
        body,
        start=close,
        end=end,
        state=_who_scans(look, moment.picture),
        bottom=[big_action(look, "saved", *good, tap, "home", height=92)],
    )


def _who_scans(look: Look, sign: int | None) -> ft.Control:
    """This code goes to the newcomer's phone, which scans it: as the newcomer's own code has it for the buddy."""
    newcomer = face(look, "newcomer", "" if sign is None else words.sign(sign)[0], FIRST)
    drawn = [
        picture(look, "code_phone", FIRST),
        picture(look, "next", FIRST / 2),
        newcomer,
        picture(look, "phone_scans", FIRST),
    ]
    return ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=2)
