"""The list of moments by month: the newest is open, of the others each is one card until it is tapped. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.newcomer.model import NEWEST
from app.newcomer.taps import OpenMonth
from app.protocol.brussels import date_of
from app.ui.taps import Meaning

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel
    from app.records.page import Entry

NONE = -2  # no month is open


def month_of(time: int) -> int:
    """The number of the Brussels month of this time (Unix seconds): twelve for each year, January of year 0 is 0."""
    date = date_of(time)
    return 12 * date.year + date.month - 1


def by_month(entries: Iterable[Entry]) -> list[tuple[int, list[Entry]]]:
    """Pairs of a month and its entries in their order, the newest month first. `entries` are from old to new."""
    months: dict[int, list[Entry]] = {}
    for entry in entries:
        months.setdefault(month_of(entry.visit.start), []).append(entry)
    return sorted(months.items(), reverse=True)


def is_open(model: NewcomerModel, month: int, newest: int) -> bool:
    """Are the moments of this month shown? `newest` is the newest month of the list."""
    return month == (newest if model.month == NEWEST else model.month)


def tapped(model: NewcomerModel, meaning: Meaning) -> tuple[NewcomerModel, tuple[()]] | None:
    """Open this month and close the one that was open; or close it. None when the tap is not about a month."""
    if not isinstance(meaning, OpenMonth):
        return None
    newest = month_of(model.page.entries[-1].visit.start) if model.page.entries else meaning.month
    return replace(model, month=NONE if is_open(model, meaning.month, newest) else meaning.month), ()
