"""A small town for stories: displays, phones with a real SQLite file, and the real server without sockets."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import httpx

from app.platform import Platform
from app.platform.clock import ClockReading
from app.platform.errors import PlatformError
from app.platform.page import LightChain
from app.protocol import qr_text
from app.protocol.ed25519 import Ed25519Verifier, Key
from app.records import scanned_text
from app.records.afterwards import Afterwards
from app.records.diary import Diary
from app.records.light_page import take_over
from app.records.meetings import Meetings
from app.records.recovery import prepare, recall
from app.records.scanned_text import ScannedText
from app.records.trust import Trust
from app.store.opening import open_or_begin_anew
from app.store.rows import WAITING
from app.store.store import Store
from app.sync.answers import Answers
from app.sync.client import Client
from app.sync.newcomer_round import NewcomerRound
from app.sync.other_app import OtherApp
from app.sync.restore import Restore
from app.sync.runner import Runner
from tests.people import NOON, key, token

ORIGIN = "https://uren.example.be"


def waiting(store: Store) -> int:
    """How many records no server has given a receipt for."""
    return sum(kept.state == WAITING for kept in store.records())


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, wall: int = NOON) -> None:
        self.wall = wall

    def __call__(self) -> ClockReading:
        return ClockReading(self.wall)


class HeldKey:
    """The phone's key. It is made at first use, and outlives the file."""

    def __init__(self, held: Key, *others: Key) -> None:
        self._held, self._others, self._made = held, others, False

    async def is_kept(self) -> bool:
        return self._made

    async def public_key(self) -> bytes:
        self._made = True
        return self._held.public

    async def sign(self, message: bytes) -> bytes:
        await asyncio.sleep(0)  # as in the browser, others get a turn while a signature is made
        return self._held.sign(message)

    async def others(self) -> list[bytes]:
        return [other.public for other in self._others]


@dataclass
class Jar:
    """The cookies of Safari, or of one app on an iPhone's home screen: the server writes and gives back the `cookie`."""

    cookie: str = ""
    online: bool = True


class Disk:
    """Storage and a quota that can be full. Commits are durable by themselves here; what is tested is what is said.

    With a `jar` it is one of an iPhone's two apps.
    """

    def __init__(self, folder: Path, jar: Jar | None = None) -> None:
        self.folder, self.full, self.flushes, self.reserved, self.jar = folder, False, 0, False, jar

    async def open(self) -> Path:
        self.folder.mkdir(parents=True, exist_ok=True)
        return self.folder / "veertig.db"

    async def flush(self) -> None:
        self.flushes += 1
        if self.full:
            raise PlatformError("storage-full")

    async def ask_to_keep(self) -> bool:
        return False

    async def is_low(self) -> bool:
        return self.full

    async def secret_apart(self) -> str | None:
        path = self.folder.with_name(f"{self.folder.name}.note")
        if path.exists() or not self.jar:
            return path.read_text() if path.exists() else ""
        return self.jar.cookie if self.jar.online else None

    def wants_secret(self) -> bool:
        return self.jar is not None

    async def keep_secret_apart(self, text: str) -> None:
        self.folder.with_name(f"{self.folder.name}.note").write_text(text)
        if self.jar and self.jar.online:
            self.jar.cookie = text

    async def release_reserved_space(self) -> bool:
        """The reserved space: enough for a save or two."""
        there, self.reserved = self.reserved, False
        self.full = self.full and not there
        return there


@dataclass
class LightPage:
    """A newcomer's light page on the same phone: what it wrote, and whether it may still write."""

    chain: LightChain = field(default_factory=LightChain)
    closed: bool = False

    async def hand_over(self) -> LightChain:
        self.closed = True
        return self.chain

    async def forget(self) -> None:
        self.chain = LightChain()


@dataclass
class Handset:
    """A newcomer's phone, opened on its file; `reopen` is what happens after the app was killed."""

    folder: Path
    name: str = "amina"
    clock: Clock = field(default_factory=Clock)
    transport: httpx.AsyncBaseTransport | None = None
    origin: str = ORIGIN
    file: str = ""
    key: HeldKey | None = None
    light: LightPage = field(default_factory=LightPage)
    notices: list[str] = field(default_factory=list)
    jar: Jar | None = None

    async def open(self) -> Handset:
        self.disk = Disk(self.folder / (self.file or self.name), self.jar)
        self.key = self.key or HeldKey(key(f"phone of {self.name}"))
        opened = open_or_begin_anew(await self.disk.open(), wal=True, now=self.clock.wall)
        self.store: Store = opened.store
        self.trust = Trust(self.store, Ed25519Verifier())
        await take_over(self.store, self._shell())
        await prepare(self.store, self.key, Ed25519Verifier(), opened.damaged)
        numbers = itertools.count(1)
        salt = f"{self.file or self.name}: " if self.jar else ""  # the two apps of an iPhone do not make one secret by chance

        def random(size: int) -> bytes:
            number = next(numbers)
            return hashlib.sha256(f"{salt}{number}".encode()).digest()[:size] if salt else number.to_bytes(size, "big")

        self.random = random
        await self._recall()
        self.diary = Diary(
            self.store,
            self.disk,
            self.disk,
            self.key,
            self.trust,
            self.clock,
            self.random,
        )
        restore = Restore(self.store, self.disk, self.trust, self.key, Ed25519Verifier())
        self.meetings = Meetings(
            self.store,
            self.disk,
            self.key,
            Ed25519Verifier(),
            self.trust,
            self.diary,
            self.clock,
            self.random,
        )
        self.afterwards = Afterwards(self.store, self.disk, self.diary, self.clock)
        answers = Answers(self.store, self.key, self.diary, self.meetings, self.clock)
        other_app = OtherApp(self.store, self.disk, restore, self._recall, self.clock)
        self.round = NewcomerRound(self.store, self.disk, self.trust, self.diary, restore, answers, self.clock, other_app)
        self.runner = Runner(self.round, self._client, self._changed)
        return self

    def _shell(self) -> Platform:
        """What taking over asks of a shell."""
        light = {"light_chain": self.light.hand_over, "forget_light_chain": self.light.forget}
        return cast("Platform", SimpleNamespace(storage=self.disk, verifier=Ed25519Verifier(), **light))

    async def _recall(self) -> None:
        await recall(self.store, self.disk, self.disk, self.random)

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


def code(display: Key, *, time: int = NOON, number: int = 1) -> ScannedText:
    """The QR code of a display, as a camera read it."""
    return scanned_text.read(qr_text.to_text(ORIGIN, qr_text.SESSION, token(display, time=time, number=number)))


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


__all__ = ["ORIGIN", "Clock", "Handset", "LightPage", "LossyTransport", "code"]
