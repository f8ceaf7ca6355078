"""The frame of every screen: warm paper, the same place for back, one body, one action at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app.ui import theme
from app.ui.controls.look import Look

EDGE, BODY = 16, 14  # dp at the sides, and between the parts of the middle
SHADOW = 6  # dp that a card's shadow is seen beside it
FADE, FADE_LARGE = 64, 36  # dp; less of it where few large letters have room
# From where on so much of what is below is hidden: slowly towards the end, so that no half letter stands above the action.
HIDDEN = {0.0: 0.0, 0.4: 0.8, 0.65: 1.0, 1.0: 1.0}


def screen(
    look: Look,
    body: Sequence[ft.Control],
    *,
    start: ft.Control | None = None,
    end: ft.Control | None = None,
    state: ft.Control | None = None,
    bottom: Sequence[ft.Control] = (),
    spread: ft.MainAxisAlignment = ft.MainAxisAlignment.CENTER,
    scroll: bool = False,
    long: bool = False,
) -> ft.Control:
    """`start` and `end` are round buttons at the top, with a calm `state` between; `body` is centred between them and `bottom`.

    A `long` one scrolls, and fades where it goes on. With large letters every body scrolls, so that nothing is lost, and the
    state goes along. An `end` alone lies in its corner and takes no room.
    """
    moving = scroll or long or look.scale > 1.0
    space = ft.Container(width=theme.TOUCH, height=theme.TOUCH)
    aside: list[ft.Control] = [ft.Container(state, expand=True)] if state and not moving else []
    corner = end if end and not start and not moving and not aside else None
    ending = [end] if end else [] if aside else [space]
    top = ft.Row([start or space, *aside, *ending], alignment=ft.MainAxisAlignment.SPACE_BETWEEN)
    parts = [*([state] if state and moving else []), *body]
    middle = _moving(look, parts, fades=long or look.scale > 1.0) if moving else _edged(_still(parts, spread), expand=True)
    above = [_edged(top)] if (start or end or aside) and not corner else []
    page = ft.Column(
        [*above, middle, *(_edged(one) for one in bottom)],
        expand=True,
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    whole = ft.Stack([page, _in_corner(look, corner)], expand=True) if corner else page
    inside = ft.Container(whole, padding=ft.Padding.symmetric(vertical=14), width=theme.WIDEST)
    # Aligned, not in a row: only so does the width give way on a phone and hold on a desk.
    return ft.Container(
        ft.SafeArea(ft.Container(inside, alignment=ft.Alignment.TOP_CENTER), expand=True),
        bgcolor=look.palette.paper,
        expand=True,
    )


def _still(parts: list[ft.Control], spread: ft.MainAxisAlignment) -> ft.Column:
    return ft.Column(parts, expand=True, alignment=spread, horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=BODY)


def _moving(look: Look, parts: list[ft.Control], *, fades: bool) -> ft.Control:
    """It scrolls. What is cut off below `fades`, so that it is seen to go on; with large letters a bar says so, too: in the
    edge, beside the words and not over them."""
    column = ft.Column(parts, horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=BODY, tight=True)
    bar = ft.ScrollMode.ALWAYS if fades else ft.ScrollMode.AUTO
    rolls = ft.Column([_edged(column)], expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, scroll=bar)
    if not fades:
        return rolls
    paper = look.palette.paper
    fade = ft.Container(
        gradient=ft.LinearGradient(
            [ft.Colors.with_opacity(hidden, paper) for hidden in HIDDEN.values()],
            stops=[*HIDDEN],
            begin=ft.Alignment.TOP_CENTER,
            end=ft.Alignment.BOTTOM_CENTER,
        ),
        height=FADE if look.scale <= 1.0 else FADE_LARGE,
        left=EDGE - SHADOW if look.rtl else 0,  # beside the bar
        right=0 if look.rtl else EDGE - SHADOW,
        bottom=-1,  # else a hair of what is below is seen where the screen rounds
        ignore_interactions=True,
    )
    return ft.Stack([rolls, fade], expand=True)


def _edged(control: ft.Control, *, expand: bool = False) -> ft.Control:
    return ft.Container(control, padding=ft.Padding.symmetric(horizontal=EDGE), expand=expand)


def _in_corner(look: Look, button: ft.Control) -> ft.Control:
    """At the end of the top, as the language reads."""
    return ft.Container(button, top=0, left=EDGE if look.rtl else None, right=None if look.rtl else EDGE)
