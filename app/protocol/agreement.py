"""What a region agreed with an organisation about an activity: activity type, the two conditions, papers (README.md, 4 and 18).

A later agreement never changes an earlier one: each counts from its own time on, so a moment keeps what was true at its start.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.protocol.activities import LAST_CODE
from app.protocol.errors import Malformed
from app.protocol.fields import Fields

NUMBER = 70  # the field of an organisation that holds its agreements
MOST_AGREEMENTS = 256


@dataclass(frozen=True, slots=True)
class Agreement:
    """What `activity` counts as from `start` (Unix seconds) on; `kind` is the number of its activity type.

    Conditions and papers: True is agreed, False is not agreed, None is to be judged. `papers` are what else the law asks: a
    contract, an insurance.
    """

    activity: int
    start: int
    kind: int
    dutch_context: bool | None = None
    social: bool | None = None
    papers: bool | None = None

    @property
    def order(self) -> tuple[int, int]:
        """Its sort key among the agreements of one organisation (F8)."""
        return self.activity, self.start


def to_fields(agreements: Iterable[Agreement]) -> dict[int, Any]:
    """Field 70 of an organisation, sorted by `Agreement.order`; an empty map when there are no agreements (F6, F8)."""
    entries = [_fields(agreement) for agreement in sorted(agreements, key=lambda agreement: agreement.order)]
    return {NUMBER: entries} if entries else {}


def from_fields(fields: Fields) -> tuple[Agreement, ...]:
    """The agreements in the fields of an organisation: 0 to 256. Raises Malformed or Newer."""
    agreements = tuple(map(_read, fields.optional_array(NUMBER, MOST_AGREEMENTS)))
    orders = [agreement.order for agreement in agreements]
    if any(later <= earlier for earlier, later in pairwise(orders)):
        raise Malformed("agreements rise by activity and time, each once")
    return agreements


def at(agreements: Iterable[Agreement], activity: int, time: int) -> Agreement | None:
    """The agreement that counts for this activity at `time` (Unix seconds): the last that began (A3). None when none began."""
    begun = (agreement for agreement in agreements if agreement.activity == activity and agreement.start <= time)
    return max(begun, key=lambda agreement: agreement.start, default=None)


def _fields(agreement: Agreement) -> dict[int, Any]:
    flags = {4: agreement.dutch_context, 5: agreement.social, 6: agreement.papers}
    fields = {1: agreement.activity, 2: agreement.start, 3: int(agreement.kind)}
    return fields | {number: flag for number, flag in flags.items() if flag is not None}


def _read(value: Any) -> Agreement:
    fields = Fields(value, "agreement")
    activity, start, kind = fields.integer(1, 0, LAST_CODE), fields.integer(2), fields.integer(3, 1, LAST_CODE)
    agreement = Agreement(activity, start, kind, *(_flag(fields, number) for number in (4, 5, 6)))
    fields.done()
    return agreement


def _flag(fields: Fields, number: int) -> bool | None:
    """True or False, or None when the field is absent: that means "to be judged"."""
    if not fields.has(number):
        return None
    flag = fields.value(number)
    if type(flag) is not bool:
        raise Malformed("conditions are true, false or left out")
    return flag
