"""Somebody who has hours already: by which way they come back, that they are coming, that they are here, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from app.newcomer.come_back import MINE, OTHERS, SCAN_CARD, are_back, on_the_way, waits
from app.newcomer.model import PICTURES
from app.newcomer.new_phone import OLD_PHONE, OWN_FILE
from app.newcomer.screens import aloud
from app.newcomer.update import Event, NewcomerModel
from app.ui.controls import choices
from app.ui.controls.action import big_action, round_button
from app.ui.controls.choices import Pick, title
from app.ui.controls.floor import floor, tiles
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.message import gentle, sentences
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.taps import Tap
from app.ui.texts import Texts, isolate

WIDE, HIGH = 296, 112  # dp, of the floor


def ways(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the ways on which hours come back. `now` in Unix seconds."""
    tap = tap_of(send)
    picks = [
        _pick(texts, look, "card_scans", "Scan your card", SCAN_CARD),
        _pick(texts, look, "ten_pictures", "Ten pictures", PICTURES),
        _pick(texts, look, "old_phone_code", "From your old phone", OLD_PHONE),
        _pick(texts, look, "hours_file", "From your file", OWN_FILE),
    ]
    body = [title(look, *_both(texts, "How do your hours come back?")), choices.laid_out(look, picks, tap)]
    return screen(look, body, start=_back(texts, look, tap), end=aloud.button(model, texts, look, send))


def coming(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw that the hours are looked for or on their way, with the tiles that are here. `now` in Unix seconds."""
    tap = tap_of(send)
    end, back = aloud.button(model, texts, look, send), _back(texts, look, tap)
    if waits(model):
        pictures, msgid = words.SAFETY["full" if model.notice == "storage-full" else "back"]
        shown: list[ft.Control] = [picture(look, name, 28 if name == "next" else 64) for name in pictures]
        story = ft.Row(shown, alignment=ft.MainAxisAlignment.CENTER, spacing=6, wrap=True)
        body = [story, *sentences(look, texts("home", msgid), texts.dutch("home", msgid))]
        good = texts("saved", "Good"), texts.dutch("saved", "Good")
        return screen(look, body, start=back, end=end, bottom=[big_action(look, "home", *good, tap, "home", height=104)])
    msgid = on_the_way(model)
    body = [
        picture(look, "tiles_come_in", 88 if look.large else 132),
        *sentences(look, *_both(texts, msgid)),
        *(_hours(model, texts, look) if model.coming and model.coming.safe else []),
        picture(look, "getting_ready", 44),
    ]
    return screen(look, body, start=back, end=end)


def back_again(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the hours that are back, or that were here before. `now` in Unix seconds."""
    tap = tap_of(send)
    body = [
        picture(look, "saved", 72 if look.large else 104),
        *sentences(look, *_both(texts, are_back(model))),
        *_hours(model, texts, look),
    ]
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    action = big_action(look, "home", *good, tap, "home", height=104)
    return screen(look, body, end=aloud.button(model, texts, look, send), bottom=[action])


def whose(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the question whose the hours are that came, when there are hours here. `now` in Unix seconds."""
    tap = tap_of(send)
    picks = [
        _pick(texts, look, "put_together", "Mine, too. Put them together.", MINE),
        _pick(texts, look, "somebody_else", "Of somebody else", OTHERS),
    ]
    body = [title(look, *_both(texts, "There are hours here. Whose are the others?")), choices.laid_out(look, picks, tap)]
    return screen(look, body, start=_back(texts, look, tap), end=aloud.button(model, texts, look, send))


def both_phones(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw, on the old phone, that another one has the hours, too. `now` in Unix seconds."""
    tap = tap_of(send)
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    action = big_action(look, "home", *good, tap, "home", height=104)
    body = gentle(look, "both_phones", *_both(texts, "Another phone of yours has your hours, too. Use both."))
    return screen(look, body, end=aloud.button(model, texts, look, send), bottom=[action])


def _hours(model: NewcomerModel, texts: Texts, look: Look) -> list[ft.Control]:
    """The floor of the hours that are here, and their number."""
    page = model.page
    done, target = texts.hours(page.total), texts.exact_hours(page.target)
    laid = tiles((entry.kind, entry.minutes) for entry in page.entries)
    name = texts("home", "{done} of {target} hours", done=done, target=target)
    number = look.text(isolate(f"{done} / {target}"), 26, bold=True)
    return [floor(look, laid, name, WIDE, HIGH, target=page.target, crowned=page.is_target_reached), number]


def _pick(texts: Texts, look: Look, icon: str, msgid: str, key: str) -> Pick:
    return Pick(partial(picture, look, icon), *_both(texts, msgid), key)


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("return", msgid), texts.dutch("return", msgid)


def _back(texts: Texts, look: Look, tap: Tap) -> ft.Control:
    return round_button(look, "back", texts("common", "Back"), tap, "back")
