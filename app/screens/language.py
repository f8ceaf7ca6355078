"""The first screen: choose a language by its own name in its own script. Choosing is going on."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import theme
from app.controls.action import card, round_button, tappable
from app.controls.floor import floor
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.i18n import READY, Texts
from app.phone import Chose, Event, Model, Tapped
from app.screens import spoken


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    def choice(code: str, name: str) -> ft.Control:
        key = f"language-{code}"
        return _choice(look, key, name, lambda: send(Chose(code)), spoken.of_tile(model, texts, look, send, key, code))

    body = [
        floor(look, [], texts("language", "Choose your language"), 220),
        look.text("Veertig", 34, color=look.palette.action, bold=True),
    ]
    first = not model.page.entries and model.page.waiting == 0
    back = None if first else round_button(look, "back", texts("common", "Back"), lambda key: send(Tapped(key)), "back")
    choices = [choice(one.code, one.name) for one in READY]
    return screen(look, body, start=back, end=spoken.button(model, texts, look, send), bottom=choices)


def _choice(look: Look, key: str, name: str, choose: Callable[[], None], hear: ft.Control | None) -> ft.Control:
    """Hear the name, or choose it: two things to tap in one card."""
    word = ft.Text(name, size=22 * look.scale, weight=ft.FontWeight.W_700, color=look.palette.ink)
    row = ft.Row([picture(look, "language", 32), word], alignment=ft.MainAxisAlignment.CENTER, spacing=14)
    tap = ft.Container(
        row,
        height=theme.TOUCH if look.scale <= 1.0 else None,
        on_click=lambda _: choose(),
        ink=True,
        border_radius=theme.CORNER_CARD,
    )
    box = card(look, ft.Row([*([hear] if hear else []), tappable(tap, key, expand=True)], spacing=4), key=key)
    box.padding = ft.Padding.symmetric(horizontal=6, vertical=2)
    return box
