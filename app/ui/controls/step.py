"""Steps that say what to do, from above to below. A tap on a step lets its words be heard.

There are three forms: large pictures with small words beneath; the place of a button; and a card, for many steps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from app.ui import theme
from app.ui.controls.action import card, tappable
from app.ui.controls.look import Look, picture
from app.ui.taps import Hear, Tap

DRAWN, SMALLEST, DRAWN_LARGE = 76, 42, 56  # dp: largest and smallest side of a step's pictures, and the side with large letters
BENEATH, ROOM_BENEATH = 16, 300  # dp: size of the words beneath the pictures, and the width for them
LINE, DUTCH_LINE, BETWEEN = 24, 18, 4  # dp: height of such a line and of a Dutch line, and between pictures and words
PLACE, PLACE_LARGE = 92, 88  # dp: side of the picture that shows the place of a button; the second with large letters
PLACE_WORD, ROOM_PLACE = 18, 164  # dp: size of the words beside it, and the width for them
LINE_HIGH = 1.4  # height of a line, as a multiple of the size of its letters
Draw = Callable[[float], ft.Control]


def common_size(look: Look, texts: Sequence[tuple[str, str]], high: float) -> float:
    """The side in dp of the pictures in all steps of a page. `texts` are the words of each step with the Dutch words beneath.

    At scale 1 all steps together are at most `high` dp high, unless that would make pictures smaller than `SMALLEST`.
    """
    if look.scale > 1.0:
        return DRAWN_LARGE
    beneath = sum(_words_high(look, word, dutch) + 2 * BETWEEN for word, dutch in texts)
    return max(SMALLEST, min(DRAWN, (high - beneath) / len(texts)))


def pictured(
    look: Look, drawn: Sequence[Draw], word: str, dutch: str, *, size: float, number: str, key: str, tap: Tap | None = None
) -> ft.Control:
    """A step with its `number`: pictures of `size` dp in the order in which things happen, and its words small beneath.

    Each of `drawn` takes dp and gives a picture. With `tap`, a tap on the step lets its words be heard.
    """
    gap = 14 if look.scale <= 1.0 else 8
    shown = ft.Row([draw(size) for draw in drawn], alignment=ft.MainAxisAlignment.CENTER, spacing=gap, expand=True)
    pictures = ft.Row([_number(look, number), shown], spacing=8)
    inside = ft.Column(
        [pictures, *look.named(word, dutch, BENEATH, room=ROOM_BENEATH)],
        spacing=BETWEEN if look.scale > 1.0 else 0,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    return _heard(look, inside, key, tap)


def place(look: Look, number: str, where: str, word: str, dutch: str) -> ft.Control:
    """A step with its `number`, the picture `where` that shows the place of a button, and its words. It is no button itself."""
    room = 150 if look.large else ROOM_PLACE
    lines = look.named(word, dutch, PLACE_WORD, align=ft.TextAlign.START, room=room)
    words = ft.Column(lines, spacing=0, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    return ft.Row([_number(look, number), picture(look, where, PLACE_LARGE if look.large else PLACE), words], spacing=8)


def place_high(look: Look, word: str, dutch: str) -> float:
    """The height of such a `place` in dp, unless letters are large: at least its picture, else its words."""
    below = look.lines(dutch, 13, ROOM_PLACE) if look.dutch_word(word, dutch) else 0
    own = LINE_HIGH * PLACE_WORD * look.lines(word, PLACE_WORD, ROOM_PLACE)
    return max(PLACE, look.scale * (own + DUTCH_LINE * below))


def _words_high(look: Look, word: str, dutch: str) -> float:
    below = look.lines(dutch, 13, ROOM_BENEATH) if look.dutch_word(word, dutch) else 0
    return LINE * look.lines(word, BENEATH, ROOM_BENEATH) + DUTCH_LINE * below


def _number(look: Look, number: str) -> ft.Control:
    return ft.Container(
        look.text(number, 18 if look.scale <= 1.0 else 13, bold=True),
        width=32 * min(look.scale, 1.5),
        height=32 * min(look.scale, 1.5),
        border_radius=24,
        border=ft.Border.all(2, look.palette.quiet),
        alignment=ft.Alignment.CENTER,
    )


def _heard(look: Look, inside: ft.Control, key: str, tap: Tap | None) -> ft.Control:
    """Plain paper around a step. With `tap`, a tap on it lets its words be heard, and lights it."""
    heard = Hear(key)
    box = ft.Container(
        inside,
        padding=ft.Padding.symmetric(horizontal=4, vertical=2),
        border_radius=theme.CORNER_CARD,
        border=look.edge(key, look.palette.paper),
        on_click=(lambda _: tap(heard)) if tap else None,
        ink=tap is not None,
    )
    return ft.Semantics(identifier=key, content=tappable(box, heard.key) if tap else box)


def step(
    look: Look,
    icon: str,
    word: str,
    dutch: str,
    *,
    number: str = "",
    small: bool = False,
    exactly: str = "",
    key: str = "",
    tap: Tap | None = None,
) -> ft.Control:
    """A step as a card: its `number` unless it is "", a picture and its words. `small`: for more than three in a column.

    `exactly`: what is the same in every language, beneath the words: a standard, a day, an address. The card is lit while the
    words of `key` are heard. With `tap`, a tap lets them be heard, and a keyboard reaches the card on a page that scrolls.
    """
    words = ft.Column(
        [
            *look.named(word, dutch, 15 if small else 18, bold=not small, align=ft.TextAlign.START, room=190),
            *([look.text(exactly, 14, color=look.palette.quiet, align=ft.TextAlign.START)] if exactly else []),
        ],
        spacing=2,
        tight=True,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.START,
    )
    size = 36 if small else 44
    counted: list[ft.Control] = [look.text(number, 22, bold=True, color=look.palette.quiet)] if number else []
    row = ft.Row([*counted, picture(look, icon, size), words], spacing=14)
    heard = Hear(key)
    box = card(look, row, on_click=(lambda _: tap(heard)) if tap else None, padding=(14, 8), key=key)
    return ft.Semantics(identifier=key, content=tappable(box, heard.key) if tap else box)
