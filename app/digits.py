"""Digits as people type them: every script's own, read as 0-9. Screens show 0-9 only.

Rules:
1. A decimal digit of any script counts as its value: ٤٠ and ۴۰ are 40.
2. The Arabic decimal comma is a point, and the Arabic thousands sign and marks of direction that a keyboard adds are left out.
3. Everything else stays as it is: whether that is a number is for the caller to say.
"""

from __future__ import annotations

import unicodedata

_SIGNS = {
    "\u066b": ".",
    "\u066c": "",
    "\u200e": "",
    "\u200f": "",
    "\u061c": "",
    "\u2066": "",
    "\u2067": "",
    "\u2068": "",
    "\u2069": "",
}


def plain(typed: str) -> str:
    """`typed` with its digits as 0-9."""
    return "".join(_plain(one) for one in typed)


def _plain(one: str) -> str:
    digit = unicodedata.decimal(one, None)
    return _SIGNS.get(one, one) if digit is None else str(digit)
