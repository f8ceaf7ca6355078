"""Two people and what they did: the picture of a meeting, the same on both phones."""

from __future__ import annotations

import flet as ft

from app.controls.look import Look, picture


def pair(look: Look, between: str, size: float, *, newcomer: str = "", buddy: str = "") -> ft.Control:
    """A newcomer and a buddy with an activity's picture between them; each may have the picture they are remembered by."""
    middle = picture(look, between, size * 0.62)
    faces = [face(look, "newcomer", newcomer, size), middle, face(look, "buddy", buddy, size)]
    return ft.Row(faces, alignment=ft.MainAxisAlignment.CENTER, spacing=size * 0.16)


def face(look: Look, name: str, sign: str, size: float) -> ft.Control:
    """One person; the remembered picture sits at the shoulder."""
    if not sign:
        return picture(look, name, size)
    at_the_shoulder = ft.Container(
        picture(look, sign, size * 0.46), alignment=ft.Alignment.BOTTOM_RIGHT, width=size, height=size
    )
    return ft.Stack([picture(look, name, size), at_the_shoulder], width=size, height=size)
