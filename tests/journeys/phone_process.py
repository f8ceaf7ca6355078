"""A newcomer's phone as a process of its own, on the native shell: it scans, says what is saved, and syncs over a bad line.

    python -m tests.journeys.phone_process FOLDER ORIGIN SEED [hasty]

Prints `saved <record id>` when the app would say so. `hasty` is a deliberate mutant: it speaks before the record is durable.
"""

from __future__ import annotations

import asyncio
import itertools
import random
import secrets
import sys
from pathlib import Path

import httpx

from app.platform.phone.shell import native_platform
from app.records.diary import Diary
from app.records.meetings import Meetings
from app.records.trust import Trust
from app.store.opening import open_store
from app.sync.answers import Answers
from app.sync.client import Client
from app.sync.newcomer_round import NewcomerRound
from app.sync.restore import Restore
from app.sync.runner import Runner
from tests.journeys.town import LossyTransport, code
from tests.people import LIBRARY, NOON


class Doubling(httpx.AsyncBaseTransport):
    """Sends every third push twice."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner, self._count = inner, itertools.count()

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if next(self._count) % 3 == 0:
            await (await self._inner.handle_async_request(request)).aread()
        return await self._inner.handle_async_request(request)


async def live(folder: Path, origin: str, seed: int, hasty: bool) -> None:
    platform = native_platform("phone", folder, origin)
    store = open_store(await platform.storage.open(), wal=True)
    trust = Trust(store, platform.verifier)
    diary = Diary(store, platform.storage, platform.quota, platform.signer, trust, platform.clock, secrets.token_bytes)
    dice = random.Random(seed)
    line = LossyTransport(Doubling(platform.transport()), lambda: dice.random() < 0.2)

    async def changed(code: str) -> None:
        return None

    def client() -> Client:
        return Client(httpx.AsyncClient(base_url=origin, transport=line, timeout=5, trust_env=False))

    restore = Restore(store, platform.storage, trust, platform.signer, platform.verifier)
    shell, clock = platform, platform.clock
    meetings = Meetings(store, shell.storage, shell.signer, shell.verifier, trust, diary, clock, secrets.token_bytes)
    answers = Answers(store, shell.signer, diary, meetings, clock)
    runner = Runner(NewcomerRound(store, shell.storage, trust, diary, restore, answers, clock), client, changed)
    for number in itertools.count(len(store.records())):
        if hasty:
            print("saved", secrets.token_hex(32), flush=True)
        saved = await diary.scanned(code(LIBRARY, number=number, time=NOON + number))
        if not hasty:
            print("saved", saved.entry.visit.check_in.hex(), flush=True)
        if number % 5 == 0:
            runner.wake()
        await asyncio.sleep(0)


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), "hasty" in sys.argv[4:]))
