"""My moments: every visit with its picture, day, length and ticks, newest first; and sending those that are only here."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import round_button, tappable, word_card
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.controls.message import calm, gentle
from app.controls.moment import moment_row, ticks
from app.diary import Entry
from app.entries import VISIT, Expected
from app.i18n import Texts
from app.phone import Event, Model, Tapped
from app.protocol.activities import Kind
from app.screens import spoken, words
from app.telling import open_now
from app.voice import HEAR


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    end = spoken.button(model, texts, look, send)
    back = round_button(look, "back", texts("common", "Back"), lambda key: send(Tapped(key)), "back")
    title = look.text(texts("home", "My moments"), 24, bold=True)
    expected = [_expected(one, texts, look, now, send) for one in open_now(model.page.expected, now)]
    if not model.page.entries and not expected:
        nothing = "Nothing yet. Scan a code to begin."
        return screen(
            look, gentle(look, "code_on_wall", texts("moments", nothing), texts.dutch("moments", nothing)), start=back, end=end
        )
    rows = [_row(entry, texts, look, now, send) for entry in reversed(model.page.entries)]
    bottom = _send(model, texts, look, send)
    return screen(look, [title, *expected, *rows], start=back, end=end, bottom=bottom, scroll=True)


def _send(model: Model, texts: Texts, look: Look, send: Callable[[Event], None]) -> list[ft.Control]:
    """While some moments are only here: send them now. Without internet they go by themselves, later."""
    if not model.page.only_here:
        return []
    if model.notice == "offline":
        return [calm(look, "cloud_off", "", texts("moments", "No internet now. It goes by itself later."), "later")]
    word, dutch = texts("moments", "Send now"), texts.dutch("moments", "Send now")
    return [ft.Row([word_card(look, "network", word, dutch, lambda key: send(Tapped(key)), "send")])]


def _expected(one: Expected, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> ft.Control:
    """A meeting that the buddy has not answered yet: its code can be shown again."""
    asked = one.proposal
    icon, name = words.activity(asked.activity)
    row = moment_row(
        look,
        icon,
        texts("activity", name),
        texts.dutch("activity", name),
        texts("together", "Your buddy's answer is not here yet"),
        texts.length(asked.minutes),
        Kind.BUDDY,
        picture(look, "wait", 30),
    )
    return _tappable(row, f"show-{one.id.hex()}", send)


def _tappable(row: ft.Container, key: str, send: Callable[[Event], None]) -> ft.Control:
    row.on_click = lambda _: send(Tapped(key))
    row.ink = True  # with ink it is reached by a keyboard, too
    row.on_long_press = lambda _: send(Tapped(f"{HEAR}{key}"))
    return tappable(row, key)


def _row(entry: Entry, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> ft.Control:
    visit = entry.visit
    icon, name = words.activity(visit.activity)
    until = "" if visit.end is None else f" - {texts.clock(visit.end)}"
    day = texts.day(visit.start, now)
    detail = f"{day} \u2066{texts.clock(visit.start)}{until}\u2069" if entry.what == VISIT else day
    length = "..." if visit.end is None else texts.length(entry.minutes)
    if entry.taken_back:
        detail, length = texts("together", "Taken back"), ""
    mark = ticks(look, entry.sent, texts("moments", "Also kept far away" if entry.sent else "On this phone"))
    row = moment_row(look, icon, texts("activity", name), texts.dutch("activity", name), detail, length, Kind(entry.kind), mark)
    return _tappable(row, f"moment-{visit.check_in.hex()}", send)
