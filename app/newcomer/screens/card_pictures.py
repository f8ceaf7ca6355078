"""The ten pictures of a recovery card, tapped among all 64: these scroll, and below them stay the places that are filled."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.come_back import LAST, NO_PICTURE
from app.newcomer.model import CARD_LENGTH
from app.newcomer.screens import aloud
from app.newcomer.taps import ChoosePicture, ClearPicture
from app.newcomer.update import Event, NewcomerModel
from app.ui.controls.action import ROOM, low_card, round_button
from app.ui.controls.card_pictures import CardPicture, in_order, to_choose
from app.ui.controls.choices import title
from app.ui.controls.frame import screen
from app.ui.controls.look import Look
from app.ui.events import tap_of
from app.ui.screens import card_words
from app.ui.texts import Texts


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw all pictures and those that are chosen. `now` in Unix seconds."""
    tap = tap_of(send)
    numbers = range(len(card_words.WORDS))
    every = [CardPicture(card_words.picture_name(number), card_words.word(texts, number)) for number in numbers]
    chosen = model.coming.pictures if model.coming else ()
    places = [None if number == NO_PICTURE else every[number] for number in chosen]
    asked = "Tap the pictures of your card"
    body = [title(look, texts("return", asked), texts.dutch("return", asked)), to_choose(look, every, tap, ChoosePicture)]
    bottom: list[ft.Control] = [in_order(look, places, CARD_LENGTH, clear=(tap, ClearPicture))]
    if any(places):
        both = texts("return", "Take the last one away"), texts.dutch("return", "Take the last one away")
        if look.large:  # the words would take the room of the pictures
            undo = ft.Row([round_button(look, "undo", both[0], tap, LAST)], alignment=ft.MainAxisAlignment.CENTER)
        else:
            undo = ft.Row([low_card(look, "undo", *both, tap, LAST, room=ROOM - 42)])
        bottom.append(undo)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    return screen(look, body, start=back, end=aloud.button(model, texts, look, send), bottom=bottom, long=True)
