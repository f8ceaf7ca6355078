"""Keeping the hours safe: what a card is for, the card itself, and the question before a new one."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer import keep_card
from app.newcomer.screens import aloud
from app.newcomer.update import Event, NewcomerModel
from app.protocol.card import LENGTH, Card, to_text
from app.ui.controls.action import HALF, big_action, low_card, round_button, word_card
from app.ui.controls.card_pictures import CardPicture, in_order
from app.ui.controls.frame import screen
from app.ui.controls.look import ROOM, Look, picture
from app.ui.controls.qr import qr
from app.ui.events import tap_of
from app.ui.screens import card_words
from app.ui.taps import Tap
from app.ui.texts import Texts

PHOTO = ("card", "next", "card_photo")  # another phone takes a picture of the card
CODE, PICTURE, PICTURE_LARGE = 196.0, 58.0, 56.0  # dp: side of the code and of the ten pictures; the last with large letters


def offer(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw what a card is for, and the way to make one. `now` in Unix seconds."""
    tap = tap_of(send)
    title, lost, why = "Keep your hours safe", "phone_broken", "Is your phone lost or broken? This card brings your hours back."
    if keep_card.is_against_a_week(model):
        lost, why = "calendar", "Not opened for a week? This card brings your hours back."
    long = look.lines(texts("keep", title), 24, ROOM) > 1 or look.lines(texts("keep", why), 17, ROOM) > 2
    body: list[ft.Control] = [
        _steps(look, (lost, "next", "card", "next", "tiles_come_in"), 48 if look.large or long else 72),
        *_title(look, texts, title, 20 if long else 24),
        look.text(texts("keep", why), 15 if long else 17),
        *look.dutch_word(texts("keep", why), texts.dutch("keep", why)),
    ]
    later = _instead(look, "later", *_both(texts, "Later"), tap, "home")
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    end = aloud.button(model, texts, look, send)
    return screen(look, body, start=back, end=end, bottom=[_make(model, texts, look, send), ft.Row([later])])


def my_card(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the card: its code, its ten pictures, and how it is kept. `now` in Unix seconds."""
    tap, keeping = tap_of(send), model.keeping
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    end = aloud.button(model, texts, look, send)
    if len(keeping.pictures) != LENGTH:
        return screen(look, [], start=back, end=end)
    shown = [CardPicture(card_words.picture_name(number), card_words.word(texts, number)) for number in keeping.pictures]
    size = PICTURE_LARGE if look.large else PICTURE
    body: list[ft.Control] = [
        qr(to_text(Card(keeping.region, keeping.pictures)), CODE, texts("keep", "The code of your card")),
        in_order(look, shown, LENGTH, size),
    ]
    photo = ft.Semantics(
        label=texts("keep", "Take a photo of this card with another phone."),
        image=True,
        identifier="photo",
        content=_steps(look, PHOTO, 48),
    )
    give = _half(look, "saved" if keeping.handed else "share", *_both(texts, "Send or print"), send, keep_card.SEND)
    other = (
        _half(look, "card_new", *_both(texts, "A new card"), send, keep_card.NEW_CARD)
        if keeping.kept
        else _half(look, "tick_one", *_both(texts, "I have kept it"), send, keep_card.KEPT)
    )
    ways = ft.Row([give, other], spacing=12, intrinsic_height=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
    if look.large:  # the code is seen whole; the rest is further down
        return screen(look, [*body, photo, ways], start=back, end=end)
    return screen(look, body, start=back, state=photo, end=end, bottom=[ways])


def new_card(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Ask whether the old card shall open nothing any more. `now` in Unix seconds."""
    tap = tap_of(send)
    title, what = "A new card", "The old card then opens nothing."
    body = [
        _steps(look, ("card_old", "next", "card_new"), 72),
        *_title(look, texts, title, 24),
        look.text(texts("keep", what), 18),
        *look.dutch_word(texts("keep", what), texts.dutch("keep", what)),
    ]
    keep = _instead(look, "card", *_both(texts, "Keep this card"), tap, "back")
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    end = aloud.button(model, texts, look, send)
    return screen(look, body, start=back, end=end, bottom=[_make(model, texts, look, send), ft.Row([keep])])


def _make(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    """The one action; while a card is being made, what it is doing."""
    if model.keeping.making:
        return big_action(look, "getting_ready", *_both(texts, "One moment"), tap_of(send), keep_card.MAKE, height=104)
    return big_action(look, "card", *_both(texts, "Make my card"), tap_of(send), keep_card.MAKE, height=104)


def _title(look: Look, texts: Texts, title: str, size: float) -> list[ft.Control]:
    """The title, alone where letters are large: what it is about has to be seen, too."""
    return look.named(texts("keep", title), "" if look.large else texts.dutch("keep", title), size)


def _instead(look: Look, icon: str, word: str, dutch: str, tap: Tap, meaning: str) -> ft.Control:
    """What can be done instead: a low card where letters are large."""
    if look.large:
        return low_card(look, icon, word, "", tap, meaning, room=ROOM - 42)
    return word_card(look, icon, word, dutch, tap, meaning)


def _half(look: Look, icon: str, word: str, dutch: str, send: Callable[[Event], None], meaning: str) -> ft.Control:
    return word_card(look, icon, word, dutch, tap_of(send), meaning, room=HALF)


def _steps(look: Look, names: tuple[str, ...], size: float) -> ft.Control:
    """Pictures in the order in which things happen."""
    drawn: list[ft.Control] = [picture(look, name, size * 0.4 if name == "next" else size) for name in names]
    return ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=size / 10)


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("keep", msgid), texts.dutch("keep", msgid)
