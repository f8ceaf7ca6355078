"""Who came before the day changed at a display, and who came after: a moon or a sun, and a bar of time with a mark between."""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from app.protocol.activities import ActivityType
from app.ui import theme
from app.ui.controls.look import Look, picture
from app.ui.texts import Texts

HEAD, GAP = 0.12, 0.16  # height of a code's head as a share of its side, and free between two pictures as a share of theirs
BAR, MARK, LETTERS = 0.2, 5, 0.34  # of a sky's side: height of the bar and size of its letters; width of the mark, in dp
EMPTY, FREE = 0.4, 10  # opacity of the part of the bar that is not filled; dp that the bar is wider than the letters


def head(look: Look, texts: Texts, change: int, side: float, *, night: bool) -> ft.Container:
    """Over a code of `side` dp, on its white card: whose code it is. By day those who came since the `change` (Unix seconds)
    scan it, coming and leaving. At `night` those who came before, leaving.
    """
    size = HEAD * side
    bright = replace(look, palette=theme.LIGHT)  # the card is white also in the dark
    leave = picture(bright, "leave", size)
    if night:
        parts: list[ft.Control] = [picture(bright, "night", size), leave]
    else:
        time = texts.clock(change)
        parts = [came(bright, time, size, night=False), picture(bright, "enter", size), leave]
    row = ft.Row(parts, spacing=size * 2 * GAP, alignment=ft.MainAxisAlignment.CENTER)
    return ft.Container(row, width=side, height=size)


def came(look: Look, time: str, side: float, *, night: bool) -> ft.Control:
    """The moment of coming: at night and before `time`, or by day and from `time` on. Beside a sky of `side` dp a bar of time
    is filled on that side of a mark in its middle, and `time` stands under the mark. At night for a card in that colour.
    """
    high, wide = side * BAR, width(look, time, side) - side * (1 + GAP)
    on, ink = (theme.AT_NIGHT, theme.ON_NIGHT) if night else (look.palette.kinds[ActivityType.BUDDY].fill, look.palette.ink)
    off, half = on if night else look.palette.line, (wide - MARK) / 2
    filled = ft.Container(width=half, height=high, border_radius=high / 2, bgcolor=on)
    mark = ft.Container(width=MARK, height=high + 8, bgcolor=ink, border_radius=MARK / 2)
    empty = ft.Container(width=half, height=high, bgcolor=off, border_radius=high / 2, opacity=EMPTY)
    bar = ft.Row([filled, mark, empty] if night else [empty, mark, filled], spacing=0, tight=True)
    figures = look.text(time, side * LETTERS / look.scale, bold=True, color=ink)
    beside = ft.Column([bar, figures], spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    sky = picture(look, "night" if night else "by_day", side)
    return ft.Row([sky, beside], spacing=side * GAP, tight=True)


def width(look: Look, time: str, side: float) -> float:
    """The width in dp of `came` with a sky of `side` dp."""
    return side * (1 + GAP) + look.width(time, side * LETTERS / look.scale) + FREE
