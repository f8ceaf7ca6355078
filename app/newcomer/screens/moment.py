"""One moment of the list, looked at: what can still be said of it. Until when it was, or that it is taken back, and why."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import flet as ft

from app.newcomer import answers, report, take_back
from app.newcomer.rating import can_be_liked
from app.newcomer.screens import aloud, taken_back
from app.newcomer.screens.forgotten_visit import came_and_left
from app.newcomer.screens.lengths import length_picks
from app.newcomer.screens.saved import how_was_it
from app.newcomer.taps import ChooseReason, ChooseVisitLength, ShowCode
from app.newcomer.update import Event, NewcomerModel
from app.records.open_visits import lasted, may_have_lasted
from app.records.page import Entry
from app.ui.controls import choices
from app.ui.controls.action import HALF, ROOM, low_card, round_button
from app.ui.controls.clocks import clocks
from app.ui.controls.day import empty_day, leaf
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.moment import ticks
from app.ui.controls.taken_back import crossed_out
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.taps import Tap
from app.ui.texts import Texts, isolate_name

Send = Callable[[Event], None]
EIGHT_HIGH, SIX_HIGH, FOUR_HIGH = 71, 100, 148  # dp of one of so many times of the day, which never have two lines of words
TWICE = 3  # the reason that the moment is in the list twice


def view(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw one moment of the list; `now` in Unix seconds."""
    tap = tap_of(send)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    entry, end = model.entry, aloud.button(model, texts, look, send)
    if entry is None:
        return screen(look, [], start=back, end=end)
    visit = entry.visit
    icon, name = words.activity(visit.activity)
    stay = lasted(entry)
    long: list[ft.Control] = [look.text(texts.length(stay), 32, bold=True), clocks(look, stay, 96, 40)] if stay else []
    sent = texts("moments", "Also kept far away" if entry.sent else "On this phone")
    row = taken_back.hours(entry, texts, look) if entry.taken_back else [*long, ticks(look, entry.sent, sent, alone=True)]
    body: list[ft.Control] = [
        crossed_out(look, icon, 112) if entry.taken_back else picture(look, icon, 72 if can_be_liked(entry) else 112),
        look.text(texts("activity", name), 24, bold=True),
        *look.dutch_word(texts("activity", name), texts.dutch("activity", name)),
        *([look.text(isolate_name(entry.organisation), 15, color=look.palette.quiet, lines=2)] if entry.organisation else []),
        _day(look, texts, visit.start, now),
        ft.Row(row, alignment=ft.MainAxisAlignment.CENTER, spacing=16),
    ]
    if entry.taken_back:
        message = look.text(texts("together", "Taken back. It no longer counts."), 16, color=look.palette.quiet)
        body.insert(0 if look.scale > 1.0 else len(body), ft.Semantics(content=message, identifier="message"))
        return screen(look, body, start=back, end=end)
    if can_be_liked(entry):
        body.append(how_was_it(model, entry, texts, look, send))
    room = (HALF if visit.end is None else ROOM) - 48  # dp of the picture beside it
    cards = [take_back_card(look, texts, entry, tap, room)]
    if visit.end is None:
        cards.insert(0, low_card(look, "until", *_both(texts, "Until when?"), tap, report.UNTIL, room=room))
    again = report.shown_again(model.page, entry, now)
    if again:  # another buddy may sign it, too
        code = low_card(look, "code_phone", *_both(texts, "Show my code again"), tap, ShowCode(again.id), room=ROOM - 48)
        body.append(ft.Row([code]))
    # Not at the bottom: there lies, on every other screen, the way on.
    return screen(look, [*body, ft.Row(cards, spacing=12)], start=back, end=end)


def until(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw the question until when a visit was whose check-out was forgotten. Asked on home, "later" is an answer, too; asked
    in the list, "take back" is. `now` in Unix seconds.
    """
    tap = tap_of(send)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    entry, end = model.entry, aloud.button(model, texts, look, send)
    if entry is None:
        return screen(look, [], start=back, end=end)
    visit = entry.visit
    shown, others = choices.six_of(answers.visit_lengths(may_have_lasted(model.page, entry, now)), model.turned)
    ends = [(minutes, texts.clock(visit.start + 60 * minutes), ChooseVisitLength(minutes)) for minutes in shown]
    high = EIGHT_HIGH if len(ends) > choices.SIX else SIX_HIGH
    picks = length_picks(look, ends, before="leave", high=high, small=others)
    head = [choices.title(look, *_both(texts, "Until when?")), came_and_left(look, texts, entry, now)]
    beside = [low_card(look, "next", *_both(texts, "More"), tap, "more", room=HALF - 42)] if others else []
    room = HALF - 42 if beside else ROOM - 42
    if model.asked_on == report.HOME and visit.end is None:
        later = texts("install", "Later"), texts.dutch("install", "Later")
        beside.insert(0, low_card(look, "later", *later, tap, report.LATER, room=room))
    goes = visit.end is None and model.asked_on != report.MOMENT  # there it can be taken back, too
    below = [ft.Row([take_back_card(look, texts, entry, tap, ROOM - 48)])] if goes and (look.large or len(beside) > 1) else []
    if goes and not below:
        beside.insert(0, take_back_card(look, texts, entry, tap, HALF - 48 if beside else room))
    bottom = [ft.Row(beside, spacing=12)] if beside else []
    body = [*head, choices.laid_out(look, picks, tap, high=high, four_high=FOUR_HIGH, small=others), *below]
    return screen(look, body, start=back, end=end, bottom=bottom, scroll=True)


def take_back_card(look: Look, texts: Texts, entry: Entry, tap: Tap, room: float) -> ft.Control:
    """The card that leads to taking this moment back: its own picture, crossed out as it will be. `room` in dp for the word."""
    icon = words.activity(entry.visit.activity)[0]
    return low_card(look, icon, *_both(texts, "Take back"), tap, take_back.REASON, room=room, crossed=True)


def reason(model: NewcomerModel, texts: Texts, look: Look, send: Send, now: int) -> ft.Control:
    """Draw the question why this moment is taken back: four pictures; going back keeps the moment."""
    tap = tap_of(send)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    entry, end = model.entry, aloud.button(model, texts, look, send)
    if entry is None:
        return screen(look, [], start=back, end=end)
    picks = [
        choices.Pick(_why(look, entry, code), texts("together", word), texts.dutch("together", word), ChooseReason(code))
        for code, (_, word) in words.REASON.items()
    ]
    asked = choices.title(look, *_both(texts, "Why take it back?"))
    body = [_at_a_glance(look, texts, entry), asked, choices.laid_out(look, picks, tap)]
    return screen(look, body, start=back, end=end, scroll=True)


def _why(look: Look, entry: Entry, code: int) -> Callable[[float], ft.Control]:
    """The picture of a reason: the moment twice and one of them crossed out; a day with a cross and no moment on it."""
    icon, (reason, _) = words.activity(entry.visit.activity)[0], words.REASON[code]
    if reason:
        return partial(picture, look, reason)
    if code != TWICE:
        return partial(empty_day, look)

    def twice(size: float) -> ft.Control:
        both = [picture(look, icon, 0.8 * size), crossed_out(look, icon, 0.8 * size)]
        return ft.Row(both, alignment=ft.MainAxisAlignment.CENTER, spacing=0.1 * size, tight=True)

    return twice


def _day(look: Look, texts: Texts, start: int, now: int) -> ft.Control:
    """The day as a leaf of the calendar, and in words."""
    leafed = leaf(look, texts.weekday(start)[1], 34)
    named = ft.Container(look.text(texts.day(start, now), 18), expand=True, expand_loose=True)
    return ft.Row([leafed, named], alignment=ft.MainAxisAlignment.CENTER, spacing=10)


def _at_a_glance(look: Look, texts: Texts, entry: Entry) -> ft.Control:
    """The moment in pictures on one line: what, crossed out as it will be, on which day, how long."""
    stay, icon = lasted(entry), words.activity(entry.visit.activity)[0]
    long: list[ft.Control] = [look.text(texts.length(stay), 22, bold=True)] if stay else []
    if stay and not look.large:
        long.append(clocks(look, stay, 60, 34))
    drawn = [crossed_out(look, icon, 56), leaf(look, texts.weekday(entry.visit.start)[1], 24 if look.large else 40), *long]
    return ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=14)


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("together", msgid), texts.dutch("together", msgid)
