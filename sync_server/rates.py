"""How often somebody may do something: token buckets, which are full at first, lose 1 with each use and fill again slowly.

Buckets are in memory only. A bucket that is full again is deleted, so no key is kept longer than necessary.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

MOST_BUCKETS = 20_000
DAY = 86400
HOUR = 3600


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `burst` at once, and `burst` again in `seconds`."""

    burst: float
    seconds: float

    def level(self, level: float, passed: float) -> float:
        """What is in a bucket that held `level`, after `passed` seconds."""
        return min(self.burst, level + max(0.0, passed) * self.burst / self.seconds)

    def wait(self, level: float) -> int:
        """Seconds until a bucket with `level` holds 1 again; 0 when it does."""
        return 0 if level >= 1 else max(1, math.ceil((1 - level) * self.seconds / self.burst))


class Buckets:
    """One bucket for each key. `ticks` counts seconds and never goes back."""

    def __init__(self, rate: Rate, ticks: Callable[[], float]) -> None:
        self._rate, self._ticks = rate, ticks
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()  # level, and when; the longest unused first

    def take(self, key: Hashable, count: int = 1) -> int:
        """Take `count` from the bucket of `key`: 0 when it was taken, else the seconds to wait.

        While at least 1 is left, all of `count` is taken, so that a large request does not wait for ever.
        """
        with self._lock:
            now = self._ticks()
            self._forget(now)
            level, since = self._held.pop(key, (self._rate.burst, now))
            level = self._rate.level(level, now - since)
            wait = self._rate.wait(level)
            self._held[key] = (level if wait else level - count, now)
            return wait

    def give_back(self, key: Hashable) -> None:
        """Put 1 back that `take` took: what was asked for should not have counted."""
        with self._lock:
            if key in self._held:
                level, since = self._held[key]
                self._held[key] = (min(self._rate.burst, level + 1), since)

    def __len__(self) -> int:
        return len(self._held)

    def _forget(self, now: float) -> None:
        """Delete buckets that are full again, beginning with the longest unused; also that one when there are too many."""
        while self._held:
            key, (level, since) = next(iter(self._held.items()))
            if self._rate.level(level, now - since) < self._rate.burst and len(self._held) < MOST_BUCKETS:
                return
            del self._held[key]
