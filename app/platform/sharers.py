"""Several newcomers who share one device: each has a picture, a key and a file, and nothing of one is seen by another.

The device keeps a list of its sharers. It holds no name, no number of hours and no secret: the place of each one's data
(`slot`), a picture, and the picture lock if there is one. While one newcomer uses a device the list is empty, and nothing is
asked.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from app.platform.roles import PHONE

MOST = 9  # sharers of one device
ASK = 0  # the slot while it is not known who uses the app
FIRST = 1  # the slot of a newcomer who is alone here


@dataclass(frozen=True, slots=True)
class Sharer:
    """One of several newcomers on this device: where the data lies (`slot`, 1 to 9), and the number of the picture (`sign`).

    `lock` is the picture lock as `app.platform.picture_lock` writes it, "" for none; `wrong` counts the tries in a row that did
    not fit, the last of them `at` (Unix seconds).
    """

    slot: int
    sign: int
    lock: str = ""
    wrong: int = 0
    at: int = 0


class Sharers(Protocol):
    """Who shares this device, and who uses the app now."""

    slot: int  # of the newcomer who uses the app; ASK before it is known
    language: str  # that of the device's own few words, "" when none was chosen

    def here(self) -> tuple[Sharer, ...]:
        """All sharers, in the order of their slots; () while one newcomer is alone here."""
        ...

    async def keep(self, *sharers: Sharer) -> None:
        """Keep these, each in place of the one with its slot; durable on return. Raises PlatformError."""
        ...

    async def switch(self, slot: int, route: str = "", hand: str = "") -> None:
        """Start the app again for the newcomer of `slot`, and open `route` there, "/s/<digits>" or "". `hand` is any other text
        that the app takes along, such as that of a recovery card: it never stands in an address, and `take_hand` gives it once.
        """
        ...

    async def take_hand(self) -> str:
        """The text that `switch` took along, which is forgotten here; "" for none."""
        ...


def store_of(slot: int) -> str:
    """The name of this newcomer's data and key among the roles': `phone`, `phone-2` ... `phone-9`."""
    return PHONE if slot <= FIRST else f"{PHONE}-{slot}"


def begins_as(sharers: Sequence[Sharer], chosen: int) -> int:
    """Who uses the app at a start: the one that was `chosen` just now, the only one, or ASK. A lock is always asked for."""
    if not sharers:
        return FIRST
    if any(each.slot == chosen for each in sharers):
        return chosen
    return sharers[0].slot if len(sharers) == 1 and not sharers[0].lock else ASK


def with_kept(sharers: Sequence[Sharer], kept: Sequence[Sharer]) -> tuple[Sharer, ...]:
    """The list after these were kept, in the order of the slots."""
    return tuple(sorted({each.slot: each for each in (*sharers, *kept)}.values(), key=lambda each: each.slot))


def free_slot(sharers: Sequence[Sharer]) -> int:
    """The slot for one more newcomer beside these, or beside the first where nobody is listed; ASK when all are taken."""
    taken = {each.slot for each in sharers} or {FIRST}
    return next((slot for slot in range(FIRST, MOST + 1) if slot not in taken), ASK)


def healed(sharers: Sequence[Sharer], slots: Sequence[int], signs: int) -> tuple[Sharer, ...]:
    """The list with everybody who has data here (`slots`), also who was lost from it: with the first free of `signs` pictures.

    The first newcomer alone needs no list.
    """
    every = {each.slot: each for each in sharers}
    if not every and set(slots) <= {FIRST}:
        return ()
    for slot in sorted(set(slots) - set(every)):
        taken = {each.sign for each in every.values()}
        every[slot] = Sharer(slot, next((sign for sign in range(signs) if sign not in taken), 0))
    return tuple(every[slot] for slot in sorted(every))


def to_text(sharers: Sequence[Sharer]) -> str:
    """The list as the device keeps it (JSON)."""
    return json.dumps([asdict(each) for each in sharers])


def from_text(text: str) -> tuple[Sharer, ...]:
    """The list that this text holds; what is no sharer is left out."""
    try:
        rows = json.loads(text or "[]")
    except ValueError:
        return ()
    good = (_from_row(row) for row in rows) if isinstance(rows, list) else ()
    return with_kept((), [each for each in good if each])


def _from_row(row: object) -> Sharer | None:
    """The sharer in this row of the list; None when it is none."""
    if not isinstance(row, dict):
        return None
    numbers = {name: row.get(name, 0) for name in ("slot", "sign", "wrong", "at")}
    lock = row.get("lock", "")
    if not isinstance(lock, str) or any(type(number) is not int or number < 0 for number in numbers.values()):
        return None
    return Sharer(lock=lock, **numbers) if FIRST <= numbers["slot"] <= MOST else None


class Alone:
    """For a shell whose device one newcomer has alone."""

    slot, language = FIRST, ""

    def here(self) -> tuple[Sharer, ...]:
        """Always ()."""
        return ()

    async def keep(self, *sharers: Sharer) -> None:
        """Does nothing."""

    async def switch(self, slot: int, route: str = "", hand: str = "") -> None:
        """Does nothing."""

    async def take_hand(self) -> str:
        """Always ""."""
        return ""


def without_lock(sharer: Sharer) -> Sharer:
    """This sharer, asked for nothing."""
    return replace(sharer, lock="", wrong=0, at=0)
