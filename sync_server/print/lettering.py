"""How a name is set: as large as fits, in lines that break between words, each word in its script's own direction.

The page's library joins and places the letters of one direction. Which pieces of a line stand where, when directions mix, is
said here by the Unicode bidirectional algorithm (UAX #9) for each line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

LINE = 1.32  # of the size of the letters: room for Arabic and for marks
PER_POINT = 25.4 / 72  # mm


@dataclass(frozen=True, slots=True)
class Setting:
    """`size` in points; `lines` in the order of reading."""

    size: float
    lines: tuple[str, ...]

    @property
    def line(self) -> float:
        """Height of one line in mm."""
        return self.size * PER_POINT * LINE

    @property
    def height(self) -> float:
        """Of all lines, in mm."""
        return self.line * len(self.lines)


Measure = Callable[[str, float], float]  # of a text at a size in points: its width in mm
AS_EVEN = 24  # steps in which lines are made as even as they get


def fitted(text: str, width: float, height: float, sizes: tuple[int, int], measure: Measure) -> Setting:
    """The largest of `sizes` (smallest, largest; points) at which `text` fits the room in mm, in lines of about one length; a
    word is broken only where it fits in no size. What fits in none is set in the smallest.
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
    """As many lines, but no word alone on the last one where that can be."""
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
    """Does the text begin in a script that is read from the right?"""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((one for one in strong if one in ("L", "R", "AL")), "L") != "L"


def pieces(line: str, *, backwards: bool) -> list[tuple[str, bool]]:
    """What stands on a line from left to right: each piece in the order of reading, and whether it is read from the right.

    `backwards`: the text that the line is of is read from the right.
    """
    base = TextDirection.RTL if backwards else TextDirection.LTR
    letters = BidiParagraph(text=line, base_direction=base, preserve_bn_chars=True).get_reordered_characters()
    found = []
    for turned, group in groupby(letters, key=lambda letter: letter.embedding_level % 2 == 1):
        text = "".join(letter.character for letter in group)
        found.append((text[::-1] if turned else text, turned))
    return found
