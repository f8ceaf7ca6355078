"""Names that a newcomer would take for one another.

Two names look alike when they are the same after
1. letters and digits that look alike became one (Unicode TR39, confusables), in the name as it is or in capital letters; there
   0 and O are one, so are 1, I and l, and here also 5 and S,
2. accents, dots, spaces and every other sign fell away.

It only asks: who adds an organisation may say that it is another one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from functools import cache

ACCENTS = range(0x0300, 0x0370)
DIRECTION = "\u200e"  # the table puts it around letters that are written from right to left


def looks(name: str) -> frozenset[str]:
    """How a name looks; two names look alike when they have one of these in common."""
    return frozenset(_simple(spelt) for spelt in (name, name.upper()))


def alike(new: Iterable[str], names: Iterable[str]) -> list[tuple[str, str]]:
    """Each new name with each of `names`, and of the new ones before it, that it looks like."""
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
    """A vowel or another part of a letter; accents are left out."""
    return unicodedata.category(letter)[0] == "M" and ord(letter) not in ACCENTS


@cache
def _prototypes() -> Callable[[str], str]:
    """What stands for a letter and for all that look like it."""
    from confusable_homoglyphs.confusables import confusables_data  # a large table: not for other commands

    like: dict[str, list[str]] = {
        one.strip(DIRECTION): [other["c"].strip(DIRECTION) for other in others] for one, others in confusables_data.items()
    }

    def prototype(letter: str) -> str:
        """The table names, for a letter, its prototype, and for a prototype all of its letters."""
        near = like.get(letter, [])
        if len(near) != 1:
            return letter
        (other,) = near
        is_prototype = len(other) > 1 or len(like.get(other, [])) > 1
        return other if is_prototype else min(letter, other)

    return prototype
