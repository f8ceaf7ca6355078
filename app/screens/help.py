"""Help in pictures, and for whom this app is made: the accessibility statement in plain words. Without network, too.

The statement says what is followed in part, who looked at it, what was not tried, and whom to tell. Newcomers and buddies have
the same pages; only their first choices differ.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from app import buddy as buddies
from app import helping, phone
from app.controls import choices
from app.controls.action import Tap, big_action, round_button
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.controls.step import step
from app.i18n import Texts, isolate
from app.screens import spoken, spoken_buddy
from app.screens.help_pages import FOR_ALL, HOWS, STATEMENT, Text


def newcomer(model: phone.Model, texts: Texts, look: Look, send: Callable[[phone.Event], None], now: int) -> ft.Control:
    """The page of help that a newcomer is on."""
    end = spoken.button(model, texts, look, send)
    return _page(model.screen, helping.FOR_NEWCOMERS, texts, look, lambda key: send(phone.Tapped(key)), end)


def buddy(model: buddies.Model, texts: Texts, look: Look, send: Callable[[buddies.Event], None], now: int) -> ft.Control:
    """The page of help that a buddy is on."""
    end = spoken_buddy.button(model, texts, look, send)
    return _page(model.screen, helping.FOR_BUDDIES, texts, look, lambda key: send(buddies.Tapped(key)), end)


def _page(shown: str, pages: tuple[str, ...], texts: Texts, look: Look, tap: Tap, end: ft.Control | None) -> ft.Control:
    if shown == helping.STATEMENT:
        return statement(texts, look, tap, end)
    return how(shown, texts, look, tap, end) if shown in HOWS else contents(texts, look, pages, tap, end)


def way(texts: Texts, look: Look) -> choices.Pick:
    """The way here, the last choice of the settings."""
    return choices.Pick(partial(picture, look, "help"), texts("help", "Help"), texts.dutch("help", "Help"), helping.HELP)


def contents(texts: Texts, look: Look, pages: tuple[str, ...], tap: Tap, end: ft.Control | None = None) -> ft.Control:
    """What help there is: at most four choices."""
    picks = [choices.Pick(partial(picture, look, HOWS[page].icon), *_both(texts, HOWS[page].word), page) for page in pages]
    picks.append(choices.Pick(partial(picture, look, "everybody"), *_both(texts, FOR_ALL), helping.STATEMENT))
    body = [choices.title(look, *_both(texts, ("help", "Help"))), choices.laid_out(look, picks, tap)]
    return screen(look, body, start=_back(texts, look, tap), end=end, scroll=True)


def how(page: str, texts: Texts, look: Look, tap: Tap, end: ft.Control | None = None) -> ft.Control:
    """One way of using the app, in three steps, and the button to do it."""
    one = HOWS[page]
    icon, word = one.action
    heard = tap if end else None
    steps = [
        step(look, drawn, *_both(texts, said), number=isolate(str(number)), key=f"step-{number}", tap=heard)
        for number, (drawn, said) in enumerate(one.steps, 1)
    ]
    body = [choices.title(look, *_both(texts, one.word)), *steps]
    action = big_action(look, icon, *_both(texts, word), tap, icon, height=92)
    return screen(look, body, start=_back(texts, look, tap), end=end, bottom=[action])


def statement(texts: Texts, look: Look, tap: Tap, end: ft.Control | None = None) -> ft.Control:
    """For whom this is made, as the law asks: plainly what is not there yet, and whom to tell."""
    title = choices.title(look, *_both(texts, FOR_ALL), picture(look, "everybody", 36))
    heard = tap if end else None
    lines = [
        step(look, icon, *_both(texts, said), small=True, exactly=exactly and isolate(exactly), key=f"line-{number}", tap=heard)
        for number, (icon, said, exactly) in enumerate(STATEMENT)
    ]
    return screen(look, [title, *lines], start=_back(texts, look, tap), end=end, long=True)


def _back(texts: Texts, look: Look, tap: Tap) -> ft.Control:
    return round_button(look, "back", texts("common", "Back"), tap, "back")


def _both(texts: Texts, said: Text) -> tuple[str, str]:
    return texts(*said), texts.dutch(*said)
