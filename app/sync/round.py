"""One round with the server: what is asked, and what the answers change here.

Rules:
1. A record counts as sent when a receipt for exactly this record, signed by a receipt key of the list, is stored and flushed.
2. Nothing is asked without a reason: a chain that has to come back, records that wait, a list that is missing, an answer
   that is expected (`answers`). A push tells whether there is a newer list and whether our newest record is still held;
   without one, both are asked for once a week.
3. A server whose log has another name, or that does not hold what it gave a receipt for, has lost something (a backup of
   yesterday was put back): everything is sent again. The first receipt is kept; with the new one it proves the loss.
4. Nothing that may fail stands in the way of sending: trouble with a list or a question is noted, the round goes on, and what
   went wrong first is raised at its end. Only a server that named a time is left alone at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from app.protocol import receipt
from app.protocol.errors import ProtocolError
from app.protocol.packed import Base
from app.protocol.record import Device, Record
from app.store.rows import KEPT, StoredRecord
from app.sync import lost_list
from app.sync.client import MOST_BYTES, MOST_RECORDS, Busy, Client, Declined, RecordStatus, SyncError

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.storage import Storage
    from app.records.diary import Diary
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.answers import Answers
    from app.sync.restore import Restore

WEEK = 7 * 86400


class NewcomerRound:
    """One phone and its server."""

    def __init__(
        self,
        store: Store,
        storage: Storage,
        trust: Trust,
        diary: Diary,
        restore: Restore,
        answers: Answers,
        clock: Callable[[], ClockReading],
    ) -> None:
        self._store, self._storage, self._trust, self._diary = store, storage, trust, diary
        self._restore, self._answers, self._clock = restore, answers, clock
        self._asked_again = False  # everything was sent again in this round; once is enough
        self._trouble: SyncError | ProtocolError | None = None  # the first that this round went on after
        self._asked_for_list = False

    def is_due(self) -> bool:
        return self.has_to_send() or self._list_is_due() or self._proof_is_due() or self._answers.is_due()

    def has_to_send(self) -> bool:
        store = self._store
        return store.is_restoring or bool(store.scans()) or bool(store.waiting(1, MOST_BYTES))

    async def run(self, client: Client) -> None:
        """Raises what went wrong: SyncError, ProtocolError, StoreError or PlatformError. What was settled until then stays."""
        self._asked_again, self._asked_for_list, self._trouble = False, False, None
        if self._list_is_due():
            await self._fetch_list(client)
        restored = self._store.is_restoring
        if restored:
            if self._store.is_recalled:
                await self._introduce(client)
            await self._restore.run(client)
            await self._diary.judge_again()
        if self._store.scans():
            await self._diary.resume()
        if self._proof_is_due() and not self._store.waiting(1, MOST_BYTES):
            await self._if_possible(self._ask_for_proof(client))
        await self._push_all(client)
        if restored or self._answers.is_due():
            await self._if_possible(self._answers.run(client))
            await self._push_all(client)
        if self._trouble:
            raise self._trouble

    async def _if_possible(self, step: Awaitable[None]) -> None:
        """What the round can do without."""
        try:
            await step
        except (SyncError, ProtocolError) as error:
            if isinstance(error, Busy) and error.wait is not None:
                raise
            self._trouble = self._trouble or error

    # --- the trust list ---

    def _list_is_due(self) -> bool:
        return self._trust.trust_list is None or self._since("list-fetched") > WEEK

    async def _fetch_list(self, client: Client) -> None:
        """Ask for the newest list, once in a round. Whatever it is, the round goes on with the list that is held."""
        if not self._asked_for_list:
            self._asked_for_list = True
            await self._if_possible(self._take_list(client))

    async def _take_list(self, client: Client) -> None:
        answer = await lost_list.fetch(client, self._store)
        try:
            changed = await self._trust.take(answer)
        finally:
            self._store.set_settings(self._now("list-fetched"))  # asked, whatever it was worth
        if changed:
            self._ask_for_receipts()
            await self._diary.judge_again()
        await self._storage.flush()

    def _ask_for_receipts(self) -> None:
        """A receipt key was stolen: what it signed since is no proof of anything, and the server signs anew."""
        kept = [(one.record.id, one.receipt) for one in self._store.records() if one.state == KEPT and one.receipt]
        gone = [id for id, data in kept if not self._trust.still_believes(data)]
        if gone:
            self._store.renew_receipts(gone)

    def _now(self, *keys: str) -> dict[str, str]:
        return dict.fromkeys(keys, str(max(0, self._clock().wall)))

    def _since(self, key: str) -> int:
        """Seconds since the time in a setting; a clock that was set back counts as long ago."""
        return abs(self._clock().wall - (self._store.number(key) or 0))

    async def _introduce(self, client: Client) -> None:
        """A new key asks for the hours of a person it knows from a note: the server has to know it first."""
        await self._storage.flush()  # before there is a key: one that is there without this would count as one with a chain
        await self._diary.introduce()
        await self._push_all(client)

    # --- what waits ---

    async def _push_all(self, client: Client) -> None:
        while batch := self._store.waiting(MOST_RECORDS, MOST_BYTES):
            if not await self._push(client, batch):
                break

    async def _push(self, client: Client, batch: list[Record]) -> bool:
        """True when the round should go on."""
        try:
            pushed = await client.push([one.envelope.data for one in batch], self._base(), self._secret(batch))
        except Declined as error:
            if error.code != "unknown-base":
                raise
            return await self._send_again(None)
        lost = await self._compare_log(pushed.log)
        receipts: dict[bytes, bytes] = {}
        refused: dict[bytes, str] = {}
        strangers: set[bytes] = set()
        for one, answer in zip(batch, pushed.answers, strict=True):
            if answer.status == "refused":
                refused[one.id] = answer.code
            elif answer.status == "unknown-device":
                strangers.add(one.envelope.key)
            elif await self._is_receipt(client, one.id, answer):
                receipts[one.id] = answer.receipt or b""
        self._store.settle(receipts, refused)
        await self._diary.received()
        self._store.set_settings(self._now("proof", "list-fetched"))
        await self._storage.flush()
        if pushed.listed is not None and self._trust.trust_list and pushed.listed != self._trust.trust_list.version:
            await self._fetch_list(client)
        again = [await self._send_again(key) for key in sorted(strangers)]
        return bool(receipts or refused or lost or any(again))

    def _secret(self, batch: list[Record]) -> bytes:
        """A key that introduces itself shows the person's secret; b"" when there is none to show."""
        introduces = any(isinstance(one.body, Device) for one in batch)
        return (self._store.secret() or b"") if introduces else b""

    def _base(self) -> Base | None:
        kept = self._newest_kept()
        if kept is None or kept.receipt is None:
            return None
        return Base(kept.record.id, kept.record.envelope.data, receipt.from_bytes(kept.receipt)[0].id)

    def _newest_kept(self) -> StoredRecord | None:
        return next((kept for kept in reversed(self._store.records()) if kept.state == KEPT), None)

    async def _is_receipt(self, client: Client, id: bytes, answer: RecordStatus) -> bool:
        if answer.id != id or not answer.receipt:
            return False
        if await self._trust.believes_receipt(id, answer.receipt):
            return True
        await self._fetch_list(client)  # perhaps the server has a new receipt key
        return await self._trust.believes_receipt(id, answer.receipt)

    # --- what the server may have lost ---

    def _proof_is_due(self) -> bool:
        return self._newest_kept() is not None and self._since("proof") > WEEK

    async def _ask_for_proof(self, client: Client) -> None:
        """Offer the newest record again: a server that lost nothing knows it."""
        kept = self._newest_kept()
        if kept is None:
            return
        pushed = await client.push([kept.record.envelope.data])
        await self._compare_log(pushed.log)
        self._store.set_settings(self._now("proof"))
        await self._storage.flush()
        if pushed.answers[0].status != "known":
            await self._send_again(None)

    async def _compare_log(self, name: str) -> bool:
        """Another log than the last time: what we have receipts for may be lost, in any place of the chain. True when all of it
        is sent again.
        """
        if not name or name == self._store.text("log"):
            return False
        again = self._newest_kept() is not None and await self._send_again(None)
        self._store.set_settings({"log": name})  # after: whoever is killed in between does it again
        return again

    async def _send_again(self, key: bytes | None) -> bool:
        """Send everything again that this key wrote (or any key), once in a round. True when there is something."""
        if self._asked_again:
            return False
        self._asked_again = True
        self._store.set_settings({"meetings-after": "0", "meetings-asked": "0"})  # it counts meetings anew, too
        return self._store.requeue_kept(key) > 0
