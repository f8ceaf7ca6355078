"""When to sync.

Rules:
1. One flight at a time; a wake-up during a flight adds one more round, so a record saved meanwhile goes along.
2. With nothing to ask the server is left alone, and no timer runs.
3. After a failure the next try comes after a random wait of up to 30 s, 60 s, 2 min ... 6 h; a wake-up tries at once.
4. A server that named a time is left alone until then, also by wake-ups. It may name six hours at most.
5. What a server understood and declined is not asked again for hours: asking sooner would change nothing.
6. Whatever else goes wrong in a flight ends it like a failure, with the code `odd`, and is told to `odd`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Protocol

from app.platform.errors import ODD
from app.protocol.errors import CodedError
from app.sync.client import LONGEST_WAIT, Busy, Client, Declined

FIRST_WAIT = 30


class SyncRound(Protocol):
    """One round with the server, of a newcomer's phone or a buddy's."""

    def is_due(self) -> bool:
        """Is there anything to ask?"""
        ...

    def has_to_send(self) -> bool:
        """Is there something that only this phone has?"""
        ...

    async def run(self, client: Client) -> None:
        """Raises what stopped it."""
        ...


def pause(failures: int, spread: Callable[[float, float], float] = random.uniform) -> float:
    """Seconds to wait after so many failures in a row: full jitter, doubling, at most six hours."""
    return spread(0, min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures, 20)))


async def unheard(doing: str, error: Exception) -> None:
    """For whoever keeps no diagnosis."""


class Runner:
    """Keeps one phone in step with its server. `changed` is awaited when something on screen may have changed, `odd` when
    something failed that nobody foresaw, with the name of what failed.
    """

    def __init__(
        self,
        round: SyncRound,
        client: Callable[[], Client],
        changed: Callable[[str], Awaitable[None]],
        odd: Callable[[str, Exception], Awaitable[None]] = unheard,
    ) -> None:
        self._round, self._make, self._changed, self._odd = round, client, changed, odd
        self._client: Client | None = None
        self._again = False
        self._flight: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._failures = 0
        self._quiet_until = 0.0  # by the loop's clock, which nobody can set back

    def wake(self) -> asyncio.Task[None]:
        """Sync now, or once more when the flight under way has landed; later when the server asked for it."""
        self._again = True
        if self._flight is None or self._flight.done():
            self._flight = asyncio.ensure_future(self._fly())
        return self._flight

    async def once(self) -> None:
        """One round, if there is anything to ask. Raises what stopped it."""
        if self._round.is_due():
            if self._client is None:
                self._client = self._make()  # loads httpx: not before there is something to ask
            await self._round.run(self._client)
            await self._changed("")

    async def _fly(self) -> None:
        while self._again:
            self._again = False
            self._stop_timer()
            quiet = self._quiet_until - asyncio.get_running_loop().time()
            if quiet > 0:
                self._try_in(quiet)
                return
            try:
                await self.once()
                self._failures = 0
            except Exception as error:
                await self._later(error)

    async def _later(self, error: Exception) -> None:
        """Try again after a while, and say why this time it did not go through."""
        delay = pause(self._failures)
        if isinstance(error, Busy) and error.wait is not None:
            delay = float(error.wait)
            self._quiet_until = asyncio.get_running_loop().time() + delay
        elif isinstance(error, Declined):
            delay = random.uniform(LONGEST_WAIT / 2, LONGEST_WAIT)  # noqa: S311 - spreads phones, guards nothing
        self._failures += 1
        self._try_in(delay)
        try:
            await self._changed(error.code if isinstance(error, CodedError) else ODD)
        except Exception as another:
            await self._odd("Sync", another)
        if not isinstance(error, CodedError):
            await self._odd("Sync", error)

    def _try_in(self, delay: float) -> None:
        self._stop_timer()
        if self._has_to_send():
            self._timer = asyncio.get_running_loop().call_later(delay, self.wake)

    def _has_to_send(self) -> bool:
        try:
            return self._round.has_to_send()
        except Exception:
            return True  # better once too often than never

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
