"""Which names an organisation may have. They are shown on newcomers' phones and on proofs, so they must not deceive.

Rules, besides those of `app.protocol.text` (no hidden characters, none that turn the direction of writing):
1. A name has one to eighty characters, no space at either end, and no two spaces together.
2. It has at least one letter or digit.
3. No word mixes letters of Latin, Greek, Cyrillic and other scripts that look like them: so one name could imitate another.
   Words of different scripts may stand side by side.
4. Every character is visible: none that Unicode allows to leave out when drawn, and no empty Braille pattern. Released readers
   accept these as letters and marks (protocol, T1), so they are refused here.
5. A letter has at most three marks.
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
LOOK_ALIKE = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
# Default_Ignorable_Code_Point (Unicode 14.0) up to U+FFFF as far as T1 accepts them, and the empty Braille pattern.
UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0]")


def check_name(name: str) -> str:
    """`name` unchanged. Raises ServerRefusal("bad-name")."""
    if not _is_fair(name, MOST_NAME):
        raise ServerRefusal("bad-name", about=ascii(name))
    return name


def check_label(label: str) -> str:
    """`label` unchanged: at most 40 characters, by the rules of a name; or "". Raises ServerRefusal("bad-label")."""
    if label and not _is_fair(label, MOST_LABEL):
        raise ServerRefusal("bad-label", about=ascii(label))
    return label


def _is_fair(name: str, most: int) -> bool:
    if not 1 <= len(name) <= most or name != " ".join(name.split()):
        return False
    try:
        check_text(name)
    except Malformed:
        return False
    kinds = "".join(unicodedata.category(letter)[0] for letter in name)
    return (
        bool(set("LN") & set(kinds))
        and "M" * (MOST_MARKS + 1) not in kinds
        and not UNSEEN.search(name)
        and all(len(scripts(word)) <= 1 for word in re.split(r"\W+", name))
    )


def scripts(word: str) -> set[str]:
    """Which of the scripts that look alike have letters in this word."""
    names = (unicodedata.name(letter, "") for letter in unicodedata.normalize("NFKC", word))
    return {script for name in names for script in LOOK_ALIKE if name.startswith(f"{script} ")}
