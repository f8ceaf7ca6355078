"""Beside a display's code: how to check in and check out in pictures, and the card for who came before the day changed."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app.organisation.model import DisplayModel
from app.organisation.schedule import RunningSession
from app.organisation.screens.beside_code import SpaceBeside
from app.protocol.activities import ActivityType
from app.ui import theme
from app.ui.controls.action import card, tappable
from app.ui.controls.look import Look, picture
from app.ui.screens import words
from app.ui.taps import Tap
from app.ui.texts import Texts

# All in dp.
ARROW, SMALL_ARROW = 28, 20  # sides of arrows
LARGEST, CODE = 96, 1.2  # side of the doors beside the code of the night before; side of a code beside them, as a share of it
# The moment of coming: side of its sky, height of its piece of the bar of time, what that is wider than the letters, and their
# size.
TIME, LOW_TIME = (42, 12, 17, 25), (26, 8, 10, 18)
MARK, EMPTY, AFTER = 5, 0.6, 8  # width of the mark on that bar, opacity of what is not filled, and free after it
SIDES, BETWEEN = 32, 4  # taken in a card at both sides together, with its edge, and between its pictures


def ways(model: DisplayModel, shown: RunningSession, texts: Texts, look: Look, tap: Tap, room: SpaceBeside) -> ft.Control:
    """Pictures that say: scan when you come, and scan when you leave. With a session before, a card for its code comes first
    and a row for who comes now, and both begin with the moment of coming.

    While that code is shown, only leaving and a card back to the present code.
    """
    if model.asked is not None:
        now = model.running or shown
        arriving = [picture(look, name, min(72.0, room.way)) for name in ("enter", words.activity(now.activity)[0])]
        comes = _button(look, texts("display", "I come now"), arriving, [picture(look, "next", ARROW)], tap, "coming", room)
        return _beneath([] if room.low else [_way(look, "leave", texts("home", "Scan again when you leave"), room.way)], comes)
    come, leave = texts("help", "Scan when you come"), texts("home", "Scan again when you leave")
    if model.before is None:
        line = ft.Container(width=2, height=room.way * 0.8, bgcolor=look.palette.line, border_radius=1)
        both = [_way(look, "enter", come, room.way), line, _way(look, "leave", leave, room.way)]
        return ft.Row(both, alignment=ft.MainAxisAlignment.SPACE_EVENLY)
    over = texts.clock(model.before.over)
    arrow = SMALL_ARROW if room.low else ARROW
    fits = (room.wide - SIDES - 2 * arrow - 5 * BETWEEN - _wide_time(look, over, room)) / (2 + CODE)
    size = min(LARGEST, room.high * 0.155 if not room.low else room.way, fits)
    onward = picture(look, "next-white", arrow)
    first = [_came_at(look, over, room, night=True), picture(look, "enter-white", size), onward]
    then = [picture(look, "leave-white", size), onward, picture(look, "night_code-white", size * CODE)]
    here_before = texts("display", "I was here before {time}", time=over)
    asks = _button(look, here_before, [*first, then[0]], then[1:], tap, "before", room, at_night=True)
    if room.low:
        return asks
    since = [_came_at(look, over, room, night=False), picture(look, "enter", size), picture(look, "next", arrow)]
    row = ft.Row([*since, picture(look, "phone_at_display", size * CODE)], spacing=BETWEEN * 2, tight=True)
    quiet = ft.Row([ft.Semantics(label=come, image=True, content=row)], alignment=ft.MainAxisAlignment.CENTER)
    return ft.Column([asks, quiet], horizontal_alignment=ft.CrossAxisAlignment.STRETCH, spacing=12, tight=True)


def _came_at(look: Look, time: str, room: SpaceBeside, *, night: bool) -> ft.Container:
    """The moment of coming: at night and before `time`, or by day and from `time` on. Beneath the sky, a piece of the bar of
    time with a mark in its middle is filled on that side, and `time` stands under the mark. At night for a card in that colour.
    """
    side, high, _, letters = LOW_TIME if room.low else TIME
    wide = _wide_time(look, time, room) - AFTER
    on, ink = (theme.AT_NIGHT, theme.ON_NIGHT) if night else (look.palette.kinds[ActivityType.BUDDY].fill, look.palette.ink)
    off, half = on if night else look.palette.line, (wide - MARK) / 2
    filled = ft.Container(width=half, height=high, border_radius=high / 2, bgcolor=on)
    mark = ft.Container(width=MARK, height=high + 8, bgcolor=ink, border_radius=MARK / 2)
    empty = ft.Container(width=half, height=high, bgcolor=off, border_radius=high / 2, opacity=EMPTY)
    bar = ft.Row([filled, mark, empty] if night else [empty, mark, filled], spacing=0, tight=True)
    first, last = ft.MainAxisAlignment.START, ft.MainAxisAlignment.END
    above = ft.Row([sky(look, side, night=night)], width=wide, alignment=first if night else last)
    figures = ft.Row([look.text(time, letters, bold=True, color=ink)], width=wide, alignment=ft.MainAxisAlignment.CENTER)
    column = ft.Column([above, bar, figures], spacing=1, tight=True)
    return ft.Container(column, width=wide + AFTER)


def sky(look: Look, size: float, *, night: bool) -> ft.Image:
    """The picture of coming at night, or by day, of `size` dp: also beside the code for who came then."""
    return picture(look, "night" if night else "by_day", size)


def _wide_time(look: Look, time: str, room: SpaceBeside) -> float:
    """The width of the moment of coming, in dp."""
    _, _, beyond, letters = LOW_TIME if room.low else TIME
    return beyond + look.width(time, letters) + AFTER


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

    In a narrow space `label` stands beneath all pictures. The card for who came `at_night` has the colour of the night sky.
    """
    pictures = sum(float(image.width or 0) + BETWEEN for image in [*drawn, *onward])
    beside = room.wide - pictures - SIDES - 12
    ink = theme.ON_NIGHT if at_night else look.palette.ink
    narrow = beside < 170 * look.scale
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
