"""The newcomer's diary: turns scanned codes into signed records, and counts what they add up to.

Rules:
1. A method returns only after `Storage.flush()` returned, and then the screen says "saved". If the flush raises, the record is
   removed again.
2. One writer at a time: chain position, signature and row belong together.
3. After a lost file the chain has to come back from the server first. Meanwhile a scan is stored as it is and signed
   afterwards, so that the chain goes on where it ended and the newcomer does not wait.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from app.platform.clock import ClockReading
from app.protocol import qr_text, receipt, record, token
from app.protocol.bodies import KnownBody
from app.protocol.keys import key_id
from app.protocol.moments import Verdict
from app.protocol.person import meetings
from app.protocol.record import ChainPosition, CheckIn, CheckOut, Device, Record, Void
from app.records import scan_rules
from app.records.ledger import Ledger, body_of, clocks_of, what_became_of, without_place
from app.records.page import NotSaved, Page, Saved
from app.records.room import flush, with_room
from app.records.visits import visits_of
from app.store.rows import PendingScan, StoredRecord

if TYPE_CHECKING:
    from app.platform.keys import Signer
    from app.platform.quota import StorageQuota
    from app.platform.storage import Storage
    from app.records.scanned_text import ScannedText
    from app.records.trust import Trust
    from app.store.store import Store


class Diary:
    """Writes one newcomer's records on this device."""

    def __init__(
        self,
        store: Store,
        storage: Storage,
        quota: StorageQuota,
        signer: Signer,
        trust: Trust,
        clock: Callable[[], ClockReading],
        random: Callable[[int], bytes],
    ) -> None:
        self._store, self._storage, self._quota, self._signer, self._trust = store, storage, quota, signer, trust
        self._clock, self._random = clock, random
        self._writing = asyncio.Lock()
        self._ledger = Ledger(store, trust)
        self._last_scan = b""  # what the last scan became: the id of its record, or of its stand-in
        self._left_elsewhere = (b"", b"")  # the last `Stayed` record that a scan became: its id and the scanned token

    def page(self) -> Page:
        """All stored records, counted."""
        return self._ledger.page()

    async def scanned(self, text: ScannedText) -> Saved:
        """Write down what a code of a display or poster says. Raises NotSaved (`not-ours` for any other code), ProtocolError,
        StoreError or PlatformError: nothing was saved.
        """
        if text.letter != qr_text.SESSION:
            raise NotSaved("not-ours")
        outer, content = token.from_bytes(text.data)
        async with self._writing:
            reading = self._clock()
            verdict, _ = await self._trust.judge(outer, content, reading.wall)
            visits, known = self._ledger.visits(), self._trust.same_organisation
            decision = scan_rules.decide(content, outer.key, verdict, visits, reading, known)
            remark = scan_rules.remark(content, reading.wall)
            if isinstance(decision, scan_rules.ScanRefused):
                raise NotSaved(decision.code)
            if isinstance(decision, scan_rules.Already):
                return Saved("already", self.page().entry(decision.check_in), remark)
            if self.must_wait:
                id = await self._keep_scan(text.data, None, reading)
            else:
                id = await self._write([body_of(text.data, decision)], verdict, reading)
                if isinstance(decision, scan_rules.LeftElsewhere):
                    self._left_elsewhere = (id, text.data)
            self._last_scan = id
            return self._saved(decision, id, remark)

    async def other_way(self, id: bytes) -> Saved:
        """Read the scan that became the record with this id (`Saved.other`) the other way: void that record and write the
        other one with the clock reading of the scan, both or none. Raises as `scanned` does, and NotSaved("too-late") when
        nothing else is possible; then all stays as it was.
        """
        async with self._writing:
            kept, instead = self._standing(id), self._instead(id)
            scanned = self._token_of(kept.record) if kept else None
            if not kept or not instead or not scanned:
                raise NotSaved("too-late")
            place = kept.record.position
            bodies: list[KnownBody] = [Void(id, scan_rules.OTHER_WAY), body_of(scanned, instead)]
            fresh = await self._write(bodies, kept.verdict, ClockReading(place.wall, place.boot, place.boot_id))
            if isinstance(instead, scan_rules.LeftElsewhere):
                self._left_elsewhere = (fresh, scanned)
            self._last_scan = fresh
            return self._saved(instead, fresh, "")

    async def not_mine(self) -> None:
        """The last scan was somebody else's who shares the phone: take back what it became. What is taken back already stays
        so. Raises as `scanned` does.
        """
        async with self._writing:
            id, self._last_scan = self._last_scan, b""
            if self.must_wait and id and id == self._ledger.newest():
                self._store.drop_scan(self._store.scans()[-1].n)
                await self._storage.flush()
            elif self._standing(id):
                await self._write([Void(id, scan_rules.OTHER_WAY)], Verdict.UNKNOWN, self._clock())

    def _saved(self, decision: scan_rules.Came | scan_rules.Left | scan_rules.LeftElsewhere, id: bytes, remark: str) -> Saved:
        """The answer to a scan whose record, with this id, is durable."""
        other = id if self._instead(id) else b""
        if isinstance(decision, scan_rules.Came):
            return Saved("came", self.page().entry(id), remark, other)
        return Saved("left", self.page().entry(decision.check_in), remark, other)

    def _instead(self, id: bytes) -> scan_rules.Came | scan_rules.Left | scan_rules.LeftElsewhere | None:
        """What the scan of this record may have meant instead; None when nothing, or while a record waits for its chain
        position.
        """
        kept = self._standing(id)
        scanned = self._token_of(kept.record) if kept else None
        if self.must_wait or not kept or not scanned:
            return None
        (outer, content), place = token.from_bytes(scanned), kept.record.position
        came, visits = isinstance(kept.record.body, CheckIn), self._ledger.visits()
        reading = ClockReading(place.wall, place.boot, place.boot_id)
        return scan_rules.other_way(came, content, outer.key, visits, reading, self._trust.same_organisation)

    def _token_of(self, record: Record) -> bytes | None:
        """The token whose scan became this record; None for any other record. A `Stayed` record holds none, so the last one is
        remembered: it can be read the other way for a minute only.
        """
        if isinstance(record.body, (CheckIn, CheckOut)):
            return record.body.token
        id, scanned = self._left_elsewhere
        return scanned if id == record.id else None

    def _standing(self, id: bytes) -> StoredRecord | None:
        """The stored record with this id, if it is signed and not taken back; else None."""
        kept = self._store.records()
        voids = record.voided(stored.record for stored in kept)
        return next((stored for stored in kept if stored.record.id == id and id not in voids), None)

    async def keep(self, body: KnownBody, verdict: Verdict = Verdict.UNKNOWN, instead_of: Sequence[bytes] = ()) -> bytes:
        """Write a record that needs no scanned token, together with voids of the records (ids) that it stands `instead_of`.
        Returns the id of the record, or of its stand-in while it waits for its chain position. Raises as `scanned` does.
        """
        async with self._writing:
            reading = self._clock()
            if self.must_wait:
                return await self._keep_scan(b"", without_place(body, reading).envelope.data, reading)
            return await self._write([*(Void(id, scan_rules.OTHER_WAY) for id in instead_of), body], verdict, reading)

    async def introduce(self) -> None:
        """Begin this phone's chain, if it has none, because a server answers only phones that it knows. Raises as `scanned`
        does.
        """
        async with self._writing:
            if self.must_wait and not self._store.is_recalled:
                return  # the key may have a chain
            if self._store.newest_position(key_id(await self._signer.public_key())) is None:
                await self._write([], Verdict.UNKNOWN, self._clock())

    @property
    def must_wait(self) -> bool:
        """Is the end of the chain still unknown, so that records have to wait for their position?"""
        return self._store.is_restoring or bool(self._store.scans())

    def is_signed(self, id: bytes) -> bool:
        """Has the moment with this id its chain position? The id of a meeting is that of the proposal."""
        return any(id in (kept.record.id, *(pair.id for pair in meetings([kept.record]))) for kept in self._store.records())

    async def received(self) -> None:
        """Judge again after receipts came, because a stolen key's signature counts more when the server received it before the
        theft.
        """
        if self._trust.trust_list and self._trust.trust_list.has_stolen:
            await self.judge_again()

    async def judge_again(self) -> None:
        """Store the verdicts that changed, such as after a new trust list."""
        changed = await self._trust.judge_again(self._store.records())
        if changed:
            self._store.set_verdicts(changed)

    async def resume(self) -> None:
        """Sign the waiting scans in their order and with their clock readings, once the chain is known again. Raises
        StoreError or PlatformError; scans that are not signed yet stay.
        """
        async with self._writing:
            for scan in self._store.scans():
                body = what_became_of(scan, visits_of(self._store.records()), self._trust.same_organisation)
                if body is None:
                    self._store.drop_scan(scan.n)
                    continue
                verdict = Verdict.UNKNOWN
                if isinstance(body, (CheckIn, CheckOut)):
                    verdict, _ = await self._trust.judge(*token.from_bytes(body.token), scan.wall)
                await self._write([body], verdict, clocks_of(scan), scan)
        await self.judge_again()

    # --- writing ---

    async def _write(
        self, written: list[KnownBody], verdict: Verdict, reading: ClockReading, scan: PendingScan | None = None
    ) -> bytes:
        """Sign and store these record bodies, all or none. Returns the id of the last record, which gets `verdict`, once it is
        durable. A chain begins with the device record, also when there is nothing else to write. `scan` is the waiting scan
        that the records replace.
        """
        public = await self._signer.public_key()
        last = self._store.newest_position(key_id(public))
        fresh = {} if last or self._store.person() else {"secret": self._random(record.PERSON_SECRET_SIZE)}
        person = self._store.person() or record.person_of(fresh.get("secret", b""))
        bodies: list[KnownBody] = [*([] if last else [Device(public, person)]), *written]
        signed: list[tuple[Record, Verdict]] = []
        number, before = (last[0] + 1, last[1]) if last else (0, None)
        for body in bodies:
            draft = record.to_draft(body, self._place(number, before, reading), public)
            made = record.from_bytes(draft.seal(await self._signer.sign(draft.message)))
            signed.append((made, verdict if written and body is written[-1] else Verdict.UNKNOWN))
            number, before = number + 1, made.id

        async def add() -> None:
            self._store.add(signed, None if scan is None else scan.n, fresh)

        await with_room(add, self._quota)
        try:
            await flush(self._storage, self._quota)
        except Exception:
            if scan is None:  # the newcomer was told that a waiting scan is saved, so its record stays, flushed or not
                self._store.take_back(made.id for made, _ in signed)
            raise
        self._store.mark_durable()
        secret = self._store.secret()
        if not last and secret:
            await self._quota.keep_secret_apart(secret.hex())
        return signed[-1][0].id

    async def _keep_scan(self, token: bytes, body: bytes | None, reading: ClockReading) -> bytes:
        """Store a scanned token, or a record without its chain position (`body`), until the chain is known. Returns the id of
        its stand-in.
        """
        numbers: list[int] = []

        async def add() -> None:
            numbers.append(self._store.add_scan(token, max(0, reading.wall), reading.boot, reading.boot_id, body))

        await with_room(add, self._quota)
        try:
            await flush(self._storage, self._quota)
        except Exception:
            self._store.drop_scan(numbers[-1])
            raise
        return self._ledger.newest()

    def _place(self, number: int, before: bytes | None, reading: ClockReading) -> ChainPosition:
        """The chain position with this number after the record `before` (its id), with the clocks and the newest receipt."""
        newest = self._store.newest_receipt()
        seen = receipt.from_bytes(newest)[0].id if newest else None
        helped = self._store.number("helped") == 1  # the switch as it is when the record is signed
        return ChainPosition(number, before, max(0, reading.wall), reading.boot, reading.boot_id, seen, helped)
