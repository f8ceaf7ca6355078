"""The screens of an organisation's display. The main one has a big code, organisation, activity, times and what to do."""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app.organisation.model import CHOOSE, CLOCK, DIAGNOSIS, LENGTH, REFUSED, RUNNING, STAFF, DisplayModel
from app.organisation.schedule import RunningSession
from app.organisation.screens import beside_code, day_or_night, staff_menu
from app.organisation.screens.ways import clock_off, ways
from app.ui.controls.action import big_action, round_button
from app.ui.controls.look import Look, picture
from app.ui.controls.qr import qr
from app.ui.screens import diagnosis, refusals
from app.ui.taps import Tap
from app.ui.texts import Texts

# Refusals of an invitation after which another try is useless; the sentence says whom to ask.
SPENT = {"used", "expired", "cancelled", "unknown-invitation"}
EDGE = 20  # dp: free around everything
Size = tuple[float, float]


def view(model: DisplayModel, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """The screen of this model in a window of `size` dp (width, height). The code is as large as possible.

    `tap` gets what the taps mean, and `FingerDown` and `FingerUp` from the staff button.
    """
    if model.step == RUNNING and model.signed and model.text:
        return _running(model, model.signed, texts, look, tap, size)
    if model.step == CHOOSE:
        return staff_menu.choose(model, texts, look, tap, size)
    if model.step == STAFF:
        return staff_menu.staff(model, texts, look, tap, size)
    if model.step == LENGTH:
        return staff_menu.length(model, texts, look, tap, size)
    if model.step == DIAGNOSIS:
        return diagnosis.view(model.diagnosis, texts, look, tap)
    if model.step == CLOCK:
        return _clock(model, texts, look, tap, size)
    if model.step == REFUSED:
        return _refused(model, texts, look, tap, size)
    return _still(look, size, ["getting_ready", "next", "display"], texts("display", "One moment"))


def _running(model: DisplayModel, shown: RunningSession, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    width, height = size
    upright = height > width
    side = min(height - 48, width * 0.56) if not upright else min(width - 2 * EDGE, height * (0.5 if height > 700 else 0.45))
    side = max(240.0, side - 16)
    head = None
    if model.before is not None:
        side = max(240.0, day_or_night.beneath_head(side))
        head = day_or_night.head(look, texts, model.before.over, side, night=model.asked is not None)
    code = qr(model.text, side, texts("display", "Scan me"), head)
    wide = width - 2 * EDGE if upright else width - side - 16 - 3 * EDGE
    code_high = side + 16 + (float(head.height or 0) if head else 0)
    high = height - code_high - 3 * EDGE if upright else height - 2 * EDGE
    room = beside_code.space(model.organisation, look, wide, high)
    top = beside_code.top(model, texts, look, tap, room, across=not upright)
    beside = ft.Column(
        [
            *([] if upright else [top]),
            beside_code.activity(model, shown, texts, look, room),
            *([clock_off(texts, look, tap, room)] if model.off else beside_code.times(model, shown, texts, look, room)),
            ways(model, shown, texts, look, tap, room),
        ],
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN if not upright else ft.MainAxisAlignment.SPACE_EVENLY,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=8,
        expand=True,
        scroll=ft.ScrollMode.AUTO if look.scale > 1.0 else None,  # only the part beside the code scrolls
    )
    centred = ft.CrossAxisAlignment.CENTER
    inside: ft.Control = (
        ft.Column([top, code, beside], horizontal_alignment=centred, expand=True)
        if upright
        else ft.Row([code, beside], vertical_alignment=centred, expand=True, spacing=EDGE)
    )
    return ft.Container(inside, bgcolor=look.palette.paper, padding=EDGE, expand=True)


def _clock(model: DisplayModel, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """The clock is off: what the tablet shows, the settings, and what it is to show; a button that asks again, and the way
    back to the code.
    """
    side = _large(size)
    letters = max(18.0, side * 0.2 / look.scale)

    def tablet(drawn: str, seconds: int) -> ft.Control:
        figures = look.text(texts.clock(seconds), letters, bold=True)
        centred = ft.CrossAxisAlignment.CENTER
        return ft.Column([picture(look, drawn, side), figures], horizontal_alignment=centred, spacing=4, tight=True)

    onward = [picture(look, "next", side * 0.34) for _ in range(2)]
    settings = picture(look, "settings", side * 0.7)
    story = [tablet("display_clock_off", model.now), onward[0], settings, onward[1]]
    story.append(tablet("display_clock_right", model.now + model.off))
    row = ft.Row(story, alignment=ft.MainAxisAlignment.CENTER, spacing=side * 0.06, tight=True)
    again = big_action(look, "again", texts("common", "Once more"), "", tap, "again", height=96)
    back = round_button(look, "back", texts("common", "Back"), tap, "back")
    below = ft.Row([back, ft.Container(again, width=min(420.0, size[0] - 2 * EDGE - 96))], spacing=16, tight=True)
    return _still(look, size, row, texts("display", "The time is not right. Set it to automatic."), [below])


def _refused(model: DisplayModel, texts: Texts, look: Look, tap: Tap, size: Size) -> ft.Control:
    """The refusal. For an invitation that is spent, pictures of a person who helps; otherwise a button to try again."""
    icon, msgid = refusals.refusal(model.code)
    if model.code in SPENT:
        story = ["display_refused", "next", "counsellor", "next", "right_code"]
        return _still(look, size, story, texts("refusal", msgid))
    again = big_action(look, "display", texts("common", "Once more"), "", tap, "again", height=96)
    return _still(look, size, [icon], texts("refusal", msgid), [ft.Container(again, width=min(480.0, size[0] - 2 * EDGE))])


def _still(
    look: Look, size: Size, pictures: Sequence[str] | ft.Control, sentence: str, below: Sequence[ft.Control] = ()
) -> ft.Control:
    """The screen while there is no code: pictures as large as the window allows, or a row that was drawn already; one
    sentence, and the controls `below`.
    """
    large = min(size) > 500 and not look.large
    message = look.text(sentence, 34 if large else 22, bold=True, room=size[0] - 2 * EDGE)
    parts: list[ft.Control] = [
        pictures if isinstance(pictures, ft.Control) else _row(look, pictures, _large(size)),
        ft.Semantics(content=message, live_region=True, identifier="message"),
        *below,
    ]
    middle = ft.Column(
        parts,
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=EDGE * (2 if large else 1),
        expand=True,
        scroll=ft.ScrollMode.AUTO if look.scale > 1.0 else None,
    )
    return ft.Container(middle, bgcolor=look.palette.paper, padding=EDGE, expand=True, alignment=ft.Alignment.CENTER)


def _large(size: Size) -> float:
    """The side in dp of a picture, so that three of them with arrows between fit in a row."""
    return min(min(size) * 0.32, (size[0] - 2 * EDGE) / 4.2)


def _row(look: Look, pictures: Sequence[str], side: float) -> ft.Control:
    """A row of pictures of `side` dp; the arrows between them are smaller."""
    drawn: list[ft.Control] = [picture(look, name, side * (0.34 if name == "next" else 1)) for name in pictures]
    return ft.Row(drawn, alignment=ft.MainAxisAlignment.CENTER, spacing=side * 0.1, tight=True)
