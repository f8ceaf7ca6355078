"""The frame of every screen: warm paper, a fixed place for the back button, one body, one action at the bottom."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app.ui import theme
from app.ui.controls.look import Look

EDGE, BODY = 16, 14  # dp: free at each side, and between the parts of the body
SHADOW = 6  # dp: width of a card's shadow
FADE, FADE_LARGE = 64, 36  # dp: height of the fade at the lower end of a body; the second with large letters
# Share of the fade's height, from above: how much of the body is hidden there. No half letter stands above the action.
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
    widest: float = theme.WIDEST,
) -> ft.Control:
    """A whole screen: round buttons `start` and `end` at the top with a calm `state` between them, `body`, and `bottom`.

    `spread` says how the parts of a body that does not scroll share the height. `scroll`: the body scrolls; `long`: it also
    fades at its lower end, where it goes on, and its last part can be moved out of the fade. With large letters every body
    scrolls together with `state`, so that nothing is cut off. An `end` without `start` and `state` lies over the body's corner
    and takes no height.
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
        [*above, middle, *(_edged(control) for control in bottom)],
        expand=True,
        spacing=12,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )
    covered = ft.Stack([page, _in_corner(look, corner)], expand=True) if corner else page
    inside = ft.Container(covered, padding=ft.Padding.symmetric(vertical=14), width=widest)
    # With an alignment and no row the frame is narrower on a phone and at most `widest` dp on a desk.
    return ft.Container(
        ft.SafeArea(ft.Container(inside, alignment=ft.Alignment.TOP_CENTER), expand=True),
        bgcolor=look.palette.paper,
        expand=True,
    )


def _still(parts: list[ft.Control], spread: ft.MainAxisAlignment) -> ft.Column:
    return ft.Column(parts, expand=True, alignment=spread, horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=BODY)


def _moving(look: Look, parts: list[ft.Control], *, fades: bool) -> ft.Control:
    """A body that scrolls. With `fades` its lower end fades and a scroll bar is always shown, so that everybody sees that there
    is more. The bar lies in the edge, beside the words and not over them."""
    column = ft.Column(parts, horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=BODY, tight=True)
    bar = ft.ScrollMode.ALWAYS if fades else ft.ScrollMode.AUTO
    fading = FADE if look.scale <= 1.0 else FADE_LARGE
    free = [ft.Container(height=fading)] if fades else []  # the last part can be moved out of the fade
    rolls = ft.Column([_edged(column), *free], expand=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, scroll=bar)
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
        height=fading,
        left=EDGE - SHADOW if look.rtl else 0,  # beside the bar
        right=0 if look.rtl else EDGE - SHADOW,
        bottom=-1,  # with 0, rounding to pixels shows a thin line of the body below
        ignore_interactions=True,
    )
    return ft.Stack([rolls, fade], expand=True)


def _edged(control: ft.Control, *, expand: bool = False) -> ft.Control:
    return ft.Container(control, padding=ft.Padding.symmetric(horizontal=EDGE), expand=expand)


def _in_corner(look: Look, button: ft.Control) -> ft.Control:
    """The button in the upper corner at which a line of this language ends."""
    return ft.Container(button, top=0, left=EDGE if look.rtl else None, right=None if look.rtl else EDGE)
