"""Names of organisations: shown on newcomers' phones and on proofs, so they say what they seem to say.

Rules, on top of `app.protocol.text` (nothing hidden, nothing that turns the direction):
1. One to eighty characters, no space at an end, no two together.
2. A letter or a digit in it: a name of signs only is none.
3. No word mixes Latin, Greek, Cyrillic or another script that looks like them: that is how one name poses as another.
   Words of different scripts side by side are welcome.
"""

from __future__ import annotations

import re
import unicodedata

from app.protocol.errors import Malformed
from app.protocol.text import check_text
from app.protocol.trust_list import MOST_NAME
from sync_server.errors import Refused

LOOK_ALIKE = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")


def check_name(name: str) -> str:
    """`name` unchanged. Raises Refused("bad-name")."""
    if not 1 <= len(name) <= MOST_NAME or name != " ".join(name.split()):
        raise Refused("bad-name")
    try:
        check_text(name)
    except Malformed:
        raise Refused("bad-name") from None
    if not any(unicodedata.category(letter)[0] in "LN" for letter in name):
        raise Refused("bad-name")
    if any(len(scripts(word)) > 1 for word in re.split(r"\W+", name)):
        raise Refused("bad-name")
    return name


def scripts(word: str) -> set[str]:
    """Which of the scripts that look alike this word has letters of."""
    names = (unicodedata.name(letter, "") for letter in unicodedata.normalize("NFKC", word))
    return {script for name in names for script in LOOK_ALIKE if name.startswith(f"{script} ")}
