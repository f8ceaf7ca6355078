"""Whoever types digits may type those of home."""

from __future__ import annotations

import pytest

from app.digits import plain


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("40", "40"),
        ("٤٠", "40"),
        ("۴۰", "40"),
        ("\u200f٤٠\u200f", "40"),
        ("\u2066١٢\u2069", "12"),
        ("٣٩٫٥", "39.5"),
        ("١٬٢٠٠", "1200"),
        ("१२", "12"),
        ("４０", "40"),
        ("A٤ b۵", "A4 b5"),
        ("½", "½"),
        ("", ""),
    ],
)
def test_digits_of_every_script_are_read_as_numbers(typed: str, read: str) -> None:
    assert plain(typed) == read
