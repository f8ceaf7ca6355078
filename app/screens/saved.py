"""After a scan or what was told: what, where and when, and "saved": first with larger letters, so that it is always in view.

Shown only when the record is durable.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.controls.action import big_action, card
from app.controls.clocks import clocks
from app.controls.faces import faces
from app.controls.floor import row_of_tiles, tiles
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.controls.message import gentle
from app.controls.moment import saved_mark, ticks
from app.controls.pair import pair
from app.diary import Entry, Saved
from app.entries import MET
from app.i18n import Texts, isolate_name
from app.liking import FACES, can_be_liked
from app.phone import Event, Model, Tapped
from app.screens import spoken, words
from app.stays import lasted


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    saved = model.saved
    if saved is None:
        return screen(look, [])
    entry = saved.entry
    icon, name = words.activity(entry.visit.activity)
    good = big_action(look, "home", *_both(texts, "Good"), lambda key: send(Tapped(key)), "home", height=84)
    end = spoken.button(model, texts, look, send)
    if entry.taken_back:
        gone = "Taken back. It no longer counts."
        _, *told = gentle(look, icon, texts("together", gone), texts.dutch("together", gone))
        drawn: list[ft.Control] = [
            picture(look, icon, 60 if look.large else 104),
            picture(look, "take_back", 48 if look.large else 80),
        ]
        told.insert(0, ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=20))  # else it looks like one that was won
        return screen(look, told, end=end, bottom=[good])
    sign = words.sign(model.page.people[entry.buddy])[0] if entry.buddy in model.page.people else ""
    where = ticks(look, entry.sent, texts("moments", "Also kept far away" if entry.sent else "On this phone"), alone=True)
    mark = saved_mark(look, *_both(texts, "Already saved" if saved.what == "already" else "Saved"), where)
    larger = look.scale > 1.0
    size = 60 if look.large or (saved.remark and can_be_liked(entry)) else 96 if saved.remark or can_be_liked(entry) else 120
    shown = _came(look, texts, entry) if entry.visit.end is None else _left(look, texts, entry)
    body = [
        pair(look, icon, 60 if look.large else 68, buddy=sign) if entry.what == MET else picture(look, icon, size),
        *([mark, shown] if larger else []),
        look.text(texts("activity", name), 24, bold=True),
        *look.dutch_word(texts("activity", name), texts.dutch("activity", name)),
        *([look.text(isolate_name(entry.organisation), 15, color=look.palette.quiet, lines=2)] if entry.organisation else []),
        *([] if larger else [shown, mark]),
        *_remark(look, texts, saved),
        *([how_was_it(model, entry, texts, look, send)] if can_be_liked(entry) else []),
    ]
    return screen(look, body, end=end, bottom=[good])


def how_was_it(model: Model, entry: Entry, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    """Three faces, for the newcomer alone. Nothing waits for an answer."""
    said = [(face, texts("liked", words.FACES[face])) for face in FACES]
    return faces(look, said, model.page.face(entry), lambda key: send(Tapped(key)))


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("saved", msgid), texts.dutch("saved", msgid)


def _came(look: Look, texts: Texts, entry: Entry) -> ft.Control:
    at = texts("saved", "You came at {time}", time=texts.clock(entry.visit.start))
    again = texts("saved", "Scan again when you leave")
    came = ft.Row(
        [picture(look, "enter", 44), look.text(texts.clock(entry.visit.start), 40, bold=True)],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=14,
    )
    # With large letters the door and the time say it: what to do when leaving is not to be further down.
    said = [] if look.large else [look.text(at, 15)]
    lines: list[ft.Control] = [came, *said, leaving(look, again, 40)]
    return card(look, ft.Column(lines, spacing=2, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER))


def leaving(look: Look, again: str, size: float) -> ft.Control:
    """What comes next: the door, the code, and the words for it."""
    drawn = [picture(look, name, size) for name in ("leave", "scan")]
    said = look.text(again, 15 if size > 30 else 13, color=look.palette.quiet, align=ft.TextAlign.START, room=170)
    inside: list[ft.Control] = [*drawn, ft.Container(said, expand=True)]
    return ft.Row(inside, spacing=8)


def _left(look: Look, texts: Texts, entry: Entry) -> ft.Control:
    length = lasted(entry)
    shown = ft.Row(
        [look.text(texts.length(length), 40, bold=True), clocks(look, length, 130, 48)],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=16,
    )
    laid = row_of_tiles(look, tiles([(entry.kind, entry.minutes)]), texts.length(entry.minutes))
    return card(look, ft.Column([shown, laid], spacing=8, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER))


def _remark(look: Look, texts: Texts, saved: Saved) -> list[ft.Control]:
    if saved.remark not in words.REMARK:
        return []
    icon, msgid = words.REMARK[saved.remark]
    sentence = ft.Container(look.text(texts("saved", msgid), 14, align=ft.TextAlign.START), expand=True)
    return [ft.Row([picture(look, icon, 32), sentence], spacing=10, alignment=ft.MainAxisAlignment.CENTER)]
