"""A length of time as clocks: each hour is a full clock, half an hour is half a clock. Who cannot read can count them."""

from __future__ import annotations

import flet as ft

from app.protocol.activities import ActivityType
from app.ui.controls.look import Look

ACROSS = 5  # clocks in a row at most
SIDE = 100  # of one clock, in the units of the drawing


def common_side(lengths: list[int], width: float, height: float) -> float:
    """The side of one clock in dp with which each of `lengths` (minutes) fits into `width` by `height` dp.

    With clocks of one size a longer time has the larger picture.
    """
    shapes = [shape(max(1, -(-minutes // 60))) for minutes in lengths]
    return min(min(width / across, height / rows) for across, rows in shapes)


def sized_clocks(look: Look, minutes: int, side: float) -> ft.Control:
    """The picture of so many minutes, with clocks of `side` dp."""
    across, rows = shape(max(1, -(-minutes // 60)))
    return clocks(look, minutes, across * side, rows * side)


def clocks(look: Look, minutes: int, width: float, height: float) -> ft.Control:
    """The picture of so many minutes, at most `width` by `height` dp. Screen readers skip it: words beside it say the same."""
    return ft.Image(
        src=clocks_svg(look, minutes), width=width, height=height, fit=ft.BoxFit.CONTAIN, exclude_from_semantics=True
    )


def clocks_svg(look: Look, minutes: int) -> str:
    """The SVG of these clocks: rows of at most five, as equal as possible, from the start of the writing direction."""
    parts = [60] * (minutes // 60) + ([minutes % 60] if minutes % 60 else [])
    across, rows = shape(len(parts))
    drawn = []
    for number, part in enumerate(parts):
        column, row = number % across, number // across
        beside = min(across, len(parts) - row * across)  # the last row may be shorter: it is centred
        x = ((across - beside) / 2 + (beside - 1 - column if look.rtl else column)) * SIDE
        drawn.append(f'<g transform="translate({x:g} {row * SIDE})">{face(look, part)}</g>')
    box = f'viewBox="0 0 {across * SIDE} {rows * SIDE}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(drawn)}</svg>'


def shape(many: int) -> tuple[int, int]:
    """For so many clocks: how many stand in a row, and how many rows there are."""
    rows = -(-many // ACROSS)
    return -(-many // rows), rows


def face(look: Look, minutes: int) -> str:
    """The SVG of one clock on a square of 100. An hour fills it; 30 minutes or more fill its right half; less fills nothing."""
    ink = look.palette.kinds[ActivityType.BUDDY]
    inside = ink.fill if minutes >= 60 else look.palette.card
    disc = f'<circle cx="50" cy="50" r="44" fill="{inside}"/>'
    half = f'<path d="M50 6A44 44 0 0 1 50 94z" fill="{ink.fill}"/>' if 30 <= minutes < 60 else ""
    rim = f'<circle cx="50" cy="50" r="44" fill="none" stroke="{ink.edge}" stroke-width="5"/>'  # last, over a line of paper
    end = 22 if minutes >= 60 else 78  # one hand, at the end of the time: two hands would look like a time of day
    return disc + half + rim + hand(look, 50, end)


def hand(look: Look, x: float, y: float) -> str:
    """The SVG of a clock's hand from the middle to (x, y) on a square of 100. It stands out on filled and empty clocks."""
    line = f'<path d="M50 50L{x:g} {y:g}" stroke-linecap="round" '
    return f'{line}stroke="{look.palette.card}" stroke-width="15"/>{line}stroke="{look.palette.ink}" stroke-width="7"/>'
