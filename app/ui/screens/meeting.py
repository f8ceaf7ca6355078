"""A meeting in pictures: who did what, on which day and how long. It looks the same on both phones."""

from __future__ import annotations

import flet as ft

from app.ui.controls.clocks import clocks
from app.ui.controls.day import leaf
from app.ui.controls.look import Look, picture
from app.ui.controls.moment import taken_back_mark
from app.ui.controls.pair import pair
from app.ui.controls.taken_back import struck
from app.ui.screens import words
from app.ui.texts import Texts


def in_full(
    look: Look,
    texts: Texts,
    activity: int,
    minutes: int,
    start: int,
    now: int,
    *,
    person: int | None,
    where: ft.Control | None = None,
) -> list[ft.Control]:
    """The whole meeting, for the body of a screen. `minutes` is its length; `start` and `now` are in Unix seconds.

    `person`: number of the picture by which the newcomer is remembered, None without. `where`: where the meeting is kept.
    """
    long = [clocks(look, minutes, 100, 44), look.text(texts.length(minutes), 30, bold=True)]
    who = pair(look, words.activity(activity)[0], 96, newcomer=badge(person))
    return _lines(look, texts, activity, start, now, who, [*long, *([where] if where else [])])


def taken_back(
    look: Look, texts: Texts, activity: int, minutes: int, start: int, now: int, *, person: int | None
) -> list[ft.Control]:
    """The same for a meeting that was taken back: crossed out and struck through. Large letters put the sentence first."""
    back, long = texts("together", "Taken back"), texts.length(minutes)
    who = pair(look, words.activity(activity)[0], 96, newcomer=badge(person), taken_back=True)
    hours = struck(look, long, minutes, f"{back}: {long}", size=30, room=0 if look.large else 84)
    own = look.text(texts("together", "Taken back. It no longer counts."), 18, bold=True)
    sentence = ft.Semantics(content=own, identifier="message")
    rest = _lines(look, texts, activity, start, now, who, [hours, taken_back_mark(look, back, 48)])
    return [sentence, *rest] if look.scale > 1.0 else [*rest, sentence]


def _lines(
    look: Look, texts: Texts, activity: int, start: int, now: int, who: ft.Control, long: list[ft.Control]
) -> list[ft.Control]:
    """People and activity, the word for it, the day, and the controls of the length."""
    name = words.activity(activity)[1]
    word, dutch = texts("activity", name), texts.dutch("activity", name)
    named = [look.text(word, 24, bold=True), *look.dutch_word(word, dutch)]
    centred = ft.MainAxisAlignment.CENTER
    day, number = look.text(texts.day(start, now), 16, color=look.palette.quiet), texts.weekday(start)[1]
    head: list[ft.Control] = [who, ft.Column(named, spacing=0, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)]
    if look.scale <= 1.0:
        return [*head, ft.Row([leaf(look, number, 56), *long], alignment=centred, spacing=14), day]
    beside = [leaf(look, number, 36), ft.Container(day, expand=True, expand_loose=True)]  # the length has its own line
    return [*head, ft.Row(beside, alignment=centred, spacing=14), ft.Row(long, alignment=centred, spacing=14)]


def badge(person: int | None) -> str:
    """The name of the picture with this number, by which a person is remembered; "" for None."""
    return "" if person is None else words.sign(person)[0]


def in_short(look: Look, texts: Texts, activity: int, minutes: int, start: int, now: int) -> ft.Control:
    """The meeting in short, beneath a code: a line of pictures for what, when and how long, and a line of words."""
    icon, name = words.activity(activity)
    large = look.scale > 1.0
    what: list[ft.Control] = [picture(look, icon, 48), leaf(look, texts.weekday(start)[1], 28 if large else 44)]
    long: list[ft.Control] = [clocks(look, minutes, 96, 44), look.text(texts.length(minutes), 26, bold=True)]
    sentence = look.text(texts.on(texts("activity", name), start, now), 16)
    lines = [
        ft.Row(line, alignment=ft.MainAxisAlignment.CENTER, spacing=14) for line in ([what, long] if large else [what + long])
    ]
    return ft.Column([*lines, sentence], spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
