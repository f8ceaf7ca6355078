"""One round of a newcomer's device with the server: what it asks, and what the answers change here.

Rules:
1. A record counts as sent when a receipt for exactly this record, signed by a receipt key of the trust list, is stored and
   flushed.
2. Nothing is asked without a reason: a chain that has to come back, records that wait, a trust list that is missing, an answer
   that is expected (`answers`). The answer to a push says whether there is a newer list, and shows whether our newest record
   is still held; without a push both are asked for once a week.
3. When the server lost something, everything is sent again (`server_loss`).
4. On an iPhone what the person's other app sent is fetched, too (`other_app`).
5. A phone whose old file came back lacks what its key signed since. The answer to a push says so (a fork), and so does a
   question once a week; then its own records are pulled.
6. Trouble with a trust list, a question or an answer never keeps a record from being sent: the round goes on, and raises the
   first of these errors at its end. Only when the server named a time to wait, the round ends at once.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from app.protocol.errors import ProtocolError
from app.protocol.record import Device, Record
from app.store.rows import KEPT
from app.sync import lost_list
from app.sync.asked_times import as_setting, is_week_ago
from app.sync.client import MOST_BYTES, MOST_RECORDS, Client
from app.sync.errors import Busy, Declined, SyncError
from app.sync.receipts import is_receipt
from app.sync.server_loss import ServerLoss

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.storage import Storage
    from app.records.diary import Diary
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.answers import Answers
    from app.sync.other_app import OtherApp
    from app.sync.restore import Restore


class NewcomerRound:
    """One newcomer's device and its server."""

    def __init__(
        self,
        store: Store,
        storage: Storage,
        trust: Trust,
        diary: Diary,
        restore: Restore,
        answers: Answers,
        clock: Callable[[], ClockReading],
        other_app: OtherApp | None = None,
    ) -> None:
        self._store, self._storage, self._trust, self._diary = store, storage, trust, diary
        self._restore, self._answers, self._clock, self._other_app = restore, answers, clock, other_app
        self._loss = ServerLoss(store, storage, clock)
        self._trouble: SyncError | ProtocolError | None = None  # the first error in this round that did not end it
        self._asked_for_list = False
        self._forked = False  # the server holds other records of this phone's chain

    def is_due(self) -> bool:
        """Is there a reason to ask the server (rule 2)?"""
        to_ask = self._list_is_due() or self._loss.is_due() or self._answers.is_due() or self._other_app_is_due()
        return self.has_to_send() or to_ask

    def has_to_send(self) -> bool:
        """Do records or scans wait, or does a chain have to come back?"""
        store = self._store
        return store.is_restoring or bool(store.scans()) or bool(store.waiting(1, MOST_BYTES))

    async def run(self, client: Client) -> None:
        """Run the round. Raises SyncError, ProtocolError, StoreError or PlatformError; what was stored until then stays."""
        self._loss.begin()
        self._asked_for_list, self._trouble, self._forked = False, None, False
        if self._list_is_due():
            await self._fetch_list(client)
        if self._other_app:
            await self._other_app.ask_for_secret()
        restored = self._store.is_restoring
        if restored:
            if self._store.is_recalled:
                await self._introduce(client)
            await self._restore.run(client)
            await self._diary.judge_again()
        if self._store.scans():
            await self._diary.resume()
        if self._loss.is_due() and not self._store.waiting(1, MOST_BYTES):
            await self._if_possible(self._weekly(client, restored))
        await self._push_all(client)
        if self._forked:
            await self._if_possible(self._bring_back_own(client))
        if restored or self._answers.is_due():
            await self._if_possible(self._answers.run(client))
            await self._push_all(client)
        if self._other_app and self._other_app_is_due():
            await self._if_possible(self._catch_up(client, self._other_app))
        if self._trouble:
            raise self._trouble

    async def _weekly(self, client: Client, restored: bool) -> None:
        """Once a week without a push: does the server still hold what we have, and do we have what it holds of our key?"""
        await self._loss.check(client)
        self._forked = not restored and await self._restore.lacks_own(client)

    async def _bring_back_own(self, client: Client) -> None:
        await self._restore.bring_back_own(client)
        await self._diary.judge_again()

    def _other_app_is_due(self) -> bool:
        return self._other_app is not None and self._other_app.is_due()

    async def _catch_up(self, client: Client, other_app: OtherApp) -> None:
        """Fetch and judge what the person's other app sent."""
        await other_app.catch_up(client)
        await self._diary.judge_again()

    async def _if_possible(self, step: Awaitable[None]) -> None:
        """Do a step that the round can do without: its first error is raised at the end of the round (rule 6)."""
        try:
            await step
        except (SyncError, ProtocolError) as error:
            if isinstance(error, Busy) and error.wait is not None:
                raise
            self._trouble = self._trouble or error

    # --- the trust list ---

    def _list_is_due(self) -> bool:
        return self._trust.trust_list is None or is_week_ago(self._store, "list-fetched", self._clock().wall)

    async def _fetch_list(self, client: Client) -> None:
        """Ask for the newest trust list, once in a round. When that fails, the round goes on with the list that is held."""
        if not self._asked_for_list:
            self._asked_for_list = True
            await self._if_possible(self._take_list(client))

    async def _take_list(self, client: Client) -> None:
        answer = await lost_list.fetch(client, self._store)
        try:
            changed = await self._trust.take(answer)
        finally:
            self._store.set_settings({"list-fetched": as_setting(self._clock().wall)})  # also when it was not believed
        if changed:
            self._ask_for_receipts()
            await self._diary.judge_again()
        await self._storage.flush()

    def _ask_for_receipts(self) -> None:
        """Ask for new receipts in place of those that the newest list does not believe, because their key was stolen."""
        kept = [(row.record.id, row.receipt) for row in self._store.records() if row.state == KEPT and row.receipt]
        disbelieved = [id for id, data in kept if not self._trust.still_believes(data)]
        if disbelieved:
            self._store.renew_receipts(disbelieved)

    async def _introduce(self, client: Client) -> None:
        """Send the device record of a new key that asks for the hours of a person: the server has to know the key first."""
        await self._storage.flush()  # before the key is made: a key without flushed data would count as one that lost its chain
        await self._diary.introduce()
        await self._push_all(client)

    # --- the records that wait ---

    async def _push_all(self, client: Client) -> None:
        while batch := self._store.waiting(MOST_RECORDS, MOST_BYTES):
            if not await self._push(client, batch):
                break

    async def _push(self, client: Client, batch: list[Record]) -> bool:
        """Send a batch of records and store what the server answers. True when the next batch should be sent."""
        try:
            response = await client.push([record.envelope.data for record in batch], self._loss.base(), self._secret(batch))
        except Declined as error:
            if error.code != "unknown-base":
                raise
            return self._loss.send_again(None)
        is_lost = self._loss.compare_log(response.log)
        receipts: dict[bytes, bytes] = {}
        refused: dict[bytes, str] = {}
        unknown_keys: set[bytes] = set()
        for record, result in zip(batch, response.statuses, strict=True):
            if result.status == "refused":
                refused[record.id] = result.code
            elif result.status == "unknown-device":
                unknown_keys.add(record.envelope.key)
            elif await is_receipt(self._trust, record.id, result, lambda: self._fetch_list(client)):
                receipts[record.id] = result.receipt or b""
        self._forked = self._forked or any(result.fork for result in response.statuses)
        self._store.settle(receipts, refused)
        await self._diary.received()
        self._store.set_settings(dict.fromkeys(("proof", "list-fetched"), as_setting(self._clock().wall)))
        await self._storage.flush()
        held, newest = self._trust.trust_list, response.list_version
        if newest is not None and held and newest != held.version:
            await self._fetch_list(client)
        again = [self._loss.send_again(key) for key in sorted(unknown_keys)]
        return bool(receipts or refused or is_lost or any(again))

    def _secret(self, batch: list[Record]) -> bytes:
        """The recovery secret (16 bytes) goes with a device record; b"" when the batch has none, or no secret is known."""
        introduces = any(isinstance(record.body, Device) for record in batch)
        return (self._store.secret() or b"") if introduces else b""
