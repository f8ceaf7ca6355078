"""Who came before the day changed at a display, and who came after: under a moon or a sun they came, and so they leave."""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from app.protocol.activities import ActivityType
from app.ui import theme
from app.ui.controls.look import Look, picture
from app.ui.texts import Texts

HEAD = 0.17  # height of a code's head as a share of its side
# As shares of a moon or sun: the way in, the way out over a code, the code that a tap shows, and what is free between them.
IN, OUT, CODE, GAP = 0.78, 0.56, 1.0, 0.12
ARROW, BAR, LETTERS = 0.45, 0.24, 0.46  # as shares of a door: arrows, the bar of time, and the letters beneath it
# The mark on that bar and what the bar is wider than the letters, in dp; the opacity of its empty part.
MARK, FREE, EMPTY = 5, 10, 0.55


def head(look: Look, texts: Texts, change: int, side: float, *, night: bool) -> ft.Container:
    """Over a code of `side` dp, on its white card: whose code it is. By day that of those who came since the `change` (Unix
    seconds), at `night` that of those who came before. They leave with it, too: small, because it is not what tells them apart.
    """
    bright = replace(look, palette=theme.LIGHT)  # the card is white also in the dark
    high = HEAD * side
    came = _in(bright, texts.clock(change), high * IN, night=night)
    row = ft.Row(
        [_sky(bright, high, night=night), *came, *_out(bright, high * OUT)],
        spacing=high * GAP,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    return ft.Container(row, width=side, height=high + 8, alignment=ft.Alignment.BOTTOM_CENTER)


def night(look: Look, time: str, side: float) -> ft.Container:
    """A moon of `side` dp and what follows, for a card of that colour: they came in before `time`; and when they leave, a tap
    shows their code.
    """
    door = side * IN
    shows = picture(look, "night_code", side * CODE)
    parts = [_sky(look, side, night=True), *_in(look, time, door, night=True), *_out(look, door), shows]
    row = ft.Row([*parts], spacing=side * GAP, tight=True)
    return ft.Container(row, width=night_width(look, time, side))


def night_width(look: Look, time: str, side: float) -> float:
    """The width in dp of `night` with a moon of `side` dp."""
    return side * (1 + CODE + IN * (2 + ARROW) + 5 * GAP) + _since_width(look, time, side * IN)


def _sky(look: Look, side: float, *, night: bool) -> ft.Image:
    return picture(look, "night" if night else "by_day", side)


def _in(look: Look, time: str, door: float, *, night: bool) -> list[ft.Control]:
    """The way in, and a bar of time that is filled before or after a mark in its middle, with `time` under the mark."""
    high, wide = door * BAR, _since_width(look, time, door)
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


def _since_width(look: Look, time: str, door: float) -> float:
    return look.width(time, door * LETTERS / look.scale) + FREE
