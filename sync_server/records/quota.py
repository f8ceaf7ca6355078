"""How much the server keeps for whom, so that no stranger fills it. A phone's real use is about 80 records in a programme.

Rules:
1. A person's phones have room for 400 records on the first day and 40 more each day, 2,000 in all.
2. Persons and meetings that nobody knows yet have a daily allowance, for the server and for each sender.
3. What is over it is put off (`too-many`), never refused for good: the phone keeps it and comes again.
4. Where one is left all are taken, so that no full push stands before the door for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sync_server.errors import ServerRefusal
from sync_server.rates import DAY, Buckets, Rate

FIRST_DAY, EACH_DAY, MOST = 400, 40, 2000
NEW_OF_ONE_SENDER, MEETINGS_OF_ONE_GIVER = 100, 500
LATER = 6 * 3600  # the longest wait that phones obey
EVERYBODY = ""


@dataclass(frozen=True, slots=True)
class PersonUsage:
    """What is kept of one person: how many records, and when the first one came (Unix seconds)."""

    records: int
    first: int


def room(held: PersonUsage, now: int) -> int:
    """How many records more a person's phones may bring now."""
    days = max(0, now - held.first) // DAY
    return max(0, min(MOST, FIRST_DAY + EACH_DAY * days) - held.records)


class Quota:
    """`new` persons a day are taken in, and as many meetings between people who are not known."""

    def __init__(self, new: int, ticks: Callable[[], float]) -> None:
        self._new = Buckets(Rate(new, DAY), ticks)
        self._new_meetings = Buckets(Rate(new, DAY), ticks)
        self._by_sender = Buckets(Rate(NEW_OF_ONE_SENDER, DAY), ticks)
        self._by_giver = Buckets(Rate(MEETINGS_OF_ONE_GIVER, DAY), ticks)

    def admit(self, persons: Mapping[bytes, PersonUsage | None], now: int, sender: str | None) -> None:
        """Take in a push of these persons; None: nothing is kept of that one yet. Raises ServerRefusal("too-many")."""
        for held in persons.values():
            if held is not None and room(held, now) == 0:
                raise ServerRefusal("too-many", LATER)
        new = sum(held is None for held in persons.values())
        if new:
            self._take(self._new, new, sender)

    def admit_meetings(self, givers: Iterable[bytes], strange: int, sender: str | None) -> None:
        """Take in meetings signed by these givers, `strange` of them between phones that are not known."""
        for giver in givers:
            _put_off(self._by_giver.take(giver))
        if strange:
            self._take(self._new_meetings, strange, sender)

    def _take(self, allowance: Buckets, count: int, sender: str | None) -> None:
        if sender is not None:
            _put_off(self._by_sender.take(sender, count))
        _put_off(allowance.take(EVERYBODY, count))


def _put_off(wait: int) -> None:
    if wait:
        raise ServerRefusal("too-many", min(wait, LATER))
