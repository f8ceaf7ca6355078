"""A gentle message: one picture, one kind sentence that says what to do next."""

from __future__ import annotations

import flet as ft

from app.controls.look import Look, picture


def gentle(look: Look, icon: str, sentence: str, dutch: str) -> list[ft.Control]:
    """Picture and sentence, for the body of a screen."""
    own = ft.Semantics(content=look.text(sentence, 22, bold=True), live_region=True, identifier="message")
    return [picture(look, icon, 72 if look.large else 132), own, *look.dutch_word(sentence, dutch)]
