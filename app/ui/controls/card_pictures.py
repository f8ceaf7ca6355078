"""The pictures of a recovery card: ten in their order, and many to choose from.

Each lies on a white tile, also in the dark, because it has to look the same on the phone, on paper and on another phone. The
ten carry the numbers 1 to 10 and run in the direction in which the language is read: whoever follows the numbers and whoever
follows the direction gets the same sequence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import flet as ft

from app.ui import theme
from app.ui.controls.action import tappable
from app.ui.controls.look import Look, picture
from app.ui.taps import Meaning, Tap, key_of
from app.ui.texts import isolate

ACROSS = 5  # pictures beside each other
SIDE, GAP = 58.0, 8.0  # dp: side of a tile, and between two of them; five fit on a small phone
SHARE = 0.76  # share of a tile's side that its picture takes
NUMBERED = 0.68, (0.35, 0.6)  # the same beside a number, and where in the tile: the number lies on paper, not on it
CORNER, NUMBER = 12.0, 20.0  # dp: radius of a tile's corner, side of the number on it


@dataclass(frozen=True, slots=True)
class CardPicture:
    """One picture: the name of its file, and its word for screen readers."""

    icon: str
    word: str


def in_order(
    look: Look,
    chosen: Sequence[CardPicture | None],
    length: int,
    size: float = SIDE,
    clear: tuple[Tap, Callable[[int], Meaning]] | None = None,
) -> ft.Control:
    """The `length` places of a card, five beside each other, on tiles of `size` dp: first the `chosen` pictures, then empty
    places. A None among the chosen is a place that was cleared. The next place to be filled has a thick edge.

    With `clear`, a tap on the picture at place n (from 0) tells the first of the two the second's meaning of n.
    """
    filled = [*chosen, *[None] * (length - len(chosen))]
    following = next((number for number, drawing in enumerate(filled) if drawing is None), length)
    tiles = [_place(look, number, drawing, size, clear, following=number == following) for number, drawing in enumerate(filled)]
    return _rows(tiles, ACROSS)


def to_choose(
    look: Look,
    pictures: Sequence[CardPicture],
    tap: Tap,
    meaning: Callable[[int], Meaning],
    *,
    across: int = ACROSS,
    size: float = SIDE,
) -> ft.Control:
    """All `pictures` as tiles of `size` dp to tap, `across` beside each other. A tap on picture n sends `meaning(n)`."""
    return _rows([_choice(look, drawing, tap, meaning(number), size) for number, drawing in enumerate(pictures)], across)


def _rows(tiles: Sequence[ft.Control], across: int) -> ft.Control:
    rows = [
        ft.Row(list(tiles[at : at + across]), spacing=GAP, alignment=ft.MainAxisAlignment.CENTER)
        for at in range(0, len(tiles), across)
    ]
    return ft.Column(list(rows), spacing=GAP, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)


def _choice(look: Look, drawing: CardPicture, tap: Tap, meaning: Meaning, size: float) -> ft.Control:
    box = _tile(look, picture(look, drawing.icon, size * SHARE), size)
    box.on_click, box.ink = lambda _: tap(meaning), True
    return tappable(box, key_of(meaning), name=drawing.word)


def _place(
    look: Look,
    number: int,
    drawing: CardPicture | None,
    size: float,
    clear: tuple[Tap, Callable[[int], Meaning]] | None,
    *,
    following: bool,
) -> ft.Control:
    """One of the places, `number` from 0: with its picture, or empty, and then perhaps the `following` one to be filled."""
    key = f"place-{number + 1}"
    if drawing:
        share, (across, down) = NUMBERED
        aside = ft.Alignment(-across if look.rtl else across, down)
        middle = ft.Container(picture(look, drawing.icon, size * share), width=size, height=size, alignment=aside)
        at_start = {"right": 0} if look.rtl else {"left": 0}
        badge = ft.Container(_number(number, NUMBER * 0.65), width=NUMBER, height=NUMBER, top=0, alignment=ft.Alignment.CENTER)
        badge.left, badge.right = at_start.get("left"), at_start.get("right")
        box = _tile(look, ft.Stack([middle, badge], width=size, height=size), size)
        name = f"{isolate(str(number + 1))}. {drawing.word}"
        if clear:
            tap, meaning = clear[0], clear[1](number)
            box.on_click, box.ink = lambda _: tap(meaning), True
            return tappable(box, key_of(meaning), name=name)
        return ft.Semantics(label=name, image=True, exclude_semantics=True, identifier=key, content=box)
    box = _tile(look, _number(number, size * 0.36, bold=following), size)
    if following:
        box.border = ft.Border.all(4, look.palette.action)
    return ft.Semantics(label=f"{isolate(str(number + 1))}.", image=True, exclude_semantics=True, identifier=key, content=box)


def _number(number: int, size: float, *, bold: bool = True) -> ft.Control:
    """The number of a place, always of the same size: it belongs to the drawing."""
    weight = ft.FontWeight.W_700 if bold else ft.FontWeight.W_400
    return ft.Text(isolate(str(number + 1)), size=size, weight=weight, color=theme.LIGHT.quiet, no_wrap=True)


def _tile(look: Look, inside: ft.Control, size: float) -> ft.Container:
    return ft.Container(
        inside,
        width=size,
        height=size,
        bgcolor=theme.LIGHT.card,
        border_radius=CORNER,
        border=ft.Border.all(1, look.palette.edge or look.palette.line),
        alignment=ft.Alignment.CENTER,
    )
