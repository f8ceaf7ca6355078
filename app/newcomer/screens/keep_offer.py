"""What home shows of the recovery card: one calm card that leads to it."""

from __future__ import annotations

import flet as ft

from app.newcomer.keep_card import KEEP
from app.ui.controls.action import card, tappable
from app.ui.controls.look import Look, picture
from app.ui.taps import Hear, Tap
from app.ui.texts import Texts

ROOM, ROOM_LARGE = 150.0, 220.0  # dp: width for the words beside the picture; the second with large letters


def keep_offer(look: Look, texts: Texts, tap: Tap) -> ft.Control:
    """Keep your hours safe: the card, and where it leads."""
    middle = ft.CrossAxisAlignment.CENTER
    room = ROOM_LARGE if look.large else ROOM
    dutch = "" if look.large else texts.dutch("keep", "Keep your hours safe")  # the hours are seen beside large letters, too
    named = look.named(texts("keep", "Keep your hours safe"), dutch, 14 if look.large else 17, room=room)
    words = ft.Column(named, spacing=0, tight=True, expand=True, horizontal_alignment=middle)
    inside = ft.Row([picture(look, "card", 40 if look.large else 56), words, picture(look, "next", 20)], spacing=10)
    box = card(look, inside, on_click=lambda _: tap(KEEP), padding=(12, 8), key=KEEP)
    box.on_long_press = lambda _: tap(Hear(KEEP))
    return tappable(box, KEEP)
