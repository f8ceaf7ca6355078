"""How many records and meetings the server accepts, so that no stranger fills its disk.

A phone really sends about 80 records in a whole programme.

Rules:
1. A person's phones may send 400 records on the first day and 40 more each day, 2,000 in all.
2. Persons and meetings that the server does not know yet have a daily allowance, for the server and for each sender.
3. What exceeds it is put off (`too-many`), never refused for good: the phone keeps it and sends it again.
4. While at least 1 is left of an allowance, a whole push is accepted, so that a large push does not wait for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sync_server.errors import ServerRefusal
from sync_server.rates import DAY, Buckets, Rate

FIRST_DAY, EACH_DAY, MOST = 400, 40, 2000  # records of one person
NEW_OF_ONE_SENDER, MEETINGS_OF_ONE_GIVER = 100, 500  # a day
LATER = 6 * 3600  # seconds; the longest wait that phones obey
EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class PersonUsage:
    """What is kept of one person: how many records, and when the first one came (Unix seconds)."""

    records: int
    first: int


def records_left(held: PersonUsage, now: int) -> int:
    """How many more records a person's phones may send at `now` (Unix seconds)."""
    days = max(0, now - held.first) // DAY
    return max(0, min(MOST, FIRST_DAY + EACH_DAY * days) - held.records)


class Quota:
    """The allowances of one server, in memory."""

    def __init__(self, new: int, ticks: Callable[[], float]) -> None:
        """`new`: unknown persons a day, and unknown meetings a day. `ticks` counts seconds and never goes back."""
        self._new = Buckets(Rate(new, DAY), ticks)
        self._new_meetings = Buckets(Rate(new, DAY), ticks)
        self._by_sender = Buckets(Rate(NEW_OF_ONE_SENDER, DAY), ticks)
        self._by_giver = Buckets(Rate(MEETINGS_OF_ONE_GIVER, DAY), ticks)

    def admit(self, persons: Mapping[bytes, PersonUsage | None], now: int, sender: str | None) -> None:
        """Count a push of these persons; None: nothing of that person is kept yet. Raises ServerRefusal("too-many")."""
        for held in persons.values():
            if held is not None and records_left(held, now) == 0:
                raise ServerRefusal("too-many", LATER)
        new = sum(held is None for held in persons.values())
        if new:
            self._take(self._new, new, sender)

    def admit_meetings(self, givers: Iterable[bytes], strange: int, sender: str | None) -> None:
        """Count meetings signed by these buddies' keys, `strange` of them between two unknown phones.

        Raises ServerRefusal("too-many").
        """
        for giver in givers:
            put_off(self._by_giver.take(giver))
        if strange:
            self._take(self._new_meetings, strange, sender)

    def _take(self, allowance: Buckets, count: int, sender: str | None) -> None:
        if sender is not None:
            put_off(self._by_sender.take(sender, count))
        put_off(allowance.take(EVERYBODY, count))


def put_off(wait: int) -> None:
    """Raises ServerRefusal("too-many") when there are seconds to wait."""
    if wait:
        raise ServerRefusal("too-many", min(wait, LATER))
