"""What a region agreed with an organisation about an activity: the kind of its hours, the two conditions, and the papers.

Agreements are never rewritten by later ones: each has a time from which it counts, so a moment keeps what was true then.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from app.protocol.activities import LAST_CODE
from app.protocol.errors import Malformed
from app.protocol.fields import Fields

NUMBER = 70  # of the field of an organisation
MOST_AGREEMENTS = 256


@dataclass(frozen=True, slots=True)
class Agreement:
    """What `activity` counts as from `start` (Unix seconds) on. True: agreed, False: not agreed, None: to be judged.

    `papers` are what the law asks beside: a contract, an insurance.
    """

    activity: int
    start: int
    kind: int
    dutch_context: bool | None = None
    social: bool | None = None
    papers: bool | None = None

    @property
    def place(self) -> tuple[int, int]:
        """Where it stands among those of its organisation."""
        return self.activity, self.start


def to_fields(agreements: Iterable[Agreement]) -> dict[int, Any]:
    """The field of an organisation, in its one order; nothing when there are none."""
    made = [_fields(one) for one in sorted(agreements, key=lambda one: one.place)]
    return {NUMBER: made} if made else {}


def from_fields(fields: Fields) -> tuple[Agreement, ...]:
    """What an organisation's field says. Raises Malformed or Newer."""
    found = tuple(map(_read, fields.some(NUMBER, MOST_AGREEMENTS)))
    places = [one.place for one in found]
    if any(later <= earlier for earlier, later in pairwise(places)):
        raise Malformed("agreements rise by activity and time, each once")
    return found


def at(agreements: Iterable[Agreement], activity: int, time: int) -> Agreement | None:
    """The one that counts for this activity at `time`: the last that began."""
    begun = (one for one in agreements if one.activity == activity and one.start <= time)
    return max(begun, key=lambda one: one.start, default=None)


def _fields(one: Agreement) -> dict[int, Any]:
    told = {4: one.dutch_context, 5: one.social, 6: one.papers}
    return {1: one.activity, 2: one.start, 3: int(one.kind)} | {
        number: said for number, said in told.items() if said is not None
    }


def _read(value: Any) -> Agreement:
    fields = Fields(value, "agreement")
    activity, start, kind = fields.integer(1, 0, LAST_CODE), fields.integer(2), fields.integer(3, 1, LAST_CODE)
    agreement = Agreement(activity, start, kind, *(_flag(fields, number) for number in (4, 5, 6)))
    fields.done()
    return agreement


def _flag(fields: Fields, number: int) -> bool | None:
    """True or false; what is to be judged is left out."""
    if not fields.has(number):
        return None
    said = fields.value(number)
    if type(said) is not bool:
        raise Malformed("conditions are true, false or left out")
    return said
