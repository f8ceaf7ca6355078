"""How wide words are, estimated without the font: rather somewhat too wide, so that no word breaks and nothing is cut off.

And which way they are read, by their own letters, and where they are cut when they are too long.
"""

from __future__ import annotations

import re
import unicodedata

MARKS = re.compile("[\u2066-\u2069]")  # they take no room
NARROW = frozenset("iìíîïıjlIÎİfrt!'’.,:;|·()[]- іїІЇғ")
WIDEST = frozenset("ЩШሙጥጠመጣሚ")
WIDE = frozenset("mwMW%@ЖМФЫЮሎጂፌжмфшщыюማምኺኹሒውሑዉዲዱሌኸኻኽ")
CAPITAL = 0.85  # and letters of the Ethiopic script
OTHER = 0.72  # of the Cyrillic script, and small ones of the Latin and Arabic ones
SPACE = 0.3
DRAWN = 0.9  # of the estimate is what a name takes at most, but for one of capitals like M and W


def wide(words: str) -> float:
    """The width of these words in bold letters, as a multiple of their size."""
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
    """Are these words read from the right? Their first letter with a direction says so; None where there is none."""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((way != "L" for way in strong if way in ("L", "R", "AL")), None)


def shortened(words: str, across: float, lines: int) -> str:
    """At most what `lines` of so many letters' sizes `across` hold; what is cut ends in dots, as its own letters are read."""
    inside = MARKS.sub("", words)
    if _broken_into(inside, across) <= lines:
        return words
    cuts = (f"{inside[:end].rstrip()}\u2026" for end in range(len(inside) - 1, 0, -1))
    cut = next((one for one in cuts if _broken_into(one, across) <= lines), "\u2026")
    isolated = bool(MARKS.match(words))
    return f"{words[0]}{cut}{words[-1]}" if isolated else cut


def _broken_into(words: str, across: float) -> int:
    """How many lines the client makes of these words; one that is wider than a line goes on in the next."""
    lines, used = 1, 0.0
    for word in words.split():
        long = DRAWN * wide(word)
        if used and used + SPACE + long > across:
            lines, used = lines + 1, 0.0
        used += long + (SPACE if used else 0.0)
        while used > across:
            lines, used = lines + 1, used - across
    return lines
