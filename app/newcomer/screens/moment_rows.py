"""One row of the list of moments: what it was and when, how long or what is still to be said of it, and where it is kept."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.screens.forgotten_visit import day_leaf
from app.newcomer.taps import AskUntil, ShowCode
from app.newcomer.update import Event
from app.protocol.activities import ActivityType
from app.records.open_visits import here, lasted
from app.records.page import DECLARED, MET, VISIT, Entry, Expected, Page
from app.ui.controls.action import ROOM, card, tappable
from app.ui.controls.floor import awaited_tiles, tiles
from app.ui.controls.look import Look, picture
from app.ui.controls.moment import moment_row, taken_back_mark, ticks
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.taps import Choice, Hear, Meaning, OpenMoment, key_of
from app.ui.texts import Texts

SMALL, BESIDE_LARGE, ARROW = 44, 38, 22  # dp of the pictures of what asks something, with large letters, and of the arrow
BUDDY, PHONES, ONWARD = 54, 88, 28  # dp of what is left to do for an answer: the buddy, two phones in one picture, an arrow
AWAITED_TILE, LEAF = 20, 32  # dp of a tile that an answer will lay, and of the leaf of its day
WORDS = 170  # dp beside the picture


def expected_row(expected: Expected, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> ft.Control:
    """A meeting whose answer was not scanned yet. Above, as in every other row of the list: what it was, when and how long; its
    tiles are dashed outlines. Beneath, what is left to do: the own phone scans the code on the buddy's phone. `now` in Unix
    seconds.
    """
    asked, meaning = expected.proposal, ShowCode(expected.id)
    icon, name = words.activity(asked.activity)
    start = ft.TextAlign.START
    outlines = awaited_tiles(look, tiles([(ActivityType.BUDDY, asked.minutes)]), AWAITED_TILE)
    when = ft.Row([day_leaf(look, texts, asked.start, now, LEAF), outlines], spacing=8, tight=True)
    named = look.named(texts("activity", name), texts.dutch("activity", name), 17, align=start, room=WORDS)
    what = ft.Column([*named, when], spacing=4, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    long = look.text(texts.length(asked.minutes), 18, bold=True)
    above = ft.Row([picture(look, icon, SMALL), what, *([] if look.large else [long])], spacing=10)
    scans = ft.Container(picture(look, "answer_scans", PHONES), top=(BUDDY - PHONES) / 2, left=0)  # it is wide and not high
    phones = ft.Stack([scans], width=PHONES, height=BUDDY, clip_behavior=ft.ClipBehavior.NONE)
    onward = ft.Row(
        [picture(look, "buddy", BUDDY), phones, ft.Container(width=4), picture(look, "next", ONWARD)],
        spacing=10,
        alignment=ft.MainAxisAlignment.CENTER,
    )
    still = look.text(texts("together", "Your buddy's answer is not here yet"), 14, color=look.palette.quiet)
    beneath = [ft.Row([long], alignment=ft.MainAxisAlignment.END)] if look.large else []
    return _asking(look, meaning, [above, *beneath, onward, still], send, spacing=10)


def forgotten_row(entry: Entry, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> ft.Control:
    """A visit without a check-out: on which day, since when, and a question at a door. It has no tick, wherever it is kept:
    beside a question a tick would say that all is well. `now` in Unix seconds.
    """
    icon, name = words.activity(entry.visit.activity)
    start, meaning = entry.visit.start, AskUntil(entry.visit.check_in)
    size = BESIDE_LARGE if look.large else SMALL  # so that what asks stands in one line, with large letters too
    shown: list[ft.Control] = [picture(look, icon, size), day_leaf(look, texts, start, now, size)]
    shown.append(look.text(texts.clock(start), 18, bold=True, color=look.palette.quiet))
    named = look.named(texts("activity", name), texts.dutch("activity", name), 17, room=ROOM)
    asked = look.text(texts("together", "Until when?"), 14, bold=True)
    onward: list[ft.Control] = [picture(look, "until", size), picture(look, "next", ARROW)]
    parts: list[ft.Control] = [ft.Row(part, spacing=8, tight=True) for part in (shown, onward)]
    pictures = ft.Row(parts, alignment=ft.MainAxisAlignment.SPACE_BETWEEN, wrap=look.large)
    return _asking(look, meaning, [pictures, *named, asked], send)


def _asking(
    look: Look, meaning: Choice, lines: list[ft.Control], send: Callable[[Event], None], *, spacing: float = 2
) -> ft.Control:
    """A card with an amber edge around `lines`, `spacing` dp apart."""
    inside = ft.Column(lines, spacing=spacing, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    row = card(look, inside, padding=(10, 10), key=meaning.key)
    row.border = look.edge(meaning.key, look.palette.kinds[ActivityType.BUDDY].edge)
    return tappable_row(row, meaning, send)


def tappable_row(row: ft.Container, meaning: Meaning, send: Callable[[Event], None]) -> ft.Control:
    """A card of the list that leads on when it is tapped, and is heard when a finger stays on it."""
    key, tap = key_of(meaning), tap_of(send)
    row.on_click = lambda _: tap(meaning)
    row.ink = True  # with ink it is reached by a keyboard, too
    row.on_long_press = lambda _: tap(Hear(key))
    return tappable(row, key)


def entry_row(page: Page, entry: Entry, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> ft.Control:
    """One moment of `page`, with its length and where it is kept; `now` in Unix seconds."""
    icon, name = words.activity(entry.visit.activity)
    both, detail = (texts("activity", name), texts.dutch("activity", name)), _detail(entry, texts)
    mark = ticks(look, entry.sent, texts("moments", "Also kept far away" if entry.sent else "On this phone"))
    if entry.taken_back:
        back = texts("together", "Taken back")
        stay = lasted(entry)
        long = texts.length(stay) if stay else ""
        row = moment_row(look, icon, *both, back, long, [], taken_back_mark(look, back), taken_back=True)
    elif entry.visit.end is None:
        is_here = entry == here(page, now)
        note = texts("home", "You are here now") if is_here else ""
        inside = picture(look, "enter", 34) if is_here else mark  # a tick would say that it is over
        row = moment_row(look, icon, *both, detail, "", [], inside, note=note)
    else:
        laid = tiles([(entry.kind, entry.minutes)])
        row = moment_row(look, icon, *both, detail, texts.length(entry.minutes), laid, mark, page.face(entry))
    return tappable_row(row, OpenMoment(entry.visit.check_in), send)


def _detail(entry: Entry, texts: Texts) -> str:
    """From when to when, or with whom: a meeting has no time of the day, and declared hours have no other person."""
    if entry.what == VISIT:
        start, end = entry.visit.start, entry.visit.end
        return texts.clock(start) if end is None else texts.span(start, end)
    if entry.what == DECLARED:
        return texts("together", "Without a code")
    return texts("together", "With my buddy" if entry.what == MET and entry.kind == ActivityType.BUDDY else "Together")
