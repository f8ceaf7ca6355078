"""How much somebody may do in a time: a bucket that is full at first, empties with each use and fills again slowly.

Buckets live in memory only. A bucket that is full again is forgotten, so nobody's key stays longer than its time.
"""

from __future__ import annotations

import math
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

MOST_BUCKETS = 20_000
DAY = 86400


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `burst` at once, and `burst` again in `seconds`."""

    burst: float
    seconds: float

    def level(self, level: float, passed: float) -> float:
        """What is in a bucket after `passed` seconds more."""
        return min(self.burst, level + max(0.0, passed) * self.burst / self.seconds)

    def wait(self, level: float) -> int:
        """Seconds until there is room for one more; 0 when there is."""
        return 0 if level >= 1 else max(1, math.ceil((1 - level) * self.seconds / self.burst))


class Buckets:
    """One bucket for each key. `ticks` counts seconds and never goes back."""

    def __init__(self, rate: Rate, ticks: Callable[[], float]) -> None:
        self._rate, self._ticks = rate, ticks
        self._lock = threading.Lock()
        self._held: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()  # level, and when; the longest unused first

    def take(self, key: Hashable, count: int = 1) -> int:
        """Seconds to wait, 0 when `count` was taken. Where one is left all are given, so that a large share never starves."""
        with self._lock:
            now = self._ticks()
            self._forget(now)
            level, since = self._held.pop(key, (self._rate.burst, now))
            level = self._rate.level(level, now - since)
            wait = self._rate.wait(level)
            self._held[key] = (level if wait else level - count, now)
            return wait

    def __len__(self) -> int:
        return len(self._held)

    def _forget(self, now: float) -> None:
        """Those that are full again, from the longest unused on; and the longest unused when there are too many."""
        while self._held:
            key, (level, since) = next(iter(self._held.items()))
            if self._rate.level(level, now - since) < self._rate.burst and len(self._held) < MOST_BUCKETS:
                return
            del self._held[key]
