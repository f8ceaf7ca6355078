"""How long, as clocks: every hour is a clock filled in, half an hour half a one. They can be counted without reading."""

from __future__ import annotations

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
    """The drawing: rows as even as can be of at most five, from the start of the writing direction."""
    parts = [60] * (minutes // 60) + ([minutes % 60] if minutes % 60 else [])
    across, rows = shape(len(parts))
    drawn = []
    for number, part in enumerate(parts):
        column, row = number % across, number // across
        beside = min(across, len(parts) - row * across)  # the last row may be shorter: it stands in the middle
        x = ((across - beside) / 2 + (beside - 1 - column if look.rtl else column)) * SIDE
        drawn.append(f'<g transform="translate({x:g} {row * SIDE})">{face(look, part)}</g>')
    box = f'viewBox="0 0 {across * SIDE} {rows * SIDE}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}>{"".join(drawn)}</svg>'


def shape(many: int) -> tuple[int, int]:
    """How many of so many clocks stand beside each other, and in how many rows."""
    rows = -(-many // ACROSS)
    return -(-many // rows), rows


def face(look: Look, minutes: int) -> str:
    """One clock on a square of 100: whole when it is an hour, else filled from the top on, as the hand goes."""
    ink = look.palette.kinds[Kind.BUDDY]
    inside = ink.fill if minutes >= 60 else look.palette.card
    disc = f'<circle cx="50" cy="50" r="44" fill="{inside}"/>'
    half = f'<path d="M50 6A44 44 0 0 1 50 94z" fill="{ink.fill}"/>' if 30 <= minutes < 60 else ""
    rim = f'<circle cx="50" cy="50" r="44" fill="none" stroke="{ink.edge}" stroke-width="5"/>'  # last: no hair of paper shows
    end = 22 if minutes >= 60 else 78  # one hand, where the time ends: with two it would be read as a time of the day
    return disc + half + rim + hand(look, 50, end)


def hand(look: Look, x: float, y: float) -> str:
    """From the middle to there, seen on what is filled and on what is not, in the light and in the dark."""
    way = f'<path d="M50 50L{x:g} {y:g}" stroke-linecap="round" '
    return f'{way}stroke="{look.palette.card}" stroke-width="15"/>{way}stroke="{look.palette.ink}" stroke-width="7"/>'
