"""A sheet of paper with pictures, words and codes. Positions and sizes are in mm of an A4; on A5 everything is scaled down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum

from fpdf import FPDF
from fpdf.enums import PathPaintRule

from sync_server.print.code import Code
from sync_server.print.lettering import Measure, Setting, fitted, pieces, right_to_left
from sync_server.print.letters import FONTS, check_letters
from sync_server.print.pictures import picture

Box = tuple[float, float, float, float]  # x, y, width, height in mm of an A4
WIDTH = 210.0
SIZES = {"a4": (210, 297), "a5": (148, 210)}
FAMILY = "Veertig"
INK, QUIET_INK, ACTION, PAPER, EDGE = "#20302F", "#4A5856", "#0B5D57", "#FBF7F0", "#8C8474"


class LinePlace(Enum):
    """Where a line stands in its box; a text that is read from the right begins at the right."""

    BEGIN, MIDDLE, END = range(3)


@dataclass(frozen=True, slots=True)
class _Look:
    ink: str
    bold: bool
    place: LinePlace


class Sheet:
    """One page of a PDF."""

    def __init__(self, size: str, title: str, made: int) -> None:
        """`size` is "a4" or "a5"; viewers and screen readers show `title`; `made` in Unix seconds."""
        self._scale = SIZES[size][0] / WIDTH
        self._pdf = pdf = FPDF(format=SIZES[size])
        pdf.add_font(FAMILY, "", FONTS[""])
        pdf.add_font(FAMILY, "B", FONTS["B"])
        pdf.set_auto_page_break(auto=False)
        pdf.set_margin(0)
        pdf.c_margin = 0
        pdf.set_title(title)
        pdf.set_lang("nl")
        pdf.set_creation_date(datetime.fromtimestamp(made, UTC))
        pdf.add_page()

    def picture(self, name: str, x: float, y: float, side: float) -> None:
        """Draw a pictogram (its name in assets/icons) in a square of this side."""
        at, down, wide = (self._scale * value for value in (x, y, side))
        self._pdf.image(picture(name), x=at, y=down, w=wide, h=wide, keep_aspect_ratio=True)

    def card(self, x: float, y: float, width: float, height: float) -> None:
        """Draw a tinted field with round corners; its edge keeps it visible when printed without colour."""
        pdf = self._pdf
        pdf.set_fill_color(PAPER)
        pdf.set_draw_color(EDGE)
        pdf.set_line_width(0.35 * self._scale)
        left, top, wide, high = (self._scale * value for value in (x, y, width, height))
        pdf.rect(left, top, wide, high, style="DF", round_corners=True, corner_radius=5 * self._scale)

    def code(self, code: Code, x: float, y: float, module: float) -> None:
        """Draw a code whose modules have this size, as one shape, so that no viewer shows seams between them."""
        with self._pdf.new_path() as path:
            path.style.fill_color = "#000000"
            path.style.stroke_color = None
            path.style.paint_rule = PathPaintRule.FILL_NONZERO
            for across, down, length in code.runs():
                left, top = x + across * module, y + down * module
                path.rectangle(*(self._scale * value for value in (left, top, length * module, module)))

    def name(self, text: str, box: Box, sizes: tuple[int, int], place: LinePlace = LinePlace.BEGIN) -> None:
        """Write a name as large as fits in `box`, vertically centred; `sizes`: smallest and largest, in points.

        Raises ServerRefusal("no-letters").
        """
        x, y, width, height = box
        setting = fitted(check_letters(text), width, height, sizes, self._measure(bold=True))
        self._set(setting, (x, y + (height - setting.height) / 2, width), text, _Look(INK, True, place))

    def words(
        self, text: str, box: Box, size: int, *, ink: str = INK, bold: bool = False, place: LinePlace = LinePlace.BEGIN
    ) -> None:
        """Write a sentence in `size` points, or smaller to fit, from the top of `box`."""
        x, y, width, height = box
        setting = fitted(text, width, height, (min(size, 6), size), self._measure(bold=bold))
        self._set(setting, (x, y, width), text, _Look(ink, bold, place))

    def to_bytes(self) -> bytes:
        """The PDF."""
        return bytes(self._pdf.output())

    def _measure(self, *, bold: bool) -> Measure:
        def width(text: str, size: float) -> float:
            self._pdf.set_font(FAMILY, "B" if bold else "", size)
            self._pdf.set_text_shaping(use_shaping_engine=True)
            return self._pdf.get_string_width(text)

        return width

    def _set(self, setting: Setting, top: tuple[float, float, float], text: str, look: _Look) -> None:
        """Write lines from `top` (x, y, width) downwards, each piece in its direction; `text` decides where lines begin."""
        pdf, scale, backwards = self._pdf, self._scale, right_to_left(text)
        x, y, width = (scale * value for value in top)
        pdf.set_text_color(look.ink)
        pdf.set_font(FAMILY, "B" if look.bold else "", setting.size * scale)
        for number, line in enumerate(setting.lines):
            parts = [(part, "rtl" if turned else "ltr") for part, turned in pieces(line, backwards=backwards)]
            widths = [self._shaped(direction).get_string_width(part) for part, direction in parts]
            room = width - sum(widths)
            at = (
                x
                + {
                    LinePlace.BEGIN: room if backwards else 0,
                    LinePlace.MIDDLE: room / 2,
                    LinePlace.END: 0 if backwards else room,
                }[look.place]
            )
            for (part, direction), wide in zip(parts, widths, strict=True):
                pdf.set_xy(at, y + number * setting.line * scale)
                self._shaped(direction).cell(wide, setting.line * scale, part)
                at += wide

    def _shaped(self, direction: str) -> FPDF:
        self._pdf.set_text_shaping(use_shaping_engine=True, direction=direction)
        return self._pdf
