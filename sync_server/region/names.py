"""Which names an organisation may have. They are shown on newcomers' phones and on proofs, so they must not deceive.

Rules, besides those of `app.protocol.text` (no hidden characters, none that turn the direction of writing):
1. A name has one to eighty characters, no space at either end, and no two spaces together.
2. It has at least one letter or digit.
3. No word mixes letters of Latin, Greek, Cyrillic and other scripts that look like them: so one name could imitate another.
   Words of different scripts may stand side by side.
4. Every character is visible: none that Unicode allows to leave out when drawn, and no empty Braille pattern. Released readers
   accept these as letters and marks (protocol, T1), so they are refused here.
5. A letter has at most three marks.

What people type or paste is mended first (`mended`): its letters are composed, and its spaces are plain and single.
"""

from __future__ import annotations

import re
import unicodedata

from app.protocol.errors import Malformed
from app.protocol.text import check_text
from app.protocol.trust_entries import MOST_NAME
from sync_server.errors import ServerRefusal

MOST_LABEL = 40
MOST_MARKS = 3
JOINERS = "\u200c\u200d"
LOOK_ALIKE = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
# Default_Ignorable_Code_Point (Unicode 14.0) up to U+FFFF as far as T1 accepts them, and the empty Braille pattern.
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")


# What a text program puts in for line breaks and for the direction of writing, and nobody sees.
HINTS = re.compile("[\u00ad\u200b\u200e\u200f\u2060\ufeff]")


def mended(text: str) -> str:
    """`text` as a person means it who typed or pasted it: composed letters, plain single spaces, none at the ends, no hints."""
    return unicodedata.normalize("NFC", " ".join(HINTS.sub("", text).split()))


def check_name(name: str) -> str:
    """`name` unchanged. Raises ServerRefusal("bad-name") with the reason."""
    return _checked(name, MOST_NAME, "bad-name")


def check_label(label: str) -> str:
    """`label` unchanged: at most 40 characters, by the rules of a name; or "". Raises ServerRefusal("bad-label")."""
    return _checked(label, MOST_LABEL, "bad-label") if label else label


def _checked(name: str, most: int, code: str) -> str:
    if fault := _fault(name, most):
        raise ServerRefusal(code, about=f"{name!a}: {fault}")
    return name


def _fault(name: str, most: int) -> str:
    """What is wrong with a name, or ""."""
    kinds = "".join(unicodedata.category(letter)[0] for letter in name)
    if not name.strip():
        return "it is empty"
    if len(name) > most:
        return f"it has {len(name)} characters"
    if name != " ".join(name.split()):
        return "a space at an end, two spaces together, or a space of another kind"
    if letter := _refused(name):
        return f"U+{ord(letter):04X} does not show, or phones do not know it"
    if not set("LN") & set(kinds):
        return "it has no letter and no digit"
    if "M" * (MOST_MARKS + 1) in kinds:
        return f"more than {MOST_MARKS} marks on one letter"
    mixed = next((word for word in re.split(r"\W+", name) if len(scripts(word)) > 1), "")
    if mixed:
        return f"{mixed!a} has letters of {' and '.join(sorted(script.title() for script in scripts(mixed)))}"
    return "" if _is_text(name) else "a joiner or a mark that belongs to no letter, or letters that are not composed"


def _refused(name: str) -> str:
    """The first character that may stand nowhere in a name, or ""; a joiner may stand in some places."""
    for letter in name:
        composed = unicodedata.normalize("NFC", f"x{letter}")
        if UNSEEN.match(letter) or (letter not in JOINERS and not _is_text(composed)):
            return letter
    return ""


def _is_text(text: str) -> bool:
    try:
        check_text(text)
    except Malformed:
        return False
    return True


def scripts(word: str) -> set[str]:
    """Which of the scripts that look alike have letters in this word."""
    names = (unicodedata.name(letter, "") for letter in unicodedata.normalize("NFKC", word))
    return {script for name in names for script in LOOK_ALIKE if name.startswith(f"{script} ")}
