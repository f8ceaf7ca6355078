"""The newcomer's diary: turns what was scanned into signed records, and counts what they add up to.

Rules:
1. "Saved" is said after `Storage.flush()` returned. If it raises, the record is taken back and nothing was said.
2. One writer at a time: place in the chain, signature and row belong together.
3. Records of this device and total are recomputed from the rows, never kept beside them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import scan_rules
from app.protocol import hours, moments, qr_text, receipt, record, session
from app.protocol.hours import Policy
from app.protocol.moments import Verdict, Visit
from app.protocol.record import CheckIn, CheckOut, Device, Place
from app.store.store import KEPT

if TYPE_CHECKING:
    from app.platform import Reading, Signer, Storage
    from app.store.store import Kept, Store
    from app.trusting import Trust


class Refusal(Exception):
    """Nothing was saved; `code` picks the picture and the sentence that says what to do next."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Entry:
    """One visit as people see it: the minutes that count, and whether the server holds all of it."""

    visit: Visit
    minutes: int
    kind: int
    organisation: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything kept, counted: `total` minutes that count, the entries from old to new, and how many records wait."""

    total: int
    entries: tuple[Entry, ...]
    waiting: int

    def entry(self, check_in: bytes) -> Entry:
        return next(entry for entry in self.entries if entry.visit.check_in == check_in)


NOTHING = Page(0, (), 0)


@dataclass(frozen=True, slots=True)
class Saved:
    """The outcome of a scan: `what` is came, left or already; `remark` as in `scan_rules.remark`."""

    what: str
    entry: Entry
    remark: str


class Diary:
    """One newcomer's records on this device."""

    def __init__(
        self,
        store: Store,
        storage: Storage,
        signer: Signer,
        trust: Trust,
        clock: Callable[[], Reading],
        random: Callable[[int], bytes],
    ) -> None:
        self._store, self._storage, self._signer, self._trust = store, storage, signer, trust
        self._clock, self._random = clock, random
        self._writing = asyncio.Lock()

    def page(self) -> Page:
        """What is kept, counted by the region's policy (or the usual one while none is known)."""
        return self._count(self._store.records())

    async def scanned(self, text: str) -> Saved:
        """Write down what a QR text says. Raises Refusal, ProtocolError or PlatformError; then nothing was saved."""
        letter, data = qr_text.from_route(text) if text.startswith("/") else qr_text.from_text(text)
        if letter != qr_text.SESSION:
            raise Refusal("not-ours" if letter in qr_text.LETTERS else "newer-app")
        outer, said = session.from_bytes(data)
        async with self._writing:
            verdict, _ = await self._trust.judge(outer, said)
            kept = self._store.records()
            decision = scan_rules.decide(said, outer.key, verdict, self._visits(kept))
            remark = scan_rules.remark(said, verdict, self._clock().wall)
            if isinstance(decision, scan_rules.Refused):
                raise Refusal(decision.code)
            if isinstance(decision, scan_rules.Already):
                return Saved("already", self._count(kept).entry(decision.check_in), remark)
            if isinstance(decision, scan_rules.Came):
                check_in = await self._write(CheckIn(data), verdict)
                return Saved("came", self.page().entry(check_in), remark)
            await self._write(CheckOut(data, decision.check_in), verdict)
            return Saved("left", self.page().entry(decision.check_in), remark)

    async def judge_again(self) -> None:
        """After a new trust list: what was unknown may be trusted now."""
        changed = await self._trust.judge_again(self._store.records())
        if changed:
            self._store.set_verdicts(changed)

    async def _write(self, body: CheckIn | CheckOut, verdict: Verdict) -> bytes:
        public = await self._signer.public_key()
        last = self._store.newest_place()
        bodies: list[Device | CheckIn | CheckOut] = [body] if last else [Device(public, self._random(record.PERSON_SIZE)), body]
        signed = []
        number, before = (last[0] + 1, last[1]) if last else (0, None)
        for one in bodies:
            draft = record.to_draft(one, self._place(number, before), public)
            made = record.from_bytes(draft.seal(await self._signer.sign(draft.message)))
            signed.append((made, verdict if one is body else Verdict.UNKNOWN))
            number, before = number + 1, made.id
        self._store.add(signed)
        try:
            await self._storage.flush()
        except Exception:
            self._store.take_back(made.id for made, _ in signed)
            raise
        return signed[-1][0].id

    def _place(self, number: int, before: bytes | None) -> Place:
        reading = self._clock()
        newest = self._store.newest_receipt()
        seen = receipt.from_bytes(newest)[0].id if newest else None
        return Place(number, before, max(0, reading.wall), reading.boot, reading.boot_id, seen)

    def _visits(self, kept: list[Kept]) -> list[Visit]:
        return moments.visits((one.record for one in kept), {one.record.id: one.verdict for one in kept})

    def _count(self, kept: list[Kept]) -> Page:
        visits = self._visits(kept)
        trust_list = self._trust.trust_list
        counted = hours.count(
            (piece for visit in visits for piece in visit.pieces), trust_list.policy if trust_list else Policy()
        )
        sent = {one.record.id for one in kept if one.state == KEPT}
        entries = tuple(
            Entry(
                visit,
                counted.counted[visit.check_in],
                self._trust.kind(visit),
                self._trust.organisation_name(visit.display, visit.start),
                {visit.check_in, *visit.check_outs} <= sent,
            )
            for visit in visits
        )
        return Page(counted.total, entries, sum(one.state == "waiting" for one in kept))
