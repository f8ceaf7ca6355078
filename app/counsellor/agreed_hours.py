"""As what the hours of a proof count: their activity type, whether that is agreed, and which conditions were agreed."""

from __future__ import annotations

import flet as ft

from app.counsellor.model import KindSum
from app.protocol.activities import ActivityType
from app.protocol.terms import State, Terms
from app.records.page import Entry
from app.ui.controls.action import card
from app.ui.controls.floor import Tile, row_of_tiles
from app.ui.controls.look import Look, picture
from app.ui.screens import words
from app.ui.texts import Texts

ANSWERS = {True: State.AGREED, None: State.TO_BE_JUDGED, False: State.NOT_AGREED}  # whose picture shows a condition's answer
WORD_ROOM, SMALL = 240.0, 20  # dp: width for a word in a line, and side of the picture before it


def sum_card(total: KindSum, texts: Texts, look: Look) -> ft.Control:
    """A card with the sum of one activity type, and how much of it is in each state. Large letters put the sum beneath."""
    word = look.text(_kind_word(total.kind, texts), 15, align=ft.TextAlign.START, room=WORD_ROOM if look.large else 190)
    long = look.text(texts.length(total.minutes), 18, bold=True)
    named: list[ft.Control] = [_tile(look, total.kind, 26), ft.Container(word, expand=True)]
    first: list[ft.Control] = [ft.Row(named, spacing=10), long] if look.large else [ft.Row([*named, long], spacing=10)]
    parts = [_state(state, texts, look, minutes if len(total.states) > 1 else 0) for state, minutes in total.states]
    column = ft.Column([*first, _line(look, parts)], spacing=2, tight=True)
    return ft.Semantics(identifier=f"kind-{int(total.kind)}", content=card(look, column, padding=(12, 4)))


def _tile(look: Look, kind: ActivityType, side: float) -> ft.Control:
    return row_of_tiles(look, [Tile(kind, 4)], "", side)


def _kind_word(kind: ActivityType, texts: Texts) -> str:
    return texts("counsellor", words.LEGAL_KIND[kind])


def _line(look: Look, parts: list[ft.Control]) -> ft.Control:
    """Parts in rows, as many in each as there is space; with large letters in a column."""
    if look.large:
        return ft.Column(parts, spacing=2, tight=True)
    return ft.Row(parts, wrap=True, spacing=14, run_spacing=2)


def _state(state: State, texts: Texts, look: Look, minutes: int = 0) -> ft.Control:
    icon, msgid = words.STATES[state]
    long = [look.text(texts.length(minutes), 14, bold=True)] if minutes else []
    return _pictured(look, picture(look, icon, SMALL), texts("counsellor", msgid), *long)


def _pictured(look: Look, drawn: ft.Control, word: str, *more: ft.Control) -> ft.Control:
    """A small picture, its word, and the controls `more`."""
    label = look.text(word, 14, align=ft.TextAlign.START, room=(170 if more else WORD_ROOM))
    return ft.Row([drawn, ft.Container(label, expand=True) if look.large else label, *more], spacing=6, tight=not look.large)


def terms_line(entry: Entry, texts: Texts, look: Look) -> ft.Control:
    """The activity type of a moment, and whether the region agreed that it counts."""
    kind = _pictured(look, _tile(look, entry.kind, SMALL), _kind_word(entry.kind, texts))
    return _line(look, [kind, _state(entry.terms.state, texts, look)])


def condition_lines(terms: Terms, texts: Texts, look: Look) -> list[ft.Control]:
    """The conditions of the law, one by one, each with the picture of its answer."""
    answers = zip(words.CONDITIONS, terms.needed, strict=False)
    return [
        _pictured(look, picture(look, words.STATES[ANSWERS[answer]][0], SMALL), texts("counsellor", msgid))
        for msgid, answer in answers
    ]
