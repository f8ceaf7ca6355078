"""The part beside a display's code: organisation, activity, times, and how to check in and check out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import flet as ft

from app.organisation.model import DisplayModel
from app.organisation.schedule import RunningSession
from app.protocol.activities import ActivityType
from app.ui.controls.action import card, tappable
from app.ui.controls.held import held_button
from app.ui.controls.look import Look, picture
from app.ui.screens import words
from app.ui.taps import Tap
from app.ui.texts import Texts, isolate_name

# All in dp.
# Heights beneath the name; with less than the first only the most needed is shown, and with less than the second even less.
LOW, HARDLY = 400, 250
FLAT = 520  # with less height than this and a card below, the activity's word stands beside its picture
TOP, SECOND_LINE = 85, 45  # height of the organisation's name, on one line, and the app's; and of its second line
STAFF = 90  # width of the staff button beside the name, with what is free between them
BAR, THIN, ARROW, SMALL_ARROW = 16, 10, 28, 20  # height of the bar of time, and above a card; sides of arrows
LARGEST, CODE = 96, 1.2  # side of the doors beside the code of the night before; side of a code beside them, as a share of it
# The moment of coming: side of its sky, height of its piece of the bar of time, its part beyond the letters, and their size.
TIME, LOW_TIME = (42, 12, 17, 25), (26, 8, 10, 18)
MARK, EMPTY, AFTER = 5, 0.6, 8  # width of the mark on that bar, opacity of what is not filled, and free after it
SIDES, BETWEEN = 32, 4  # taken in a card at both sides together, with its edge, and between its pictures


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
    card_below = model.before is not None
    flat = room.low or (card_below and room.high < FLAT)
    size = (
        max(40.0, min(80.0, room.high * 0.14))
        if flat
        else min(180.0, room.high * (0.14 if card_below and model.asked is None else 0.28))
    )
    drawn: list[ft.Control] = [picture(look, name, size) for name in (["night", icon] if model.asked is not None else [icon])]
    wide = room.wide - ((size + 16) * len(drawn) if flat else 0)
    pictures = ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=12, tight=True)
    word = look.text(texts("activity", msgid), 24 if room.low else 38, bold=True, room=wide)
    if flat:
        wrapping = ft.Container(word, expand=True, expand_loose=True)
        return ft.Row([pictures, wrapping], alignment=ft.MainAxisAlignment.CENTER, spacing=16)
    return ft.Column([pictures, word], horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=8, tight=True)


def times(model: DisplayModel, shown: RunningSession, texts: Texts, look: Look, room: SpaceBeside) -> list[ft.Control]:
    """The clock, and for a planned length a bar with its start and end. After the end the bar is full and has a tick."""
    clock = look.text(texts.clock(model.now), 30 if room.low else 60, bold=True)
    if not shown.planned or model.asked is not None or (model.before is not None and room.high < HARDLY):
        return [clock]
    ink = look.palette.kinds[ActivityType.BUDDY]
    progress = shown.progress(model.now)
    high = BAR if model.before is None else THIN
    bar: ft.Control = ft.ProgressBar(
        value=progress, color=ink.fill, bgcolor=look.palette.line, bar_height=high, border_radius=high / 2
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


def ways(model: DisplayModel, shown: RunningSession, texts: Texts, look: Look, tap: Tap, room: SpaceBeside) -> ft.Control:
    """Pictures that say: scan when you come, and scan when you leave. With a session before, a card for its code comes first,
    and both rows begin with the moment of coming.

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
    first = [_came_at(look, over, room, night=True), picture(look, "enter", size), picture(look, "next", arrow)]
    then = [picture(look, "leave", size), picture(look, "next", arrow), picture(look, "night_code", size * CODE)]
    here_before = texts("display", "I was here before {time}", time=over)
    asks = _button(look, here_before, [*first, then[0]], then[1:], tap, "before", room, asks=True)
    if room.low:
        return asks
    since = [_came_at(look, over, room, night=False), picture(look, "enter", size), picture(look, "next", arrow)]
    out = [picture(look, "leave", size), picture(look, "next", arrow), picture(look, "phone_at_display", size * CODE)]
    rows: list[ft.Control] = [
        ft.Semantics(label=label, image=True, content=ft.Row([*part], spacing=BETWEEN, tight=True))
        for label, part in ((come, since), (leave, out))
    ]
    quiet = ft.Row(rows, spacing=BETWEEN, alignment=ft.MainAxisAlignment.CENTER)
    return ft.Column([asks, quiet], horizontal_alignment=ft.CrossAxisAlignment.STRETCH, spacing=12, tight=True)


def _came_at(look: Look, time: str, room: SpaceBeside, *, night: bool) -> ft.Container:
    """The moment of coming: at night and before `time`, or by day and from `time` on. Beneath the sky, a piece of the bar of
    time is filled on that side of a mark, and `time` stands at the mark.
    """
    _, high, _, letters = LOW_TIME if room.low else TIME
    wide = _wide_time(look, time, room) - AFTER
    beyond = (look.width(time, letters) - MARK) / 2
    filled = ft.Container(width=wide - beyond - MARK, height=high, border_radius=high / 2)
    filled.bgcolor = look.palette.kinds[ActivityType.PLACEMENT if night else ActivityType.BUDDY].fill
    mark = ft.Container(width=MARK, height=high + 8, bgcolor=look.palette.ink, border_radius=MARK / 2)
    empty = ft.Container(width=beyond, height=high, bgcolor=look.palette.line, border_radius=high / 2, opacity=EMPTY)
    bar = ft.Row([filled, mark, empty] if night else [empty, mark, filled], spacing=0, tight=True)
    first, last = ft.MainAxisAlignment.START, ft.MainAxisAlignment.END
    above = ft.Row([sky(look, room, night=night)], width=wide, alignment=first if night else last)
    figures = ft.Row([look.text(time, letters, bold=True)], width=wide, alignment=last if night else first)
    column = ft.Column([above, bar, figures], spacing=1, tight=True)
    return ft.Container(column, width=wide + AFTER)


def sky(look: Look, room: SpaceBeside, *, night: bool = False) -> ft.Image:
    """The picture of coming at night, or by day: also on the code that is for who comes by day."""
    return picture(look, "night" if night else "by_day", (LOW_TIME if room.low else TIME)[0])


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
    asks: bool = False,
) -> ft.Control:
    """A card as wide as the space: the pictures `drawn`, then `label`, then `onward`: pictures of what a tap leads to.

    In a narrow space `label` stands beneath all pictures. A card that `asks` for a tap has an amber edge.
    """
    pictures = sum(float(image.width or 0) + BETWEEN for image in [*drawn, *onward])
    beside = room.wide - pictures - SIDES - 12
    narrow = beside < 170 * look.scale
    word = look.text(label, 17 if room.low else 24, bold=True, room=room.wide - SIDES if narrow else beside)
    centred = ft.MainAxisAlignment.CENTER
    row = ft.Row([*drawn, *(onward if narrow else [])], alignment=centred, spacing=BETWEEN, tight=True)
    wrapping = ft.Container(word, expand=True, expand_loose=True)
    inside: ft.Control = (
        ft.Column([row, word], horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=4, tight=True)
        if narrow
        else ft.Row([row, wrapping, ft.Row([*onward], spacing=BETWEEN, tight=True)], alignment=centred, spacing=16, tight=True)
    )
    box = card(look, inside, on_click=lambda _: tap(key), padding=(SIDES / 2 - 2, 10), key=key)
    if asks:
        box.border = look.edge(key, look.palette.kinds[ActivityType.BUDDY].edge)
    return tappable(box, key)
