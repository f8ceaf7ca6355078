"""Names that a newcomer would confuse.

Two names look alike when they are the same after these steps, for the name as it is or for the name in capital letters:
1. Letters and digits that look alike are replaced by one of them (Unicode TR39, confusables): 0 and O; 1, I and l; here also
   5 and S.
2. Accents, dots, spaces and every other sign are removed.

This is a warning only: who adds an organisation may say that it is a different one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

ACCENTS = range(0x0300, 0x0370)
DIRECTION = "\u200e"  # the left-to-right mark; the table puts it around letters written from right to left


def looks(name: str) -> frozenset[str]:
    """How a name looks, as it is and in capitals; two names look alike when they have one of these in common."""
    return frozenset(_simple(spelt) for spelt in (name, name.upper()))


def alike(new: Iterable[str], names: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of a new name and a name that it looks like: one of `names`, or a new one before it."""
    seen: dict[str, list[str]] = {}
    for name in names:
        _enter(seen, name)
    pairs = []
    for name in new:
        others = {other: None for look in looks(name) for other in seen.get(look, [])}
        pairs += [(name, other) for other in others]
        _enter(seen, name)
    return pairs


def _enter(seen: dict[str, list[str]], name: str) -> None:
    for look in looks(name):
        seen.setdefault(look, []).append(name)


def _simple(name: str) -> str:
    prototype = _prototypes()
    parts = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name))
    seen = unicodedata.normalize("NFD", "".join(map(prototype, parts))).casefold()
    return "".join(letter for letter in seen if letter.isalnum() or _is_mark(letter)).replace("5", "s")


def _is_mark(letter: str) -> bool:
    """Is this a combining mark that belongs to the letter, such as a vowel? Accents do not."""
    return unicodedata.category(letter)[0] == "M" and ord(letter) not in ACCENTS


@cache
def _prototypes() -> Callable[[str], str]:
    """A function that gives, for a letter, the letter that stands for all that look like it."""
    from confusable_homoglyphs.confusables import confusables_data  # a large table, which other commands do not need

    like: dict[str, list[str]] = {
        letter.strip(DIRECTION): [other["c"].strip(DIRECTION) for other in others]
        for letter, others in confusables_data.items()
    }

    def prototype(letter: str) -> str:
        """The table names, for a letter, its prototype, and for a prototype, all letters that look like it."""
        near = like.get(letter, [])
        if len(near) != 1:
            return letter
        (other,) = near
        is_prototype = len(other) > 1 or len(like.get(other, [])) > 1
        return other if is_prototype else min(letter, other)

    return prototype
