"""The screen while scanning in the native app: the camera's picture, a title above, and three buttons below.

As in the browser, a device without a camera offers a photo of the code instead, and shows no error.
"""

from __future__ import annotations

from collections.abc import Sequence

import flet as ft

from app.ui import theme
from app.ui.controls.action import round_button
from app.ui.controls.look import Look, picture
from app.ui.taps import Tap

CLOSE, PHOTO, TORCH = "scan-close", "scan-photo", "scan-torch"
SHADE = "#99000000"


def scan_view(
    look: Look,
    labels: dict[str, str],
    tap: Tap,
    *,
    camera: ft.Control | None = None,
    note: tuple[str, str] | None = None,
    there: Sequence[bool] = (),
    size: tuple[float, float],
) -> ft.Control:
    """The screen of `size` dp with the words of `labels` (see `app.ui.camera_words.words`).

    `camera`: the control with the camera's picture; None for no camera. `note`: a picture and a sentence over the middle.
    `there`: of several codes that are read, which are.
    """
    title = ft.Container(
        look.text(labels["title"], theme.WORD, color="#FFFFFF", bold=True),
        bgcolor=SHADE,
        border_radius=theme.CORNER_CARD,
        padding=ft.Padding.symmetric(horizontal=18, vertical=10),
        margin=12,
    )
    buttons = [_button(look, "close", labels["close"], tap, CLOSE), _button(look, "photo", labels["photo"], tap, PHOTO)]
    if camera is not None:
        buttons.append(_button(look, "light", labels["torch"], tap, TORCH))
    bar = ft.Container(
        ft.Row(buttons, alignment=ft.MainAxisAlignment.SPACE_EVENLY, vertical_alignment=ft.CrossAxisAlignment.START),
        bgcolor=SHADE,
        padding=ft.Padding.symmetric(vertical=12),
    )
    sought = picture(look, "scan", 120)
    sought.opacity = 0.6  # it shows in the middle what to look for
    middle = ft.Container(_note(look, *note) if note else sought, alignment=ft.Alignment.CENTER, expand=True)
    over = ft.Column([title, middle, *_tiles(look, there), bar], horizontal_alignment=ft.CrossAxisAlignment.CENTER, expand=True)
    seen = [ft.Container(camera, alignment=ft.Alignment.CENTER, expand=True)] if camera is not None else []
    return ft.Container(
        ft.Stack([*seen, ft.SafeArea(over, expand=True)], fit=ft.StackFit.EXPAND),
        bgcolor="#000000",
        width=size[0],
        height=size[1],
    )


FEW = 36  # tiles that have room in their full size


def _tiles(look: Look, there: Sequence[bool]) -> list[ft.Control]:
    """A tile for each code, filled when it was read; none for a single code."""
    if len(there) < 2:
        return []
    side = 20 if len(there) <= FEW else 11
    tiles: list[ft.Control] = [
        ft.Container(
            width=side,
            height=side,
            border_radius=side / 4,
            bgcolor=look.palette.good if is_read else SHADE,
            border=ft.Border.all(1, "#FFFFFF"),
        )
        for is_read in there
    ]
    return [ft.Container(ft.Row(tiles, wrap=True, spacing=4, run_spacing=4, alignment=ft.MainAxisAlignment.CENTER), padding=12)]


def _button(look: Look, icon: str, word: str, tap: Tap, key: str) -> ft.Control:
    return ft.Column(
        [round_button(look, icon, word, tap, key), look.text(word, theme.SMALL_WORD, color="#FFFFFF", bold=True)],
        horizontal_alignment=ft.CrossAxisAlignment.CENTER,
        spacing=4,
        tight=True,
    )


def _note(look: Look, icon: str, sentence: str) -> ft.Control:
    return ft.Container(
        ft.Column(
            [picture(look, icon, 72), look.text(sentence, theme.WORD, color=look.palette.ink)],
            horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            spacing=10,
            tight=True,
        ),
        bgcolor=look.palette.card,
        border_radius=theme.CORNER_CARD,
        padding=24,
        margin=24,
    )
