"""The time that a receipt says.

Rules:
1. It never goes back, as long as the clock is behind the last receipt by no more than fifteen minutes. Beyond that one of the
   two was wrong, and the present clock is taken: a receipt that lies in the future would push phones' own time there.
2. Nothing is signed while the clock cannot be right: before the receipt key begins, or more than sixty days ahead of what
   is known. Known is the last receipt, or the last time that this server was seen running, and the seconds since.
3. A server that was off for longer says so; `clock-confirm` makes the present time known.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sync_server.errors import ServerRefusal

SLACK, LEAP = 900, 60 * 86400


@dataclass(frozen=True, slots=True)
class ClockBounds:
    """What is known of time: it is not before `earliest`, and `last` was the time once. 0: nothing is known."""

    earliest: int
    last: int


def receipt_time(now: int, latest: int) -> int:
    """What a receipt says, when the one before said `latest`."""
    return latest if now <= latest <= now + SLACK else now


def is_plausible(now: int, known: ClockBounds, passed: float) -> bool:
    """Can it be `now`, when `passed` seconds went by since `known.last`?"""
    return known.earliest <= now and (not known.last or now <= known.last + max(0, passed) + LEAP)


class ReceiptClock:
    """`now` is the machine's clock, `ticks` counts seconds and cannot be set, `known` reads what the database knows."""

    def __init__(
        self, now: Callable[[], int], ticks: Callable[[], float], known: Callable[[], ClockBounds], latest: int
    ) -> None:
        self._now, self._ticks, self._read = now, ticks, known
        self._lock = threading.Lock()
        self._latest, self._known, self._since = latest, known(), ticks()
        self.is_odd()

    def time(self) -> int:
        """The time for a receipt. Raises ServerRefusal("clock-odd")."""
        with self._lock:
            now = self._now()
            if not self._accept(now):
                raise ServerRefusal("clock-odd")
            self._latest = receipt_time(now, self._latest)
            return self._latest

    def is_odd(self) -> bool:
        """Is it a time at which nothing is signed?"""
        with self._lock:
            return not self._accept(self._now())

    def is_behind(self) -> bool:
        """Does the last receipt lie in the future?"""
        return self._latest > self._now() + SLACK

    def keep(self, connection: sqlite3.Connection) -> None:
        """Inside a transaction: the last time that could be right at which the server was seen running."""
        self.is_odd()  # brings what is known up to now
        sql = "INSERT INTO region VALUES ('clock', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        connection.execute(sql, [str(self._known.last).encode()])

    def _accept(self, now: int) -> bool:
        if not is_plausible(now, self._known, self._ticks() - self._since):
            read = self._read()  # perhaps somebody confirmed it meanwhile
            if read.last <= self._known.last or not is_plausible(now, read, 0):
                return False
            self._known = read
        self._known, self._since = ClockBounds(self._known.earliest, now), self._ticks()
        return True
