"""Home: the floor so far, and one thing to do: scan."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import big_action, card, round_button, tappable, word_card
from app.controls.floor import floor, tiles
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.controls.message import calm
from app.diary import Entry
from app.i18n import Texts, isolate
from app.phone import HERE, MOMENTS, ONLINE, SETTINGS, Event, Model, Tapped, safety
from app.screens import spoken, words
from app.stays import OPEN_FOR, forgotten, here
from app.telling import UNTIL
from app.voice import HEAR


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    def tap(key: str) -> None:
        send(Tapped(key))

    page = model.page
    laid = tiles((entry.kind, entry.minutes) for entry in page.entries)
    done = texts.hours(page.total)
    place, left = here(page, now), forgotten(page, now)
    body = [
        floor(look, laid, texts("home", "{done} of 40 hours", done=done), 188 if place or left else 296),
        look.text(isolate(f"{done} / 40"), 30, bold=True),
        *([_here(look, texts, place)] if place else []),
        *([_until(look, texts, left, now, tap)] if left and not place else []),
    ]
    scan = big_action(
        look, "scan", texts("home", "Scan"), texts.dutch("home", "Scan"), tap, "scan", height=96 if place or left else 168
    )
    word, dutch = texts("home", "My moments"), texts.dutch("home", "My moments")
    together = texts("together", "Together"), texts.dutch("together", "Together")
    cards = [word_card(look, "together", *together, tap, "together"), word_card(look, "calendar", word, dutch, tap, MOMENTS)]
    bottom = [scan, ft.Row(cards, spacing=12)]
    settings = round_button(look, "settings", texts("home", "Settings"), tap, SETTINGS)
    state, end = _safety(model, texts, look, now), spoken.button(model, texts, look, send)
    return screen(look, body, start=settings, state=state, end=end, bottom=bottom)


def _safety(model: Model, texts: Texts, look: Look, now: int) -> ft.Control | None:
    """How safe the hours are, unless they are kept far away, too."""
    state = safety(model, now)
    if not state:
        return None
    icon, msgid = words.SAFETY[state]
    number = isolate(str(model.page.only_here)) if state in (HERE, ONLINE) else ""
    return calm(look, icon, number, texts("home", msgid), f"safety-{state}")


def until(model: Model, now: int) -> int:
    """When this screen will look different by itself (Unix seconds), 0 when it will not: nobody is "here" for ever."""
    here = [entry.visit.start + OPEN_FOR for entry in model.page.entries if entry.visit.end is None]
    return min((end for end in here if end > now), default=0)


def _until(look: Look, texts: Texts, entry: Entry, now: int, tap: Callable[[str], None]) -> ft.Control:
    """A visit without a way out: until when was it?"""
    icon, name = words.activity(entry.visit.activity)
    key, own = f"{UNTIL}-{entry.visit.check_in.hex()}", texts("together", "Until when?")
    lines: list[ft.Control] = [
        look.text(own, 18, bold=True),
        *look.dutch_word(own, texts.dutch("together", "Until when?")),
        look.text(f"{texts('activity', name)}, {texts.day(entry.visit.start, now)}", 14, color=look.palette.quiet),
    ]
    said = ft.Column(lines, spacing=0, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    inside = ft.Row([picture(look, icon, 48), said, picture(look, "clock", 36)], spacing=12)
    box = card(look, inside, on_click=lambda _: tap(key), key=key)
    box.on_long_press = lambda _: tap(f"{HEAR}{key}")
    return tappable(box, key)


def _here(look: Look, texts: Texts, entry: Entry) -> ft.Control:
    icon, name = words.activity(entry.visit.activity)
    start = ft.TextAlign.START
    here, again = texts("home", "You are here now"), texts("home", "Scan again when you leave")
    inside = ft.Row(
        [
            picture(look, icon, 48),
            ft.Column(
                [
                    look.text(f"{texts('activity', name)} {texts.clock(entry.visit.start)}", 16, bold=True, align=start),
                    look.text(here, 14, color=look.palette.quiet, align=start),
                    look.text(again, 14, color=look.palette.quiet, align=start),
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
