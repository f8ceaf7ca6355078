"""Things to tap: the one big action of a screen, cards, and the round buttons at the top.

A long press on one of them lets its word be heard.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.ui import theme
from app.ui.controls.look import COLOURED_ONLY, Look, picture
from app.ui.controls.taken_back import crossed_out
from app.ui.taps import Hear, Meaning, Tap, key_of

STORY = 44  # dp: side of the pictures of who does what, in a row above the word
RING = 30  # dp: side of a switch's tick, and of the empty ring that stands there when the switch is off
CROSSED = 38  # dp: side of a picture that is crossed out, large enough to see both the picture and the line
SHOULDER, OVER = 0.66, 0.36  # share of a picture's size: the smaller picture on its corner, and how far that one sticks out
ROOM, HALF = 296.0, 132.0  # dp: width for words in a card across a small phone, and in one of two cards side by side


def tappable(
    content: ft.Control,
    key: str,
    *,
    name: str = "",
    expand: bool | int | None = None,
    chosen: bool = False,
    switch: bool | None = None,
) -> ft.Control:
    """Make `content` a button for screen readers. `key` names it to them and to tests.

    `name`: its label, needed when nothing inside says it in words. `chosen`: it is the current one of several choices.
    `switch`: whether it is on; None when it is no switch.
    """
    return ft.Semantics(
        label=name or None,
        button=True,
        selected=True if chosen else None,
        toggled=switch,
        identifier=key,
        key=key,
        expand=expand,
        content=content,
    )


def big_action(
    look: Look,
    icon: str,
    word: str,
    dutch: str,
    tap: Tap,
    meaning: Meaning,
    *,
    height: float = 160,
    door: str = "",
    ends: tuple[ft.Control, ...] = (),
) -> ft.Control:
    """The single green action of a screen: picture `icon`, `word`, and `dutch` beneath. A tap sends `meaning`.

    `height` in dp at scale 1. `door`: a second picture before the first, that says what the action means now. `ends`: two
    controls, one at each side of the picture, above the words.
    """
    key, palette = key_of(meaning), look.palette
    tall = bool(ends) or (height >= 140 and not look.large)
    narrow = bool(door) and look.large  # two pictures beside large letters
    room = ROOM if tall else ROOM - (100 if narrow else 114 if door else 62)
    wraps = look.wraps(word, theme.WORD, room)
    small = not tall and look.scale <= 1.0 and wraps  # smaller letters, so that neither of the two lines is cut off
    # On the largest letters a second line in Dutch would take the room of what the screen is about.
    beneath_it = "" if look.large else dutch
    words: list[ft.Control] = [
        look.text(word, 18 if small else theme.WORD, color=palette.on_action, bold=True, room=room, one_line=True),
        *look.dutch_word(word, beneath_it, color=palette.on_action_quiet),
    ]
    shown = [door, icon] if door else [icon]
    white = [name if name in COLOURED_ONLY or name.startswith("activity-") else f"{name}-white" for name in shown]
    side = STORY if ends else 64 if tall else 36 if narrow else 44
    pictures: list[ft.Control] = [picture(look, name, side) for name in white]
    if ends:
        pictures = [ends[0], *pictures, *ends[1:]]
    drawn = pictures[0] if len(pictures) == 1 else ft.Row(pictures, spacing=8, tight=True)
    centred = ft.CrossAxisAlignment.CENTER
    beneath = ft.Column(
        [drawn, *words] if tall else words,
        horizontal_alignment=centred,
        spacing=2,
        tight=True,
        expand=not tall,
        expand_loose=True,
    )
    inside = beneath if tall else ft.Row([drawn, beneath], alignment=ft.MainAxisAlignment.CENTER, spacing=18, tight=True)
    box = ft.Container(
        inside,
        bgcolor=palette.action,
        border_radius=theme.CORNER_ACTION,
        padding=ft.Padding.symmetric(horizontal=16, vertical=6 if small or ends else 12),
        alignment=ft.Alignment.CENTER,
        height=height if look.scale <= 1.0 else None,
        border=look.edge(key, palette.action),
        on_click=lambda _: tap(meaning),
        on_long_press=lambda _: tap(Hear(key)),
        ink=True,
    )
    return tappable(box, key)


def word_card(
    look: Look,
    icon: str,
    word: str,
    dutch: str,
    tap: Tap,
    meaning: Meaning,
    *,
    switch: bool | None = None,
    room: float = ROOM,
    size: float = theme.SMALL_WORD,
    shoulder: str = "",
    mark: str = "",
    side: float = 52,
) -> ft.Control:
    """A card with a picture of `side` dp above its word of `size` dp. `room`: width inside the card in dp, less for two.

    A `switch` that is on has a tick and an edge; one that is off has an empty ring, so that colour alone never says it.
    `shoulder`: a smaller picture on the corner of the first, of what waits behind this card. `mark`: two or three letters at
    the picture, for what the drawing cannot say.
    """
    key, wide = key_of(meaning), 36 if look.large else side
    drawn: ft.Control = picture(look, icon, wide)
    if shoulder:  # it sticks out over the corner, so that the first picture stays visible
        small, over = SHOULDER * wide, OVER * wide
        at = ft.Container(picture(look, shoulder, small), right=0, bottom=0)
        middle = ft.Container(drawn, left=over, top=0)
        drawn = ft.Stack([middle, at], width=wide + 2 * over, height=wide)
    if mark:
        at = ft.Container(letters_mark(look, mark), alignment=ft.Alignment.BOTTOM_RIGHT, width=wide + 16, height=wide)
        drawn = ft.Stack([ft.Container(drawn, alignment=ft.Alignment.CENTER, width=wide + 16, height=wide), at])
    if switch is not None:
        state = picture(look, "saved", RING) if switch else _empty_ring(look)
        space = ft.Container(width=RING, height=RING)
        drawn = ft.Row([space, drawn, state], alignment=ft.MainAxisAlignment.CENTER, spacing=10)
    inside = ft.Column(
        [
            drawn,
            *look.named(word, dutch, size, room=room),
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=4,
        tight=True,
    )
    box = card(look, inside, on_click=lambda _: tap(meaning), chosen=bool(switch), key=key)
    box.on_long_press = lambda _: tap(Hear(key))
    return tappable(box, key, expand=True, switch=switch)


def letters_mark(look: Look, letters: str) -> ft.Control:
    """A label of two or three `letters` on a dark ground; it says which language."""
    text = ft.Text(letters, size=11, weight=ft.FontWeight.W_700, color=look.palette.paper)
    return ft.Container(text, bgcolor=look.palette.ink, border_radius=6, padding=ft.Padding.symmetric(horizontal=5))


def _empty_ring(look: Look) -> ft.Control:
    """What a switch that is off shows in the place of its tick."""
    return ft.Container(width=RING, height=RING, border_radius=RING / 2, border=ft.Border.all(3, look.palette.quiet))


def low_card(
    look: Look,
    icon: str,
    word: str,
    dutch: str,
    tap: Tap,
    meaning: Meaning,
    *,
    room: float,
    beside: ft.Control | None = None,
    crossed: bool = False,
) -> ft.Control:
    """A low card for a less usual action: picture and word side by side, `room` dp for the word.

    `beside`: one more drawing after the picture; both stand above the word when letters are large. `crossed`: the picture is
    grey and crossed out, because the action takes back what it shows.
    """
    key, centred = key_of(meaning), ft.CrossAxisAlignment.CENTER
    lines = look.named(word, dutch, 15, room=room)
    words = ft.Column(lines, spacing=0, tight=True, horizontal_alignment=centred, expand=True, expand_loose=True)
    first = crossed_out(look, icon, CROSSED) if crossed else picture(look, icon, 32)
    drawn: list[ft.Control] = [first, *([beside] if beside else [])]
    inside: ft.Control = ft.Row([*drawn, words], alignment=ft.MainAxisAlignment.CENTER, spacing=10)
    if beside and look.scale > 1.0:
        above, words.expand = ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=10), None
        inside = ft.Column([above, words], spacing=2, tight=True, horizontal_alignment=centred)
    box = card(look, inside, on_click=lambda _: tap(meaning), padding=(8, 8), key=key)
    box.on_long_press = lambda _: tap(Hear(key))
    fits = look.scale <= 1.0 and look.lines(word, 15, room) <= 1
    box.height = 64 if fits else None
    return tappable(box, key, expand=True)


def card(
    look: Look,
    content: ft.Control,
    *,
    on_click: Callable[[object], None] | None = None,
    chosen: bool = False,
    padding: tuple[float, float] = (10, 14),
    key: str = "",
) -> ft.Container:
    """A card around `content`. `padding` in dp: at each side, and above and below. `chosen` gives it an edge.

    While the word of the control with this `key` is heard, the card is lit.
    """
    edge = look.palette.good if chosen else look.palette.card
    return ft.Container(
        content,
        bgcolor=look.palette.card,
        border_radius=theme.CORNER_CARD,
        border=look.edge(key, edge, chosen=chosen),
        padding=ft.Padding.symmetric(horizontal=padding[0], vertical=padding[1]),
        alignment=ft.Alignment.CENTER,
        shadow=ft.BoxShadow(blur_radius=10, color="#14000000", offset=ft.Offset(0, 2)),
        on_click=on_click,
        ink=on_click is not None,
    )


def round_button(look: Look, icon: str, name: str, tap: Tap, meaning: Meaning) -> ft.Control:
    """A round button of `theme.TOUCH` dp at the top of a screen, such as back. `name` is its label for screen readers."""
    key = key_of(meaning)
    box = ft.Container(
        picture(look, icon, 30),
        width=theme.TOUCH,
        height=theme.TOUCH,
        border_radius=theme.TOUCH / 2,
        bgcolor=look.palette.card,
        border=ft.Border.all(2, look.palette.edge) if look.palette.edge else None,
        alignment=ft.Alignment.CENTER,
        shadow=ft.BoxShadow(blur_radius=8, color="#14000000", offset=ft.Offset(0, 2)),
        on_click=lambda _: tap(meaning),
        on_long_press=lambda _: tap(Hear(key)),
        ink=True,
    )
    return tappable(box, key, name=name)
