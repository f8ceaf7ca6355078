"""The first screen: choose a language by its own name in its own script. Choosing is going on."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import card, round_button, tappable
from app.controls.floor import floor
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.i18n import READY, Texts
from app.phone import Chose, Event, Model, Tapped


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    choices = [_choice(look, one.code, one.name, send) for one in READY]
    body = [
        floor(look, [], texts("language", "Choose your language"), 220),
        look.text("Veertig", 34, color=look.palette.action, bold=True),
    ]
    first = not model.page.entries and model.page.waiting == 0
    back = None if first else round_button(look, "back", texts("common", "Back"), lambda key: send(Tapped(key)), "back")
    return screen(look, body, start=back, bottom=choices)


def _choice(look: Look, code: str, name: str, send: Callable[[Event], None]) -> ft.Control:
    row = ft.Row(
        [
            picture(look, "language", 32),
            ft.Text(name, size=22 * look.scale, weight=ft.FontWeight.W_700, color=look.palette.ink),
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=14,
    )
    return tappable(card(look, row, on_click=lambda _: send(Chose(code))), f"language-{code}")
