"""Messages: a gentle one that fills a screen, one that asks for something soon, and a calm line between other controls."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app.protocol.activities import ActivityType
from app.ui import theme
from app.ui.controls.action import tappable
from app.ui.controls.look import ROOM, Look, picture
from app.ui.taps import Hear, Tap

STORY, ARROW = 104, 34  # dp: side of the pictures of what is wrong and of what to do, and of the arrow between them
SHORT = 4  # lines of large letters; a sentence of more lines gets a small picture
SOON, IN_LINE = 56, 44  # dp: side of the pictures of a message that asks for something soon; the second between round buttons
BETWEEN_BUTTONS = 164  # dp: width of all these pictures together, between round buttons
SMALLER = 0.45  # size of the arrow between two such pictures, as a share of a picture
LONG = 40  # letters; a longer sentence gets smaller letters, so that it takes three lines at most or stays in view


def gentle(look: Look, icon: str, sentence: str, dutch: str, way: str = "") -> list[ft.Control]:
    """A picture and a sentence with `dutch` beneath, for the body of a screen. `way`: the picture of what to do now, after an
    arrow.

    A sentence that is long in large letters stands above the picture, so that it is in view.
    """
    short = look.lines(sentence, 20, ROOM) <= SHORT
    story, words = _story(look, icon, way, short), sentences(look, sentence, dutch)
    return [story, *words] if short or not look.large else [*words, story]


def sentences(look: Look, sentence: str, dutch: str) -> list[ft.Control]:
    """The sentence in large letters, with `dutch` beneath. A screen reader says it at once."""
    size = 22 if not look.large else 20 if len(sentence) <= LONG else 18
    own = ft.Semantics(content=look.text(sentence, size, bold=True), live_region=True, identifier="message")
    return [own, *look.dutch_word(sentence, dutch)]


def _story(look: Look, icon: str, way: str, short: bool) -> ft.Control:
    """The picture of what is wrong, and with `way` an arrow and the picture of what to do; small above large letters."""
    if not way:
        beneath = 88 if short else 44
        return picture(look, icon, beneath if look.large else 132)
    size, arrow = (80 if short else 56, 28) if look.large else (STORY, ARROW)
    drawn: list[ft.Control] = [picture(look, icon, size), picture(look, "next", arrow), picture(look, way, size)]
    return ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=arrow / 2)


def calm(look: Look, icon: str, number: str, words: str, key: str) -> ft.Control:
    """A message that asks for nothing now: a picture, a number unless it is "", and words. `key` is its semantic identifier."""
    parts: list[ft.Control] = [picture(look, icon, 40)]
    if number:
        parts.append(look.text(number, 20, bold=True))
    size = 14 if len(words) <= LONG else 12  # beside it are two round buttons
    parts.append(ft.Container(look.text(words, size, align=ft.TextAlign.START), expand=True, expand_loose=True))
    return ft.Semantics(identifier=key, content=ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=10))


def soon(look: Look, pictures: Sequence[str], words: str, key: str, tap: Tap | None) -> ft.Control:
    """A message that asks for something soon, as wide as a card: its pictures, and words beneath them or beside a single one.

    It is plain paper with a warm edge, because it is no button. With `tap`, a tap on it lets its words be heard.
    """
    drawn = _drawn(look, pictures, SOON)
    if len(pictures) == 1 and not look.large:
        sentence = look.text(words, 15, align=ft.TextAlign.START, room=ROOM - SOON)
        inside: ft.Control = ft.Row([drawn, ft.Container(sentence, expand=True)], spacing=14)
    else:
        sentence = look.text(words, 15)
        inside = ft.Column([drawn, sentence], spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    heard = Hear(key)
    box = ft.Container(
        inside,
        padding=ft.Padding.symmetric(horizontal=14, vertical=10),
        border_radius=theme.CORNER_CARD,
        border=_warm(look, key),
        alignment=ft.Alignment.CENTER,
        on_click=(lambda _: tap(heard)) if tap else None,
        ink=tap is not None,
    )
    return ft.Semantics(identifier=key, content=tappable(box, heard.key) if tap else box)


def soon_in_line(look: Look, pictures: Sequence[str], words: str, key: str) -> ft.Control:
    """The same message between two round buttons: its pictures alone. A screen reader says `words`."""
    box = ft.Container(
        _drawn(look, pictures, min(IN_LINE, BETWEEN_BUTTONS / _across(pictures))),
        padding=ft.Padding.symmetric(horizontal=10 if len(pictures) > 1 else 36, vertical=4),
        border_radius=theme.CORNER_CARD,
        border=_warm(look, key),
    )
    return ft.Semantics(label=words, image=True, identifier=key, content=box)


def _warm(look: Look, key: str) -> ft.Border:
    return look.edge(key, look.palette.kinds[ActivityType.BUDDY].edge)


def _drawn(look: Look, pictures: Sequence[str], size: float) -> ft.Control:
    drawn: list[ft.Control] = [picture(look, name, size * (SMALLER if name == "next" else 1)) for name in pictures]
    return ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=size * _gap(pictures), tight=True)


def _gap(pictures: Sequence[str]) -> float:
    """What is free between two of these, as a part of the side of a picture."""
    return 1 / 8 if "next" in pictures else 1 / 4


def _across(pictures: Sequence[str]) -> float:
    """How wide these are in a row, in sides of a picture."""
    return sum(SMALLER if name == "next" else 1 for name in pictures) + (len(pictures) - 1) * _gap(pictures)
