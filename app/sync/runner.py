"""When to sync, and what an answer changes here.

Rules:
1. One flight at a time; a wake-up during a flight adds one more round, so a record saved meanwhile goes along.
2. A record counts as sent when a receipt for exactly this record, signed by a receipt key of the list, is stored and flushed.
3. After a failure the next try comes after a random wait of up to 30 s, 60 s, 2 min ... 6 h; a wake-up tries at once.
4. With nothing to send and a fresh trust list nothing is asked.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from app.platform import PlatformError
from app.protocol import receipt
from app.protocol.errors import ProtocolError
from app.sync.client import LONGEST_WAIT, MOST_RECORDS, Busy, Client, SyncError

if TYPE_CHECKING:
    from app.diary import Diary
    from app.platform import Reading, Storage
    from app.store.store import Store
    from app.trusting import Trust

FIRST_WAIT = 30
LIST_AGE = 24 * 3600


def pause(failures: int, spread: Callable[[float, float], float] = random.uniform) -> float:
    """Seconds to wait after so many failures in a row: full jitter, doubling, at most six hours."""
    return spread(0, min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(failures, 20)))


class Runner:
    """Keeps one phone in step with its server. `changed` is awaited when something on screen may have changed."""

    def __init__(
        self,
        store: Store,
        storage: Storage,
        trust: Trust,
        diary: Diary,
        clock: Callable[[], Reading],
        client: Callable[[], Client],
        changed: Callable[[str], Awaitable[None]],
    ) -> None:
        self._store, self._storage, self._trust, self._diary = store, storage, trust, diary
        self._clock, self._make, self._changed = clock, client, changed
        self._client: Client | None = None
        self._again = False
        self._flight: asyncio.Task[None] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._failures = 0

    def wake(self) -> asyncio.Task[None]:
        """Sync now, or once more when the flight under way has landed."""
        if self._timer:
            self._timer.cancel()
            self._timer = None
        self._again = True
        if self._flight is None or self._flight.done():
            self._flight = asyncio.ensure_future(self._fly())
        return self._flight

    async def _fly(self) -> None:
        while self._again:
            self._again = False
            try:
                await self.once()
                self._failures = 0
            except Busy as error:
                await self._later(error.wait, error.code)
            except (SyncError, ProtocolError, PlatformError) as error:
                await self._later(None, error.code)

    async def _later(self, wait: int | None, code: str) -> None:
        delay = pause(self._failures) if wait is None else float(wait)
        self._failures += 1
        if self._store.waiting_count():
            self._timer = asyncio.get_running_loop().call_later(delay, self.wake)
        await self._changed(code)

    async def once(self) -> None:
        """One round: the trust list if it is due, then everything that waits. Raises what stopped it."""
        if not self._list_is_due() and not self._store.waiting_count():
            return
        if self._list_is_due():
            await self._fetch_list()
        for _ in range(1000):
            batch = self._store.waiting(MOST_RECORDS)
            if not batch or not await self._push(batch):
                break
        await self._changed("")

    def _wire(self) -> Client:
        if self._client is None:
            self._client = self._make()  # loads httpx: not before there is something to ask
        return self._client

    def _list_is_due(self) -> bool:
        fetched = self._store.text("list-fetched", "0")
        return self._trust.trust_list is None or abs(self._clock().wall - int(fetched)) > LIST_AGE

    async def _fetch_list(self) -> None:
        answer = await self._wire().trust()
        if await self._trust.offer(answer.root, answer.certificate, answer.listed):
            await self._diary.judge_again()
        self._store.set_settings({"list-fetched": str(self._clock().wall)})
        await self._storage.flush()

    async def _push(self, batch: list[tuple[bytes, bytes]]) -> bool:
        """True when the round should go on."""
        answers = await self._wire().push([data for _, data in batch])
        receipts: dict[bytes, bytes] = {}
        refused: dict[bytes, str] = {}
        strangers = False
        for (id, _), answer in zip(batch, answers, strict=True):
            if answer.status == "refused":
                refused[id] = answer.code
            elif answer.status == "unknown-device":
                strangers = True
            elif answer.id == id and answer.receipt and await self._fits(id, answer.receipt):
                receipts[id] = answer.receipt
        self._store.settle(receipts, refused)
        reintroduced = strangers and self._store.requeue_kept() > 0
        await self._storage.flush()
        return bool(receipts or refused or reintroduced)

    async def _fits(self, id: bytes, data: bytes) -> bool:
        try:
            outer, said = receipt.from_bytes(data)
        except ProtocolError:
            return False
        if said.record != id:
            return False
        if not await self._trust.believes_receipt(outer, said.time):
            await self._fetch_list()  # perhaps the server has a new receipt key
            return await self._trust.believes_receipt(outer, said.time)
        return True
