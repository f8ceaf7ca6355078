"""An organisation's display: one big code, whose it is, the activity, the clock, until when, and what to do. Nothing else."""

from __future__ import annotations

import flet as ft

from app.controls.action import Tap, big_action, card, tappable
from app.controls.frame import screen
from app.controls.held import held_button
from app.controls.look import Look, picture
from app.controls.message import gentle
from app.controls.qr import qr
from app.display import Running
from app.display_steps import CHOOSE, LENGTH, REFUSED, RUNNING, STAFF, Model
from app.i18n import Texts, isolate_name
from app.protocol.activities import Kind
from app.screens import display_staff, words

SPENT = {"used", "expired", "cancelled", "unknown-invitation"}  # the sentence says whom to ask; once more would say the same
EDGE = 20  # dp around everything
LOW = 480  # dp; with less room beside or beneath the code only the most needed stands there
Size = tuple[float, float]


def view(model: Model, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """`size` of the window in dp: the code takes all it can get. Staff's button also sends `staff-held` and `staff-let-go`."""
    if model.step == RUNNING and model.signed and model.text:
        return _running(model, model.signed, texts, look, tap, size)
    if model.step == CHOOSE:
        return display_staff.choose(model, texts, look, tap, size)
    if model.step == STAFF:
        return display_staff.staff(model, texts, look, tap, size)
    if model.step == LENGTH:
        return display_staff.length(model, texts, look, tap, size)
    if model.step == REFUSED:
        icon, msgid = words.refusal(model.code)
        again = big_action(look, "display", texts("common", "Once more"), "", tap, "again", height=96)
        return screen(look, gentle(look, icon, texts("refusal", msgid), ""), bottom=[] if model.code in SPENT else [again])
    return screen(look, gentle(look, "display", texts("display", "One moment"), ""))


def _running(model: Model, shown: Running, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    width, height = size
    upright = height > width
    side = min(height - 48, width * 0.56) if not upright else min(width - 2 * EDGE, height * (0.5 if height > 700 else 0.45))
    side = max(240.0, side - 16)
    code = qr(model.text, side, texts("display", "Scan me"))
    room = width - 2 * EDGE if upright else width - side - 16 - 3 * EDGE
    high = height - side - 16 - 3 * EDGE if upright else height - 2 * EDGE
    low = high < LOW * look.scale
    told = ft.Column(
        [
            *([] if upright else [_top(model, texts, look, tap, room, low, across=True)]),
            _what(model, shown, texts, look, room, high, low),
            *_times(model, shown, texts, look, room, low),
            _doors(model, shown, texts, look, tap, room, low),
        ],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN if not upright else ft.MainAxisAlignment.SPACE_EVENLY,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=8,
        expand=True,
        scroll=ft.ScrollMode.AUTO if look.scale > 1.0 else None,  # the code stays; what is said beside it may be too large
    )
    centred = ft.CrossAxisAlignment.CENTER
    inside: ft.Control = (
        ft.Column([_top(model, texts, look, tap, room, low), code, told], horizontal_alignment=centred, expand=True)
        if upright
        else ft.Row([code, told], vertical_alignment=centred, expand=True, spacing=EDGE)
    )
    return ft.Container(inside, bgcolor=look.palette.paper, padding=EDGE, expand=True)


def _top(model: Model, texts: Texts, look: Look, tap: Tap, room: float, low: bool, *, across: bool = False) -> ft.Control:
    """Whose display this is, large, and beneath it what this is. Staff's button at the end."""
    large = 20 if low else 44 if room > 700 else 32
    lines = 1 if low and not across else 2
    name = look.text(isolate_name(model.organisation), large, bold=True, lines=lines, align=ft.TextAlign.START, room=room - 76)
    what = ft.Row([picture(look, "forty", 24), look.text("Veertig", 18, color=look.palette.quiet)], spacing=8, tight=True)
    staff = held_button(
        look, "settings", texts("display", "For staff: hold it, or press three times"), tap, "staff", model.ring
    )
    return ft.Row(
        [ft.Column([name, what] if model.organisation else [what], spacing=2, expand=True), staff],
        vertical_alignment=ft.CrossAxisAlignment.START,
        spacing=12,
    )


def _what(model: Model, shown: Running, texts: Texts, look: Look, room: float, high: float, low: bool) -> ft.Control:
    """What is done here: picture and word. The code of the session before has the door out beside it."""
    icon, name = words.activity(shown.activity)
    size = 52 if low else min(180.0, high * 0.25)
    drawn = [picture(look, one, size) for one in (["leave", icon] if model.asked is not None else [icon])]
    parts: list[ft.Control] = [
        ft.Row([*drawn], alignment=ft.MainAxisAlignment.CENTER, spacing=12, tight=True),
        look.text(texts("activity", name), 24 if low else 38, bold=True, room=room - ((size + 16) * len(drawn) if low else 0)),
    ]
    if low:
        return ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=16)
    return ft.Column(parts, horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=8, tight=True)


def _times(model: Model, shown: Running, texts: Texts, look: Look, room: float, low: bool) -> list[ft.Control]:
    """The clock; while a planned time runs a bar from its beginning to its end, each with its time."""
    clock = look.text(texts.clock(model.now), 30 if low else 60, bold=True)
    progress = shown.progress(model.now)
    if progress >= 1.0 or model.asked is not None:
        return [clock]
    ink = look.palette.kinds[Kind.BUDDY]
    bar = ft.ProgressBar(value=progress, color=ink.fill, bgcolor=look.palette.line, bar_height=12, border_radius=6)
    begin, end = (look.text(texts.clock(time), 20, color=look.palette.quiet) for time in (shown.start, shown.end))
    along = ft.Row([begin, ft.Container(bar, expand=True), end], spacing=12)
    return [clock, ft.Container(along, width=min(room, 420))]


def _doors(model: Model, shown: Running, texts: Texts, look: Look, tap: Tap, room: float, low: bool) -> ft.Control:
    """Scan when coming, and when leaving: two scans, and each with its own door. And a way to the code of the night before."""
    size, now = 32 if low else 48, model.running or shown
    if model.asked is not None:
        return _card(look, texts("display", "I come now"), ["enter", words.activity(now.activity)[0]], tap, "coming", size)
    both: list[ft.Control] = [
        card(
            look, ft.Row([picture(look, name, size) for name in (door, "phone", "scan")], tight=True, spacing=8), padding=(8, 6)
        )
        for door in ("enter", "leave")
    ]
    row = ft.Row(both, alignment=ft.MainAxisAlignment.CENTER, spacing=12)
    if model.before is None:
        return row
    was = model.before.running
    label = texts("display", "I was here before {time}", time=texts.clock(model.before.over))
    asks = _card(look, label, ["leave", words.activity(was.activity)[0]], tap, "before", 36)
    if low:
        return asks
    return ft.Column([row, asks], horizontal_alignment=ft.CrossAxisAlignment.CENTER, spacing=10, tight=True)


def _card(look: Look, label: str, pictures: list[str], tap: Tap, key: str, size: float) -> ft.Control:
    drawn: list[ft.Control] = [picture(look, name, size) for name in pictures]
    said = look.text(label, 16, bold=True, room=200)
    inside = ft.Row(
        [*drawn, ft.Container(said, expand=True, expand_loose=True)],
        alignment=ft.MainAxisAlignment.CENTER,
        spacing=10,
        tight=True,
    )
    return tappable(card(look, inside, on_click=lambda _: tap(key), padding=(14, 8), key=key), key)
