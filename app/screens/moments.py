"""My moments: every visit with its picture, day, length and ticks, newest first; and sending those that are only here."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import round_button, word_card
from app.controls.frame import screen
from app.controls.look import Look
from app.controls.message import calm, gentle
from app.controls.moment import moment_row, ticks
from app.diary import Entry
from app.i18n import Texts
from app.phone import Event, Model, Tapped
from app.protocol.activities import Kind
from app.screens import words


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    back = round_button(look, "back", texts("common", "Back"), lambda key: send(Tapped(key)), "back")
    title = look.text(texts("home", "My moments"), 24, bold=True)
    if not model.page.entries:
        nothing = "Nothing yet. Scan a code to begin."
        return screen(
            look, gentle(look, "code_on_wall", texts("moments", nothing), texts.dutch("moments", nothing)), start=back
        )
    rows = [_row(entry, texts, look, now) for entry in reversed(model.page.entries)]
    return screen(look, [title, *rows], start=back, bottom=_send(model, texts, look, send), scroll=True)


def _send(model: Model, texts: Texts, look: Look, send: Callable[[Event], None]) -> list[ft.Control]:
    """While some moments are only here: send them now. Without internet they go by themselves, later."""
    if not model.page.only_here:
        return []
    if model.notice == "offline":
        return [calm(look, "cloud_off", "", texts("moments", "No internet now. It goes by itself later."), "later")]
    word, dutch = texts("moments", "Send now"), texts.dutch("moments", "Send now")
    return [ft.Row([word_card(look, "network", word, dutch, lambda key: send(Tapped(key)), "send")])]


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
