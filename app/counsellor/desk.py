"""The counsellor's desk: the list of all files that are open, one line each. In a wide window the proof stands beside it."""

from __future__ import annotations

from datetime import date

import flet as ft

from app.counsellor.model import BACK, NEXT_PAGE, OPEN, PAGE_BEFORE, CounsellorModel
from app.counsellor.opened import UNREAD, OpenedFile, counts, listed
from app.counsellor.taps import ChooseAnswer, ChooseFile
from app.records.proof_summary import HOLDS, TALK_ABOUT
from app.ui.controls.action import HALF, big_action, card, low_card, round_button, tappable
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.taps import Tap
from app.ui.texts import Texts, isolate, isolate_name

ANSWERS = {  # picture and msgid of the large answer
    HOLDS: ("saved", "All holds"),
    TALK_ABOUT: ("to_judge", "Talk about this"),
    UNREAD: ("broken_code", "Cannot be read"),
}
WIDE_FROM = 900  # dp: width of a window in which list and proof stand side by side
LIST, EDGE = 420, 16  # dp: width of the list beside a proof, and of its edges
ROW, BETWEEN = 60, 8  # dp: height of a line at scale 1, and of the space beneath it
CHIP = 84  # dp: width for the word of an answer above the list
AROUND = 350  # dp: height of everything above and below the lines
WAY = 64  # dp: height of a way to other lines
FEWEST, MOST = 3, 12  # lines on a page of the list


def room_for(size: tuple[float, float], scale: float) -> tuple[bool, int]:
    """Whether list and proof stand side by side in a window of this width and height in dp, and how many lines fit."""
    wide, high = size
    fitting = int((high - AROUND * min(scale, 1.5)) // (ROW * scale + BETWEEN))
    return wide >= WIDE_FROM and scale < 1.75, max(FEWEST, min(MOST, fitting))


def list_screen(model: CounsellorModel, texts: Texts, look: Look, tap: Tap) -> ft.Control:
    """The list alone, or at the start of a wide window."""
    files = listed(model.files, model.only)
    first = model.page * model.rows
    rows: list[ft.Control] = [
        _row(file, texts, look, tap, chosen=file is model.file) for file in files[first : first + model.rows]
    ]
    notes = [_left(model.more, texts, look)] if model.more else []
    body = [
        *([_progress(model, look)] if model.waiting else []),
        _chips(model, texts, look, tap),
        ft.Column(rows, spacing=BETWEEN, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH),
        *([_pages(model, len(files), texts, look, tap)] if len(files) > model.rows else []),
        *notes,
    ]
    back = round_button(look, "back", texts("common", "Back"), tap, BACK)
    again = big_action(look, "enter", texts("counsellor", "Open files"), "", tap, OPEN, height=64)
    return screen(look, body, start=back, bottom=[again], scroll=True)


def beside(look: Look, files: ft.Control, proof: ft.Control) -> ft.Control:
    """List and proof side by side; the list where a line of this language begins."""
    line = ft.Container(width=1, bgcolor=look.palette.line)
    return ft.Container(
        ft.Row(
            [ft.Container(ft.Column([files], spacing=0), width=LIST), line, proof],
            spacing=0,
            vertical_alignment=ft.CrossAxisAlignment.STRETCH,
        ),
        bgcolor=look.palette.paper,
        expand=True,
    )


def answer_card(file: OpenedFile, texts: Texts, look: Look) -> ft.Control:
    """The one large answer about a file, as a picture and words."""
    icon, msgid = ANSWERS[file.answer]
    word = look.text(texts("counsellor", msgid), 28, bold=True, room=230, align=ft.TextAlign.START)
    row = ft.Row([picture(look, icon, 64), ft.Container(word, expand=True)], spacing=16)
    box = card(look, row, padding=(18, 12), chosen=file.answer == HOLDS)
    return ft.Semantics(identifier=f"answer-{file.answer}", content=box)


def days(first: date | None, last: date | None) -> str:
    """The first and the last day in numbers: 03/09/2026 - 24/11/2026; "" when there is none."""
    if first is None or last is None:
        return ""
    shown = [f"{day:%d/%m/%Y}" for day in dict.fromkeys((first, last))]
    return isolate(" \u2011 ".join(shown))


def _row(file: OpenedFile, texts: Texts, look: Look, tap: Tap, *, chosen: bool) -> ft.Control:
    """One file: the answer as a picture and a word, the name, the total, the first and the last day."""
    icon, msgid = ANSWERS[file.answer]
    summary = file.summary
    total = [look.text(texts.length(summary.total), 18, bold=True)] if summary else []
    period = days(summary.first, summary.last) if summary else ""
    answer = texts("counsellor", msgid)
    beneath = " · ".join(part for part in (answer, period) if part)
    words = ft.Column(
        [
            look.text(isolate_name(file.name), 15, lines=1, align=ft.TextAlign.START, room=200),
            look.text(beneath, 13, color=look.palette.quiet, lines=1 if not look.large else None, align=ft.TextAlign.START),
        ],
        spacing=2,
        tight=True,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.START,
    )
    meaning = ChooseFile(file.number)
    box = card(look, ft.Row([picture(look, icon, 34), words, *total], spacing=10), chosen=chosen, padding=(12, 4))
    box.height = ROW if look.scale <= 1.0 else None
    box.on_click = lambda _: tap(meaning)
    box.ink = True  # with ink a keyboard reaches it, too
    return tappable(box, meaning.key, chosen=chosen)


def _chips(model: CounsellorModel, texts: Texts, look: Look, tap: Tap) -> ft.Control:
    """How many files have each answer; a tap lists only those."""
    chips: list[ft.Control] = []
    for answer, number in counts(model.files).items():
        icon, msgid = ANSWERS[answer]
        meaning = ChooseAnswer(answer)
        inside = ft.Row(
            [picture(look, icon, 28), look.text(isolate(str(number)), 18, bold=True)],
            spacing=8,
            tight=True,
            alignment=ft.MainAxisAlignment.CENTER,
        )
        chosen = answer == model.only
        word = look.text(texts("counsellor", msgid), 12, room=CHIP)
        centred = ft.CrossAxisAlignment.CENTER
        both = ft.Column([inside, word], spacing=0, tight=True, horizontal_alignment=centred)
        box = card(look, both, chosen=chosen, padding=(6, 4))
        box.ink, box.on_click = True, lambda _, meaning=meaning: tap(meaning)
        chips.append(tappable(box, meaning.key, chosen=chosen, expand=True))
    return ft.Row(chips, spacing=BETWEEN, intrinsic_height=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)


def _progress(model: CounsellorModel, look: Look) -> ft.Control:
    """How many of the files that arrived are judged."""
    done = model.arrived - model.waiting
    bar = ft.ProgressBar(
        value=done / max(1, model.arrived), color=look.palette.action, bgcolor=look.palette.card, bar_height=8, border_radius=4
    )
    count = look.text(isolate(f"{done} / {model.arrived}"), 15, bold=True)
    return ft.Semantics(identifier="progress", content=ft.Row([ft.Container(bar, expand=True), count], spacing=12))


def _pages(model: CounsellorModel, number: int, texts: Texts, look: Look, tap: Tap) -> ft.Control:
    """Which lines of the list these are, and the ways to the others."""
    first = model.page * model.rows
    shown = isolate(f"{first + 1}\u2011{min(number, first + model.rows)} / {number}")
    before = low_card(look, "back", texts("counsellor", "Files before"), "", tap, PAGE_BEFORE, room=HALF - 42)
    after = low_card(look, "next", texts("counsellor", "Next files"), "", tap, NEXT_PAGE, room=HALF - 42)
    both = [before, after]
    ways: ft.Control = ft.Column(both, spacing=BETWEEN) if look.large else ft.Row(both, spacing=BETWEEN)
    if look.scale <= 1.0:
        ways = ft.Row(both, spacing=BETWEEN, height=WAY, vertical_alignment=ft.CrossAxisAlignment.STRETCH)
    return ft.Column([look.text(shown, 15), ways], spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)


def _left(more: int, texts: Texts, look: Look) -> ft.Control:
    words = texts("counsellor", "{number} more files were not opened.", number=more)
    return ft.Semantics(identifier="more-files", content=look.text(words, 15))
