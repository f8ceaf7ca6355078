"""An organisation's display: one big code, the activity, the clock, how far the session is, and what to do. Nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import flet as ft

from app.controls.action import big_action, card, tappable
from app.controls.frame import screen
from app.controls.look import Look, picture
from app.controls.message import gentle
from app.controls.qr import qr
from app.i18n import Texts
from app.protocol.activities import Kind
from app.screens import words

SPENT = {"used", "expired", "unknown-invitation"}  # the sentence says whom to ask; once more would say the same
WAIT, CHOOSE, RUNNING, REFUSED = "wait", "choose", "running", "refused"


@dataclass(frozen=True, slots=True)
class Model:
    """`text` is the link in the code, signed at `signed_at` by the display's clock."""

    step: str = WAIT
    activities: tuple[int, ...] = ()
    activity: int = 0
    organisation: str = ""
    text: str = ""
    signed_at: int | None = None
    now: int = 0
    progress: float = 0.0
    code: str = ""
    link: str = ""


def view(model: Model, texts: Texts, look: Look, tap: Callable[[str], None], size: tuple[float, float]) -> ft.Control:
    """`size` of the window in dp: the code takes all it can get."""
    if model.step == RUNNING and model.text:
        return _running(model, texts, look, size)
    if model.step == CHOOSE:
        return _choose(model, texts, look, tap, size)
    if model.step == REFUSED:
        icon, msgid = words.refusal(model.code)
        again = big_action(look, "display", texts("common", "Once more"), "", tap, "again", height=96)
        return screen(look, gentle(look, icon, texts("refusal", msgid), ""), bottom=[] if model.code in SPENT else [again])
    return screen(look, gentle(look, "display", texts("display", "One moment"), ""))


def _running(model: Model, texts: Texts, look: Look, size: tuple[float, float]) -> ft.Control:
    width, height = size
    upright = height > width
    side = min(height - 48, width * 0.56) if not upright else min(width - 40, height * 0.5)
    side = max(240.0, side - 16)
    code = qr(model.text, side, texts("display", "Scan me"))
    icon, name = words.activity(model.activity)
    small = (height if not upright else height - side) < 420
    told = ft.Column(
        [
            picture(look, icon, 72 if small else min(110 if upright else 190, height * 0.26)),
            look.text(texts("activity", name), 28 if small else 40, bold=True, room=480),
            look.text(texts.clock(model.now), 40 if small else 56 if upright else 72, bold=True),
            _progress(model, look),
            *([] if small else [_what_to_do(look)]),
        ],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=10 if small else 20,
        expand=True,
    )
    parts: list[ft.Control] = [code, told]
    middle = ft.MainAxisAlignment.CENTER
    centred = ft.CrossAxisAlignment.CENTER
    inside: ft.Control = (
        ft.Column(parts, alignment=middle, horizontal_alignment=centred, expand=True)
        if upright
        else ft.Row(parts, alignment=middle, vertical_alignment=centred, expand=True, spacing=24)
    )
    return ft.Container(inside, bgcolor=look.palette.paper, padding=20, expand=True)


def _progress(model: Model, look: Look) -> ft.Control:
    ink = look.palette.kinds[Kind.BUDDY]
    bar = ft.ProgressBar(value=model.progress, color=ink.fill, bgcolor=look.palette.line, bar_height=12, border_radius=6)
    return ft.Container(bar, width=300)


def _what_to_do(look: Look) -> ft.Control:
    """Scan when coming, and when leaving: two scans, and each with its own door."""
    both: list[ft.Control] = [
        card(look, ft.Row([picture(look, name, 52) for name in (door, "phone", "scan")], tight=True, spacing=10))
        for door in ("enter", "leave")
    ]
    return ft.Row(both, alignment=ft.MainAxisAlignment.CENTER, spacing=20)


def _choose(model: Model, texts: Texts, look: Look, tap: Callable[[str], None], size: tuple[float, float]) -> ft.Control:
    """What is done here today: cards as large as the window allows."""
    width, height = size
    side = max(72.0, min(width, height) * 0.2)
    shown = model.activities[:4]
    cards = [_activity(texts, look, tap, code, side) for code in shown]
    across = 1 if height > width and len(cards) < 3 else 2
    question = look.text(texts("display", "Choose what you do today"), 28 if side > 100 else 22, bold=True, room=width - 60)
    lines = [ft.Row(cards[start : start + across], spacing=20, expand=True) for start in range(0, len(cards), across)]
    parts: list[ft.Control] = [question, *lines]
    inside = ft.Column(parts, horizontal_alignment=ft.CrossAxisAlignment.STRETCH, spacing=20, expand=True)
    return ft.Container(inside, bgcolor=look.palette.paper, padding=28, expand=True)


def _activity(texts: Texts, look: Look, tap: Callable[[str], None], code: int, side: float) -> ft.Control:
    icon, name = words.activity(code)
    key = f"activity-{code}"
    inside = ft.Column(
        [picture(look, icon, side), look.text(texts("activity", name), 26 if side > 100 else 18, bold=True)],
        alignment=ft.MainAxisAlignment.CENTER,
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=12,
        tight=True,
    )
    return tappable(card(look, inside, on_click=lambda _: tap(key), key=key), key, expand=True)
