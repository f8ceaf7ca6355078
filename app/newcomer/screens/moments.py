"""My moments: day by day, newest first, each with its picture, length and ticks; those I liked; sending those only here."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from app.newcomer import months, rating, share_proof
from app.newcomer.model import FORGOTTEN
from app.newcomer.report import open_now
from app.newcomer.screens import aloud
from app.newcomer.screens.moment_rows import entry_row, expected_row, forgotten_row, tappable_row
from app.newcomer.screens.month_card import month_card
from app.newcomer.update import Event, NewcomerModel
from app.protocol import brussels
from app.records.open_visits import forgotten, is_forgotten
from app.records.page import Entry, Page
from app.ui.controls.action import HALF, big_action, card, round_button
from app.ui.controls.choices import title
from app.ui.controls.day import day_line
from app.ui.controls.floor import ACROSS
from app.ui.controls.frame import screen
from app.ui.controls.look import Look, picture
from app.ui.controls.message import calm, gentle
from app.ui.events import tap_of
from app.ui.screens import refusals
from app.ui.texts import Texts

LOW = 2 * ACROSS  # tiles: two rows of a card


def view(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the list of moments; `now` in Unix seconds."""
    end = aloud.button(model, texts, look, send)
    back = round_button(look, "back", texts("common", "Back"), tap_of(send), "back")
    head = title(look, texts("home", "My moments"), texts.dutch("home", "My moments"))
    asking = _asking(model.page, texts, look, now, send)
    if not model.page.entries and not asking:
        nothing = "Nothing yet. Scan a code to begin."
        message = gentle(look, "code_on_wall", texts("moments", nothing), texts.dutch("moments", nothing))
        scan = texts("home", "Scan"), texts.dutch("home", "Scan")
        action = big_action(look, "scan", *scan, tap_of(send), "scan", height=104)
        return screen(look, message, start=back, end=end, bottom=[action])
    days = _by_month(model, texts, look, now, send)
    bottom = _send(model, texts, look, send)
    only_here = [_only_here(texts, look)] if model.page.erased else []
    body = [head, *only_here, *_ways(model.page, texts, look, send), *asking, *days]
    return screen(look, body, start=back, end=end, bottom=bottom, long=True)


def _asking(page: Page, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> list[ft.Control]:
    """What still asks something, above the days: meetings whose answer is awaited, visits whose check-out was forgotten."""
    awaited = [expected_row(meeting, texts, look, now, send) for meeting in open_now(page.expected, now)]
    left = reversed(forgotten(page, now))
    return [*awaited, *(forgotten_row(entry, texts, look, now, send) for entry in left)]


def liked(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    """Draw the moments that were nice, to look back at. Nobody else sees them. `now` in Unix seconds."""
    end = aloud.button(model, texts, look, send)
    back = round_button(look, "back", texts("common", "Back"), tap_of(send), "back")
    head = title(look, texts("liked", "Moments I liked"), texts.dutch("liked", "Moments I liked"), picture(look, "face-3", 40))
    alone = calm(look, "moment_kept", "", texts("home", "Only on this phone"), "alone")
    days = _by_day(model.page, rating.liked(model.page), texts, look, now, send)
    return screen(look, [head, alone, *days], start=back, end=end, long=True)


def _ways(page: Page, texts: Texts, look: Look, send: Callable[[Event], None]) -> list[ft.Control]:
    """The ways to the counsellor and to the moments that were nice: beside each other, so that the list is seen."""
    if not page.entries:
        return []
    give = texts("give", "Show my counsellor"), texts.dutch("give", "Show my counsellor")
    nice = texts("liked", "Moments I liked"), texts.dutch("liked", "Moments I liked")
    if not rating.liked(page):
        return [_way(look, "counsellor", *give, share_proof.GIVE, send)]
    if look.large:
        return [_way(look, "counsellor", *give, share_proof.GIVE, send), _way(look, "face-3", *nice, rating.LIKED, send)]
    room = HALF
    size = min(15.0, look.common([give[0], nice[0]], 15, room))
    both = [
        _half(look, "counsellor", *give, share_proof.GIVE, send, size, room),
        _half(look, "face-3", *nice, rating.LIKED, send, size, room),
    ]
    return [ft.Row(both, spacing=12, intrinsic_height=True, vertical_alignment=ft.CrossAxisAlignment.STRETCH)]


def _half(
    look: Look, icon: str, word: str, dutch: str, key: str, send: Callable[[Event], None], size: float, room: float
) -> ft.Control:
    """A card of half the width that leads to another screen; its word has `size` dp and `room` dp."""
    label = ft.Column(
        look.named(word, dutch, size, room=room),
        spacing=0,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    column: list[ft.Control] = [picture(look, icon, 36), label]
    inside = ft.Column(column, spacing=2, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    half = tappable_row(card(look, inside, padding=(8, 8), key=key), key, send)
    half.expand = True
    return half


def _way(look: Look, icon: str, word: str, dutch: str, key: str, send: Callable[[Event], None]) -> ft.Control:
    """A card that leads to another screen."""
    label = ft.Column(
        _short(look, word, dutch), spacing=0, tight=True, expand=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER
    )
    row = ft.Row([picture(look, icon, 44), label, picture(look, "next", 24)], spacing=10)
    return tappable_row(card(look, row, padding=(12, 8), key=key), key, send)


def _short(look: Look, word: str, dutch: str) -> list[ft.Control]:
    """The words of what stands around the list: with large letters fewer, so that the list is seen."""
    return look.named(word, "" if look.large else dutch, 13 if look.large else 17, room=200)


def _by_month(model: NewcomerModel, texts: Texts, look: Look, now: int, send: Callable[[Event], None]) -> list[ft.Control]:
    """Each month a card with its tiles and hours, and beneath the open one its days. A first month needs no card."""
    every = months.by_month(model.page.entries)
    if len(every) < 2:
        return _by_day(model.page, _answered(model.page, model.page.entries, now), texts, look, now, send)
    cards: list[ft.Control] = []
    for month, entries in every:
        waits = any(is_forgotten(model.page, entry, now) for entry in entries)
        is_open = months.is_open(model, month, every[0][0])
        cards.append(month_card(month, entries, texts, look, send, waits=waits, most=LOW if is_open else len(entries) * ACROSS))
        if is_open:
            cards += _by_day(model.page, _answered(model.page, entries, now), texts, look, now, send)
    return cards


def _answered(page: Page, entries: Sequence[Entry], now: int) -> list[Entry]:
    """The moments that ask nothing: the others stand above the days."""
    return [entry for entry in entries if not is_forgotten(page, entry, now)]


def _by_day(
    page: Page, entries: Sequence[Entry], texts: Texts, look: Look, now: int, send: Callable[[Event], None]
) -> list[ft.Control]:
    """The newest day first; each begins with its leaf of the calendar."""
    rows: list[ft.Control] = []
    day = None
    for entry in reversed(entries):
        start = entry.visit.start
        begun = brussels.day(start)
        if begun != day:
            day = begun
            today = day == brussels.day(now)
            rows.append(day_line(look, texts.weekday(start)[1], texts.day(start, now), today=today))
        rows.append(entry_row(page, entry, texts, look, now, send))
    return rows


def _only_here(texts: Texts, look: Look) -> ft.Control:
    """Why these moments are only here: the person asked the region to forget."""
    both: list[ft.Control] = [picture(look, name, 36) for name in ("on_phone", "cloud_off")]
    words = look.text(
        texts("mine", "You asked to be forgotten. These hours are only on this phone."),
        14 if look.large else 16,
        align=ft.TextAlign.START,
    )
    words.expand = True
    inside = ft.Row([*(both[:1] if look.large else both), words], spacing=8)
    return ft.Semantics(identifier=FORGOTTEN, content=card(look, inside, padding=(12, 8), key=FORGOTTEN))


def _send(model: NewcomerModel, texts: Texts, look: Look, send: Callable[[Event], None]) -> list[ft.Control]:
    """While some moments are only here: send them now. Without internet they go by themselves, later."""
    if not model.page.only_here or model.page.erased:
        return []
    if model.notice == "offline":
        return [calm(look, "cloud_off", "", texts("moments", "No internet now. It goes by itself later."), "later")]
    word = texts("moments", "Send now")
    label = ft.Column(
        _short(look, word, texts.dutch("moments", "Send now")),
        spacing=0,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        expand=True,
        expand_loose=True,
    )
    pictures: list[ft.Control] = [picture(look, "moment_sent", 44)]
    beneath: list[ft.Control] = []
    if model.notice:  # the server was there and something else was amiss: what became of the tap, and once more
        icon, odd = refusals.refusal(model.notice)
        pictures = [picture(look, "not_sent" if icon == "again" else icon, 44), picture(look, "next", 20)]
        pictures.append(picture(look, "again", 44))
        beneath = [ft.Semantics(identifier="notice", content=look.text(texts("refusal", odd), 13, color=look.palette.quiet))]
    action: ft.Control = ft.Row([*pictures, label], alignment=ft.MainAxisAlignment.CENTER, spacing=14)
    inside = ft.Column([action, *beneath], spacing=4, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    return [tappable_row(card(look, inside, padding=(12, 8), key="send"), "send", send)]
