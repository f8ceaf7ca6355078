"""Work that may take its time, kept off the event loop: a few threads for each kind, so that one kind never waits for another.

A caller waits for a bounded time in a bounded queue, and then hears `busy`.
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
    """The result of a future that another thread fulfils. Raises ServerRefusal("busy") when that takes too long."""
    try:
        return await asyncio.wait_for(asyncio.wrap_future(future), seconds)
    except TimeoutError:
        raise ServerRefusal("busy") from None


class Lane:
    """`threads` that work, `most` callers at a time, each for at most so many seconds."""

    def __init__(self, name: str, threads: int, most: int, seconds: float) -> None:
        self._pool = ThreadPoolExecutor(threads, name)
        self._most, self._seconds = most, seconds
        self._lock, self._under_way = threading.Lock(), 0

    async def run(self, work: Callable[..., Result], *given: Any) -> Result:
        """Raises what `work` raises, or ServerRefusal("busy")."""
        with self._lock:
            if self._under_way >= self._most:
                raise ServerRefusal("busy")
            self._under_way += 1
        future = self._pool.submit(work, *given)
        future.add_done_callback(self._ended)
        return await within(self._seconds, future)

    def close(self) -> None:
        """What has begun ends, what waits does not begin."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _ended(self, _: Future[Any]) -> None:
        with self._lock:
            self._under_way -= 1


class Lanes:
    """The server's lanes: judging what is pushed, reading, joining of displays and buddies, looking at the server's health."""

    def __init__(self) -> None:
        self.judging = Lane("judging", 4, 64, 10)
        self.reading = Lane("reading", 4, 128, 10)
        self.joining = Lane("joining", 2, 16, 6)
        self.looking = Lane("looking", 1, 4, 0.8)

    def close(self) -> None:
        for lane in (self.judging, self.reading, self.joining, self.looking):
            lane.close()
