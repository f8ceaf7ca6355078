"""Choices in pictures: at most eight on a screen, and the way to the next eight. The fewer there are, the larger they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import flet as ft

from app.ui import theme
from app.ui.controls.action import Tap, card, tappable
from app.ui.controls.look import ROOM, Look, picture
from app.ui.speech import HEAR

EIGHT, SIX = 8, 6
WORD, SMALLER = 142, 28  # dp for a word in a card of two beside each other; of a picture above two lines
THIRD = 86  # dp for a word in a card of three beside each other
HIGH, DRAWN = 95, 36  # dp: eight of these with two lines of words, a title and "more" fit on 360x640
ROOMY = 42  # dp of such a picture where no Dutch word stands beneath
FOUR_HIGH, FOUR_DRAWN = 178, 76  # two rows of two; the picture gives way to words of many lines
LINE, DUTCH_LINE, EDGES = 23, 19, 18  # dp that a line of such words takes, and what is around and between them
WIDE_HIGH, WIDE_DRAWN, WIDE_WORD = 146, 88, 190  # at most three beneath each other

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the choices: `draw` makes its picture of so many dp; `before`: a small picture before its word."""

    draw: Callable[[float], ft.Control]
    word: str
    dutch: str
    key: str
    before: str = ""


def laid_out(
    look: Look, picks: Sequence[Pick], tap: Tap, *, high: float = HIGH, four_high: float = FOUR_HIGH, small: bool = False
) -> ft.Control:
    """Up to three beneath each other, four in a square of `four_high` dp each, more of them small: `high` dp.

    `small`: however many they are, as on a last page.
    """
    if not small and is_wide(look, len(picks)):
        size = look.common([pick.word for pick in picks], 20, WIDE_WORD)
        return ft.Column([_wide(look, pick, size, tap) for pick in picks], spacing=12)
    high, spacing = (four_high, 12) if len(picks) == 4 and not small else (high, 8)
    drawn = _drawn(look, picks)
    size = look.common([one.word for one in picks], theme.SMALL_WORD, WORD) if len(picks) == 4 else theme.SMALL_WORD
    cards = [
        choice(look, one.draw(drawn), one.word, one.dutch, tap, one.key, high=high, size=size, before=one.before)
        for one in picks
    ]
    return rows(cards, spacing=spacing)


def is_wide(look: Look, count: int) -> bool:
    """Are so many choices cards across the whole screen, beneath each other?"""
    return count <= 3 or (look.large and count == 4)


def _drawn(look: Look, picks: Sequence[Pick]) -> float:
    """How large the pictures of four or more are, in dp: the same for all of them."""
    if len(picks) == 4:
        return min(FOUR_DRAWN, *(FOUR_HIGH - EDGES - _words_high(look, pick) for pick in picks))
    return DRAWN if any(look.dutch_word(pick.word, pick.dutch) for pick in picks) else ROOMY


def _words_high(look: Look, pick: Pick) -> float:
    """How many dp the words of a card take at most."""
    below = look.lines(pick.dutch, 13, WORD) if look.dutch_word(pick.word, pick.dutch) else 0
    return LINE * look.lines(pick.word, theme.SMALL_WORD, WORD) + DUTCH_LINE * below


def _wide(look: Look, pick: Pick, size: float, tap: Tap) -> ft.Control:
    """A card across the whole screen: the picture at the start, its word of `size` dp beside it."""
    words = ft.Column(
        _named(look, pick.word, pick.dutch, size, WIDE_WORD, pick.before),
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=2,
        tight=True,
        expand=True,
    )
    drawn = ft.Container(pick.draw(56 if look.large else WIDE_DRAWN), width=80 if look.large else 116)
    box = card(look, ft.Row([drawn, words], spacing=10), on_click=lambda _: tap(pick.key), padding=(12, 8), key=pick.key)
    box.on_long_press = lambda _: tap(f"{HEAR}{pick.key}")
    box.height = WIDE_HIGH if look.scale <= 1.0 else None
    return tappable(box, pick.key)


def eight_of(items: Sequence[Item], page: int, most: int = EIGHT) -> tuple[list[Item], bool]:
    """The eight (`most`) of this page, beginning anew after the last; and whether there are others."""
    pages = max(1, -(-len(items) // most))
    start = page % pages * most
    return list(items[start : start + most]), pages > 1


def six_of(items: Sequence[Item], page: int) -> tuple[list[Item], bool]:
    """The same where less room is left: of more than eight, six on a page."""
    return eight_of(items, page, EIGHT if len(items) <= EIGHT else SIX)


def choice(
    look: Look,
    drawn: ft.Control,
    word: str,
    dutch: str,
    tap: Tap,
    key: str,
    *,
    high: float = HIGH,
    size: float = theme.SMALL_WORD,
    room: float = WORD,
    before: str = "",
) -> ft.Control:
    """One small card: picture, word, and the Dutch word beneath. `high` in dp where there is more room, `size` of the word."""
    # Two lines of a word and the Dutch one: then picture and letters give way, so that nothing is cut off.
    tight = high <= HIGH and look.scale <= 1.0 and bool(look.dutch_word(word, dutch)) and look.wraps(word, size, WORD)
    if tight and isinstance(drawn, ft.Image):
        drawn.width = drawn.height = SMALLER
    inside = ft.Column(
        [drawn, *_named(look, word, dutch, 14 if tight else size, room, before)],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=0 if tight else 2,
        tight=True,
    )
    box = card(look, inside, on_click=lambda _: tap(key), padding=(6, 1 if tight else 4), key=key)
    box.on_long_press = lambda _: tap(f"{HEAR}{key}")
    if look.scale <= 1.0:
        box.height = high
    return tappable(box, key, expand=True)


def _named(look: Look, word: str, dutch: str, size: float, room: float, before: str) -> list[ft.Control]:
    """The words of a choice, with a small picture before them if there is one."""
    own, *beneath = look.named(word, dutch, size, room=room)
    if before:
        own = ft.Row([picture(look, before, 1.5 * size), own], alignment=ft.MainAxisAlignment.CENTER, spacing=6, tight=True)
    return [own, *beneath]


def title(look: Look, own: str, dutch: str, *beside: ft.Control) -> ft.Control:
    """The question, with the Dutch one beneath; a long one in smaller letters, to stay on one line where it can."""
    room = ROOM - 40 if beside else ROOM
    size = next((size for size in (22, 20, 18) if not look.wraps(own, size, room)), 16)
    asked = ft.Semantics(content=look.text(own, size, bold=True), header=True, identifier="question")
    wrapping = ft.Container(asked, expand=True, expand_loose=True)
    line = ft.Row([*beside, wrapping], alignment=ft.MainAxisAlignment.CENTER, spacing=12) if beside else asked
    lines: list[ft.Control] = [line, *look.dutch_word(own, dutch)]
    return ft.Column(lines, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)


def rows(cards: Sequence[ft.Control], across: int = 2, spacing: float = 8) -> ft.Control:
    """Cards beside and beneath each other; a last row that is not full keeps the width of the others."""
    lines: list[ft.Control] = []
    for start in range(0, len(cards), across):
        line: list[ft.Control] = [*cards[start : start + across]]
        line += [ft.Container(expand=True) for _ in range(across - len(line))]
        lines.append(ft.Row(line, spacing=spacing, intrinsic_height=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH))
    return ft.Column(lines, spacing=spacing, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def more(look: Look, word: str, dutch: str, tap: Tap) -> ft.Control:
    """To the next eight."""
    words = ft.Row(
        [look.text(word, theme.SMALL_WORD, bold=True), *look.dutch_word(word, dutch), picture(look, "next", 24)],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=10,
    )
    box = card(look, words, on_click=lambda _: tap("more"), padding=(10, 4), key="more")
    box.on_long_press = lambda _: tap(f"{HEAR}more")
    box.height = theme.TOUCH if look.scale <= 1.0 else None
    return tappable(box, "more")
