"""The page of unforeseen faults on this device, the same for every role. A card leads to it when there is a fault.

Its lines are small, because they are for a helper, who reads them here or gets them as a file. They say nothing about a person.
"""

from __future__ import annotations

import flet as ft

from app.ui import help_model
from app.ui.controls.action import big_action, card, round_button, tappable
from app.ui.controls.choices import title
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.speech import Said, phrase
from app.ui.taps import Hear, Tap
from app.ui.texts import Texts, isolate

ICON = "toolbox"
NAME, ABOUT = "What went another way", "Give this to whoever helps you. No names and no hours are in it."
GIVE = "Give it"
SMALL, ROOM, WAY_ROOM = 13, 270, 190  # dp: size of a line's letters, width for a line, and width for the card's words


def view(lines: tuple[str, ...], texts: Texts, look: Look, tap: Tap, end: ft.Control | None = None) -> ft.Control:
    """The page with these lines, one for each fault. Taps send `back` and `give-diagnosis`. `end`: the speaker."""
    about = texts("help", ABOUT)
    body = [
        title(look, texts("help", NAME), texts.dutch("help", NAME), picture(look, ICON, 44)),
        look.text(about, 18),
        *look.dutch_word(about, texts.dutch("help", ABOUT)),
        *(_fault(look, line, number) for number, line in enumerate(lines)),
    ]
    give = big_action(look, "share", texts("help", GIVE), texts.dutch("help", GIVE), tap, help_model.GIVE, height=92)
    return screen(
        look, body, start=round_button(look, "back", texts("common", "Back"), tap, "back"), end=end, bottom=[give], long=True
    )


def link_card(texts: Texts, look: Look, tap: Tap) -> ft.Control:
    """The small card that leads to this page, to be shown beneath other choices."""
    named = look.named(texts("help", NAME), texts.dutch("help", NAME), 18, align=ft.TextAlign.START, room=WAY_ROOM)
    words = ft.Column(named, spacing=2, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    row = ft.Row([picture(look, ICON, 40), words, picture(look, "next", 24)], spacing=14)
    box = card(look, row, on_click=lambda _: tap(help_model.DIAGNOSIS), padding=(14, 8), key=help_model.DIAGNOSIS)
    box.on_long_press = lambda _: tap(Hear(help_model.DIAGNOSIS))
    return tappable(box, help_model.DIAGNOSIS)


def spoken() -> tuple[Said, ...]:
    """The clips of this page. Its lines are not said, because they are for a helper to read."""
    return phrase("help", NAME), phrase("help", ABOUT), phrase("help", GIVE, help_model.GIVE)


def _fault(look: Look, line: str, number: int) -> ft.Control:
    """One line, with its parts beneath each other, each from left to right."""
    parts = [look.text(isolate(part), SMALL, align=ft.TextAlign.START, room=ROOM) for part in line.split(" · ")]
    column = ft.Column([*parts], spacing=2, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    return ft.Semantics(identifier=f"fault-{number}", content=card(look, ft.Row([column]), padding=(12, 8)))
