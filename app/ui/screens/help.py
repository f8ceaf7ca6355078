"""Help in pictures, the page that says that the app is for everybody, and the accessibility statement. No page needs a network.

The statement says which standard is followed in part, who checked that, what was not tried, and whom to tell. Newcomers and
buddies have the same pages; only their first choices differ.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from app.protocol import brussels
from app.ui import help_model
from app.ui.controls import choices
from app.ui.controls.action import big_action, card, round_button, tappable
from app.ui.controls.clocks import clocks
from app.ui.controls.day import leaf
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.step import common_size, pictured, step
from app.ui.screens import diagnosis
from app.ui.screens.help_pages import CLOCKS, DAYS, FOR_ALL, HOWS, PICTURES, STATEMENT, TELL, Text
from app.ui.taps import Hear, Tap
from app.ui.texts import Texts, isolate

FACT, TICK = 56, 28  # dp: side of a picture on the page "For everybody", and of the tick beneath it
STEPS_HIGH = 336  # dp: height between title and button on a screen of 360x640


def page(
    shown: str,
    pages: tuple[str, ...],
    texts: Texts,
    look: Look,
    tap: Tap,
    end: ft.Control | None,
    now: int,
    lines: tuple[str, ...] = (),
) -> ft.Control:
    """The page of help with the name `shown` (see `help_model`). `pages`: the ways of using the app to choose from.

    `end`: the speaker, None when the voice is off. `now` in Unix seconds. `lines`: the unforeseen faults of this device.
    """
    if shown == help_model.DIAGNOSIS:
        return diagnosis.view(lines, texts, look, tap, end)
    if shown == help_model.STATEMENT:
        return statement(texts, look, tap, end)
    if shown == help_model.FOR_ALL:
        return for_all(texts, look, tap, end)
    if shown in HOWS:
        return how(shown, texts, look, tap, end, now)
    return contents(texts, look, pages, tap, end, odd=bool(lines))


def as_choice(texts: Texts, look: Look) -> choices.Pick:
    """The choice that leads to help, in the settings."""
    return choices.Pick(partial(picture, look, "help"), texts("help", "Help"), texts.dutch("help", "Help"), help_model.HELP)


def contents(
    texts: Texts, look: Look, pages: tuple[str, ...], tap: Tap, end: ft.Control | None = None, *, odd: bool = False
) -> ft.Control:
    """The first page of help: at most four choices, and with `odd` a card for the unforeseen faults."""
    picks = [choices.Pick(partial(picture, look, HOWS[page].icon), *_both(texts, HOWS[page].word), page) for page in pages]
    picks.append(choices.Pick(partial(picture, look, "everybody"), *_both(texts, FOR_ALL), help_model.FOR_ALL))
    beneath = [diagnosis.link_card(texts, look, tap)] if odd else []
    body = [choices.title(look, *_both(texts, ("help", "Help"))), choices.laid_out(look, picks, tap), *beneath]
    return screen(look, body, start=_back(texts, look, tap), end=end, scroll=True)


def how(page: str, texts: Texts, look: Look, tap: Tap, end: ft.Control | None, now: int) -> ft.Control:
    """The page of one way of using the app: three steps in pictures, and the button to do it."""
    shown = HOWS[page]
    icon, word = shown.action
    heard = tap if end else None
    size = common_size(look, [_both(texts, text) for _, text in shown.steps], STEPS_HIGH)
    steps = []
    for number, (names, text) in enumerate(shown.steps, 1):
        drawn, counted = [_draw(texts, look, name, now) for name in names], isolate(str(number))
        steps.append(pictured(look, drawn, *_both(texts, text), size=size, number=counted, key=f"step-{number}", tap=heard))
    body = [choices.title(look, *_both(texts, shown.word)), *steps]
    action = big_action(look, icon, *_both(texts, word), tap, icon, height=92)
    return screen(look, body, start=_back(texts, look, tap), end=end, bottom=[action])


def _draw(texts: Texts, look: Look, name: str, now: int) -> Callable[[float], ft.Control]:
    """How to draw the picture of this name in a size in dp. Clocks and days look as on the screens where one chooses them."""
    if name == CLOCKS:
        return lambda size: clocks(look, 120, 2 * size, size * 0.86)
    if name == DAYS:
        today = brussels.day(now)
        numbers = [texts.weekday(brussels.midnight_of(today - back))[1] for back in (2, 1, 0)]
        return lambda size: ft.Row([leaf(look, number, size / look.scale) for number in numbers], spacing=10, tight=True)
    return partial(picture, look, name)


def for_all(texts: Texts, look: Look, tap: Tap, end: ft.Control | None = None) -> ft.Control:
    """The page "For everybody": heard, in large letters, in your language, without network; and whom to tell if not."""
    facts = ft.Row([_fact(texts, look, fact) for fact in PICTURES], alignment=ft.MainAxisAlignment.SPACE_EVENLY)
    title = choices.title(look, *_both(texts, FOR_ALL), picture(look, "everybody", 44))
    body = [title, facts, _to_statement(texts, look, tap)]
    return screen(look, body, start=_back(texts, look, tap), end=end)


def _to_statement(texts: Texts, look: Look, tap: Tap) -> ft.Control:
    """The card that says whom to tell when the app is not good for somebody. It leads to the accessibility statement."""
    icon, text = TELL
    start = ft.TextAlign.START
    lines = look.named(*_both(texts, text), 18, align=start, room=150)
    words = ft.Column(lines, spacing=2, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    drawn: list[ft.Control] = [picture(look, "face-1", 36), picture(look, icon, 48)]
    pictures = ft.Column(drawn, spacing=2, tight=True) if look.large else ft.Row(drawn, spacing=4, tight=True)
    row = ft.Row([pictures, words, picture(look, "next", 24)], spacing=10)
    box = card(look, row, on_click=lambda _: tap(help_model.STATEMENT), padding=(14, 10), key=help_model.STATEMENT)
    box.on_long_press = lambda _: tap(Hear(help_model.STATEMENT))
    return tappable(box, help_model.STATEMENT)


def _fact(texts: Texts, look: Look, fact: tuple[str, Text]) -> ft.Control:
    """A picture with a tick beneath and no word. It is no button; a screen reader says its name."""
    icon, name = fact
    drawn: list[ft.Control] = [picture(look, icon, FACT), picture(look, "saved", TICK)]
    inside = ft.Column(drawn, spacing=8, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    return ft.Semantics(label=texts(*name), image=True, identifier=f"shown-{icon}", content=inside)


def statement(texts: Texts, look: Look, tap: Tap, end: ft.Control | None = None) -> ft.Control:
    """The accessibility statement that the law asks for: what is not done yet, and whom to tell."""
    title = choices.title(look, *_both(texts, FOR_ALL), picture(look, "everybody", 36))
    heard = tap if end else None
    lines = [
        step(look, icon, *_both(texts, text), small=True, exactly=exactly and isolate(exactly), key=f"line-{number}", tap=heard)
        for number, (icon, text, exactly) in enumerate(STATEMENT)
    ]
    return screen(look, [title, *lines], start=_back(texts, look, tap), end=end, long=True)


def _back(texts: Texts, look: Look, tap: Tap) -> ft.Control:
    return round_button(look, "back", texts("common", "Back"), tap, "back")


def _both(texts: Texts, text: Text) -> tuple[str, str]:
    """A text in the chosen language and in Dutch."""
    return texts(*text), texts.dutch(*text)
