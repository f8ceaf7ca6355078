"""Estimates how wide words are, without the font. The estimate is rather too wide, so that no word breaks or is cut off.

It also says in which direction words are read, by their own letters, and shortens words that are too long.
"""

from __future__ import annotations

import re
import unicodedata

MARKS = re.compile("[\u2066-\u2069]")  # marks of direction, which have no width
NARROW = frozenset("iìíîïıjlIÎİfrt!'’.,:;|·()[]- іїІЇғ")
WIDEST = frozenset("ЩШሙጥጠመጣሚ")
WIDE = frozenset("mwMW%@ЖМФЫЮሎጂፌжмфшщыюማምኺኹሒውሑዉዲዱሌኸኻኽ")
# Widths of letters, as multiples of the size of the letters.
CAPITAL = 0.85  # also of letters of the Ethiopic script
OTHER = 0.72  # of Cyrillic letters that are none of the others
SPACE = 0.3
DRAWN = 0.9  # share of the estimate that a name takes at most, except for a name in capitals like M and W


def wide(words: str) -> float:
    """The width of these words in bold letters, as a multiple of the size of the letters."""
    return sum(_letter(letter) for letter in MARKS.sub("", words))


def _letter(letter: str) -> float:
    if letter == " ":
        return SPACE
    if letter in NARROW:
        return 0.5
    if letter in WIDEST:
        return 1.2
    if letter in WIDE:
        return 1.0
    if letter.isupper() or "\u1200" <= letter <= "\u139f":
        return CAPITAL
    return OTHER if "\u0400" <= letter <= "\u052f" else 0.66


def from_the_right(words: str) -> bool | None:
    """Are these words read from the right? Their first letter that has a direction decides; None when no letter has one."""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((way != "L" for way in strong if way in ("L", "R", "AL")), None)


def shortened(words: str, across: float, lines: int) -> str:
    """`words`, cut where needed to fit into `lines` lines. Each is `across` wide, as a multiple of the size of the letters.

    Words that are cut end in an ellipsis, and stay isolated when they were.
    """
    inside = MARKS.sub("", words)
    if _broken_into(inside, across) <= lines:
        return words
    cuts = (f"{inside[:end].rstrip()}\u2026" for end in range(len(inside) - 1, 0, -1))
    cut = next((text for text in cuts if _broken_into(text, across) <= lines), "\u2026")
    isolated = bool(MARKS.match(words))
    return f"{words[0]}{cut}{words[-1]}" if isolated else cut


def _broken_into(words: str, across: float) -> int:
    """How many lines the client needs for these words. A word that is wider than a line goes on in the next line."""
    lines, used = 1, 0.0
    for word in words.split():
        long = DRAWN * wide(word)
        if used and used + SPACE + long > across:
            lines, used = lines + 1, 0.0
        used += long + (SPACE if used else 0.0)
        while used > across:
            lines, used = lines + 1, used - across
    return lines
