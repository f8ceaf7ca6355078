"""What was taken back and counts no more: its picture grey and crossed out, its hours and clocks with a line through them.

Grey alone would be missed in bright light, and a line alone would look like a drawing: always both together.
"""

from __future__ import annotations

from dataclasses import replace

import flet as ft

from app.protocol.activities import Kind
from app.ui.controls.clocks import SIDE, clocks_svg, shape
from app.ui.controls.look import Look, picture
from app.ui.theme import Ink

FILM, FADED = 0.75, 0.75  # of the picture's colours gives way to grey, and then to the paper: what it shows is still known
THICK = 7.5  # of a picture of 100 across


def crossed_out(look: Look, name: str, size: float) -> ft.Control:
    """A picture of `size` dp, greyed, with a line across it as `take_back` has one."""
    return _crossed(look, greyed(look, picture(look, name, size)), size)


def not_this(look: Look, name: str, size: float) -> ft.Control:
    """A picture of `size` dp in its own colours with the same line: not this one, but what is drawn next."""
    return _crossed(look, picture(look, name, size), size)


def _crossed(look: Look, image: ft.Image, size: float) -> ft.Control:
    drawn = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{_line(look, "M8 92L92 8", THICK)}</svg>'
    line = ft.Image(src=drawn, width=size, height=size, exclude_from_semantics=True)
    return ft.Stack([image, line], width=size, height=size)


def greyed(look: Look, image: ft.Image) -> ft.Image:
    """The same picture under a grey film, which lies only where something is drawn."""
    image.color = ft.Colors.with_opacity(FILM, look.palette.line)
    image.color_blend_mode = ft.BlendMode.SRC_A_TOP
    image.opacity = FADED
    return image


def struck(look: Look, length: str, minutes: int, name: str, *, size: float = 32, room: float = 96) -> ft.Control:
    """Hours that no longer count: `length` in letters of `size` dp, and its clocks in a `room` so wide, none of them at 0.

    `name` is what a screen reader says in their place: that they are taken back.
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
    """The clocks of so many minutes without their colour, each row of them with a line through it."""
    colours = look.palette
    grey = replace(colours, kinds=colours.kinds | {Kind.BUDDY: Ink(colours.line, colours.line, colours.line)})
    across, rows = shape(-(-minutes // 60))
    ways = "".join(f"M4 {(row + 0.5) * SIDE:g}H{across * SIDE - 4}" for row in range(rows))
    return clocks_svg(replace(look, palette=grey), minutes).replace("</svg>", f"{_line(look, ways, 9)}</svg>")


def _line(look: Look, way: str, thick: float) -> str:
    """A line along `way`, with paper around it so that it is seen on any colour."""
    pen = f'<path d="{way}" fill="none" stroke-linecap="round" '
    around = f'{pen}stroke="{look.palette.paper}" stroke-width="{2 * thick:g}"/>'
    return f'{around}{pen}stroke="{look.palette.ink}" stroke-width="{thick:g}"/>'
