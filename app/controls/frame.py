"""The frame of every screen: warm paper, the same place for back, one body, one action at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app import theme
from app.controls.look import Look


def screen(
    look: Look,
    body: Sequence[ft.Control],
    *,
    start: ft.Control | None = None,
    end: ft.Control | None = None,
    bottom: Sequence[ft.Control] = (),
    spread: ft.MainAxisAlignment = ft.MainAxisAlignment.CENTER,
    scroll: bool = False,
) -> ft.Control:
    """`start` and `end` are round buttons at the top; `body` is centred between them and `bottom`.

    With large letters the body scrolls, so that nothing is lost. An `end` alone lies in its corner and takes no room.
    """
    space = ft.Container(width=theme.TOUCH, height=theme.TOUCH)
    moving = scroll or look.scale > 1.0
    corner = end if end and not start and not moving else None
    top = ft.Row([start or space, end or space], alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    middle = ft.Column(
        list(body),
        expand=True,
        alignment=ft.MainAxisAlignment.START if moving else spread,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=14,
        scroll=ft.ScrollMode.AUTO if moving else None,
    )
    page = ft.Column(
        [*([top] if (start or end) and not corner else []), middle, *bottom],
        expand=True,
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    whole = ft.Stack([page, _in_corner(look, corner)], expand=True) if corner else page
    inside = ft.Container(whole, padding=ft.Padding.symmetric(horizontal=16, vertical=14), width=theme.WIDEST)
    # Aligned, not in a row: only so does the width give way on a phone and hold on a desk.
    return ft.Container(
        ft.SafeArea(ft.Container(inside, alignment=ft.Alignment.TOP_CENTER), expand=True),
        bgcolor=look.palette.paper,
        expand=True,
    )


def _in_corner(look: Look, button: ft.Control) -> ft.Control:
    """At the end of the top, as the language reads."""
    return ft.Container(button, top=0, left=0 if look.rtl else None, right=None if look.rtl else 0)
