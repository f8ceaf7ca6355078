"""Which characters can be printed: those of the fonts in assets/fonts."""

from __future__ import annotations

from functools import cache

from fontTools.ttLib import TTFont

from sync_server.errors import ServerRefusal
from sync_server.print.pictures import ASSETS

FONTS = {"": ASSETS / "fonts" / "Veertig-Regular.ttf", "B": ASSETS / "fonts" / "Veertig-Bold.ttf"}


def check_letters(text: str) -> str:
    """`text` unchanged. Raises ServerRefusal("no-letters") when the font lacks one of its characters."""
    if not set(map(ord, text)) <= _known():
        raise ServerRefusal("no-letters")
    return text


@cache
def _known() -> frozenset[int]:
    with TTFont(FONTS["B"], lazy=True) as font:
        return frozenset(font.getBestCmap())
