"""Slow work, kept off the event loop: each kind of work has a few threads of its own, so that no kind waits for another.

The queue and the time that a caller waits are limited; beyond that the caller gets `busy`.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from sync_server.errors import ServerRefusal

Result = TypeVar("Result")


async def within(seconds: float, future: Future[Result]) -> Result:
    """The result of a future that another thread fulfils.

    Raises ServerRefusal("busy") after `seconds`, or what the work raised.
    """
    try:
        return await asyncio.wait_for(asyncio.wrap_future(future), seconds)
    except TimeoutError:
        raise ServerRefusal("busy") from None


class Lane:
    """Threads for one kind of work."""

    def __init__(self, name: str, threads: int, most: int, seconds: float) -> None:
        """`most`: callers at the same time; `seconds`: how long each of them waits."""
        self._pool = ThreadPoolExecutor(threads, name)
        self._most, self._seconds = most, seconds
        self._lock, self._under_way = threading.Lock(), 0

    async def run(self, work: Callable[..., Result], *arguments: Any) -> Result:
        """The result of `work(*arguments)`. Raises what `work` raises, or ServerRefusal("busy")."""
        with self._lock:
            if self._under_way >= self._most:
                raise ServerRefusal("busy")
            self._under_way += 1
        future = self._pool.submit(work, *arguments)
        future.add_done_callback(self._ended)
        return await within(self._seconds, future)

    def close(self) -> None:
        """Finish the work that has begun; work that waits is not begun."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _ended(self, _: Future[Any]) -> None:
        with self._lock:
            self._under_way -= 1


class Lanes:
    """The server's lanes.

    `signatures` checks what phones push; `reads` reads tables and files; `registry` changes the region (enrolments, lists that
    are brought back, daily upkeep); `health` examines the server.
    """

    def __init__(self) -> None:
        self.signatures = Lane("signatures", 4, 64, 10)
        self.reads = Lane("reads", 4, 128, 10)
        self.registry = Lane("registry", 2, 16, 6)
        self.health = Lane("health", 1, 4, 0.8)

    def close(self) -> None:
        """Close every lane."""
        for lane in (self.signatures, self.reads, self.registry, self.health):
            lane.close()
