"""Settings: language, reading and listening, the way to the buddy's app; and how many moments are kept where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import flet as ft

from app.newcomer import lock, mine, people
from app.newcomer.navigation import may_install
from app.newcomer.screens import aloud, install
from app.newcomer.update import COME_BACK, INSTALL, LANGUAGE, NEW_PHONE, READING, Event, NewcomerModel
from app.ui.controls.action import round_button
from app.ui.controls.choices import Pick, laid_out, more, six_of
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.moment import ticks
from app.ui.events import tap_of
from app.ui.screens import help as help_pages
from app.ui.screens import reading
from app.ui.texts import Texts, isolate

HELP_AT = 2  # help is on the first page, however many choices there are
FIRST_FEW = 3  # choices before the one that goes away once it was used


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the settings; `now` in Unix seconds."""
    tap = tap_of(send)
    choices = (
        ("language", "Language", LANGUAGE),
        ("reading", "Reading and listening", READING),
        ("buddy_with_cup", "I am a buddy", "buddy"),
        ("card", "My card", "my-card"),
        ("hours_already", "I have hours already", COME_BACK),
        ("to_new_phone", "To a new phone", NEW_PHONE),
        ("somebody_else", "Somebody else", people.PEOPLE),
        ("list", "Everything of mine", mine.MINE),
    )
    picks = [
        Pick(partial(picture, look, icon), texts("settings", msgid), "", key)  # so many have no room for Dutch beneath
        for icon, msgid, key in choices
        if key != NEW_PHONE or model.page.entries
    ]
    if lock.is_set_alone(model):
        picks.append(Pick(partial(picture, look, "sign-key"), texts("people", "Picture lock"), "", lock.SET_LOCK))
    picks.insert(HELP_AT, replace(help_pages.as_choice(texts, look), dutch=""))
    if may_install(model):
        title = texts("install", "Put Veertig on your phone")
        picks.insert(FIRST_FEW, Pick(partial(picture, look, install.GOAL), title, "", INSTALL))
    shown, others = six_of(picks, model.turned)
    body: list[ft.Control] = [laid_out(look, shown, tap, small=others)]
    if model.page.entries:
        body.append(_kept_where(model, texts, look))
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    bottom = [more(look, texts("together", "More"), texts.dutch("together", "More"), tap)] if others else []
    return screen(look, body, start=back, end=aloud.button(model, texts, look, send), bottom=bottom)


def switches(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Reading and listening."""
    on = {"big": model.big, "dutch": model.dutch, "voice": model.voice, "helped": model.helped}
    return reading.view(look, texts, on, tap_of(send), aloud.button(model, texts, look, send))


def _kept_where(model: NewcomerModel, texts: Texts, look: Look) -> ft.Control:
    """How many moments are on this phone only, and how many are kept far away, too."""
    alone = model.page.only_here
    parts: list[ft.Control] = []
    for number, sent, msgid in ((alone, False, "On this phone"), (len(model.page.entries) - alone, True, "Also kept far away")):
        if number:
            shown = [ticks(look, sent, texts("moments", msgid), alone=True), look.text(isolate(str(number)), 20, bold=True)]
            parts.append(ft.Row(shown, spacing=10, tight=True))
    return ft.Semantics(identifier="kept", content=ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=28))
