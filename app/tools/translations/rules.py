"""The rules for a good text. A text that breaks a rule gives a fault: a few words, for the table and for the tests.

Rules, for every text of every language:
1. It exists, in every form of the plural.
2. It has the placeholders of the English; a form that stands for one number only may leave the number out.
3. Both weights of the font have every character. The text is in NFC, without hidden characters, emoji and digits but 0-9.
4. It has no word of control, exam, failure, refusal or punishment (`forbidden`). It has one word for one thing (`terms`).
5. A sentence has at most nine words. A word of a label fits half the width of a small phone, and for staff a wider place.
6. A text in another script has no Latin word except names of products.
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
NARROWEST, LETTER = 150, 16  # dp: the width of a card in a row of two on a phone 360 dp wide, and the size of its letters
OF_STAFF = 200  # dp: the width of a line of a counsellor's screen, beside two pictures; words of the law are long
STAFF = {"counsellor"}  # the contexts for people who read the words of the law, such as "bewijs van deelname"
JOINERS = "\u200c\u200d"
PRODUCTS = re.compile(r"Veertig|Chrome|Safari|Firefox|Android|iPhone|PDF|QR")
OTHER_SCRIPTS = ("ar", "fa_AF", "ps", "uk", "ru", "ti")
ENDINGS = (
    r"(?:s|ned|ning)?\b"  # of a term in English: "scanned" is said with the word for "scan", "apple" not with that for "app"
)
NUMBERS = [*range(300), 10**6, 2 * 10**6]  # the counts with which plural rules are tried


def faults(code: str, message: Message) -> list[str]:
    """The faults of the texts of `message` in this language, each once; an empty list when there are none."""
    texts = forms(message)
    if not all(text.strip() for text in texts):
        return ["missing"]
    of_each = [fault for text in texts for fault in _of_text(code, message, text)]
    return list(dict.fromkeys([*of_each, *_placeholders(code, message, texts)]))


def _of_text(code: str, message: Message, text: str) -> Iterator[str]:
    """The faults of one form, by the rules 3 to 6."""
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
    if context not in STAFF and (word := re.search(FORBIDDEN[code], text, re.IGNORECASE)):
        yield f"forbidden: {word.group()}"
    if code in OTHER_SCRIPTS and (latin := re.search("[A-Za-z]+", PRODUCTS.sub("", re.sub(r"\{\w+\}", "", text)))):
        yield f"Latin: {latin.group()}"
    if context == SPEECH:
        return
    for english, own in TERMS[code].items():
        if re.search(rf"\b{english}{ENDINGS}", msgid, re.IGNORECASE) and not re.search(own, text, re.IGNORECASE):
            yield f"another word for {english}"
    if long := [part for part in SENTENCE.split(text) if len(part.split()) > MOST_WORDS]:
        yield f"more than {MOST_WORDS} words: {long[0].strip()}"
    room = OF_STAFF if context in STAFF else NARROWEST
    if msgid[-1] not in ".!?" and (wide := [word for word in text.split() if width(word) > room]):
        yield f"too wide for a label: {wide[0]}"


def _placeholders(code: str, message: Message, texts: list[str]) -> Iterator[str]:
    """The faults by rule 2. Every form of a plural is compared with the English plural."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    wanted = _fields(str(ids[-1]))
    for form, text in enumerate(texts):
        free = {"n"} if len(ids) > 1 and stands_for_one(code, form) else set()
        if _fields(text) - free != wanted - free:
            yield f"placeholders: {text}"


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@cache
def stands_for_one(code: str, form: int) -> bool:
    """Whether this form of the plural stands for one number only, as an Arabic form does for two."""
    return sum(plural_form(code, n) == form for n in NUMBERS) == 1


def plural_form(code: str, n: int) -> int:
    """The index of the plural form that this language takes for `n`."""
    return _rule(code)(n)


@cache
def _rule(code: str) -> Callable[[int], int]:
    rule: Callable[[int], int] = gettext.c2py(PLURALS[code].partition("plural=")[2].rstrip(";"))
    return rule


@cache
def _font(weight: str) -> TTFont:
    return TTFont(ASSETS / "fonts" / f"Veertig-{weight}.ttf")


@cache
def drawable() -> frozenset[str]:
    """Every character that both weights of the font can draw."""
    return frozenset.intersection(*(frozenset(map(chr, _font(weight).getBestCmap())) for weight in WEIGHTS))


def width(text: str) -> float:
    """The width in dp of this text in the bold letters of a label; for joined scripts the result is a little too large."""
    sizes, unit = _sizes()
    return sum(sizes.get(letter, 0) for letter in text) * LETTER / unit


@cache
def _sizes() -> tuple[dict[str, int], int]:
    """The width of each character in the bold font, in the font's units, and how many of these units make up its size."""
    font = _font("Bold")
    names, sizes = font.getBestCmap(), font["hmtx"]
    return {chr(letter): int(sizes[name][0]) for letter, name in names.items()}, int(font["head"].unitsPerEm)


def _named(letters: set[str]) -> str:
    return " ".join(
        f"{letter} U+{ord(letter):04X}" if letter.isprintable() else f"U+{ord(letter):04X}" for letter in sorted(letters)
    )
