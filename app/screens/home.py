"""Home: the floor so far, and one thing to do: scan."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import big_action, card, round_button, word_card
from app.controls.floor import floor, tiles
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.diary import Entry
from app.i18n import Texts, isolate
from app.phone import MOMENTS, SETTINGS, Event, Model, Tapped, here
from app.screens import spoken, words


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    page = model.page
    laid = tiles((entry.kind, entry.minutes) for entry in page.entries)
    done = texts.hours(page.total)
    place = here(page, now)
    body = [
        floor(look, laid, texts("home", "{done} of 40 hours", done=done), 250 if place else 296),
        look.text(isolate(f"{done} / 40"), 30, bold=True),
        *([_here(look, texts, place)] if place else []),
    ]
    scan = big_action(
        look, "scan", texts("home", "Scan"), texts.dutch("home", "Scan"), tap, "scan", height=104 if place else 168
    )
    word, dutch = texts("home", "My moments"), texts.dutch("home", "My moments")
    bottom = [scan, ft.Row([word_card(look, "calendar", word, dutch, tap, MOMENTS)], spacing=12)]
    settings = round_button(look, "settings", texts("home", "Settings"), tap, SETTINGS)
    return screen(look, body, start=settings, end=spoken.button(model, texts, look, send), bottom=bottom)


def _here(look: Look, texts: Texts, entry: Entry) -> ft.Control:
    icon, name = words.activity(entry.visit.activity)
    here, again = texts("home", "You are here now"), texts("home", "Scan again when you leave")
    inside = ft.Row(
        [
            picture(look, icon, 48),
            ft.Column(
                [
                    look.text(f"{texts('activity', name)} {texts.clock(entry.visit.start)}", 16, bold=True),
                    look.text(here, 14, color=look.palette.quiet),
                    look.text(again, 14, color=look.palette.quiet),
                ],
                spacing=0,
                tight=True,
                expand=True,
                horizontal_alignment=ft.CrossAxisAlignment.START,
            ),
        ],
        spacing=12,
    )
    return ft.Semantics(identifier="here", content=card(look, inside, key="here"))
