"""My moments: day by day, newest first, each with its picture, length and ticks; those I liked; sending those only here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from app import giving, liking, months
from app.controls.action import big_action, card, round_button, tappable
from app.controls.choices import title
from app.controls.day import day_line
from app.controls.floor import ACROSS, row_of_tiles, tiles
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.controls.message import calm, gentle
from app.controls.moment import gone, moment_row, ticks
from app.diary import Entry
from app.entries import DECLARED, MET, VISIT, Expected
from app.i18n import Texts
from app.ledger import Page
from app.phone import Event, Model, Tapped
from app.protocol import brussels
from app.protocol.activities import Kind
from app.screens import spoken, words
from app.telling import open_now
from app.voice import HEAR


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    end = spoken.button(model, texts, look, send)
    back = round_button(look, "back", texts("common", "Back"), lambda key: send(Tapped(key)), "back")
    head = title(look, texts("home", "My moments"), texts.dutch("home", "My moments"))
    expected = [_expected(one, texts, look, now, send) for one in open_now(model.page.expected, now)]
    if not model.page.entries and not expected:
        nothing = "Nothing yet. Scan a code to begin."
        told = gentle(look, "code_on_wall", texts("moments", nothing), texts.dutch("moments", nothing))
        scan = texts("home", "Scan"), texts.dutch("home", "Scan")
        action = big_action(look, "scan", *scan, lambda key: send(Tapped(key)), "scan", height=104)
        return screen(look, told, start=back, end=end, bottom=[action])
    days = _by_month(model, texts, look, now, send)
    bottom = _send(model, texts, look, send)
    kept = [_to_counsellor(texts, look, send)] if model.page.entries else []
    kept += [_liked(texts, look, send)] if liking.liked(model.page) else []
    return screen(look, [head, *kept, *expected, *days], start=back, end=end, bottom=bottom, long=True)


def liked(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """The moments that were nice, to be looked back at. Nobody else sees them."""
    end = spoken.button(model, texts, look, send)
    back = round_button(look, "back", texts("common", "Back"), lambda key: send(Tapped(key)), "back")
    head = title(look, texts("liked", "Moments I liked"), texts.dutch("liked", "Moments I liked"), picture(look, "face-3", 40))
    alone = calm(look, "moment_kept", "", texts("home", "Only on this phone"), "alone")
    days = _by_day(model.page, liking.liked(model.page), texts, look, now, send)
    return screen(look, [head, alone, *days], start=back, end=end, long=True)


def _liked(texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    word = texts("liked", "Moments I liked"), texts.dutch("liked", "Moments I liked")
    return _way(look, "face-3", *word, liking.LIKED, send)


def _to_counsellor(texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    word = texts("give", "Show my counsellor"), texts.dutch("give", "Show my counsellor")
    return _way(look, "counsellor", *word, giving.GIVE, send)


def _way(look: Look, icon: str, word: str, dutch: str, key: str, send: Callable[[Event], None]) -> ft.Control:
    """A card that leads to another screen."""
    said = ft.Column(
        _short(look, word, dutch), spacing=0, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER
    )
    row = ft.Row([picture(look, icon, 44), said, picture(look, "next", 24)], spacing=10)
    return _tappable(card(look, row, padding=(12, 8), key=key), key, send)


def _short(look: Look, word: str, dutch: str) -> list[ft.Control]:
    """The words of what stands around the list: with large letters fewer, so that the list is seen."""
    return look.named(word, "" if look.large else dutch, 13 if look.large else 17, room=200)


def _by_month(model: Model, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> list[ft.Control]:
    """Each month a card with its tiles and hours, and beneath the open one its days. A first month needs no card."""
    every = months.by_month(model.page.entries)
    if len(every) < 2:
        return _by_day(model.page, model.page.entries, texts, look, now, send)
    found: list[ft.Control] = []
    for month, entries in every:
        found.append(month_card(month, entries, texts, look, send))
        if months.is_open(model, month, every[0][0]):
            found += _by_day(model.page, entries, texts, look, now, send)
    return found


def month_card(month: int, entries: Sequence[Entry], texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    """Its name, its tiles and its hours; a clock where a way out was not scanned, and hours may still lie there."""
    laid = tiles([(entry.kind, entry.minutes) for entry in entries])
    rows = [row_of_tiles(look, laid[at : at + ACROSS], "", 15) for at in range(0, len(laid), ACROSS)]
    start = ft.TextAlign.START
    named: list[ft.Control] = [look.text(texts.month(entries[0].visit.start), 18, bold=True, align=start, room=200), *rows]
    words = ft.Column(named, spacing=3, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.START)
    long = look.text(texts.length(sum(entry.minutes for entry in entries)), 20, bold=True)
    waits = any(entry.visit.end is None and not entry.taken_back for entry in entries)
    ending = ft.Column([long, *([picture(look, "clock", 26)] if waits else [])], spacing=2, tight=True)
    row = ft.Row([picture(look, "calendar", 44), words, ending], spacing=10)
    key = f"{months.MONTH}{month}"
    return _tappable(card(look, row, padding=(12, 8), key=key), key, send)


def _by_day(
    page: Page, entries: Sequence[Entry], texts: Texts, look: Look, now: int, send: Callable[[Event], None]
) -> list[ft.Control]:
    """The newest day first; each begins with its leaf of the calendar."""
    found: list[ft.Control] = []
    day = None
    for entry in reversed(entries):
        begun = brussels.day(entry.visit.start)
        if begun != day:
            day = begun
            found.append(day_line(look, texts.weekday(entry.visit.start)[1], texts.day(entry.visit.start, now)))
        found.append(_row(page, entry, texts, look, send))
    return found


def _send(model: Model, texts: Texts, look: Look, send: Callable[[Event], None]) -> list[ft.Control]:
    """While some moments are only here: send them now. Without internet they go by themselves, later."""
    if not model.page.only_here:
        return []
    if model.notice == "offline":
        return [calm(look, "cloud_off", "", texts("moments", "No internet now. It goes by itself later."), "later")]
    word = texts("moments", "Send now")
    centred = ft.CrossAxisAlignment.CENTER
    said = ft.Column(
        _short(look, word, texts.dutch("moments", "Send now")),
        spacing=0,
        tight=True,
        horizontal_alignment=centred,
        expand=True,
        expand_loose=True,
    )
    row = ft.Row([picture(look, "moment_sent", 44), said], alignment=ft.MainAxisAlignment.CENTER, spacing=14)
    return [_tappable(card(look, row, padding=(12, 8), key="send"), "send", send)]


def _expected(one: Expected, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> ft.Control:
    """A meeting that the buddy has not answered yet: its code can be shown again."""
    asked = one.proposal
    icon, name = words.activity(asked.activity)
    row = moment_row(
        look,
        icon,
        texts("activity", name),
        texts.dutch("activity", name),
        texts("together", "Your buddy's answer is not here yet"),
        texts.length(asked.minutes),
        [],
        picture(look, "wait", 30),
    )
    return _tappable(row, f"show-{one.id.hex()}", send)


def _tappable(row: ft.Container, key: str, send: Callable[[Event], None]) -> ft.Control:
    row.on_click = lambda _: send(Tapped(key))
    row.ink = True  # with ink it is reached by a keyboard, too
    row.on_long_press = lambda _: send(Tapped(f"{HEAR}{key}"))
    return tappable(row, key)


def _row(page: Page, entry: Entry, texts: Texts, look: Look, send: Callable[[Event], None]) -> ft.Control:
    visit = entry.visit
    icon, name = words.activity(visit.activity)
    length = "..." if visit.end is None else texts.length(entry.minutes)
    detail = _detail(entry, texts)
    if entry.taken_back:
        detail, length = texts("together", "Taken back"), ""
    both = texts("activity", name), texts.dutch("activity", name)
    if entry.taken_back:
        row = moment_row(look, icon, *both, detail, length, [], gone(look, texts("together", "Taken back")))
    else:
        mark = ticks(look, entry.sent, texts("moments", "Also kept far away" if entry.sent else "On this phone"))
        row = moment_row(look, icon, *both, detail, length, tiles([(entry.kind, entry.minutes)]), mark, page.face(entry))
    return _tappable(row, f"moment-{visit.check_in.hex()}", send)


def _detail(entry: Entry, texts: Texts) -> str:
    """From when to when, or with whom: a meeting has no clock. What nobody's code said is together with nobody."""
    if entry.what == VISIT:
        until = "" if entry.visit.end is None else f" - {texts.clock(entry.visit.end)}"
        return f"\u2066{texts.clock(entry.visit.start)}{until}\u2069"
    if entry.what == DECLARED:
        return texts("together", "Without a code")
    return texts("together", "With my buddy" if entry.what == MET and entry.kind == Kind.BUDDY else "Together")
