"""What a good text is. Each rule says in a few words what is amiss with a text, for the table and for the tests.

Rules, for every text of every language:
1. It is there, in every form of the plural.
2. It has the placeholders of the English; a form that stands for one number only may leave the number out.
3. Every character is in both weights of the font, in the one spelling (NFC), with no hidden ones; no digits but 0-9, no emoji.
4. No word of control, exam, failure, refusal or punishment (`forbidden`), and the same word for the same thing (`terms`).
5. At most nine words in a sentence; a word of a label fits half the width of a small phone, for staff more.
6. A text in another script has no Latin word in it but names of products.
"""

from __future__ import annotations

import gettext
import re
import string
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache

from babel.messages.catalog import Message
from fontTools.ttLib import TTFont

from app.platform.paths import ASSETS
from app.tools.translations.catalogues import PLURALS, forms, key
from app.tools.translations.forbidden import FORBIDDEN
from app.tools.translations.terms import TERMS
from app.ui.speech import SPEECH

WEIGHTS = ("Regular", "Bold")
MOST_WORDS = 9
SENTENCE = re.compile(r"[.،؛؟!?;:።፣፤]")
NARROWEST, LETTER = 150, 16  # dp: a card in a row of two on a phone 360 wide, and the size of its letters
OF_STAFF = 200  # dp: a line of a counsellor's screen, beside two pictures; words of the law are long
STAFF = {"counsellor"}  # who reads the words of the law: "bewijs van deelname"
JOINERS = "\u200c\u200d"
PRODUCTS = re.compile(r"Veertig|Chrome|Safari|Firefox|Android|iPhone|PDF|QR")
OTHER_SCRIPTS = ("ar", "fa_AF", "ps", "uk", "ru", "ti")
NUMBERS = [*range(300), 10**6, 2 * 10**6]


def faults(code: str, message: Message) -> list[str]:
    """What is amiss with the texts of `message` in this language; nothing when all is well."""
    said = forms(message)
    if not all(text.strip() for text in said):
        return ["missing"]
    of_each = [fault for text in said for fault in _of_one(code, message, text)]
    return list(dict.fromkeys([*of_each, *_placeholders(code, message, said)]))


def _of_one(code: str, message: Message, text: str) -> Iterator[str]:
    context, msgid = key(message)
    if hidden := {letter for letter in text if unicodedata.category(letter) in ("Cc", "Cf") and letter not in JOINERS}:
        yield f"hidden character {_named(hidden)}"
    if not unicodedata.is_normalized("NFC", text):
        yield "not NFC"
    if text != " ".join(text.split(" ")).strip() or "  " in text:
        yield "space at an end, or two together"
    if missing := {letter for letter in text if letter not in drawable() and letter not in hidden}:
        yield f"not in the font: {_named(missing)}"
    if odd := {letter for letter in text if unicodedata.category(letter) in ("Nd", "So") and letter not in string.digits}:
        yield f"digit other than 0-9, or emoji: {_named(odd)}"
    if context not in STAFF and (found := re.search(FORBIDDEN[code], text, re.IGNORECASE)):
        yield f"forbidden: {found.group()}"
    if code in OTHER_SCRIPTS and (found := re.search("[A-Za-z]+", PRODUCTS.sub("", re.sub(r"\{\w+\}", "", text)))):
        yield f"Latin: {found.group()}"
    if context == SPEECH:
        return
    for word, own in TERMS[code].items():
        if re.search(rf"\b{word}", msgid, re.IGNORECASE) and not re.search(own, text, re.IGNORECASE):
            yield f"another word for {word}"
    if long := [part for part in SENTENCE.split(text) if len(part.split()) > MOST_WORDS]:
        yield f"more than {MOST_WORDS} words: {long[0].strip()}"
    room = OF_STAFF if context in STAFF else NARROWEST
    if msgid[-1] not in ".!?" and (wide := [word for word in text.split() if width(word) > room]):
        yield f"too wide for a label: {wide[0]}"


def _placeholders(code: str, message: Message, said: list[str]) -> Iterator[str]:
    """Rule 2. The forms of a plural are compared with the English plural."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = _fields(str(ids[-1]))
    for place, text in enumerate(said):
        free = {"n"} if len(ids) > 1 and stands_for_one(code, place) else set()
        if _fields(text) - free != wanted - free:
            yield f"placeholders: {text}"


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def stands_for_one(code: str, form: int) -> bool:
    """Is this form of the plural said of one number only, such as two in Arabic?"""
    return sum(plural_form(code, n) == form for n in NUMBERS) == 1


def plural_form(code: str, n: int) -> int:
    """Which form of the plural this language takes for `n`."""
    return _rule(code)(n)


@cache
def _rule(code: str) -> Callable[[int], int]:
    made: Callable[[int], int] = gettext.c2py(PLURALS[code].partition("plural=")[2].rstrip(";"))
    return made


@cache
def _font(weight: str) -> TTFont:
    return TTFont(ASSETS / "fonts" / f"Veertig-{weight}.ttf")


@cache
def drawable() -> frozenset[str]:
    """Every character that both weights of the font can draw."""
    return frozenset.intersection(*(frozenset(map(chr, _font(weight).getBestCmap())) for weight in WEIGHTS))


def width(text: str) -> float:
    """How wide this text is in bold letters of a label, in dp; for joined scripts a little more than in truth."""
    sizes, unit = _sizes()
    return sum(sizes.get(one, 0) for one in text) * LETTER / unit


@cache
def _sizes() -> tuple[dict[str, int], int]:
    """How wide the bold font draws each character, and how many of these units its size has."""
    font = _font("Bold")
    names, sizes = font.getBestCmap(), font["hmtx"]
    return {chr(letter): int(sizes[name][0]) for letter, name in names.items()}, int(font["head"].unitsPerEm)


def _named(letters: set[str]) -> str:
    return " ".join(
        f"{letter} U+{ord(letter):04X}" if letter.isprintable() else f"U+{ord(letter):04X}" for letter in sorted(letters)
    )
