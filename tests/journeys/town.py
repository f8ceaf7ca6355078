"""A small town for stories: displays, phones with a real SQLite file, and the real server without sockets."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from app.diary import Diary
from app.platform import PlatformError, Reading
from app.protocol import qr_text
from app.protocol.ed25519 import Key, Verifier
from app.store.store import Store, open_store
from app.sync.client import Client
from app.sync.runner import Runner
from app.trusting import Trust
from tests.people import NOON, key, token

ORIGIN = "https://uren.example.be"


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, wall: int = NOON) -> None:
        self.wall = wall

    def __call__(self) -> Reading:
        return Reading(self.wall)


class HeldKey:
    def __init__(self, held: Key) -> None:
        self._held = held

    async def public_key(self) -> bytes:
        return self._held.public

    async def sign(self, message: bytes) -> bytes:
        await asyncio.sleep(0)  # as in the browser, others get a turn while a signature is made
        return self._held.sign(message)


class Disk:
    """Storage that can be full. Commits are durable by themselves here; what is tested is what is said."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.full, self.flushes = folder, False, 0

    async def open(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / "veertig.db"

    async def flush(self) -> None:
        self.flushes += 1
        if self.full:
            raise PlatformError("storage-full")


@dataclass
class Handset:
    """A newcomer's phone, opened on its file; `reopen` is what happens after the app was killed."""

    folder: Path
    name: str = "amina"
    clock: Clock = field(default_factory=Clock)
    transport: httpx.AsyncBaseTransport | None = None
    origin: str = ORIGIN
    file: str = ""
    notices: list[str] = field(default_factory=list)

    async def open(self) -> Handset:
        self.disk = Disk(self.folder / (self.file or self.name))
        self.store: Store = open_store(await self.disk.open(), wal=True)
        self.trust = Trust(self.store, Verifier())
        numbers = itertools.count(1)
        self.diary = Diary(
            self.store,
            self.disk,
            HeldKey(key(f"phone of {self.name}")),
            self.trust,
            self.clock,
            lambda size: next(numbers).to_bytes(size, "big"),
        )
        self.runner = Runner(self.store, self.disk, self.trust, self.diary, self.clock, self._client, self._changed)
        return self

    async def reopen(self) -> Handset:
        self.store.close()
        return await self.open()

    async def _changed(self, code: str) -> None:
        self.notices.append(code)

    def _client(self) -> Client:
        transport = self.transport or httpx.MockTransport(no_network)
        return Client(httpx.AsyncClient(base_url=self.origin, transport=transport, trust_env=False))


def no_network(request: httpx.Request) -> httpx.Response:
    raise httpx.ConnectError("no network", request=request)


def code(display: Key, *, time: int = NOON, number: int = 1) -> str:
    """The text in the QR code of a display."""
    return qr_text.to_text(ORIGIN, qr_text.SESSION, token(display, time=time, number=number))


class LossyTransport(httpx.AsyncBaseTransport):
    """The real server behind a bad line: `lose` says of each answer whether it is lost on the way back."""

    def __init__(self, inner: httpx.AsyncBaseTransport, lose: Callable[[], bool]) -> None:
        self._inner, self._lose = inner, lose

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        response = await self._inner.handle_async_request(request)
        if self._lose():
            await response.aclose()
            raise httpx.ReadError("the line broke", request=request)
        return response


__all__ = ["ORIGIN", "Clock", "Handset", "LossyTransport", "code"]
