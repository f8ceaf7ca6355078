"""Choices in pictures: at most eight on a screen, and a card that leads to the next eight. Fewer choices are drawn larger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import flet as ft

from app.ui import theme
from app.ui.controls.action import card, tappable
from app.ui.controls.look import ROOM, Look, picture
from app.ui.taps import Hear, Meaning, Tap, key_of

EIGHT, SIX = 8, 6
WORD, SMALLER = 142, 28  # dp: width for a word in one of two cards side by side; side of a picture above two lines of words
THIRD = 86  # dp: width for a word in one of three cards side by side
HIGH, DRAWN = 95, 36  # dp: height of a card and side of its picture; eight with two lines, a title and "more" fit on 360x640
ROOMY = 42  # dp: side of such a picture when no Dutch word stands beneath
FOUR_HIGH, FOUR_DRAWN = 178, 76  # dp: the same for two rows of two; the picture is smaller above words of many lines
LINE, DUTCH_LINE, EDGES = 23, 19, 18  # dp: height of a line of such words, of a Dutch line, and of all space around them
WIDE_HIGH, WIDE_DRAWN, WIDE_WORD = 146, 88, 190  # dp: card, picture and width for the word, of at most three in a column

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Pick:
    """One of the choices. `draw` takes dp and gives its picture; `before` names a small picture before its word."""

    draw: Callable[[float], ft.Control]
    word: str
    dutch: str
    meaning: Meaning
    before: str = ""


def laid_out(
    look: Look, picks: Sequence[Pick], tap: Tap, *, high: float = HIGH, four_high: float = FOUR_HIGH, small: bool = False
) -> ft.Control:
    """All `picks` as cards. Up to three stand in a column, four in a square; more are small. A tap sends the pick's key.

    `four_high` is the height in dp of a card of the square, `high` of a small card. `small`: draw small cards even for a few,
    as on a last page.
    """
    if not small and is_wide(look, len(picks)):
        size = look.common([pick.word for pick in picks], 20, WIDE_WORD)
        return ft.Column([_wide(look, pick, size, tap) for pick in picks], spacing=12)
    high, spacing = (four_high, 12) if len(picks) == 4 and not small else (high, 8)
    drawn = _drawn(look, picks, small=small)
    common = (len(picks) == 4 and not small) or look.large
    size = look.common([pick.word for pick in picks], theme.SMALL_WORD, WORD) if common else theme.SMALL_WORD
    cards = [
        choice(look, pick.draw(drawn), pick.word, pick.dutch, tap, pick.meaning, high=high, size=size, before=pick.before)
        for pick in picks
    ]
    return rows(cards, spacing=spacing)


def is_wide(look: Look, count: int) -> bool:
    """Is a choice of `count` shown as a column of cards across the whole screen?"""
    return count <= 3 or (look.large and count == 4)


def _drawn(look: Look, picks: Sequence[Pick], *, small: bool) -> float:
    """The side in dp of each picture of four or more choices, the same for all."""
    if len(picks) == 4 and not small:
        return min(FOUR_DRAWN, *(FOUR_HIGH - EDGES - _words_high(look, pick) for pick in picks))
    return DRAWN if any(look.dutch_word(pick.word, pick.dutch) for pick in picks) else ROOMY


def _words_high(look: Look, pick: Pick) -> float:
    """The largest height in dp that the words of a card take."""
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
    key = key_of(pick.meaning)
    box = card(look, ft.Row([drawn, words], spacing=10), on_click=lambda _: tap(pick.meaning), padding=(12, 8), key=key)
    box.on_long_press = lambda _: tap(Hear(key))
    box.height = WIDE_HIGH if look.scale <= 1.0 else None
    return tappable(box, key)


def eight_of(items: Sequence[Item], page: int, most: int = EIGHT) -> tuple[list[Item], bool]:
    """The items of page number `page`, at most `most`, and whether there are others. After the last page the first follows."""
    pages = max(1, -(-len(items) // most))
    start = page % pages * most
    return list(items[start : start + most]), pages > 1


def six_of(items: Sequence[Item], page: int) -> tuple[list[Item], bool]:
    """As `eight_of`, for a screen with less space: six on a page as soon as there are more than eight."""
    return eight_of(items, page, EIGHT if len(items) <= EIGHT else SIX)


def choice(
    look: Look,
    drawn: ft.Control,
    word: str,
    dutch: str,
    tap: Tap,
    meaning: Meaning,
    *,
    high: float = HIGH,
    size: float = theme.SMALL_WORD,
    room: float = WORD,
    before: str = "",
) -> ft.Control:
    """One small card: the picture `drawn`, `word`, and `dutch` beneath. A tap sends `meaning`.

    In dp: `high` is the card's height at scale 1, `size` that of the letters, `room` the width for the word. `before` names a
    small picture before the word.
    """
    key = key_of(meaning)
    # A word of two lines gets a smaller picture and smaller letters, so that nothing is cut off.
    tight = high <= HIGH and look.scale <= 1.0 and look.wraps(word, size, WORD)
    if tight and isinstance(drawn, ft.Image):
        drawn.width = drawn.height = SMALLER
        if isinstance(drawn.error_content, ft.Container):
            drawn.error_content.width = drawn.error_content.height = SMALLER
    inside = ft.Column(
        [drawn, *_named(look, word, dutch, 14 if tight else size, room, before)],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=0 if tight else 2,
        tight=True,
    )
    box = card(look, inside, on_click=lambda _: tap(meaning), padding=(6, 1 if tight else 4), key=key)
    box.on_long_press = lambda _: tap(Hear(key))
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
    """A screen's title or question: `own` words with `dutch` beneath, and the controls `beside` before them.

    Long words get smaller letters, to stay on one line where possible.
    """
    room = ROOM - 40 if beside else ROOM
    size = next((size for size in (22, 20, 18) if not look.wraps(own, size, room)), 16)
    asked = ft.Semantics(content=look.text(own, size, bold=True), header=True, identifier="question")
    wrapping = ft.Container(asked, expand=True, expand_loose=True)
    line = ft.Row([*beside, wrapping], alignment=ft.MainAxisAlignment.CENTER, spacing=12) if beside else asked
    lines: list[ft.Control] = [line, *look.dutch_word(own, dutch)]
    return ft.Column(lines, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)


def rows(cards: Sequence[ft.Control], across: int = 2, spacing: float = 8) -> ft.Control:
    """Cards in rows of `across`, `spacing` dp apart. Cards of a last row that is not full are as wide as the others."""
    lines: list[ft.Control] = []
    for start in range(0, len(cards), across):
        line: list[ft.Control] = [*cards[start : start + across]]
        line += [ft.Container(expand=True) for _ in range(across - len(line))]
        lines.append(ft.Row(line, spacing=spacing, intrinsic_height=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH))
    return ft.Column(lines, spacing=spacing, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def more(look: Look, word: str, dutch: str, tap: Tap) -> ft.Control:
    """The card that leads to the next page of choices. A tap sends `more`."""
    words = ft.Row(
        [look.text(word, theme.SMALL_WORD, bold=True), *look.dutch_word(word, dutch), picture(look, "next", 24)],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=10,
    )
    box = card(look, words, on_click=lambda _: tap("more"), padding=(10, 4), key="more")
    box.on_long_press = lambda _: tap(Hear("more"))
    box.height = theme.TOUCH if look.scale <= 1.0 else None
    return tappable(box, "more")
