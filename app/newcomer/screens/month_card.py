"""One month of the list of moments as a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from app.newcomer.screens.moment_rows import tappable_row
from app.newcomer.taps import OpenMonth
from app.newcomer.update import Event
from app.records.page import Entry
from app.ui.controls.action import card
from app.ui.controls.floor import ACROSS, row_of_tiles, tiles
from app.ui.controls.look import Look, picture
from app.ui.texts import Texts


def month_card(
    month: int, entries: Sequence[Entry], texts: Texts, look: Look, send: Callable[[Event], None], *, waits: bool, most: int
) -> ft.Control:
    """The card of one month: its name, its tiles and its hours. A question at a door where it `waits`
    for the end of a visit.

    If there are more tiles than `most`, none is drawn: the moments beneath the open month show theirs, and the first of them
    stays in view.
    """
    laid = tiles([(entry.kind, entry.minutes) for entry in entries])
    laid = laid if len(laid) <= most else []
    rows = [row_of_tiles(look, laid[at : at + ACROSS], "", 15) for at in range(0, len(laid), ACROSS)]
    start = ft.TextAlign.START
    named: list[ft.Control] = [look.text(texts.month(entries[0].visit.start), 18, bold=True, align=start, room=200), *rows]
    long = look.text(texts.length(sum(entry.minutes for entry in entries)), 20, bold=True)
    last: list[ft.Control] = [*([picture(look, "until", 32)] if waits else []), long]
    if look.large:
        named.append(ft.Row(last, spacing=10, alignment=ft.MainAxisAlignment.END))
    words = ft.Column(named, spacing=3, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    ending = ft.Column([*reversed(last)], spacing=2, tight=True, horizontal_alignment=ft.CrossAxisAlignment.END)
    beside = [] if look.large else [ending]
    row = ft.Row([picture(look, "calendar", 44), words, *beside], spacing=10)
    meaning = OpenMonth(month)
    return tappable_row(card(look, row, padding=(12, 8), key=meaning.key), meaning, send)
