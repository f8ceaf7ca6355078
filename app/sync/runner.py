"""When to sync.

Rules:
1. One round runs at a time. A wake-up during a round adds one more round, so a record that was saved meanwhile is sent too.
2. Without a reason to ask the server nothing is sent, and no timer runs.
3. After a failure the next try comes after a random wait of up to 30 s, 60 s, 2 min ... 6 h; a wake-up tries at once.
4. When the server named a time to wait, nothing is sent until then, also after a wake-up. It may name six hours at most.
5. A request that the server refused is sent again after three to six hours: sooner would change nothing.
6. Any other error ends a round like a failure, with the code `odd`, and is passed to `odd`.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Protocol

from app.platform.errors import ODD
from app.protocol.errors import CodedError
from app.sync.errors import LONGEST_WAIT, Busy, Declined

if TYPE_CHECKING:
    from app.sync.client import Client

FIRST_WAIT = 30  # seconds


class SyncRound(Protocol):
    """One round with the server, of a newcomer's phone, a buddy's phone or a display."""

    def is_due(self) -> bool:
        """Is there a reason to ask the server?"""
        ...

    def has_to_send(self) -> bool:
        """Is there something that only this device has?"""
        ...

    async def run(self, client: Client) -> None:
        """Run the round. Raises CodedError: what stopped it."""
        ...


def pause(failures: int, spread: Callable[[float, float], float] = random.uniform) -> float:
    """Seconds to wait after so many `failures` in a row: at random, up to a limit that doubles, at most LONGEST_WAIT."""
    return spread(0, min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures, 20)))


async def no_diagnosis(doing: str, error: Exception) -> None:
    """For a caller that keeps no diagnosis: does nothing."""


class Runner:
    """Runs the rounds of one device.

    `client` makes the client when it is first needed. `changed` is awaited after each round, with the code of its error ("" for
    none): the screen may have changed. `odd` is awaited for an error that nobody foresaw, with the name of the step.
    """

    def __init__(
        self,
        round: SyncRound,
        client: Callable[[], Client],
        changed: Callable[[str], Awaitable[None]],
        odd: Callable[[str, Exception], Awaitable[None]] = no_diagnosis,
    ) -> None:
        self._round, self._make_client, self._changed, self._odd = round, client, changed, odd
        self._client: Client | None = None
        self._round_wanted = False
        self._flight: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._failures = 0
        self._quiet_until = 0.0  # seconds of the event loop's clock, which nobody can set back

    def wake(self) -> asyncio.Task[None]:
        """Run a round now, or after the one that runs, or later when the server asked for that. Returns the task."""
        self._round_wanted = True
        if self._flight is None or self._flight.done():
            self._flight = asyncio.ensure_future(self._run_rounds())
        return self._flight

    async def once(self) -> None:
        """Run one round, if there is a reason to ask the server. Raises what stopped it."""
        if self._round.is_due():
            if self._client is None:
                self._client = self._make_client()  # loads httpx: only when there is something to ask
            await self._round.run(self._client)
            await self._changed("")

    async def _run_rounds(self) -> None:
        while self._round_wanted:
            self._round_wanted = False
            self._stop_timer()
            quiet = self._quiet_until - asyncio.get_running_loop().time()
            if quiet > 0:
                self._try_in(quiet)
                return
            try:
                await self.once()
                self._failures = 0
            except Exception as error:
                await self._fail(error)

    async def _fail(self, error: Exception) -> None:
        """Plan the next try, and report the error of this one."""
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
        except Exception as screen_error:
            await self._odd("Sync", screen_error)
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
            return True  # one try too many does less harm than none

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None
