"""Once, after the first saved moment: how to put the app on the home screen, in pictures.

Where the browser's own button has to be tapped, an arrow at the lower edge points to it. Above the steps stands what they
are for, as large as there is room: the home screen with the app on it.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens import aloud
from app.newcomer.update import INSTALL, Event, NewcomerModel
from app.ui.controls.action import big_action, round_button, word_card
from app.ui.controls.frame import BODY, FADE_LARGE, screen
from app.ui.controls.look import ROOM as LOOK_ROOM
from app.ui.controls.look import Look, picture
from app.ui.controls.step import LINE_HIGH, place, place_high
from app.ui.events import tap_of
from app.ui.texts import Texts, isolate
from app.ui.theme import TOUCH

GOAL = "app_on_phone"
GOAL_HIGH, GOAL_LEAST = 116.0, 44.0  # dp of the picture of what the steps are for; where there is less room it is not shown
# dp between the buttons above and the arrow below, on a small phone; 12 are left for edges and lines that break later
MIDDLE = 640 - 28 - 2 * 12 - TOUCH - 56 - 12


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw how the app gets onto the home screen. `now` in Unix seconds."""
    tap = tap_of(send)

    def both(msgid: str) -> tuple[str, str]:
        return texts("install", msgid), texts.dutch("install", msgid)

    title, dutch = both("Put Veertig on your phone")
    why = texts("install", "Then it opens at once, also without internet")
    if model.install == "share":  # an iPhone empties a page that nobody opens, but not an app on the home screen
        why = texts("install", "Not opened for a week? With the icon your hours stay.")
    steps_too = look.large and model.install != "prompt"
    words = [
        look.text(title, 18 if steps_too else 24 if look.lines(title, 24, LOOK_ROOM) <= 2 else 20, bold=True),
        *look.dutch_word(title, dutch),
        look.text(why, 16, color=look.palette.quiet),
    ]
    end = aloud.button(model, texts, look, send)
    if model.install == "prompt":
        body = [picture(look, GOAL, 64 if look.large else 148), *words]
        yes = big_action(look, "plus", *both("Put it there"), tap, INSTALL, height=104)
        return screen(look, body, end=end, bottom=[yes, ft.Row([word_card(look, "later", *both("Later"), tap, "home")])])
    asked = {"share_below": both("Tap Share"), "add_in_list": both("Choose Add to Home Screen")}
    steps = [place(look, isolate(str(number)), icon, *name) for number, (icon, name) in enumerate(asked.items(), 1)]
    if look.large:
        body = [words[0], *steps, *words[1:]]  # both steps are in view
    else:
        taken = _high(look, title, words[0], dutch, why) + sum(place_high(look, *name) for name in asked.values())
        free = MIDDLE - taken - BODY * (len(words) + len(steps)) - (FADE_LARGE if look.scale > 1.0 else 0)
        goal = [picture(look, GOAL, min(GOAL_HIGH, free))] if free >= GOAL_LEAST else []
        body = [*goal, *words, *steps]
    later = round_button(look, "close", texts("install", "Later"), tap, "home")  # small, and away from the arrow
    below = ft.Row([picture(look, "point_down", 56)], alignment=ft.MainAxisAlignment.CENTER)
    return screen(look, body, start=later, end=end, bottom=[below])


def _high(look: Look, title: str, drawn: ft.Control, dutch: str, why: str) -> float:
    """How many dp the title, its Dutch words and the sentence beneath take from top to bottom."""
    size = float(getattr(drawn, "size", 0)) / look.scale
    below = 20 * look.scale * look.lines(dutch, 13, LOOK_ROOM) if look.dutch_word(title, dutch) else 0
    return LINE_HIGH * look.scale * (size * look.lines(title, size, LOOK_ROOM) + 16 * look.lines(why, 16, LOOK_ROOM)) + below
