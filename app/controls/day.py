"""A day as a leaf of a calendar: its number under a coloured edge."""

from __future__ import annotations

import flet as ft

from app.controls.look import Look
from app.protocol.activities import Kind


def leaf(look: Look, number: str, size: float) -> ft.Control:
    """Square, `size` dp at scale 1."""
    side = size * look.scale
    drawing = ft.Image(src=leaf_svg(look), width=side, height=side, exclude_from_semantics=True)
    low = ft.Alignment(0, 0.42)
    return ft.Stack([drawing, ft.Container(look.text(number, size * 0.4, bold=True), width=side, height=side, alignment=low)])


def leaf_svg(look: Look) -> str:
    """The drawing, without the number: pictures hold no text."""
    ink, paper = look.palette.kinds[Kind.PLACEMENT], look.palette.paper
    whole = f'<rect x="6" y="10" width="88" height="84" rx="14" fill="{paper}" stroke="{look.palette.line}" stroke-width="3"/>'
    edge = f'<path d="M6 36V24a14 14 0 0 1 14-14h60a14 14 0 0 1 14 14v12z" fill="{ink.fill}"/>'
    rings = f'<path d="M30 3v16M70 3v16" stroke="{look.palette.line}" stroke-width="6" stroke-linecap="round"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{whole}{edge}{rings}</svg>'


def day_line(look: Look, number: str, name: str) -> ft.Control:
    """The beginning of a day in a list: its leaf, and its name beside it."""
    named = look.text(name, 15, bold=True, color=look.palette.quiet, align=ft.TextAlign.START)
    words = ft.Container(named, expand=True)
    return ft.Row([leaf(look, number, 40), words], spacing=10)
