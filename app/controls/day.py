"""A day as a leaf of a calendar: its number under a coloured edge."""

from __future__ import annotations

import flet as ft

from app import theme
from app.controls.look import Look
from app.protocol.activities import Kind


def leaf(look: Look, number: str, size: float) -> ft.Control:
    """Square, `size` dp at scale 1."""
    side = size * look.scale
    top = ft.Container(bgcolor=look.palette.kinds[Kind.PLACEMENT].fill, height=side * 0.26)
    middle = ft.Container(look.text(number, size * 0.42, bold=True), alignment=ft.Alignment.CENTER, expand=True)
    return ft.Container(
        ft.Column([top, middle], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        width=side,
        height=side,
        bgcolor=look.palette.paper,
        border=ft.Border.all(1.5, look.palette.line),
        border_radius=theme.CORNER_CARD * size / 140,
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
    )
