"""The names of languages to choose from, each in its own script, for newcomer, buddy and counsellor.

There are at most eight choices at once, fewer with large letters. The last one leads to the next page and shows the names on
it, because another word may not be understood. Each name has a speaker, and the names of the next page have one together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, pairwise

import flet as ft

from app.ui import theme
from app.ui.controls.action import card, tappable
from app.ui.controls.frame import screen
from app.ui.controls.letters import wide
from app.ui.controls.look import ROOM, Look, picture
from app.ui.events import MORE
from app.ui.screens.pages import most, turned
from app.ui.taps import Hear, Tap
from app.ui.texts import READY, Language, isolate_name

NAME, NEXT_NAME, SMALLEST = 18, 17, 12  # dp: size of the letters of a name, of names on the next page, and of the smallest
BESIDE = 88  # dp: width for a name beside its speaker, in one of two columns
Choose = Callable[[str], None]
Speaker = Callable[[str], ft.Control | None]


def of_names(
    look: Look, above: Sequence[ft.Control], rows: Sequence[ft.Control], start: ft.Control | None, end: ft.Control | None
) -> ft.Control:
    """The screen of `rows`, at the bottom, where a thumb reaches them. With large letters they fill the screen and scroll."""
    if look.scale > 1.0:
        return screen(look, rows, start=start, end=end, scroll=True)
    return screen(look, above, start=start, end=end, bottom=rows)


def names(
    look: Look,
    chosen: str,
    page: int,
    choose: Choose,
    tap: Tap,
    hear: Speaker = lambda code: None,
    beside: ft.Control | None = None,
) -> list[ft.Control]:
    """The rows of languages on page number `page`. `choose` gets the code that was tapped, `tap` the key `MORE`.

    `hear` gives the speaker of a code or of `MORE`, None while the voice is off. `beside`: a card after the last one.
    """
    large = look.scale > 1.0
    across = 1 if large else 2
    shown, following = turned(READY, most(large), page)
    tiles = [_tile(look, language, choose, hear(language.code), chosen=language.code == chosen) for language in shown]
    tiles += [beside] if beside else []
    rows: list[ft.Control] = [ft.Row(tiles[start : start + across], spacing=10) for start in range(0, len(tiles), across)]
    more = [ft.Row([_more(look, following, tap, hear(MORE), first=following[0] is READY[0])])] if following else []
    return [*rows, *more]


def _tile(look: Look, language: Language, choose: Choose, hear: ft.Control | None, *, chosen: bool) -> ft.Control:
    """A card that chooses this language. The speaker lies over its start and is a button of its own."""
    key, large = f"language-{language.code}", look.scale > 1.0
    room = BESIDE if hear and not large else ROOM
    named = ft.Column(
        [
            look.text(isolate_name(language.name), NAME, bold=True, room=room),
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=2,
        tight=True,
        expand=True,
    )
    space = ft.Container(width=theme.TOUCH if hear else 0, height=theme.TOUCH)
    box = card(look, ft.Row([space, named], spacing=2), on_click=lambda _: choose(language.code), chosen=chosen, key=key)
    box.padding = ft.Padding.symmetric(horizontal=4, vertical=4)
    if hear is None:
        return tappable(box, key, expand=True, chosen=chosen)
    return _beside(look, tappable(box, key, chosen=chosen), hear)


def _beside(look: Look, tile: ft.Control, hear: ft.Control, *, at_end: bool = False) -> ft.Control:
    """The tile with the speaker over its free space, at its start or with `at_end` at its end."""
    on_left = at_end if look.rtl else not at_end
    left, right = (4, None) if on_left else (None, 4)
    place = ft.Container(hear, top=0, bottom=0, left=left, right=right, alignment=ft.Alignment.CENTER)
    return ft.Stack([tile, place], fit=ft.StackFit.PASS_THROUGH, expand=True)


def _more(look: Look, following: Sequence[Language], tap: Tap, hear: ft.Control | None, *, first: bool) -> ft.Control:
    """The card that leads to the next page, or back to the `first`. The arrow points away from the names; the speaker is on the
    other side.
    """
    room = ROOM - 54 - (theme.TOUCH if hear else 0)
    lines, size = in_lines(look, [language.name for language in following], room, 3)
    names = ft.Column(
        [look.text(line, size, room=room) for line in lines],
        spacing=0,
        tight=True,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    space = ft.Container(width=theme.TOUCH if hear else 0, height=theme.TOUCH)
    parts: list[ft.Control] = [space, names, picture(look, "next", 28)]
    if first:
        parts = [picture(look, "back", 28), names, space]
    box = card(look, ft.Row(parts, spacing=4), on_click=lambda _: tap(MORE), key=MORE)
    box.padding = ft.Padding.symmetric(horizontal=8, vertical=4)
    box.on_long_press = lambda _: tap(Hear(MORE))
    if hear is None:
        return tappable(box, MORE, expand=True)
    return _beside(look, tappable(box, MORE), hear, at_end=first)


def in_lines(look: Look, names: Sequence[str], room: float, most: int) -> tuple[list[str], float]:
    """These names in at most `most` lines of nearly the same length, and the size of letters in dp that fits `room` dp."""
    longest, lines = min(_cuts(names, most), key=lambda cut: cut[0])
    size = max(SMALLEST, min(NEXT_NAME, room / longest / look.scale))
    return ["   ".join(isolate_name(name) for name in line) for line in lines], size


def _cuts(names: Sequence[str], most: int) -> Iterator[tuple[float, list[Sequence[str]]]]:
    """All ways to break these names into `most` lines, each with the width of its longest line, as a multiple of the size."""
    for ends in combinations(range(1, len(names)), min(most, len(names)) - 1):
        lines = [names[start:end] for start, end in pairwise((0, *ends, len(names)))]
        yield max(wide("   ".join(line)) for line in lines), lines
