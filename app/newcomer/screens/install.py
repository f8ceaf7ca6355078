"""Once, after the first saved moment: how to put the app on the home screen, in pictures.

Where the browser's own button has to be tapped, an arrow at the lower edge points to it, and nothing else is large.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens import aloud
from app.newcomer.update import INSTALL, Event, NewcomerModel
from app.ui.controls.action import big_action, round_button, word_card
from app.ui.controls.frame import screen
from app.ui.controls.look import ROOM as LOOK_ROOM
from app.ui.controls.look import Look, picture
from app.ui.controls.step import place
from app.ui.events import tap_of
from app.ui.texts import Texts, isolate


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw how the app gets onto the home screen. `now` in Unix seconds."""
    tap = tap_of(send)

    def both(msgid: str) -> tuple[str, str]:
        return texts("install", msgid), texts.dutch("install", msgid)

    title, dutch = both("Put Veertig on your phone")
    why = texts("install", "Then it opens at once, also without internet")
    steps_too = look.large and model.install != "prompt"
    words = [
        look.text(title, 18 if steps_too else 24 if look.lines(title, 24, LOOK_ROOM) <= 2 else 20, bold=True),
        *look.dutch_word(title, dutch),
        look.text(why, 16, color=look.palette.quiet),
    ]
    end = aloud.button(model, texts, look, send)
    if model.install == "prompt":
        body = [picture(look, "on_phone", 64 if look.large else 148), *words]
        yes = big_action(look, "plus", *both("Put it there"), tap, INSTALL, height=104)
        return screen(look, body, end=end, bottom=[yes, ft.Row([word_card(look, "later", *both("Later"), tap, "home")])])
    steps = [
        place(look, isolate("1"), "share_below", *both("Tap Share")),
        place(look, isolate("2"), "add_in_list", *both("Choose Add to Home Screen")),
    ]
    body = [words[0], *steps, *words[1:]] if look.large else [*words, *steps]  # no larger picture: all of it is in view
    later = round_button(look, "later", texts("install", "Later"), tap, "home")  # small, and away from the arrow
    below = ft.Row([picture(look, "point_down", 56)], alignment=ft.MainAxisAlignment.CENTER)
    return screen(look, body, start=later, end=end, bottom=[below])
