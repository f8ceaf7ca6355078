"""Messages: a gentle one that fills a screen, and a calm line beside other things."""

from __future__ import annotations

import flet as ft

from app.controls.look import Look, picture

LONG = 40  # letters of a calm line that still takes three lines at most


def gentle(look: Look, icon: str, sentence: str, dutch: str) -> list[ft.Control]:
    """Picture and sentence, for the body of a screen."""
    own = ft.Semantics(content=look.text(sentence, 20 if look.large else 22, bold=True), live_region=True, identifier="message")
    return [picture(look, icon, 44 if look.large else 132), own, *look.dutch_word(sentence, dutch)]


def calm(look: Look, icon: str, number: str, words: str, key: str, *, wide: bool = False) -> ft.Control:
    """What asks for nothing in a hurry: picture, perhaps a number, and words. `wide`: they have the width of the screen."""
    parts: list[ft.Control] = [picture(look, icon, 48 if wide and not look.large else 32)]
    if number:
        parts.append(look.text(number, 20, bold=True))
    size = 15 if wide else 14 if len(words) <= LONG else 12  # beside it are two round buttons
    parts.append(ft.Container(look.text(words, size, align=ft.TextAlign.START), expand=True, expand_loose=True))
    return ft.Semantics(identifier=key, content=ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=10))
