"""Text in its one spelling, without characters that hide or reorder others (README.md, 1, T1 to T4).

Rules:
1. Text has only characters of Unicode 14.0 from U+0020 to U+FFFF, in NFC. Characters of later versions are refused, so that an
   old phone and a new server give the same answer.
2. Text has no control, format, private, surrogate or unassigned characters and no line or paragraph separators: nothing in it
   turns the direction of writing, breaks a line or is invisible.
3. U+200C and U+200D are allowed between two letters of the Arabic script, where Persian and Pashto need them.
4. A combining mark follows the character it belongs to, so it is never the first.
"""

from __future__ import annotations

import unicodedata

from app.protocol.errors import Malformed

_HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"
_ARABIC = ((0x0620, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF))

_LATER = (  # assigned after Unicode 14.0, up to 17.0
    *((0x088F, 0x088F), (0x0897, 0x0897), (0x0C5C, 0x0C5C), (0x0CDC, 0x0CDC), (0x0CF3, 0x0CF3), (0x0ECE, 0x0ECE)),
    *((0x1ACF, 0x1ADD), (0x1AE0, 0x1AEB), (0x1B4E, 0x1B4F), (0x1B7F, 0x1B7F), (0x1C89, 0x1C8A), (0x20C1, 0x20C1)),
    *((0x2427, 0x2429), (0x2B96, 0x2B96), (0x2FFC, 0x2FFF), (0x31E4, 0x31E5), (0x31EF, 0x31EF), (0xA7CB, 0xA7CF)),
    *((0xA7D2, 0xA7D2), (0xA7D4, 0xA7D4), (0xA7DA, 0xA7DC), (0xA7F1, 0xA7F1), (0xFBC3, 0xFBD2), (0xFD90, 0xFD91)),
    (0xFDC8, 0xFDCE),
)


def check_text(text: str) -> str:
    """Gives `text` unchanged. Raises Malformed for a text that breaks a rule."""
    if text.isascii() and text.isprintable():
        return text
    for index, char in enumerate(text):
        if char in _JOINERS:
            if not _between_arabic_letters(text, index):
                raise Malformed("a joiner outside of Arabic script")
        elif char > "\uffff" or unicodedata.category(char) in _HIDDEN or _in(ord(char), _LATER):
            raise Malformed(f"hidden or unknown character U+{ord(char):04X}")
    if unicodedata.category(text[0]).startswith("M"):
        raise Malformed("begins with a combining mark")
    if not unicodedata.is_normalized("NFC", text):
        raise Malformed("text is not NFC")
    return text


def _between_arabic_letters(text: str, index: int) -> bool:
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    return all(char and unicodedata.category(char) in ("Lo", "Mn") and _in(ord(char), _ARABIC) for char in (before, after))


def _in(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)
