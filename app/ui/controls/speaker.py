"""The speaker button at the end of the top. It is quiet, speaks (a second tap stops it), or has nothing that could be heard."""

from __future__ import annotations

import flet as ft

from app.ui import theme
from app.ui.controls.action import letters_mark, tappable
from app.ui.controls.look import Look, picture
from app.ui.taps import Hear, Tap

QUIET, SPEAKING, NOTHING = "speaker", "speaker_stop", "speaker_none"  # its states, which are also the names of their pictures
APART = 8  # dp: by how much the ring inside a card is smaller than theme.TOUCH


def speaker(look: Look, state: str, name: str, tap: Tap, meaning: Hear, *, mark: str = "", flat: bool = False) -> ft.Control:
    """The button in this `state`; `name` is its label for screen readers.

    `mark`: two letters that say in which other language the voice speaks, or "". `flat`: it lies in a card, without a shadow.
    """
    drawn: ft.Control = picture(look, state, 26 if mark else 30)
    if mark:
        centred = ft.CrossAxisAlignment.CENTER
        drawn = ft.Column([drawn, letters_mark(look, mark)], spacing=0, tight=True, horizontal_alignment=centred)
    inside = flat and state == SPEAKING  # then the ring is smaller, to stay apart from the lit edge of the card
    if inside:
        side, ring, middle = theme.TOUCH - APART, _ring(look, state, flat), ft.Alignment.CENTER
        drawn = ft.Container(drawn, width=side, height=side, border_radius=side / 2, border=ring, alignment=middle)
    box = ft.Container(
        drawn,
        width=theme.TOUCH,
        height=theme.TOUCH,
        border_radius=theme.TOUCH / 2,
        border=None if inside else _ring(look, state, flat),
        bgcolor=look.palette.card,
        alignment=ft.Alignment.CENTER,
        shadow=None if flat else ft.BoxShadow(blur_radius=8, color="#14000000", offset=ft.Offset(0, 2)),
        on_click=lambda _: tap(meaning),
        ink=True,
    )
    return tappable(box, meaning.key, name=name)


def _ring(look: Look, state: str, flat: bool) -> ft.Border | None:
    if state == SPEAKING:
        return ft.Border.all(3, look.palette.edge or look.palette.good)
    return ft.Border.all(2, look.palette.edge) if look.palette.edge and not flat else None
