"""The part beside a display's code: the space for it, organisation, activity and times. How to come and leave: ways.py."""

from __future__ import annotations

from dataclasses import dataclass

import flet as ft

from app.organisation.model import DisplayModel
from app.organisation.schedule import RunningSession
from app.protocol.activities import ActivityType
from app.ui.controls.held import held_button
from app.ui.controls.look import Look, picture
from app.ui.screens import words
from app.ui.taps import Tap
from app.ui.texts import Texts, isolate_name

# All in dp.
# Height beneath the name; with less only the most needed is shown.
LOW = 400
TOP, SECOND_LINE = 85, 45  # height of the organisation's name, on one line, and the app's; and of its second line
STAFF = 90  # width of the staff button beside the name, with what is free between them
BAR = 16  # height of the bar of time


@dataclass(frozen=True, slots=True)
class SpaceBeside:
    """The space beside the code in dp; `high` is without the organisation's name."""

    wide: float
    high: float
    scale: float  # of the letters

    @property
    def low(self) -> bool:
        """Is there space for the most needed only?"""
        return self.high < LOW * self.scale

    @property
    def way(self) -> float:
        """The side in dp of a picture of coming or leaving. Four stand in a row and are readable from a step away."""
        return max(44.0, min(104.0, (self.wide - 30) / 4.2, self.high * 0.2))


def space(organisation: str, look: Look, wide: float, high: float) -> SpaceBeside:
    """What `top` leaves beside the code, of `wide` by `high` dp. Where there is little, the name has small letters."""
    below = high - TOP
    second = below >= LOW * look.scale and look.lines(organisation, _letters(wide), wide - STAFF) > 1
    return SpaceBeside(wide, below - SECOND_LINE if second else below, look.scale)


def _letters(wide: float) -> int:
    """Size of the letters of a name in dp, unless there is little room."""
    return 44 if wide > 700 else 32


def top(model: DisplayModel, texts: Texts, look: Look, tap: Tap, room: SpaceBeside, *, across: bool = False) -> ft.Control:
    """The organisation's name in large letters, the app's name beneath, and the staff button at the end.

    `across`: the code stands beside it, so that the name may take two lines.
    """
    large = 20 if room.low else _letters(room.wide)
    lines = 1 if room.low and not across else 2
    whose = isolate_name(model.organisation)
    fitting = max(large * 0.8, look.common([whose], large, room.wide - STAFF))  # a word that is still too long breaks
    name = look.text(whose, fitting, bold=True, lines=lines, align=ft.TextAlign.START)
    mark = [picture(look, "tiles", 26 if room.low else 36), look.text("Veertig", 17 if room.low else 24, bold=True)]
    what = ft.Row([*mark], spacing=10, tight=True)
    staff = held_button(
        look, "settings", texts("display", "For staff: hold it, or press three times"), tap, "staff", model.ring
    )
    return ft.Row(
        [ft.Column([name, what] if model.organisation else [what], spacing=4, expand=True), staff],
        vertical_alignment=ft.CrossAxisAlignment.START,
        spacing=12,
    )


def activity(model: DisplayModel, shown: RunningSession, texts: Texts, look: Look, room: SpaceBeside) -> ft.Control:
    """The picture and word of the activity of the session `shown`. For the session before, a night is beside it."""
    icon, msgid = words.activity(shown.activity)
    size = (
        max(40.0, min(80.0, room.high * 0.14)) if room.low else min(180.0, room.high * (0.28 if model.asked is None else 0.2))
    )
    drawn: list[ft.Control] = [picture(look, name, size) for name in (["night", icon] if model.asked is not None else [icon])]
    wide = room.wide - ((size + 16) * len(drawn) if room.low else 0)
    pictures = ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=12, tight=True)
    word = look.text(texts("activity", msgid), 24 if room.low else 38, bold=True, room=wide)
    if room.low:
        wrapping = ft.Container(word, expand=True, expand_loose=True)
        return ft.Row([pictures, wrapping], alignment=ft.MainAxisAlignment.CENTER, spacing=16)
    return ft.Column([pictures, word], horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=8, tight=True)


def times(model: DisplayModel, shown: RunningSession, texts: Texts, look: Look, room: SpaceBeside) -> list[ft.Control]:
    """The clock, and for a planned length a bar with its start and end. After the end the bar is full and has a tick."""
    clock = look.text(texts.clock(model.now), 30 if room.low else 60, bold=True)
    if not shown.planned or model.before is not None:
        return [clock]
    ink = look.palette.kinds[ActivityType.BUDDY]
    progress = shown.progress(model.now)
    bar: ft.Control = ft.ProgressBar(
        value=progress, color=ink.fill, bgcolor=look.palette.line, bar_height=BAR, border_radius=BAR / 2
    )
    begin, end = (look.text(texts.clock(time), 22, color=look.palette.quiet) for time in (shown.start, shown.end))
    tick = [ft.Image(src=over_svg(look), width=2 * BAR, height=2 * BAR, exclude_from_semantics=True)] if progress >= 1 else []
    along = ft.Row([begin, ft.Container(bar, expand=True), *tick, end], spacing=12 if not tick else 8)
    return [clock, ft.Container(along, width=min(room.wide, 520))]


def over_svg(look: Look) -> str:
    """The SVG at the end of a full bar: a disc in the bar's colour with a tick."""
    ink = look.palette.kinds[ActivityType.BUDDY]
    tick = f'<path d="M30 52l14 14l27-31" fill="none" stroke="{ink.pattern}" stroke-width="12"'
    disc = f'<circle cx="50" cy="50" r="50" fill="{ink.fill}"/>{tick} stroke-linecap="round" stroke-linejoin="round"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{disc}</svg>'
