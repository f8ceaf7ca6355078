"""Beside a display's code: how to check in and check out in pictures, and the card for who came before the day changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import flet as ft

from app.organisation.model import CLOCK, DisplayModel
from app.organisation.schedule import RunningSession
from app.organisation.screens import day_or_night
from app.organisation.screens.beside_code import SpaceBeside
from app.ui import theme
from app.ui.controls.action import card, tappable
from app.ui.controls.look import Look, picture
from app.ui.screens import words
from app.ui.taps import Tap
from app.ui.texts import Texts

# All in dp.
ARROW = 28  # side of an arrow
LARGEST, LOWEST = 150, 60  # side of the moon on the card for the night, at most, and where there is little space
SIDES, BETWEEN = 32, 4  # taken in a card at both sides together, with its edge, and between its pictures


def ways(model: DisplayModel, shown: RunningSession, texts: Texts, look: Look, tap: Tap, room: SpaceBeside) -> ft.Control:
    """Pictures that say: scan when you come, and scan when you leave. With a session before, these are on the code, and here is
    a card for the code of that session. While that code is shown, only leaving and a card back to the present code.
    """
    if model.asked is not None:
        now = model.running or shown
        arriving = [picture(look, name, min(72.0, room.way)) for name in ("enter", words.activity(now.activity)[0])]
        comes = _button(look, texts("display", "I come now"), arriving, [picture(look, "next", ARROW)], tap, "coming", room)
        return _beneath([] if room.low else [_way(look, "leave", texts("home", "Scan again when you leave"), room.way)], comes)
    if model.before is None:
        come, leave = texts("help", "Scan when you come"), texts("home", "Scan again when you leave")
        line = ft.Container(width=2, height=room.way * 0.8, bgcolor=look.palette.line, border_radius=1)
        both = [_way(look, "enter", come, room.way), line, _way(look, "leave", leave, room.way)]
        return ft.Row(both, alignment=ft.MainAxisAlignment.SPACE_EVENLY)
    over = texts.clock(model.before.over)
    size = min(LARGEST, LOWEST if room.low else room.high * 0.24, (room.wide - SIDES) / day_or_night.night_width(look, over))
    came = day_or_night.night(replace(look, palette=theme.DARK), over, size)  # the card is dark also by day
    here_before = texts("display", "I was here before {time}", time=over)
    return _button(look, here_before, [came], [], tap, "before", room, at_night=True)


def clock_off(texts: Texts, look: Look, tap: Tap, room: SpaceBeside) -> ft.Control:
    """The card in place of the time while the display's clock is off. It leads to what to do."""
    side = 40 if room.low else min(76.0, room.way)
    drawn, onward = [picture(look, "display_clock_off", side)], [picture(look, "next", ARROW)]
    return _button(look, texts("display", "The time is not right"), drawn, onward, tap, CLOCK, room)


def _beneath(above: list[ft.Control], card: ft.Control) -> ft.Control:
    """The card beneath these controls, as wide as the space."""
    column = ft.Column([*above, card], horizontal_alignment=ft.CrossAxisAlignment.STRETCH, spacing=16, tight=True)
    return column if above else card


def _way(look: Look, door: str, label: str, size: float) -> ft.Control:
    """A door, and a phone in front of the display. It is no button; `label` says it to screen readers."""
    drawn: list[ft.Control] = [picture(look, door, size), picture(look, "phone_at_display", size)]
    row = ft.Row(drawn, tight=True, spacing=size / 16, alignment=ft.MainAxisAlignment.CENTER)
    return ft.Semantics(label=label, image=True, content=row)


def _button(
    look: Look,
    label: str,
    drawn: Sequence[ft.LayoutControl],
    onward: Sequence[ft.LayoutControl],
    tap: Tap,
    key: str,
    room: SpaceBeside,
    *,
    at_night: bool = False,
) -> ft.Control:
    """A card as wide as the space: the pictures `drawn`, then `label`, then `onward`: pictures of what a tap leads to.

    In a narrow space `label` stands beneath all pictures, and on the card for who came `at_night`, which is as dark as the sky.
    """
    pictures = sum(float(image.width or 0) + BETWEEN for image in [*drawn, *onward])
    beside = room.wide - pictures - SIDES - 12
    ink = theme.DARK.ink if at_night else look.palette.ink
    narrow = at_night or beside < 170 * look.scale
    word = look.text(label, 17 if room.low else 24, bold=True, room=room.wide - SIDES if narrow else beside, color=ink)
    centred = ft.MainAxisAlignment.CENTER
    row = ft.Row([*drawn, *(onward if narrow else [])], alignment=centred, spacing=BETWEEN, tight=True)
    wrapping = ft.Container(word, expand=True, expand_loose=True)
    inside: ft.Control = (
        ft.Column([row, word], horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=4, tight=True)
        if narrow
        else ft.Row([row, wrapping, ft.Row([*onward], spacing=BETWEEN, tight=True)], alignment=centred, spacing=16, tight=True)
    )
    box = card(look, inside, on_click=lambda _: tap(key), padding=(SIDES / 2 - 2, 10), key=key)
    if at_night:
        box.bgcolor, box.border = theme.NIGHT, look.edge(key, theme.AT_NIGHT)
    return tappable(box, key)
