"""How wide words are, estimated without the font: rather somewhat too wide, so that no word breaks and nothing is cut off."""

from __future__ import annotations

import re

MARKS = re.compile("[\u2066-\u2069]")  # they take no room
NARROW = frozenset("iìíîïıjlIÎİfrt!'’.,:;|·()[]- іїІЇғ")
WIDEST = frozenset("ЩШሙጥጠመጣሚ")
WIDE = frozenset("mwMW%@ЖМФЫЮሎጂፌжмфшщыюማምኺኹሒውሑዉዲዱሌኸኻኽ")
CAPITAL = 0.85  # and letters of the Ethiopic script
OTHER = 0.72  # of the Cyrillic script, and small ones of the Latin and Arabic ones
SPACE = 0.3


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
