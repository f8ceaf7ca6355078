"""The list of moments by month: the newest is open, of the others each is one card until it is tapped. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.newcomer.model import NEWEST
from app.protocol.brussels import date_of

if TYPE_CHECKING:
    from app.newcomer.model import NewcomerModel
    from app.records.page import Entry

MONTH = "month-"  # and the number of the month: what is tapped
NONE = -2  # no month is open


def month_of(time: int) -> int:
    """The number of the Brussels month of this time (Unix seconds): twelve for each year, January of year 0 is 0."""
    date = date_of(time)
    return 12 * date.year + date.month - 1


def by_month(entries: Iterable[Entry]) -> list[tuple[int, list[Entry]]]:
    """(month, its entries as they came), the newest month first. `entries` from old to new."""
    found: dict[int, list[Entry]] = {}
    for entry in entries:
        found.setdefault(month_of(entry.visit.start), []).append(entry)
    return sorted(found.items(), reverse=True)


def is_open(model: NewcomerModel, month: int, newest: int) -> bool:
    return month == (newest if model.month == NEWEST else model.month)


def tapped(model: NewcomerModel, key: str) -> NewcomerModel | None:
    """Open this month and close the one that was; or close it. None when the tap is not about a month."""
    if not key.startswith(MONTH):
        return None
    month = int(key.removeprefix(MONTH))
    newest = month_of(model.page.entries[-1].visit.start) if model.page.entries else month
    return replace(model, month=NONE if is_open(model, month, newest) else month)
