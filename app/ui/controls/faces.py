"""Three faces side by side, to say how a moment was. No face has to be tapped; whoever taps none loses nothing."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app.ui import theme
from app.ui.controls.action import card, tappable
from app.ui.controls.letters import wide
from app.ui.controls.look import Look, picture
from app.ui.taps import ChooseFace, Hear, Tap

FACE_HIGH, WORD, SMALLEST = 64, 13, 10  # dp: height of a card, usual and smallest size of its letters
ROOM = 92  # dp: width for a word, which stays on one line where possible


def faces(look: Look, words: Sequence[tuple[int, str]], chosen: int, tap: Tap) -> ft.Control:
    """A row of cards: `words` are the numbers of the faces with the word of each. The `chosen` face has an edge."""
    size = look.common([word for _, word in words], max(SMALLEST, min(WORD, *(ROOM / wide(word) for _, word in words))), ROOM)
    shown = [_face(look, face, word, size, chosen, tap) for face, word in words]
    return ft.Row(shown, spacing=8, intrinsic_height=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)


def _face(look: Look, face: int, word: str, size: float, chosen: int, tap: Tap) -> ft.Control:
    meaning = ChooseFace(face)
    key = meaning.key
    inside = ft.Column(
        [picture(look, f"face-{face}", 34), look.text(word, size, room=ROOM)],
        alignment=ft.MainAxisAlignment.START if look.large else ft.MainAxisAlignment.CENTER,  # one word may take two lines
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=0,
        tight=True,
    )
    box = card(look, inside, on_click=lambda _: tap(meaning), chosen=face == chosen, padding=(4, 3), key=key)
    box.on_long_press = lambda _: tap(Hear(key))
    box.height = max(FACE_HIGH, theme.TOUCH) if look.scale <= 1.0 else None
    return tappable(box, key, expand=True)


def at_shoulder(look: Look, drawn: ft.Control, face: int, size: float) -> ft.Control:
    """The picture `drawn` of `size` dp with this face at its lower corner; with face 0 the picture alone."""
    if not face:
        return drawn
    small = ft.Container(
        picture(look, f"face-{face}", size * 0.5), alignment=ft.Alignment.BOTTOM_RIGHT, width=size, height=size
    )
    return ft.Stack([drawn, small], width=size, height=size)
