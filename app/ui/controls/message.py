"""Messages: a gentle one that fills a screen, and a calm line beside other things."""

from __future__ import annotations

import flet as ft

from app.ui.controls.look import ROOM, Look, picture

STORY, ARROW = 104, 34  # dp of what is amiss and of what to do, and of the arrow between them
SHORT = 4  # lines of large letters that leave room for a large picture
LONG = 40  # letters of a calm line that still takes three lines at most


def gentle(look: Look, icon: str, sentence: str, dutch: str, way: str = "") -> list[ft.Control]:
    """Picture and sentence, for the body of a screen. `way`: the picture of what to do now, after an arrow."""
    own = ft.Semantics(content=look.text(sentence, 20 if look.large else 22, bold=True), live_region=True, identifier="message")
    short = look.lines(sentence, 20, ROOM) <= SHORT
    return [_story(look, icon, way, short), own, *look.dutch_word(sentence, dutch)]


def _story(look: Look, icon: str, way: str, short: bool) -> ft.Control:
    """One picture, or the picture of what is amiss, an arrow, and what to do; above large letters as these leave room."""
    if not way:
        beneath = 88 if short else 44
        return picture(look, icon, beneath if look.large else 132)
    size, arrow = (80 if short else 56, 28) if look.large else (STORY, ARROW)
    drawn: list[ft.Control] = [picture(look, icon, size), picture(look, "next", arrow), picture(look, way, size)]
    return ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=arrow / 2)


def calm(look: Look, icon: str, number: str, words: str, key: str, *, wide: bool = False) -> ft.Control:
    """What asks for nothing in a hurry: picture, perhaps a number, and words. `wide`: they have the width of the screen."""
    parts: list[ft.Control] = [picture(look, icon, 40 if wide and not look.large else 32)]
    if number:
        parts.append(look.text(number, 20, bold=True))
    size = 15 if wide else 14 if len(words) <= LONG else 12  # beside it are two round buttons
    parts.append(ft.Container(look.text(words, size, align=ft.TextAlign.START), expand=True, expand_loose=True))
    return ft.Semantics(identifier=key, content=ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=10))
