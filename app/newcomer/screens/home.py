"""Home: the floor so far, and one thing to do: scan."""

from __future__ import annotations

from collections.abc import Callable

import flet as ft

from app.newcomer.keep_card import is_offered
from app.newcomer.report import is_new
from app.newcomer.screens import aloud
from app.newcomer.screens.forgotten_visit import what_and_day
from app.newcomer.screens.saved import leaving
from app.newcomer.share_proof import GIVE
from app.newcomer.taps import AskUntil
from app.newcomer.update import BACK, FULL, MOMENTS, ONLINE, SETTINGS, Event, NewcomerModel, safety
from app.records.open_visits import asked_about, forgotten, here, longest
from app.records.page import Entry
from app.records.target import beyond
from app.ui import theme
from app.ui.controls.action import HALF, ROOM, big_action, card, low_card, round_button, tappable, word_card
from app.ui.controls.floor import HIGHEST, floor, row_of_tiles, tiles, tiles_of_target
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.message import calm, soon, soon_in_line
from app.ui.controls.moment import filled_clock
from app.ui.events import tap_of
from app.ui.screens import words
from app.ui.taps import Hear, Tap
from app.ui.texts import Texts, isolate

QUARTER = 900  # seconds
WIDEST_FLOOR = 296  # dp
SOON = (FULL, BACK, ONLINE)  # what asks for something soon


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw home; `now` in Unix seconds."""
    tap = tap_of(send)
    page = model.page
    place, left, how = here(page, now), asked_about(page, now, model.put_off), safety(model, now)
    asked = [_here(look, texts, place, now)] if place else [_until(look, texts, left, now, tap)] if left else []
    new, large = is_new(page, now), look.scale > 1.0
    story = _story(model, texts, look, how, tap) if how in SOON and (large or not asked) else None
    asked += [_first(look, texts)] if new else []
    shows = aloud.shows_first(model, now)
    if not asked and not shows and how not in SOON and is_offered(model):
        from app.newcomer.screens.keep_offer import keep_offer  # most days there is none

        asked = [keep_offer(look, texts, tap)]
    floor_high = 72 if place or new else 84 if asked or story else HIGHEST
    so_far = _so_far(model, texts, look, floor_high, 24 if place else 30)
    body = [*asked, *reversed(so_far)] if look.large else [*so_far, *asked]  # with large letters the rest is further down
    high = 88 if place else 96 if asked or story else 104 if shows else 168
    scan = big_action(look, "scan", *_home(texts, "Scan"), tap, "scan", height=high, door="leave" if place else "")
    if shows:  # all hours are there: they are shown to the counsellor, and a scan is one tap away
        give = texts("give", "Show my counsellor"), texts.dutch("give", "Show my counsellor")
        again = ft.Row([low_card(look, "scan", *_home(texts, "Scan"), tap, "scan", room=ROOM - 42)])
        bottom = [big_action(look, "counsellor", *give, tap, GIVE, height=high), again]
    else:
        bottom = [scan]
    ways = _ways(texts, look, tap, waits=bool(forgotten(page, now)))
    settings = round_button(look, "settings", texts("home", "Settings"), tap, SETTINGS)
    state, end = None if story else _safety(model, texts, look, how), aloud.button(model, texts, look, send)
    if story:  # with large letters the hours come first, or where somebody is now
        body.insert(1 if look.large else 2, story)
    if state and look.large:  # and last what asks for nothing
        body, state = [*body, state], None
    (body if shows and look.large else bottom).append(ways)  # two actions and large letters leave no room for it below
    return screen(look, body, start=settings, state=state, end=end, bottom=bottom)


def _first(look: Look, texts: Texts) -> ft.Control:
    """Where a code is to be found, and what to do there."""
    pictures: list[ft.Control] = [picture(look, name, 56) for name in ("display", "code_on_wall")]
    lines = look.named(texts("help", "Scan when you come"), texts.dutch("help", "Scan when you come"), 17, room=170, bold=False)
    words = ft.Column(lines, spacing=0, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    inside = ft.Row([*pictures, words], spacing=12)
    return ft.Semantics(identifier="first", content=card(look, inside, padding=(12, 8), key="first"))


def _so_far(model: NewcomerModel, texts: Texts, look: Look, high: float, size: float) -> list[ft.Control]:
    """The floor of at most this height, and its number in letters of this size, both in dp. The reached target carries a large
    tick; what goes beyond it is said by the number, and lies beneath where there is room."""
    page = model.page
    done, target, more = texts.hours(page.total), texts.exact_hours(page.target), texts.hours(beyond(page))
    laid = tiles((entry.kind, entry.minutes) for entry in page.entries)
    shown = laid if high >= HIGHEST else laid[: tiles_of_target(page.target)]
    name = texts("home", "{done} of {target} hours", done=done, target=target)
    number: ft.Control = look.text(isolate(f"{target if page.is_target_reached else done} / {target}"), size, bold=True)
    if more != "0":  # all hours are there, and a few more: the target is what counts, and what is more stands small beside it
        small = look.text(isolate(f"+ {more}"), 0.6 * size, color=look.palette.quiet)
        number = ft.Row(
            [look.text(isolate(target), size, bold=True), small], alignment=ft.MainAxisAlignment.CENTER, spacing=8, tight=True
        )
    return [floor(look, shown, name, WIDEST_FLOOR, high, target=page.target, crowned=page.is_target_reached), number]


def _ways(texts: Texts, look: Look, tap: Tap, *, waits: bool) -> ft.Control:
    """To what was done together, and to the moments: with a question on it where one `waits` for its end to be told."""
    together, moments = _together(texts, "Together"), _home(texts, "My moments")
    size = look.common([together[0], moments[0]], theme.SMALL_WORD, HALF)
    cards = [
        word_card(look, "together", *together, tap, "together", room=HALF, size=size),
        word_card(look, "calendar", *moments, tap, MOMENTS, room=HALF, size=size, shoulder="question" if waits else ""),
    ]
    return ft.Row(cards, spacing=12, intrinsic_height=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)


def _home(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("home", msgid), texts.dutch("home", msgid)


def _together(texts: Texts, msgid: str) -> tuple[str, str]:
    return texts("together", msgid), texts.dutch("together", msgid)


def _safety(model: NewcomerModel, texts: Texts, look: Look, state: str) -> ft.Control | None:
    """How safe the hours are, in a line between the buttons, unless they are kept far away, too."""
    if not state:
        return None
    pictures, msgid = words.SAFETY[state]
    if state in SOON:
        return soon_in_line(look, pictures, texts("home", msgid), f"safety-{state}")
    return calm(look, pictures[0], isolate(str(model.page.only_here)), texts("home", msgid), f"safety-{state}")


def _story(model: NewcomerModel, texts: Texts, look: Look, state: str, tap: Tap) -> ft.Control:
    """The same where it asks for something soon and nothing else is asked: as wide as a card."""
    pictures, msgid = words.SAFETY[state]
    return soon(look, pictures, texts("home", msgid), f"safety-{state}", tap if model.voice else None)


def until(model: NewcomerModel, now: int) -> int:
    """When this screen will look different by itself (Unix seconds), 0 when it will not: nobody is "here" for ever,
    and the clock of somebody who is here goes on a quarter of an hour at a time."""
    place = here(model.page, now)
    if place is None:
        return 0
    start = place.visit.start
    quarter = start + (max(0, now - start) // QUARTER + 1) * QUARTER  # the clock is filled by then
    return min(start + longest(place.visit.planned), quarter)


def _until(look: Look, texts: Texts, entry: Entry, now: int, tap: Tap) -> ft.Control:
    """A visit without a check-out: until when was it?"""
    meaning = AskUntil(entry.visit.check_in)
    key = meaning.key
    large, middle = look.large, ft.CrossAxisAlignment.CENTER
    asked = look.named(*_together(texts, "Until when?"), 18, room=WIDEST_FLOOR if large else 110)
    question = ft.Column(asked, spacing=0, tight=True, expand=not large, horizontal_alignment=middle)
    what, onward = what_and_day(look, texts, entry, now), [picture(look, "until", 48), picture(look, "next", 20)]
    # Large words stand beneath the pictures: beside them there would be room for half a word.
    apart = ft.MainAxisAlignment.SPACE_AROUND
    inside: ft.Control = ft.Row([what, *([] if large else [question]), *onward], spacing=6, alignment=apart)
    if large:
        inside = ft.Column([inside, question], spacing=4, tight=True, horizontal_alignment=middle)
    box = card(look, inside, on_click=lambda _: tap(meaning), key=key)
    box.on_long_press = lambda _: tap(Hear(key))
    return tappable(box, key)


def _here(look: Look, texts: Texts, entry: Entry, now: int) -> ft.Control:
    """Here since when, the clock and the tiles so far, and what to do when leaving."""
    icon, name = words.activity(entry.visit.activity)
    start = ft.TextAlign.START
    so_far = max(0, now - entry.visit.start) // QUARTER * QUARTER // 60
    laid = [row_of_tiles(look, tiles([(entry.kind, so_far)]), texts.length(so_far))] if so_far else []
    running: list[ft.Control] = [filled_clock(look, so_far % 60 or so_far, 26), *laid]
    title = look.text(f"{texts('activity', name)} {texts.clock(entry.visit.start)}", 16, bold=True, align=start)
    here = look.text(texts("home", "You are here now"), 14, color=look.palette.quiet, align=start)
    lines = ft.Column(
        [title, here, ft.Row(running, spacing=8, wrap=look.large)],
        spacing=2,
        tight=True,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.START,
    )
    inside = ft.Row([picture(look, icon, 52), lines], spacing=12)
    again = leaving(look, texts("home", "Scan again when you leave"), 24)
    both = ft.Column([inside, again], spacing=4, tight=True)
    return ft.Semantics(identifier="here", content=card(look, both, padding=(12, 8), key="here"))
