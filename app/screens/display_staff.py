"""What staff changes at a display: the next group, another activity, how long. Each choice is one tap and leads to the code."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app.controls.action import Tap, card, round_button, tappable
from app.controls.choices import eight_of, more
from app.controls.clocks import clocks
from app.controls.look import Look, picture
from app.display_steps import Model, lengths
from app.i18n import Texts
from app.screens import words

EDGE, GAP = 28, 16  # dp
Size = tuple[float, float]


def staff(model: Model, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """What staff may want to change."""
    side = _side(size)
    now = model.running
    of_now = words.activity(now.activity)[0] if now else "activity-other"
    begins = _drawn([picture(look, "enter", side), picture(look, of_now, side)])
    cards = [_card(look, begins, texts("display", "The next group begins"), tap, "next", side)]
    if len(model.activities) > 1:
        some = _drawn([picture(look, words.activity(code)[0], side * 0.7) for code in model.activities[:3]])
        cards.append(_card(look, some, texts("display", "Another activity"), tap, "other", side))
    long = clocks(look, now.planned if now and now.planned else 60, side * 2, side)
    cards.append(_card(look, long, texts("together", "How long?"), tap, "long", side))
    return _page(texts, look, tap, model, texts("display", "What begins now?"), cards, size)


def choose(model: Model, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """What is done here today: cards as large as the window allows."""
    shown, others = eight_of(model.activities, model.turned)
    side = _side(size) * (1.0 if len(shown) <= 4 else 0.7)
    cards = [
        _card(look, picture(look, icon, side), texts("activity", name), tap, f"activity-{code}", side)
        for code, (icon, name) in ((code, words.activity(code)) for code in shown)
    ]
    onwards = more(look, texts("together", "More"), "", tap) if others else None
    return _page(texts, look, tap, model, texts("display", "Choose what you do today"), cards, size, onwards)


def length(model: Model, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """How long this group stays: filled clocks, and the length as a clock shows it."""
    side = _side(size) * 0.6
    planned = model.running.planned if model.running else 0
    cards = [
        _card(
            look,
            clocks(look, minutes, side * 2, side),
            texts.length(minutes),
            tap,
            f"length-{minutes}",
            side,
            minutes == planned,
        )
        for minutes in lengths(model.invited)
    ]
    return _page(texts, look, tap, model, texts("together", "How long?"), cards, size)


def _side(size: Size) -> float:
    """dp of a picture."""
    return max(56.0, min(size) * 0.18)


def _page(
    texts: Texts,
    look: Look,
    tap: Tap,
    model: Model,
    asked: str,
    cards: Sequence[ft.Control],
    size: Size,
    below: ft.Control | None = None,
) -> ft.Control:
    width, height = size
    upright = height > width
    across = (1 if len(cards) <= 3 else 2) if upright else len(cards) if len(cards) <= 3 else 2 if len(cards) == 4 else 4
    large = min(size) > 500
    back = [round_button(look, "back", texts("common", "Back"), tap, "back")] if model.running else []
    room = width - 2 * EDGE - (80 if back else 0)
    title = ft.Semantics(
        content=look.text(asked, 28 if large else 22, bold=True, room=room), header=True, identifier="question"
    )
    top = ft.Row([*back, ft.Container(title, expand=True, alignment=ft.Alignment.CENTER)], spacing=GAP)
    empty = [ft.Container(expand=True) for _ in range(-len(cards) % across)]  # a last row keeps the width of the others
    every = [*cards, *empty]
    lines = [ft.Row(every[start : start + across], spacing=GAP, expand=True) for start in range(0, len(every), across)]
    parts: list[ft.Control] = [top, *lines, *([below] if below else [])]
    inside = ft.Column(parts, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, spacing=GAP, expand=True)
    return ft.Container(inside, bgcolor=look.palette.paper, padding=EDGE if large else GAP, expand=True)


def _drawn(pictures: Sequence[ft.Control]) -> ft.Control:
    return ft.Row([*pictures], alignment=ft.MainAxisAlignment.CENTER, spacing=6, tight=True)


def _card(look: Look, drawn: ft.Control, word: str, tap: Tap, key: str, side: float, chosen: bool = False) -> ft.Control:
    inside = ft.Column(
        [drawn, look.text(word, 26 if side > 100 else 18, bold=True, room=130 if side < 100 else 240)],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=10,
        tight=True,
    )
    box = card(look, inside, on_click=lambda _: tap(key), chosen=chosen, key=key)
    return tappable(box, key, expand=True, chosen=chosen)
