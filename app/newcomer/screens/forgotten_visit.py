"""A visit whose check-out was forgotten, as a row of pictures: what, on which day, in at this time, and out when?"""

from __future__ import annotations

import flet as ft

from app.protocol import brussels
from app.records.page import Entry
from app.ui.controls.day import leaf
from app.ui.controls.look import Look, picture
from app.ui.screens import words
from app.ui.texts import Texts


def came_and_left(look: Look, texts: Texts, entry: Entry, now: int) -> ft.Control:
    """The row, and beneath it the same in words. With large letters only a screen reader has the words, so that the choices are
    in view. `now` in Unix seconds.
    """
    icon, name = words.activity(entry.visit.activity)
    start = entry.visit.start
    came_at = look.text(texts.clock(start), 14 if look.large else 18, bold=True)
    shown = ft.Row(
        [
            picture(look, icon, 40 if look.large else 44),
            day_leaf(look, texts, start, now, 44),
            picture(look, "enter", 28 if look.large else 36),
            came_at,
            ft.Container(width=14, height=3, border_radius=2, bgcolor=look.palette.quiet),
            picture(look, "until", 44),
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=4 if look.large else 8,
        tight=True,
    )
    sentence = texts.on(texts("activity", name), start, now)
    if look.large:
        label = f"{sentence} {texts.clock(start)}"
        return ft.Semantics(label=label, image=True, exclude_semantics=True, content=shown)
    beneath = look.text(sentence, 14, color=look.palette.quiet)
    return ft.Column([shown, beneath], spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)


def what_and_day(look: Look, texts: Texts, entry: Entry, now: int) -> ft.Control:
    """The pictures of the activity and of its day; in words for whoever hears the screen. `now` in Unix seconds."""
    icon, name = words.activity(entry.visit.activity)
    start = entry.visit.start
    heard = texts.on(texts("activity", name), start, now, of_week=True)
    return ft.Row([picture(look, icon, 48), day_leaf(look, texts, start, now, 48, heard=heard)], spacing=6, tight=True)


def day_leaf(look: Look, texts: Texts, time: int, now: int, size: float, *, heard: str = "") -> ft.Control:
    """The leaf of the day of this `time`, `size` dp whatever the size of the letters. `time` and `now` in Unix seconds; `heard`
    is what a screen reader says.
    """
    today = brussels.day(time) == brussels.day(now)
    return leaf(look, texts.weekday(time)[1], size / look.scale, today=today, heard=heard)
