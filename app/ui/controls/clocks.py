"""How long, as clocks: every hour is a clock filled in, half an hour half a one. They can be counted without reading.

A time of the day is a clock as on a wall: two hands, and nothing filled in.
"""

from __future__ import annotations

import math

import flet as ft

from app.protocol.activities import Kind
from app.ui.controls.look import Look

ACROSS = 5
SIDE = 100


def common_side(lengths: list[int], width: float, height: float) -> float:
    """How large one clock is, in dp, so that each of these lengths (minutes) fits: then more of them is longer at once."""
    shapes = [shape(max(1, -(-minutes // 60))) for minutes in lengths]
    return min(min(width / across, height / rows) for across, rows in shapes)


def sized_clocks(look: Look, minutes: int, side: float) -> ft.Control:
    """So many minutes, each clock of `side` dp."""
    across, rows = shape(max(1, -(-minutes // 60)))
    return clocks(look, minutes, across * side, rows * side)


def clocks(look: Look, minutes: int, width: float, height: float) -> ft.Control:
    """A picture of at most `width` by `height`; the words beside it carry the meaning."""
    return ft.Image(
        src=clocks_svg(look, minutes), width=width, height=height, fit=ft.BoxFit.CONTAIN, exclude_from_semantics=True
    )


def clocks_svg(look: Look, minutes: int) -> str:
    """The drawing: at most five beside each other, from the start of the writing direction."""
    parts = [60] * (minutes // 60) + ([minutes % 60] if minutes % 60 else [])
    across, rows = shape(len(parts))
    drawn = []
    for number, part in enumerate(parts):
        column, row = number % across, number // across
        x = (across - 1 - column if look.rtl else column) * SIDE
        drawn.append(f'<g transform="translate({x} {row * SIDE})">{face(look, part)}</g>')
    box = f'viewBox="0 0 {across * SIDE} {rows * SIDE}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(drawn)}</svg>'


def shape(many: int) -> tuple[int, int]:
    """How many of so many clocks stand beside each other, and in how many rows."""
    across = min(ACROSS, many) if many != ACROSS + 1 else 3
    return across, -(-many // across)


def face(look: Look, minutes: int) -> str:
    """One clock on a square of 100: whole when it is an hour, else filled from the top on, as the hand goes."""
    ink = look.palette.kinds[Kind.BUDDY]
    rim = f'<circle cx="50" cy="50" r="44" fill="{look.palette.card}" stroke="{ink.edge}" stroke-width="5"/>'
    if minutes >= 60:
        filled = f'<circle cx="50" cy="50" r="41.5" fill="{ink.fill}"/>'
    else:
        filled = f'<path d="M50 8.5A41.5 41.5 0 0 1 50 91.5z" fill="{ink.fill}"/>' if minutes >= 30 else ""
    end = 22 if minutes >= 60 else 78  # one hand, where the time ends: with two it would be read as a time of the day
    return rim + filled + hand(look, 50, end)


def hand(look: Look, x: float, y: float) -> str:
    """From the middle to there, seen on what is filled and on what is not, in the light and in the dark."""
    way = f'<path d="M50 50L{x:g} {y:g}" stroke-linecap="round" '
    return f'{way}stroke="{look.palette.card}" stroke-width="15"/>{way}stroke="{look.palette.ink}" stroke-width="7"/>'


def time_of_day(look: Look, minute: int, side: float) -> ft.Image:
    """A picture of `side` dp; `minute` of the day. The words beside it carry the meaning."""
    return ft.Image(src=time_of_day_svg(look, minute), width=side, height=side, exclude_from_semantics=True)


def time_of_day_svg(look: Look, minute: int) -> str:
    """The drawing on a square of 100, at any time of the day and in any language the way clocks go."""
    ink = look.palette.kinds[Kind.BUDDY]
    rim = f'<circle cx="50" cy="50" r="44" fill="{look.palette.card}" stroke="{ink.edge}" stroke-width="6"/>'
    quarters = f'<path d="M50 14v5M86 50h-5M50 86v-5M14 50h5" stroke="{ink.edge}" stroke-width="5" stroke-linecap="round"/>'
    hands = [_to(minute / 720, 19), _to(minute / 60, 29)]
    way = "".join(f"M50 50L{x:.1f} {y:.1f}" for x, y in hands)
    drawn = f'<path d="{way}" stroke="{look.palette.ink}" stroke-width="7" stroke-linecap="round"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{rim}{quarters}{drawn}</svg>'


def _to(turns: float, length: float) -> tuple[float, float]:
    """Where a hand of this length ends that has gone round so often."""
    return 50 + length * math.sin(2 * math.pi * turns), 50 - length * math.cos(2 * math.pi * turns)
