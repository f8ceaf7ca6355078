"""The choice of a picture by which a person is remembered, for newcomer and buddy: eight pictures beneath the person's face."""

from __future__ import annotations

from collections.abc import Collection

import flet as ft

from app.ui.controls import choices
from app.ui.controls.action import round_button
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.pair import face, without_badge
from app.ui.screens import words
from app.ui.taps import ChooseSign, Tap
from app.ui.texts import Texts

HIGH, DRAWN, SMALLER = 116, 44, 38  # dp: height of a card in three rows of three, side of its picture, and above two lines


def signs(
    look: Look,
    texts: Texts,
    person: str,
    both: tuple[str, str],
    page: int,
    tap: Tap,
    end: ft.Control | None = None,
    *,
    current: str = "",
    without: Collection[int] = (),
) -> ft.Control:
    """The screen with the eight pictures of page number `page`, beneath the face of `person` (`newcomer` or `buddy`).

    `both`: the title in the chosen language and in Dutch. `current`: name of the picture that the person has already, or "".
    `without`: pictures that others have. A tap sends `sign-` and the number of the picture, `more` or `back`. `end` is the
    speaker.
    """
    pictures, others = choices.eight_of([number for number in range(len(words.SIGNS)) if number not in without], page)
    more = _more(texts)
    across, room = (2, choices.WORD) if look.large else (3, choices.THIRD)
    named = [(sign, words.sign(sign)[0], *_both(texts, words.sign(sign)[1])) for sign in pictures]
    tight = any(look.lines(word, 16, room) > 1 for _, _, word, _ in named)
    size, drawn = (14, SMALLER) if tight else (16, DRAWN)
    cards = [
        choices.choice(look, picture(look, icon, drawn), word, dutch, tap, ChooseSign(sign), high=HIGH, size=size, room=room)
        for sign, icon, word, dutch in named
    ]
    if others and across == 3:  # in the ninth place
        cards.append(choices.choice(look, picture(look, "next", drawn), *more, tap, "more", high=HIGH, size=size, room=room))
    below = [choices.more(look, *more, tap)] if others and across == 2 else []
    close = round_button(look, "close", texts("scan", "Close"), tap, "back")
    large = 72 if look.large else 92
    whose = face(look, person, current, large) if current else without_badge(look, person, large)
    head = ft.Row([whose], alignment=ft.MainAxisAlignment.CENTER)
    body = [head, choices.title(look, *both), choices.rows(cards, across)]
    return screen(look, body, start=close, end=end, bottom=below, scroll=True)


def _more(texts: Texts) -> tuple[str, str]:
    return texts("together", "More"), texts.dutch("together", "More")


def _both(texts: Texts, word: str) -> tuple[str, str]:
    return texts("sign", word), texts.dutch("sign", word)
