"""A round button that must be held: a ring around it fills while the finger stays."""

from __future__ import annotations

import flet as ft

from app.protocol.activities import ActivityType
from app.ui import theme
from app.ui.controls.action import tappable
from app.ui.controls.look import Look, picture
from app.ui.taps import FingerDown, FingerUp, Tap

RING = 6  # dp: how thick the ring is


def held_button(look: Look, icon: str, name: str, tap: Tap, key: str, ring: float) -> ft.Control:
    """The button. It sends `FingerDown(key)` when a finger comes down and stays, and `FingerUp(key)` when that finger leaves.

    A short tap, and a press by keyboard or screen reader, send `key`. `ring`: how far the ring is filled, 0 to 1. `name` is the
    label for screen readers.
    """
    palette = look.palette
    inner = theme.TOUCH
    box = ft.Container(
        picture(look, icon, 28),
        width=inner,
        height=inner,
        border_radius=inner / 2,
        bgcolor=palette.card,
        border=ft.Border.all(2, palette.edge) if palette.edge else None,
        alignment=ft.Alignment.CENTER,
        on_click=lambda _: tap(key),
        ink=True,
    )
    side = inner + 2 * RING
    filling = ft.ProgressRing(
        value=ring,
        width=side,
        height=side,
        stroke_width=RING,
        stroke_align=-1,
        color=palette.kinds[ActivityType.BUDDY].edge,
        bgcolor=palette.paper,
    )
    around = ft.Semantics(content=filling, exclude_semantics=True)  # a screen reader would call the button a progress bar
    both = ft.Stack([around, ft.Container(tappable(box, key, name=name), left=RING, top=RING)], width=side, height=side)
    return ft.GestureDetector(
        both,
        exclude_from_semantics=True,
        on_long_press_down=lambda _: tap(FingerDown(key)),
        on_long_press_cancel=lambda _: tap(FingerUp(key)),
        on_long_press_up=lambda _: tap(FingerUp(key)),
    )
