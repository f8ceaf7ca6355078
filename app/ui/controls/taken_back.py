"""A moment that was taken back and no longer counts: a grey picture that is crossed out, hours and clocks with a line through.

In bright light grey alone is not noticed, and a line alone looks like a part of the drawing. So both always come together.
"""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from app.protocol.activities import ActivityType
from app.ui.controls.clocks import SIDE, clocks_svg, shape
from app.ui.controls.look import Look, picture
from app.ui.theme import Ink

FILM, FADED = 0.75, 0.75  # opacity of the grey film, and of the picture with it on paper: what it shows can still be recognised
THICK = 7.5  # of the line, in a picture 100 wide


def crossed_out(look: Look, name: str, size: float) -> ft.Control:
    """The grey picture `name` of `size` dp with a line across it, as in the picture `take_back`."""
    return _crossed(look, greyed(look, picture(look, name, size)), size)


def not_this(look: Look, name: str, size: float) -> ft.Control:
    """The picture `name` of `size` dp in its own colours with the same line. It says: not this, but what is drawn next."""
    return _crossed(look, picture(look, name, size), size)


def _crossed(look: Look, image: ft.Image, size: float) -> ft.Control:
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{_line(look, "M8 92L92 8", THICK)}</svg>'
    line = ft.Image(src=drawn, width=size, height=size, exclude_from_semantics=True)
    return ft.Stack([image, line], width=size, height=size)


def greyed(look: Look, image: ft.Image) -> ft.Image:
    """Changes `image`, and gives it back: a grey film covers what is drawn in it, but not its background."""
    image.color = ft.Colors.with_opacity(FILM, look.palette.line)
    image.color_blend_mode = ft.BlendMode.SRC_A_TOP
    image.opacity = FADED
    return image


def struck(look: Look, length: str, minutes: int, name: str, *, size: float = 32, room: float = 96) -> ft.Control:
    """Hours that no longer count: `length` in letters of `size` dp, and `minutes` as clocks, `room` dp wide (0: no clocks).

    `name` is what a screen reader says instead: that they are taken back.
    """
    parts: list[ft.Control] = [struck_words(look, length, size)]
    if room:
        drawing = struck_clocks_svg(look, minutes)
        parts.append(ft.Image(src=drawing, width=room, height=0.42 * room, fit=ft.BoxFit.CONTAIN, exclude_from_semantics=True))
    row = ft.Row(parts, alignment=ft.MainAxisAlignment.CENTER, spacing=16, tight=True)
    return ft.Semantics(label=name, exclude_semantics=True, identifier="struck", content=row)


def struck_words(look: Look, words: str, size: float) -> ft.Text:
    """Quiet letters of `size` dp at scale 1 with a line through them."""
    text = look.text(words, size, bold=True, color=look.palette.quiet)
    line = ft.TextDecoration.LINE_THROUGH
    text.style = ft.TextStyle(decoration=line, decoration_color=look.palette.ink, decoration_thickness=2)
    return text


def struck_clocks_svg(look: Look, minutes: int) -> str:
    """The SVG of so many minutes as grey clocks, with a line through each row of them."""
    colours = look.palette
    grey = replace(colours, kinds=colours.kinds | {ActivityType.BUDDY: Ink(colours.line, colours.line, colours.line)})
    across, rows = shape(-(-minutes // 60))
    path = "".join(f"M4 {(row + 0.5) * SIDE:g}H{across * SIDE - 4}" for row in range(rows))
    return clocks_svg(replace(look, palette=grey), minutes).replace("</svg>", f"{_line(look, path, 9)}</svg>")


def _line(look: Look, path: str, thick: float) -> str:
    """The SVG of a line along the SVG path `path`, with an edge of paper so that it is visible on any colour."""
    pen = f'<path d="{path}" fill="none" stroke-linecap="round" '
    around = f'{pen}stroke="{look.palette.paper}" stroke-width="{2 * thick:g}"/>'
    return f'{around}{pen}stroke="{look.palette.ink}" stroke-width="{thick:g}"/>'
