"""A day as a leaf of a calendar: its number under a coloured edge."""

from __future__ import annotations

import flet as ft

from app.protocol.activities import ActivityType
from app.ui.controls.look import Look


def leaf(look: Look, number: str, size: float, *, today: bool = False, heard: str = "") -> ft.Control:
    """A leaf with the `number` of a day, `size` dp square at scale 1. The leaf of `today` shows a sun.

    `heard`: what a screen reader says in place of the number.
    """
    side = size * look.scale
    drawing = ft.Image(src=leaf_svg(look, today=today), width=side, height=side, exclude_from_semantics=True)
    low = ft.Alignment(0, 0.42)
    shown = look.text(number, size * 0.4, bold=True)
    shown.semantics_label = heard or None
    return ft.Stack([drawing, ft.Container(shown, width=side, height=side, alignment=low)])


def empty_day(look: Look, size: float) -> ft.Control:
    """A leaf of `size` dp with a red cross in place of a number: the meeting did not take place on that day."""
    ink = look.palette.kinds[ActivityType.ALTERNATIVE].edge
    line = '<path d="M34 50L66 82M66 50L34 82" stroke-linecap="round" '
    cross = f'{line}stroke="{ink}" stroke-width="11"/>'
    return ft.Image(
        src=leaf_svg(look).replace("</svg>", f"{cross}</svg>"), width=size, height=size, exclude_from_semantics=True
    )


def another_day(look: Look, size: float) -> ft.Control:
    """A leaf of `size` dp with an arrow onward in place of a number: not today, but another day."""
    drawn = f'<path d="M24 66h46M54 48l18 18l-18 18" fill="none" stroke="{look.palette.ink}" stroke-width="9"'
    arrow = f'{drawn} stroke-linecap="round" stroke-linejoin="round"/>'
    return ft.Image(
        src=leaf_svg(look).replace("</svg>", f"{arrow}</svg>"),
        width=size,
        height=size,
        scale=ft.Scale(scale_x=-1, scale_y=1) if look.rtl else None,
        exclude_from_semantics=True,
    )


def leaf_svg(look: Look, *, today: bool = False) -> str:
    """The SVG of a leaf on a square of 100. The number is not in it, because pictures hold no text."""
    ink, paper = look.palette.kinds[ActivityType.PLACEMENT], look.palette.paper
    page = f'<rect x="6" y="10" width="88" height="84" rx="14" fill="{paper}" stroke="{look.palette.line}" stroke-width="3"/>'
    edge = f'<path d="M6 36V24a14 14 0 0 1 14-14h60a14 14 0 0 1 14 14v12z" fill="{ink.fill}"/>'
    right = "" if today else "M70 3v16"  # the sun stands there
    rings = f'<path d="M30 3v16{right}" stroke="{look.palette.line}" stroke-width="6" stroke-linecap="round"/>'
    drawn = f"{page}{edge}{rings}{_sun(look) if today else ''}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{drawn}</svg>'


def _sun(look: Look) -> str:
    """The sun at the upper corner, on a disc of the card's colour, so that it is visible both on the leaf and beside it. It
    stays clear of the number.
    """
    fill = look.palette.kinds[ActivityType.BUDDY].fill
    rays = "".join(f'<path d="M79 3v4.5" transform="rotate({turn} 79 20.5)"/>' for turn in range(0, 360, 45))
    around, middle = (
        f'<circle cx="79" cy="20.5" r="{size}" fill="{ink}"/>' for size, ink in ((20.5, look.palette.card), (9, fill))
    )
    return f'{around}{middle}<g stroke="{fill}" stroke-width="5" stroke-linecap="round">{rays}</g>'


def day_line(look: Look, number: str, name: str, *, today: bool = False) -> ft.Control:
    """The head of a day in a list: a leaf with its `number`, and its `name` beside it."""
    named = look.text(name, 15, bold=True, color=look.palette.quiet, align=ft.TextAlign.START)
    words = ft.Container(named, expand=True)
    return ft.Row([leaf(look, number, 40, today=today), words], spacing=10)
