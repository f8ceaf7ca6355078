"""The time that a receipt names.

Rules:
1. It never goes back, as long as the clock is at most fifteen minutes behind the last receipt. If it is further behind, either
   the clock or that receipt was wrong, and the clock's time is taken: a receipt from the future would set phones' time wrong.
2. Nothing is signed while the clock cannot be right: when it shows a time before the receipt key begins, or more than sixty
   days after what is known. Known is the time of the last receipt, or the last time at which this server was seen running,
   and the seconds that passed since then.
3. A server that was off for more than sixty days refuses to sign; the command `clock-confirm` makes the present time known.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sync_server.errors import ServerRefusal

SLACK, LEAP = 900, 60 * 86400  # seconds


@dataclass(frozen=True, slots=True)
class ClockBounds:
    """What is known of time, in Unix seconds: it is not before `earliest`, and once it was `last`. 0: nothing is known."""

    earliest: int
    last: int


def receipt_time(now: int, latest: int) -> int:
    """The time of a receipt when the clock shows `now` and the receipt before names `latest` (Unix seconds)."""
    return latest if now <= latest <= now + SLACK else now


def is_plausible(now: int, known: ClockBounds, passed: float) -> bool:
    """Can it be `now` (Unix seconds) when `passed` seconds went by since `known.last`?"""
    return known.earliest <= now and (not known.last or now <= known.last + max(0, passed) + LEAP)


class ReceiptClock:
    """Tells the time for receipts. Threads may share it."""

    def __init__(
        self, now: Callable[[], int], ticks: Callable[[], float], known: Callable[[], ClockBounds], latest: int
    ) -> None:
        """`now` is the machine's clock (Unix seconds); `ticks` counts seconds and cannot be set; `known` reads the database.

        `latest` is the time of the last receipt, 0 when there is none.
        """
        self._now, self._ticks, self._read = now, ticks, known
        self._lock = threading.Lock()
        self._latest, self._known, self._since = latest, known(), ticks()
        self.is_odd()

    def time(self) -> int:
        """The time for a receipt, in Unix seconds. Raises ServerRefusal("clock-odd")."""
        with self._lock:
            now = self._now()
            if not self._accept(now):
                raise ServerRefusal("clock-odd")
            self._latest = receipt_time(now, self._latest)
            return self._latest

    def is_odd(self) -> bool:
        """Does the clock show a time that cannot be right, so that nothing is signed?"""
        with self._lock:
            return not self._accept(self._now())

    def is_behind(self) -> bool:
        """Is the clock more than fifteen minutes behind the last receipt?"""
        return self._latest > self._now() + SLACK

    def save(self, connection: sqlite3.Connection) -> None:
        """Inside a transaction: write down the last plausible time at which this server was seen running."""
        self.is_odd()  # moves the known time forward to now
        sql = "INSERT INTO region VALUES ('clock', ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        connection.execute(sql, [str(self._known.last).encode()])

    def _accept(self, now: int) -> bool:
        if not is_plausible(now, self._known, self._ticks() - self._since):
            read = self._read()  # somebody may have confirmed the time meanwhile
            if read.last <= self._known.last or not is_plausible(now, read, 0):
                return False
            self._known = read
        self._known, self._since = ClockBounds(self._known.earliest, now), self._ticks()
        return True
