"""What to do, step by step: a card with a number, a picture and its word, read from above. A tap makes its word heard."""

from __future__ import annotations

import flet as ft

from app.controls.action import Tap, card, tappable
from app.controls.look import Look, picture
from app.voice import HEAR


def step(
    look: Look,
    icon: str,
    word: str,
    dutch: str,
    *,
    number: str = "",
    small: bool = False,
    exactly: str = "",
    key: str = "",
    tap: Tap | None = None,
) -> ft.Control:
    """`number` as it is to be shown, if any; `small` where more than three stand beneath each other; `key` lights it up.

    `exactly`: what is the same in every language, beneath the words: a standard, a day, an address. With `tap` it is heard when
    it is tapped, and a keyboard can reach it on a page that scrolls.
    """
    said = ft.Column(
        [
            *look.named(word, dutch, 15 if small else 18, bold=not small, align=ft.TextAlign.START, room=190),
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
    heard = f"{HEAR}{key}"
    box = card(look, row, on_click=(lambda _: tap(heard)) if tap else None, padding=(14, 8), key=key)
    return ft.Semantics(identifier=key, content=tappable(box, heard) if tap else box)
