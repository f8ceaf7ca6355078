"""A buddy's home and what is around it: one thing to do, scan; the own list; settings; a word of welcome or of help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from app.buddy.screens import aloud
from app.buddy.update import LANGUAGE, MOMENTS, READING, SETTINGS, BuddyModel, Chose, Event
from app.ui.controls.action import big_action, round_button, word_card
from app.ui.controls.choices import Pick, laid_out
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.message import gentle
from app.ui.events import tap_of
from app.ui.screens import help as help_pages
from app.ui.screens import reading, refusals
from app.ui.screens.language import names, of_names
from app.ui.taps import Tap
from app.ui.texts import Texts, isolate_name

Send = Callable[[Event], None]


def view(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw home; `now` in Unix seconds."""
    tap = tap_of(send)
    own, dutch = _both(texts, "Scan the code on the other phone")
    body = [
        picture(look, "two_phones", 48 if look.large else 76),
        look.text(own, 22, bold=True),
        *look.dutch_word(own, dutch),
        *([look.text(isolate_name(model.programme), 15, color=look.palette.quiet, lines=1)] if model.programme else []),
    ]
    scan = big_action(look, "scan", texts("home", "Scan"), texts.dutch("home", "Scan"), tap, "scan", height=148)
    bottom = [scan, ft.Row([word_card(look, "calendar", *_both(texts, "Our moments"), tap, MOMENTS)])]
    start = round_button(look, "settings", texts("home", "Settings"), tap, SETTINGS)
    return screen(look, body, start=start, end=aloud.button(model, texts, look, send), bottom=bottom)


def welcome(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """A programme vouches for this phone from now on."""
    welcome, known = texts("saved", "Welcome"), texts("buddy", "You are a buddy of")
    body = [
        picture(look, "buddy_with_cup", 64 if look.large else 148),
        ft.Semantics(content=look.text(welcome, 28, bold=True), live_region=True, identifier="welcome"),
        *look.dutch_word(welcome, texts.dutch("saved", "Welcome")),
        look.text(known, 18),
        look.text(isolate_name(model.programme), 22, bold=True, lines=3),
    ]
    good = texts("saved", "Good"), texts.dutch("saved", "Good")
    end = aloud.button(model, texts, look, send)
    return screen(look, body, end=end, bottom=[big_action(look, "home", *good, tap_of(send), "home", height=92)])


def settings(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw the settings; `now` in Unix seconds."""
    tap = tap_of(send)

    choices = (
        ("language", "Language", LANGUAGE),
        ("reading", "Reading and listening", READING),
        ("tiles", "My own hours", "phone"),
    )
    picks = [
        Pick(partial(picture, look, icon), texts("settings", msgid), texts.dutch("settings", msgid), key)
        for icon, msgid, key in choices
    ]
    body = [laid_out(look, [*picks, help_pages.as_choice(texts, look)], tap)]
    return screen(look, body, start=_back(look, texts, tap), end=aloud.button(model, texts, look, send))


def switches(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Reading and listening."""
    on = {"big": model.big, "dutch": model.dutch, "voice": model.voice}
    return reading.view(look, texts, on, tap_of(send), aloud.button(model, texts, look, send))


def language(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw the page of languages to choose from. `now` in Unix seconds."""

    def hear(code: str) -> ft.Control | None:
        return aloud.of_language(model, texts, look, send, code)

    rows = names(look, texts.language, model.turned, lambda code: send(Chose(code)), tap_of(send), hear)
    end = aloud.button(model, texts, look, send)
    return of_names(look, [picture(look, "together", 104)], rows, _back(look, texts, tap_of(send)), end)


def refused(model: BuddyModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Nothing was signed: one picture and one kind sentence that says what to do next."""
    tap = tap_of(send)
    icon, msgid = refusals.BUDDY_REFUSAL.get(model.refusal, refusals.refusal(model.refusal))
    key, word, picture_on = refusals.buddy_onward(model.refusal)
    onward = big_action(look, picture_on, texts(*word), texts.dutch(*word), tap, key, height=104)
    way = refusals.BUDDY_WAY_ON.get(model.refusal, refusals.WAY_ON.get(model.refusal, ""))
    message = gentle(look, icon, texts("refusal", msgid), texts.dutch("refusal", msgid), way)
    end = aloud.button(model, texts, look, send)
    return screen(look, message, start=_back(look, texts, tap), end=end, bottom=[onward])


def _back(look: Look, texts: Texts, tap: Tap) -> ft.Control:
    return round_button(look, "back", texts("common", "Back"), tap, "back")


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("buddy", msgid), texts.dutch("buddy", msgid)
