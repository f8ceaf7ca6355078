"""Remembering a person by a picture that stays on this phone: never a photo, never a name. Closing is fine, too."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app import telling
from app.controls import choices
from app.controls.action import round_button
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.i18n import Texts
from app.phone import Event, Model, Tapped
from app.screens import spoken, words


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    msgid = "A picture for your buddy"
    both = texts("together", msgid), texts.dutch("together", msgid)
    end = spoken.button(model, texts, look, send)
    return signs(look, texts, "buddy", both, model.turned, lambda key: send(Tapped(key)), end)


def signs(
    look: Look,
    texts: Texts,
    face: str,
    both: tuple[str, str],
    page: int,
    tap: Callable[[str], None],
    end: ft.Control | None = None,
) -> ft.Control:
    """Eight pictures to remember somebody by; `face` is whose side of a meeting it is."""
    shown, others = choices.eight_of(range(telling.SIGNS), page)
    cards = [
        choices.choice(look, picture(look, icon, choices.DRAWN), *_both(texts, word), tap, f"sign-{sign}")
        for sign, (icon, word) in ((sign, words.sign(sign)) for sign in shown)
    ]
    close = round_button(look, "close", texts("scan", "Close"), tap, "back")
    title = choices.title(look, *both, picture(look, face, 28))
    more = [choices.more(look, texts("together", "More"), texts.dutch("together", "More"), tap)] if others else []
    return screen(look, [title, choices.rows(cards)], start=close, end=end, bottom=more, scroll=True)


def _both(texts: Texts, word: str) -> tuple[str, str]:
    return texts("sign", word), texts.dutch("sign", word)
