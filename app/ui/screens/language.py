"""The names of languages to choose from, each in its own script, for newcomer, buddy and counsellor.

At most eight choices at once, none lost with large letters: the rest is behind "more", which shows the names that come next,
because no other word is sure to be understood here. Each name has a speaker of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import flet as ft

from app.ui import theme
from app.ui.controls.action import Tap, card, tappable
from app.ui.controls.frame import screen
from app.ui.controls.look import ROOM, Look, picture
from app.ui.events import MORE
from app.ui.screens.pages import most, turned
from app.ui.speech import HEAR
from app.ui.texts import READY, Language, isolate_name

NAME, NEXT_NAME = 18, 12
BESIDE = 88  # dp for a name beside its speaker, in one of two columns
Hear = Callable[[str], ft.Control | None]


def of_names(
    look: Look, above: Sequence[ft.Control], rows: Sequence[ft.Control], start: ft.Control | None, end: ft.Control | None
) -> ft.Control:
    """The rows at the bottom, within reach of a thumb; with large letters they fill the screen and scroll."""
    if look.scale > 1.0:
        return screen(look, rows, start=start, end=end, scroll=True)
    return screen(look, above, start=start, end=end, bottom=rows)


def names(look: Look, chosen: str, page: int, choose: Tap, tap: Tap, hear: Hear = lambda code: None) -> list[ft.Control]:
    """The rows of languages on this page; `choose` hears a code, `tap` that the page is turned; `hear` gives speakers."""
    large = look.scale > 1.0
    across = 1 if large else 2
    shown, following = turned(READY, most(large), page)
    tiles = [_tile(look, one, choose, hear(one.code), chosen=one.code == chosen) for one in shown]
    tiles += [_more(look, following, tap, first=following[0] is READY[0])] if following else []
    return [ft.Row(tiles[start : start + across], spacing=10) for start in range(0, len(tiles), across)]


def _tile(look: Look, one: Language, choose: Tap, hear: ft.Control | None, *, chosen: bool) -> ft.Control:
    """Hear the name, or choose it: the speaker lies at the start of the tile, is no part of it, and leaves its middle free."""
    key, large = f"language-{one.code}", look.scale > 1.0
    room = BESIDE if hear and not large else ROOM
    named = ft.Column(
        [
            look.text(isolate_name(one.name), NAME, bold=True, room=room),
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=2,
        tight=True,
        expand=True,
    )
    space = [ft.Container(width=theme.TOUCH if hear else 0, height=theme.TOUCH)]
    box = card(look, ft.Row([*space, named], spacing=2), on_click=lambda _: choose(one.code), chosen=chosen, key=key)
    box.padding = ft.Padding.symmetric(horizontal=4, vertical=4)
    if hear is None:
        return tappable(box, key, expand=True, chosen=chosen)
    left, right = (None, 4) if look.rtl else (4, None)
    place = ft.Container(hear, top=0, bottom=0, left=left, right=right, alignment=ft.Alignment.CENTER)
    return ft.Stack([tappable(box, key, chosen=chosen), place], fit=ft.StackFit.PASS_THROUGH, expand=True)


def _more(look: Look, following: Sequence[Language], tap: Tap, *, first: bool) -> ft.Control:
    """To the next page, or back to the `first`."""
    names = look.text("   ".join(isolate_name(one.name) for one in following), NEXT_NAME)
    inside = ft.Row(
        [
            ft.Container(names, expand=True),
            picture(look, "back" if first else "next", 22),
            ft.Container(width=0, height=theme.TOUCH - 12),
        ],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=2,
    )
    box = card(look, inside, on_click=lambda _: tap(MORE), padding=(4, 6), key=MORE)
    box.on_long_press = lambda _: tap(f"{HEAR}{MORE}")
    return tappable(box, MORE, expand=True)
