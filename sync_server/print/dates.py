"""Dates in Dutch, as they are printed."""

from __future__ import annotations

from datetime import date

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip


def in_words(day: date) -> str:
    """`31 december 2027`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
