"""Who came before the day changed at a display, and who came after: the way in with a moon or a sun, and a bar of time."""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from app.protocol.activities import ActivityType
from app.ui import theme
from app.ui.controls.look import Look, picture
from app.ui.texts import Texts

HEAD, GAP = 0.14, 0.16  # height of a code's head as a share of its side, and free between two pictures as a share of theirs
DOOR, SKY, WIDE = 0.84, 0.52, 1.3  # of the way in with a sky at its corner, as shares of its height
BAR, MARK, LETTERS = 0.2, 5, 0.34  # as shares of that height: of the bar, and of the letters; width of the mark, in dp
EMPTY, FREE = 0.4, 10  # opacity of the part of the bar that is not filled; dp that the bar is wider than the letters


def head(look: Look, texts: Texts, change: int, side: float, *, night: bool) -> ft.Container:
    """Over a code of `side` dp, on its white card: whose code it is. By day that of those who came since the `change` (Unix
    seconds). At `night` that of those who came before, and leave now.
    """
    size = HEAD * side * 0.9
    bright = replace(look, palette=theme.LIGHT)  # the card is white also in the dark
    if night:
        parts = [_way_in(bright, size, night=True), picture(bright, "next", size * 0.4), picture(bright, "leave", size * DOOR)]
    else:
        parts = [came(bright, texts.clock(change), size, night=False)]
    row = ft.Row(parts, spacing=size * GAP, alignment=ft.MainAxisAlignment.CENTER)
    return ft.Container(row, width=side, height=HEAD * side, alignment=ft.Alignment.BOTTOM_CENTER)


def came(look: Look, time: str, side: float, *, night: bool) -> ft.Control:
    """Whoever came at night and before `time`, or by day and since `time`: the way in, `side` dp high, with that sky. Beside it
    a bar of time is filled on that side of a mark in its middle, and `time` stands under the mark. At night for a card in that
    colour.
    """
    high, wide = side * BAR, width(look, time, side) - side * (WIDE + GAP)
    on, ink = (theme.AT_NIGHT, theme.ON_NIGHT) if night else (look.palette.kinds[ActivityType.BUDDY].fill, look.palette.ink)
    off, half = on if night else look.palette.line, (wide - MARK) / 2
    filled = ft.Container(width=half, height=high, border_radius=high / 2, bgcolor=on)
    mark = ft.Container(width=MARK, height=high + 8, bgcolor=ink, border_radius=MARK / 2)
    empty = ft.Container(width=half, height=high, bgcolor=off, border_radius=high / 2, opacity=EMPTY)
    bar = ft.Row([filled, mark, empty] if night else [empty, mark, filled], spacing=0, tight=True)
    figures = look.text(time, side * LETTERS / look.scale, bold=True, color=ink)
    beside = ft.Column([bar, figures], spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    return ft.Row([_way_in(look, side, night=night), beside], spacing=side * GAP, tight=True)


def _way_in(look: Look, side: float, *, night: bool) -> ft.Control:
    """The way in, `side` dp high, with the sky of the night or the day at its upper corner."""
    door = picture(look, "enter", side * DOOR)
    sky = picture(look, "night" if night else "by_day", side * SKY)
    at, corner = ft.Container(door, bottom=0), ft.Container(sky, top=0)
    at.left, corner.right = (0, 0) if look.rtl else (None, None)
    at.right, corner.left = (None, None) if look.rtl else (0, 0)
    return ft.Stack([at, corner], width=side * WIDE, height=side)


def width(look: Look, time: str, side: float) -> float:
    """The width in dp of `came` that is `side` dp high."""
    return side * (WIDE + GAP) + look.width(time, side * LETTERS / look.scale) + FREE
