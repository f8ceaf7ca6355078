"""From the old phone to the new one, on the old one: the question first, then the codes that the new phone reads."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import flet as ft

from app.newcomer.model import PHONE_CODES
from app.newcomer.screens import aloud
from app.newcomer.update import Event, NewcomerModel
from app.ui.controls.action import big_action, round_button
from app.ui.controls.choices import title
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.message import sentences
from app.ui.controls.qr import qr_svg
from app.ui.events import tap_of
from app.ui.texts import Texts

WIDE = 304  # dp: side of the code, nearly as wide as the smallest phone allows: it is denser than others
DOTS, DOT = 8, 12  # how many dots say how far the turn is, and dp of each
drawn = lru_cache(maxsize=256)(qr_svg)  # each code of a turn is made once


def question(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw whom the codes may be shown to. `now` in Unix seconds."""
    tap = tap_of(send)
    small = look.large
    phones = [("code_phone", 60 if small else 80), ("next", 24), ("phone_scans", 60 if small else 80)]
    own = "newcomer", 44 if small else 56  # the same person at both ends
    row: list[ft.Control] = [picture(look, name, size) for name, size in (own, *phones, own)]
    body = [
        title(look, *_both(texts, "To a new phone")),
        ft.Row(row, alignment=ft.MainAxisAlignment.CENTER, spacing=2),
        *sentences(look, *_both(texts, "Show this only to your own new phone.")),
    ]
    action = big_action(look, "code_again", *_both(texts, "Show the code"), tap, PHONE_CODES, height=104)
    return screen(look, body, start=_back(texts, look, send), end=aloud.button(model, texts, look, send), bottom=[action])


def codes(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the code of the moment, how far the turn is, and the way to end it. `now` in Unix seconds."""
    tap = tap_of(send)
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    body: list[ft.Control] = []
    if model.codes:
        image = ft.Image(
            src=drawn(model.codes[model.code_at]), width=WIDE, height=WIDE, gapless_playback=True, exclude_from_semantics=True
        )
        card = ft.Container(image, bgcolor="#FFFFFF", border_radius=24, padding=8)
        name = texts("return", "Scan this with your new phone")
        body = [ft.Semantics(label=name, image=True, identifier="qr", content=card), *_turn(model, look)]
        body += [look.text(name, 16, bold=True)]
    back, end = _back(texts, look, send), aloud.button(model, texts, look, send)
    action = big_action(look, "home", *good, tap, "home", height=88)
    return screen(look, body, start=back, end=end, bottom=[action])


def _turn(model: NewcomerModel, look: Look) -> list[ft.Control]:
    """Dots that fill while the codes of a turn follow each other; none for a single code."""
    count = len(model.codes)
    if count < 2:
        return []
    filled = 1 + model.code_at * min(DOTS, count) // count
    dots: list[ft.Control] = [_dot(look, is_filled=at < filled) for at in range(min(DOTS, count))]
    return [ft.Row(dots, alignment=ft.MainAxisAlignment.CENTER, spacing=8)]


def _dot(look: Look, *, is_filled: bool) -> ft.Control:
    """Whole or hollow: the difference is seen also where colours are not."""
    ink = look.palette.ink
    fill = ink if is_filled else None
    return ft.Container(width=DOT, height=DOT, border_radius=DOT / 2, border=ft.Border.all(2, ink), bgcolor=fill)


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("return", msgid), texts.dutch("return", msgid)


def _back(texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    return round_button(look, "back", texts("common", "Back"), tap_of(send), "back")
