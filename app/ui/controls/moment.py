"""Moments: one row of their list, the mark that says "saved", and minutes as a clock that is filled."""

from __future__ import annotations

import math

import flet as ft

from app.protocol.activities import ActivityType
from app.ui import theme
from app.ui.controls.action import card
from app.ui.controls.clocks import hand
from app.ui.controls.faces import at_shoulder
from app.ui.controls.floor import Tile, row_of_tiles
from app.ui.controls.look import Look, picture
from app.ui.controls.taken_back import crossed_out, struck_words


def saved_mark(look: Look, word: str, dutch: str, where: ft.Control | None = None) -> ft.Control:
    """The tick and `word` that say "saved", shown only when the moment is durable. `where`: where it is kept, drawn beside."""
    words = ft.Column(
        [look.text(word, theme.WORD, bold=True, room=220 if where else 270, one_line=True), *look.dutch_word(word, dutch)],
        spacing=0,
        tight=True,
        expand=True,
        expand_loose=True,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
    )
    centred = ft.MainAxisAlignment.CENTER
    parts: list[ft.Control] = [picture(look, "saved", 40), words]
    across: ft.Control = ft.Row(parts, alignment=centred, spacing=10, tight=True)
    if " " in word and look.wraps(word, theme.WORD, 220):  # a sentence: the tick above it
        words.expand = False
        across = ft.Column(parts, spacing=8, tight=True, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    mark = ft.Semantics(identifier="saved", live_region=True, expand=True, expand_loose=True, content=across)
    return ft.Row([mark, *([where] if where else [])], alignment=ft.MainAxisAlignment.CENTER, spacing=16)


def ticks(look: Look, sent: bool, name: str, *, alone: bool = False) -> ft.Control:
    """One tick: the moment is on this phone. Two ticks (`sent`): the server has it, too. `name` says it to screen readers.

    `alone`: where no list explains ticks, a picture of a phone, or of a phone and a cloud.
    """
    shown = ("moment_sent" if sent else "moment_kept") if alone else ("tick_two" if sent else "tick_one")
    image = picture(look, shown, 40 if alone else 30)
    return ft.Semantics(label=name, image=True, identifier="ticks-two" if sent else "ticks-one", content=image)


def taken_back_mark(look: Look, name: str, size: float = 34) -> ft.Control:
    """The mark of a moment that was taken back, `size` dp, in the place of its ticks. `name` says it to screen readers."""
    image = picture(look, "take_back", size)
    return ft.Semantics(label=name, image=True, identifier="gone", content=image)


def moment_row(
    look: Look,
    icon: str,
    title: str,
    dutch: str,
    detail: str,
    length: str,
    laid: list[Tile],
    mark: ft.Control,
    face: int = 0,
    note: str = "",
    taken_back: bool = False,
    person: ft.Control | None = None,
) -> ft.Container:
    """One moment as a card: picture `icon`, `title` with `dutch` beneath, `detail` (times of a range stay on one line), the
    tiles `laid` by it, a `note`, its `length` unless it is "", and `mark`. Large letters put `length` and `mark` beneath.

    `face`: how the newcomer liked it, 1 to 3, or 0. A moment that was `taken_back` is crossed out. `person`: the buddy, drawn
    beside the picture.
    """
    room = (230 if look.large else 170) - (50 if person else 0)
    shown = [*([_detail(look, detail)] if detail else []), *([row_of_tiles(look, laid, "", 15)] if laid else [])]
    shown += [look.text(note, 14, bold=True, align=ft.TextAlign.START, room=room)] if note else []
    under = ft.Padding.only(top=4 if laid and not detail else 0)  # tiles alone would touch the word
    words = ft.Column(
        [
            *look.named(title, dutch, 17, align=ft.TextAlign.START, room=room),
            *([ft.Container(ft.Row(shown, wrap=True, spacing=8, run_spacing=3), padding=under)] if shown else []),
        ],
        spacing=2,
        expand=True,
        horizontal_alignment=ft.CrossAxisAlignment.START,
    )
    drawn = crossed_out(look, icon, 44) if taken_back else at_shoulder(look, picture(look, icon, 44), face, 44)
    long = struck_words(look, length, 18) if taken_back else look.text(length, 18, bold=True)
    drawn = ft.Row([drawn, person], spacing=6, tight=True) if person else drawn
    last = [long, mark] if length else [mark]
    if look.large:
        beneath = ft.Row(last, spacing=10, alignment=ft.MainAxisAlignment.END)
        return card(look, ft.Column([ft.Row([drawn, words], spacing=10), beneath], spacing=2, tight=True))
    ending = ft.Column(last, spacing=2, horizontal_alignment=ft.CrossAxisAlignment.CENTER)
    return card(look, ft.Row([drawn, words, ending], spacing=10))


def _detail(look: Look, detail: str) -> ft.Control:
    return look.text(detail.replace(" - ", "\u00a0\u2011\u00a0"), 14, color=look.palette.quiet, align=ft.TextAlign.START)


def filled_clock(look: Look, minutes: int, size: float) -> ft.Control:
    """So many minutes as the filled part of a clock face of `size` dp; an hour or more fills all of it."""
    share = min(1.0, minutes / 60)
    angle = 2 * math.pi * share
    x, y = 50 + 40 * math.sin(angle), 50 - 40 * math.cos(angle)
    fill = look.palette.kinds[ActivityType.BUDDY].fill
    large = 1 if share > 0.5 else 0
    face = f'<circle cx="50" cy="50" r="44" fill="{look.palette.card}" stroke="{look.palette.line}" stroke-width="4"/>'
    full = f'<circle cx="50" cy="50" r="40" fill="{fill}"/>'
    part = f'<path d="M50 50L50 10A40 40 0 {large} 1 {x:.2f} {y:.2f}z" fill="{fill}"/>'
    drawn = f"{face}{full if share == 1 else part}{hand(look, round(x, 2), round(y, 2))}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{drawn}</svg>'
    return ft.Image(src=svg, width=size, height=size, exclude_from_semantics=True)
