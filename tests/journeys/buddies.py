"""Buddies for stories: a phone with a real SQLite file and a key of its own, and the region's server without sockets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from app.buddy.cosign import Cosigning
from app.buddy.model import MeetingRequest, SignedMeeting
from app.protocol import meeting, person, qr_text
from app.protocol.ed25519 import Ed25519Verifier, Key, verify
from app.records.page import Expected
from app.records.trust import Trust
from app.store.opening import open_store
from app.store.store import Store
from app.sync.buddy_round import BuddyRound
from app.sync.client import Client
from app.sync.runner import Runner
from sync_server.__main__ import invite_buddy
from sync_server.config import Config
from sync_server.records.connections import connect
from tests.journeys.town import ORIGIN, Clock, Disk, Handset, HeldKey, no_network
from tests.people import key
from tests.server.test_server import Town


@dataclass
class BuddyPhone:
    """A buddy's phone, opened on its file."""

    folder: Path
    name: str = "jan"
    clock: Clock = field(default_factory=Clock)
    transport: httpx.AsyncBaseTransport | None = None
    others: tuple[Key, ...] = ()
    notices: list[str] = field(default_factory=list)

    async def open(self) -> BuddyPhone:
        self.disk = Disk(self.folder / f"buddy-{self.name}")
        self.key = HeldKey(key(f"phone of {self.name}"), *self.others)
        self.store: Store = open_store(await self.disk.open(), wal=True)
        self.trust = Trust(self.store, Ed25519Verifier())
        self.cosigning = Cosigning(self.store, self.disk, self.key, Ed25519Verifier(), self.trust, self.clock, ORIGIN)
        self.runner = Runner(BuddyRound(self.store, self.disk, self.trust, self.clock), self.client, self._changed)
        return self

    async def reopen(self) -> BuddyPhone:
        self.store.close()
        return await self.open()

    async def _changed(self, code: str) -> None:
        self.notices.append(code)

    def client(self) -> Client:
        transport = self.transport or httpx.MockTransport(no_network)
        return Client(httpx.AsyncClient(base_url=ORIGIN, transport=transport, trust_env=False))

    async def signs(self, shown: Expected) -> SignedMeeting:
        """Scans what a newcomer shows, and taps once."""
        seen = await self.cosigning.look(shown.data)
        return await self.cosigning.sign(seen) if isinstance(seen, MeetingRequest) else seen


async def two(folder: Path, town: Town | None = None) -> tuple[Handset, BuddyPhone]:
    """Amina and Jan, with the way to a server or without network."""
    amina = await Handset(folder, transport=line(town) if town else None).open()
    jan = await BuddyPhone(folder, transport=line(town) if town else None).open()
    return amina, jan


def code_of(moment: SignedMeeting) -> bytes:
    """The bytes in the code that the newcomer scans."""
    letter, data = qr_text.from_text(moment.answer)
    assert letter == qr_text.ANSWER
    return data


async def meet(amina: Handset, jan: BuddyPhone, minutes: int = 120, back: int = 0) -> Expected:
    """Two scans, no network."""
    shown = await amina.meetings.propose(6, minutes, back)
    saved = await amina.meetings.answered(code_of(await jan.signs(shown)))
    assert saved.what == "met"
    return shown


def line(town: Town, seen: Callable[[str], None] | None = None) -> httpx.AsyncBaseTransport:
    """The way to the server; `seen` is told every address that is asked."""
    inner = httpx.ASGITransport(app=town.app, raise_app_exceptions=False)

    async def ask(request: httpx.Request) -> httpx.Response:
        if seen:
            seen(request.url.path)
        return await inner.handle_async_request(request)

    return httpx.MockTransport(ask)


def invitation(town: Town, programme: str = "Samen in Gent") -> bytes:
    config = Config(town.folder, town.folder, ORIGIN)
    return qr_text.from_text(invite_buddy(config, town.registry, programme, 30))[1]


def held_meetings(town: Town) -> list[meeting.Pair]:
    """The meetings on the server, both signatures checked by the keys they carry."""
    with connect(town.folder / "data" / "server.db") as db:
        rows = db.execute("SELECT proposal, answered FROM meetings ORDER BY cursor").fetchall()
    found = [meeting.pair_from_bytes(*row) for row in rows]
    assert all(verify(check) for pair in found for check in pair.checks())
    return found


def level(amina: Handset) -> int:
    """How strong the newest moment is, as the phone counts it."""
    kept = amina.store.records()
    worth = {one.record.id: one.verdict for one in kept}
    for one in kept:
        worth |= {pair.answer_envelope.id: one.verdict for pair in person.meetings([one.record])}
    pieces = person.intervals([one.record for one in kept], worth, (), amina.store.met.withdrawn())
    return pieces[-1].level
