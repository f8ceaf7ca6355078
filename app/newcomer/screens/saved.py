"""After a scan or what was told: came or left, where and when, and "saved", first of all with larger letters.

Shown only when the record is durable.
"""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer import beside_saved, people
from app.newcomer.rating import FACES, can_be_liked
from app.newcomer.report import UNTIL
from app.newcomer.screens import aloud, taken_back
from app.newcomer.update import BY_SCAN, LANGUAGE, OTHER_WAY, Event, NewcomerModel
from app.records.open_visits import has_reported_end, lasted
from app.records.page import MET, VISIT, Entry, Page, Saved
from app.records.target import reached_by
from app.ui import theme
from app.ui.controls.action import ROOM, big_action, card, low_card, round_button
from app.ui.controls.clocks import clocks
from app.ui.controls.day import another_day
from app.ui.controls.faces import faces
from app.ui.controls.floor import floor, row_of_tiles, tiles, tiles_of_target
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.moment import saved_mark, ticks
from app.ui.controls.pair import pair
from app.ui.controls.taken_back import not_this
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.texts import Texts, isolate_name

WHOLE_FLOOR, ABOVE_FACES = (280, 109), (190, 74)  # dp wide and high: of the floor, at most, when the target is reached
DAY, COMES, ONWARD, CODES = 52, 44, 18, 58  # dp of another day, of the way in then, of an arrow, and of the codes for it
ACROSS = 328  # dp: between the edges of a small phone
BESIDE_SPEAKER = 56  # dp of two faces that leave the corner free
DOOR = 44  # dp


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw what was saved; `now` in Unix seconds."""
    saved = model.saved
    if saved is None:
        return screen(look, [])
    entry = saved.entry
    if entry.taken_back:
        return taken_back.view(model, entry, texts, look, send)
    good = big_action(look, "home", *_both(texts, "Good"), tap_of(send), "home", height=84)
    end = aloud.button(model, texts, look, send)
    sign = words.sign(model.page.people[entry.buddy])[0] if entry.buddy in model.page.people else ""
    came = entry.visit.end is None
    other = _other(look, texts, saved, send)
    below = other if look.scale > 1.0 else []  # where the middle scrolls, what can be done only now does not
    whole = reached_by(model.page, entry)
    remark = words.remark(beside_saved.remark(saved, model.page))
    asked = beside_saved.is_asked(saved, model.page)
    kept = texts("moments", "Also kept far away" if entry.sent else "On this phone")
    where = ticks(look, entry.sent, kept, alone=True)
    mark = saved_mark(look, *_both(texts, "Already saved" if saved.what == "already" else "Saved"), where)
    if came:
        done = _came(look, texts, entry, again=not saved.other)
    else:
        done = _left(look, texts, entry, model.page if whole else None, ABOVE_FACES if asked else WHOLE_FLOOR)
    door = [done, *([] if below else other)]
    shown = ft.Column(door, spacing=8, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    what = _what(look, texts, saved, sign, crowded=whole or bool(saved.remark))
    body = [
        *([mark, shown, *what] if look.scale > 1.0 else [*what, shown, mark]),  # what the screen is for is seen at once
        *([how_was_it(model, entry, texts, look, send)] if asked else []),
        *([_remark(look, texts, remark)] if remark else []),
    ]
    somebody = round_button(look, "somebody_else", texts("settings", "Somebody else"), tap_of(send), people.PEOPLE)
    row = [ft.Container(good, expand=True), somebody]
    others = ft.Row(row, spacing=10) if saved.what in BY_SCAN and model.chosen else good
    language = round_button(look, "language", texts("settings", "Language"), tap_of(send), LANGUAGE)
    return screen(look, body, start=None if model.chosen else language, end=end, bottom=[*below, others])


def _what(look: Look, texts: Texts, saved: Saved, sign: str, *, crowded: bool) -> list[ft.Control]:
    """The activity and the organisation: on one line while there is more to see, and the activity alone where it is `crowded`.
    `sign`: the buddy's picture."""
    entry = saved.entry
    icon, name = words.activity(entry.visit.activity)
    word, dutch = texts("activity", name), texts.dutch("activity", name)
    house = isolate_name(entry.organisation)
    if entry.what == VISIT and can_be_liked(entry) and look.scale <= 1.0:
        start, room = ft.TextAlign.START, 190
        lines = look.named(word, dutch, 22, room=room, align=start)
        if house and not crowded:
            lines.append(look.text(house, 14, color=look.palette.quiet, lines=2, align=start, room=room))
        label = ft.Column(lines, spacing=0, tight=True, expand=True, expand_loose=True)
        size = 48 if crowded else 64
        line = ft.Row([picture(look, icon, size), label], alignment=ft.MainAxisAlignment.CENTER, spacing=12)
        side = theme.TOUCH + 4  # where the speaker is
        longest = max(
            look.width(word, 22), look.width(dutch if look.dutch else "", 13), look.width("" if crowded else house, 14)
        )
        free = max(0.0, min(side, ACROSS - side - size - 12 - longest))  # in the middle, unless the words reach the speaker
        return [ft.Container(line, padding=ft.Padding.only(left=side if look.rtl else free, right=free if look.rtl else side))]
    size = 60 if look.large else 96 if crowded or saved.other or can_be_liked(entry) else 120
    return [
        pair(look, icon, BESIDE_SPEAKER, buddy=sign) if entry.what == MET else picture(look, icon, size),
        look.text(word, 24, bold=True),
        *look.dutch_word(word, dutch),
        *([look.text(house, 15, color=look.palette.quiet, lines=2)] if house else []),
    ]


def _other(look: Look, texts: Texts, saved: Saved, send: Callable[[Event], None]) -> list[ft.Control]:
    """For a minute after a scan: a card that turns it round. Or, for an end that was told, a card for another time."""
    if not saved.other and has_reported_end(saved.entry):
        time, dutch = texts("together", "Another time"), "" if look.large else texts.dutch("together", "Another time")
        return [ft.Row([low_card(look, "clock", time, dutch, tap_of(send), UNTIL, room=240)])]
    if not saved.other:
        return []
    door, msgid = words.OTHER_WAY[saved.entry.visit.end is None]
    word, dutch = texts("saved", msgid), "" if look.large else texts.dutch("saved", msgid)
    was = "enter" if door == "leave" else "leave"
    turned = ft.Row([not_this(look, was, 42), picture(look, "next", 16), picture(look, door, 42)], spacing=5, tight=True)
    room = 140 if look.scale <= 1.0 else ROOM
    return [ft.Row([low_card(look, "undo", word, dutch, tap_of(send), OTHER_WAY, room=room, beside=turned)])]


def how_was_it(model: NewcomerModel, entry: Entry, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    """Three faces to say how `entry` was, for the newcomer alone. Nothing waits for an answer."""
    named = [(face, texts("liked", words.FACES[face])) for face in FACES]
    return faces(look, named, model.page.face(entry), tap_of(send))


def _both(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("saved", msgid), texts.dutch("saved", msgid)


def _came(look: Look, texts: Texts, entry: Entry, *, again: bool) -> ft.Control:
    """The door in, and when; beneath it the door out for later, unless a button offers that one now."""
    lines = [_door(look, "enter", *_both(texts, "You came"), texts.clock(entry.visit.start), 34)]
    if again:
        lines.append(leaving(look, texts("saved", "Scan again when you leave"), DOOR))
    return card(look, ft.Column(lines, spacing=8, tight=True), padding=(16, 14))


def _door(look: Look, door: str, word: str, dutch: str, time: str, size: float) -> ft.Control:
    """The door, gone through the one way or the other, the words for it, and when; the time in letters of `size` dp."""
    centred, middle = ft.MainAxisAlignment.CENTER, ft.CrossAxisAlignment.CENTER
    at = look.text(time, size, bold=True)
    if look.scale > 1.0:
        across = ft.Row([picture(look, door, DOOR), at], alignment=centred, spacing=14)
        return ft.Column([across, *look.named(word, dutch, 18)], spacing=0, tight=True, horizontal_alignment=middle)
    start = ft.TextAlign.START
    lines = look.named(word, dutch, 20, room=130, align=start)
    label = ft.Column(lines, spacing=0, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    return ft.Row([picture(look, door, DOOR), label, at], alignment=centred, spacing=14)


def leaving(look: Look, again: str, size: float) -> ft.Control:
    """What comes next: the door, the words for it (`again`), and the code, in pictures of `size` dp. Where letters are large,
    the code is beneath the door.
    """
    door, code = picture(look, "leave", size), picture(look, "scan", size)
    text = look.text(again, 15 if size > 30 else 13, color=look.palette.quiet, align=ft.TextAlign.START, room=170)
    words = ft.Container(text, expand=True)
    if look.large:
        return ft.Row([ft.Column([door, code], spacing=4, tight=True), words], spacing=14)
    return ft.Row([door, words, code], spacing=14)


def _left(look: Look, texts: Texts, entry: Entry, whole: Page | None, most: tuple[float, float]) -> ft.Control:
    """When, how long, and the tiles it laid; or, where this moment reached the target, all tiles of the `whole` page: a floor
    of at `most` that width and height, in dp.
    """
    length = lasted(entry)
    shown = ft.Row(
        [look.text(texts.length(length), 40, bold=True), clocks(look, length, 130, 48)],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=16,
    )
    laid = row_of_tiles(look, tiles([(entry.kind, entry.minutes)]), texts.length(entry.minutes))
    if whole:
        reached = tiles((moment.kind, moment.minutes) for moment in whole.entries)[: tiles_of_target(whole.target)]
        done, target = texts.hours(whole.total), texts.exact_hours(whole.target)
        name = texts("home", "{done} of {target} hours", done=done, target=target)
        laid = floor(look, reached, name, *most, target=whole.target, crowned=True)
    door = (
        [_door(look, "leave", *_both(texts, "You left"), texts.clock(entry.visit.end or 0), 26)] if entry.what == VISIT else []
    )
    parts = [laid, *door, shown] if whole and look.scale > 1.0 else [*door, shown, laid]  # all tiles are seen at once
    return card(look, ft.Column(parts, spacing=8, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER))


def _remark(look: Look, texts: Texts, remark: tuple[str, str]) -> ft.Control:
    """For another day, and flat, so that nobody taps it: who comes in does not scan the older code, but the screen. There is
    nothing to do now. Who does not see it hears the sentence.
    """
    icon, msgid = remark
    parts: list[ft.Control] = [another_day(look, DAY), picture(look, "enter", COMES), picture(look, "next", ONWARD)]
    parts += [not_this(look, icon, CODES), picture(look, "next", ONWARD), picture(look, "right_display", CODES)]
    row = ft.Row(parts, spacing=8, alignment=ft.MainAxisAlignment.CENTER)
    box = ft.Container(row, padding=ft.Padding.symmetric(vertical=8))
    return ft.Semantics(label=texts("saved", msgid), image=True, exclude_semantics=True, identifier="remark", content=box)
