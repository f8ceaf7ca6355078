"""The first screen: choose a language by its own name in its own script. Choosing is going on.

At most eight choices at once, none lost with large letters: the rest is behind "more", which shows the names that come next,
because no other word is sure to be understood here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from app.controls.action import Tap, card, round_button, tappable
from app.controls.floor import floor
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.i18n import READY, Language, Texts, isolate_name
from app.phone import MORE, Chose, Event, Model, Tapped

TWO_ACROSS, ONE_ACROSS = (2, 7), (1, 5)  # tiles side by side, and languages at once
NAME, NEXT_NAME = 20, 12


def view(model: Model, texts: Texts, look: Look, send: Callable[[Event], None], now: int) -> ft.Control:
    chosen = texts.language if model.chosen else ""
    rows = names(look, chosen, model.turned, lambda code: send(Chose(code)), lambda key: send(Tapped(key)))
    first = not model.page.entries and model.page.waiting == 0
    back = None if first else round_button(look, "back", texts("common", "Back"), lambda key: send(Tapped(key)), "back")
    body = [
        floor(look, [], texts("language", "Choose your language"), 200),
        look.text("Veertig", 30, color=look.palette.action, bold=True),
    ]
    return screen(look, body if look.scale <= 1.0 else [], start=back, bottom=rows)


def names(look: Look, chosen: str, page: int, choose: Tap, tap: Tap) -> list[ft.Control]:
    """The rows of languages on this page; `choose` hears a code, `tap` that the page is turned."""
    across, most = TWO_ACROSS if look.scale <= 1.0 else ONE_ACROSS
    shown, following = turned(READY, most, page)
    tiles = [_tile(look, one, choose, chosen=one.code == chosen) for one in shown]
    tiles += [_more(look, following, tap)] if following else []
    return [ft.Row(tiles[start : start + across], spacing=10) for start in range(0, len(tiles), across)]


def turned(languages: Sequence[Language], most: int, page: int) -> tuple[Sequence[Language], Sequence[Language]]:
    """The languages on page number `page` (which goes round), and those on the page after it; none when all fit."""
    pages = [languages[start : start + most] for start in range(0, len(languages), most)]
    return pages[page % len(pages)], pages[(page + 1) % len(pages)] if len(pages) > 1 else ()


def _tile(look: Look, one: Language, choose: Tap, *, chosen: bool) -> ft.Control:
    inside = ft.Column(
        [*([picture(look, "language", 26)] if look.scale <= 1.0 else []), look.text(isolate_name(one.name), NAME, bold=True)],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=2,
        tight=True,
    )
    box = card(look, inside, on_click=lambda _: choose(one.code), chosen=chosen, padding=(4, 6))
    return tappable(box, f"language-{one.code}", expand=True)


def _more(look: Look, following: Sequence[Language], tap: Tap) -> ft.Control:
    names = look.text("   ".join(isolate_name(one.name) for one in following), NEXT_NAME)
    inside = ft.Row(
        [ft.Container(names, expand=True), picture(look, "next", 22)],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=2,
    )
    box = card(look, inside, on_click=lambda _: tap(MORE), padding=(4, 6))
    return tappable(box, MORE, expand=True)
