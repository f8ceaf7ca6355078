"""The picture of a meeting: two people and what they did, the same on both phones."""

from __future__ import annotations

import flet as ft

from app.ui.controls.look import Look, picture
from app.ui.controls.taken_back import crossed_out
from app.ui.theme import LIGHT

MIDDLE, APART = 0.76, 0.16  # shares of the size of a face: the picture of the activity, and the space at each side of it
BADGE, INSIDE = 0.56, 0.4  # shares of the size of a face: the badge at its lower corner, and the picture in the badge


def pair(look: Look, between: str, size: float, *, newcomer: str = "", buddy: str = "", taken_back: bool = False) -> ft.Control:
    """A newcomer and a buddy of `size` dp, and `between` them the picture of their activity; crossed out if `taken_back`.

    `newcomer` and `buddy` name the picture by which that person is remembered, or are "".
    """
    middle = (crossed_out if taken_back else picture)(look, between, size * MIDDLE)
    faces = [face(look, "newcomer", newcomer, size), middle, face(look, "buddy", buddy, size)]
    return ft.Row(faces, alignment=ft.MainAxisAlignment.CENTER, spacing=size * APART)


def face(look: Look, name: str, sign: str, size: float) -> ft.Control:
    """The picture `name` of one person, `size` dp. `sign` names the picture on a badge at its lower corner; "" for no badge."""
    drawn = picture(look, name, size)
    if not sign:
        return drawn
    edge = look.palette.edge or look.palette.line
    badge = ft.Container(
        picture(look, sign, size * INSIDE),
        width=size * BADGE,
        height=size * BADGE,
        border_radius=size * BADGE / 2,
        bgcolor=LIGHT.card,  # also in a dark palette, because a red bird is hard to see on dark green
        border=ft.Border.all(1, edge),
        alignment=ft.Alignment.CENTER,
    )
    return _at_shoulder(drawn, badge, size)


def without_badge(look: Look, name: str, size: float) -> ft.Control:
    """The picture of one person with an empty badge, for which a picture is still to be chosen."""
    ring = f'<circle cx="50" cy="50" r="44" fill="{look.palette.card}" stroke="{look.palette.ink}" stroke-width="8" '
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{ring}stroke-dasharray="15.04 12.6"/></svg>'
    empty = ft.Image(src=drawn, width=size * BADGE, height=size * BADGE, exclude_from_semantics=True)
    return _at_shoulder(picture(look, name, size), empty, size)


def _at_shoulder(drawn: ft.Control, badge: ft.Control, size: float) -> ft.Control:
    """The badge sticks out of the face's own square at the right, so that the face stays visible."""
    wide = size * 1.14
    at = ft.Container(badge, right=0, bottom=0)
    return ft.Stack([ft.Container(drawn, left=0, top=0), at], width=wide, height=size)
