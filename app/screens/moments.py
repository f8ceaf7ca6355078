"""My moments: every visit with its picture, day, length and ticks. Newest first."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import round_button
from app.controls.frame import screen
from app.controls.look import Look
from app.controls.message import gentle
from app.controls.moment import moment_row, ticks
from app.diary import Entry
from app.i18n import Texts
from app.phone import Event, Model, Tapped
from app.protocol.activities import Kind
from app.screens import spoken, words


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    end = spoken.button(model, texts, look, send)
    back = round_button(look, "back", texts("common", "Back"), lambda key: send(Tapped(key)), "back")
    title = look.text(texts("home", "My moments"), 24, bold=True)
    if not model.page.entries:
        nothing = "Nothing yet. Scan a code to begin."
        return screen(
            look, gentle(look, "code_on_wall", texts("moments", nothing), texts.dutch("moments", nothing)), start=back, end=end
        )
    rows = [_row(entry, texts, look, now) for entry in reversed(model.page.entries)]
    return screen(look, [title, *rows], start=back, end=end, scroll=True)


def _row(entry: Entry, texts: Texts, look: Look, now: int) -> ft.Control:
    visit = entry.visit
    icon, name = words.activity(visit.activity)
    until = "" if visit.end is None else f" - {texts.clock(visit.end)}"
    detail = f"{texts.day(visit.start, now)} \u2066{texts.clock(visit.start)}{until}\u2069"
    length = "..." if visit.end is None else texts.length(entry.minutes)
    mark = ticks(look, entry.sent, texts("moments", "Also kept far away" if entry.sent else "On this phone"))
    return moment_row(
        look, icon, texts("activity", name), texts.dutch("activity", name), detail, length, Kind(entry.kind), mark
    )
