"""How a text is set: as large as fits, in lines that break between words, each word in its script's own direction.

The PDF library joins and places the letters of one direction. Where a line mixes directions, this file orders its pieces by the
Unicode bidirectional algorithm (UAX #9).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

LINE = 1.32  # height of a line, as a multiple of the size of letters: enough for Arabic and for marks
PER_POINT = 25.4 / 72  # mm of one point


@dataclass(frozen=True, slots=True)
class Setting:
    """A text as it is set: the `size` of its letters in points, and its `lines` in reading order."""

    size: float
    lines: tuple[str, ...]

    @property
    def line(self) -> float:
        """Height of one line in mm."""
        return self.size * PER_POINT * LINE

    @property
    def height(self) -> float:
        """Height of all lines in mm."""
        return self.line * len(self.lines)


Measure = Callable[[str, float], float]  # takes a text and a size in points, gives its width in mm
AS_EVEN = 24  # how many steps there are for making the lines more even


def fitted(text: str, width: float, height: float, sizes: tuple[int, int], measure: Measure) -> Setting:
    """Set `text` within `width` and `height` (mm), as large as fits within `sizes` (smallest, largest; points).

    The lines get about the same length. A word is broken only when it fits in no size. What fits in no size gets the smallest.
    """
    smallest, largest = sizes
    setting = Setting(smallest, (text,))
    for broken in (False, True):
        for size in range(largest, smallest - 1, -1):
            at = partial(_at, measure, size)
            setting = Setting(size, _wrapped(text, width, at, broken=broken))
            if setting.height <= height and all(at(line) <= width for line in setting.lines):
                return setting if broken else _evened(setting, text, width, at)
    return setting


def _at(measure: Measure, size: float, text: str) -> float:
    return measure(text, size)


def _evened(setting: Setting, text: str, width: float, at: Callable[[str], float]) -> Setting:
    """The same number of lines, but of about the same width."""
    for step in range(1, AS_EVEN if len(setting.lines) > 1 else 1):
        lines = _wrapped(text, width * (1 - step / AS_EVEN), at, broken=False)
        if len(lines) > len(setting.lines) or any(at(line) > width for line in lines):
            break
        setting = Setting(setting.size, lines)
    return setting


def _wrapped(text: str, width: float, at: Callable[[str], float], *, broken: bool) -> tuple[str, ...]:
    lines, line = list[str](), ""
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if not line or at(longer) <= width:
            line = longer
        else:
            lines.append(line)
            line = word
        while broken and at(line) > width and len(line) > 1:
            cut = next(end for end in range(len(line) - 1, 0, -1) if end == 1 or at(line[:end]) <= width)
            lines.append(line[:cut])
            line = line[cut:]
    return (*lines, line)


def right_to_left(text: str) -> bool:
    """Is the first letter with a direction one of a script that is read from right to left?"""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in kinds if kind in ("L", "R", "AL")), "L") != "L"


def pieces(line: str, *, backwards: bool) -> list[tuple[str, bool]]:
    """The pieces of a line from left to right: the text of each in reading order, and whether it is read from the right.

    `backwards`: the text of which this is a line is read from the right.
    """
    base = TextDirection.RTL if backwards else TextDirection.LTR
    letters = BidiParagraph(text=line, base_direction=base, preserve_bn_chars=True).get_reordered_characters()
    ordered = []
    for turned, group in groupby(letters, key=lambda letter: letter.embedding_level % 2 == 1):
        text = "".join(letter.character for letter in group)
        ordered.append((text[::-1] if turned else text, turned))
    return ordered
