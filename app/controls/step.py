"""What to do, step by step: a card with a number, a picture and its word, read from above. Nothing to tap."""

from __future__ import annotations

import flet as ft

from app.controls.action import card
from app.controls.look import Look, picture


def step(
    look: Look, icon: str, word: str, dutch: str, *, number: str = "", small: bool = False, exactly: str = "", key: str = ""
) -> ft.Control:
    """`number` as it is to be shown, if any; `small` where more than three stand beneath each other; `key` lights it up.

    `exactly`: what is the same in every language, beneath the words: a standard, a day, an address.
    """
    said = ft.Column(
        [
            look.text(word, 15 if small else 18, bold=not small, align=ft.TextAlign.START, room=190),
            *look.dutch_word(word, dutch, align=ft.TextAlign.START),
            *([look.text(exactly, 14, color=look.palette.quiet, align=ft.TextAlign.START)] if exactly else []),
        ],
        spacing=2,
        tight=True,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.START,
    )
    size = 36 if small else 44
    counted: list[ft.Control] = [look.text(number, 22, bold=True, color=look.palette.quiet)] if number else []
    row = ft.Row([*counted, picture(look, icon, size), said], spacing=14)
    return ft.Semantics(identifier=key, content=card(look, row, padding=(14, 8), key=key))
