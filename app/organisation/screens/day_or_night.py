"""Who came before the day changed at a display, and who came after: under a moon or a sun they came, and so they leave."""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from app.protocol.activities import ActivityType
from app.ui import theme
from app.ui.controls.look import Look, picture
from app.ui.texts import Texts

HEAD = 0.17  # height of a code's head as a share of its side
# As shares of a door: arrows, the code that a tap shows, what is free between them, the bar of time, and letters beneath it.
ARROW, CODE, GAP, BAR, LETTERS = 0.45, 1.25, 0.18, 0.24, 0.46
# The mark on that bar and what the bar is wider than the letters, in dp; the opacity of its empty part.
MARK, FREE, EMPTY = 5, 10, 0.4
LINE = 0.5  # side of a door beside a moon or sun of 1


def head(look: Look, texts: Texts, change: int, side: float, *, night: bool) -> ft.Container:
    """Over a code of `side` dp, on its white card: whose code it is. By day that of those who came since the `change` (Unix
    seconds), at `night` that of those who came before. They leave with it, too.
    """
    bright = replace(look, palette=theme.LIGHT)  # the card is white also in the dark
    high = HEAD * side
    door = high * 0.8
    row = ft.Row(
        [_sky(bright, high, night=night), *_in(bright, texts.clock(change), door, night=night), *_out(bright, door)],
        spacing=door * GAP,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    return ft.Container(row, width=side, height=high + 8, alignment=ft.Alignment.BOTTOM_CENTER)


def night(look: Look, time: str, side: float) -> ft.Container:
    """Beside a moon of `side` dp two lines, for a card of that colour: they came in before `time`; and when they leave, a tap
    shows their code.
    """
    door = side * LINE
    first = ft.Row([*_in(look, time, door, night=True)], spacing=door * GAP, tight=True)
    second = ft.Row([*_out(look, door), *_tapped(look, door)], spacing=door * GAP, tight=True)
    lines = ft.Column([first, second], spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    row = ft.Row([_sky(look, side, night=True), lines], spacing=door * 2 * GAP, tight=True)
    return ft.Container(row, width=night_width(side))


def night_width(side: float) -> float:
    """The width in dp of `night` with a moon of `side` dp; its second line is the longer."""
    return side + side * LINE * (2 * GAP + ARROW + GAP + 1 + GAP + ARROW + GAP + CODE)


def _sky(look: Look, side: float, *, night: bool) -> ft.Image:
    return picture(look, "night" if night else "by_day", side)


def _in(look: Look, time: str, door: float, *, night: bool) -> list[ft.Control]:
    """The way in, and a bar of time that is filled before or after a mark in its middle, with `time` under the mark."""
    high, wide = door * BAR, look.width(time, door * LETTERS / look.scale) + FREE
    on = look.palette.kinds[ActivityType.PLACEMENT if night else ActivityType.BUDDY].fill
    half = (wide - MARK) / 2
    filled = ft.Container(width=half, height=high, border_radius=high / 2, bgcolor=on)
    mark = ft.Container(width=MARK, height=high + 6, bgcolor=look.palette.ink, border_radius=MARK / 2)
    empty = ft.Container(width=half, height=high, bgcolor=look.palette.line, border_radius=high / 2, opacity=EMPTY)
    bar = ft.Row([filled, mark, empty] if night else [empty, mark, filled], spacing=0, tight=True)
    figures = look.text(time, door * LETTERS / look.scale, bold=True)
    since = ft.Column([bar, figures], spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    return [picture(look, "enter", door), since]


def _out(look: Look, door: float) -> list[ft.Control]:
    return [picture(look, "next", door * ARROW), picture(look, "leave", door)]


def _tapped(look: Look, door: float) -> list[ft.Control]:
    return [picture(look, "next", door * ARROW), picture(look, "night_code", door * CODE)]
