"""One round of a buddy's phone with the server: the meetings it signed, and the signatures it took back.

Rules:
1. A meeting counts as sent when a receipt for exactly this answer, signed by a receipt key of the list, is stored and flushed.
2. With nothing to send the server is left alone but once a week; nothing is ever pulled: a buddy's phone learns of no other
   moment.
3. The newest meeting that was sent goes along again, and once a week alone. A server that calls it new, or whose log has
   another name, has lost something: everything is sent again.
4. The phone's certificate goes along: a server that lost it knows the buddy again. With its answer the server hands out the
   newest one.
5. Trouble with a list or a certificate never keeps a meeting from being sent; it is raised when all was sent.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING

from app.protocol import certificate
from app.protocol.enrolment import BUDDY
from app.protocol.errors import ProtocolError
from app.store.rows import KEPT, WAITING
from app.store.signatures import StoredSignature
from app.sync import lost_list
from app.sync.client import MOST_MEETINGS, Brought, Busy, Client, RecordStatus, SyncError

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.storage import Storage
    from app.records.trust import Trust
    from app.store.store import Store

WEEK = 7 * 86400
AT_ONCE = MOST_MEETINGS // 2 - 1  # each may bring a withdrawal, and one goes along again


class BuddyRound:
    """One buddy's phone and its server."""

    def __init__(self, store: Store, storage: Storage, trust: Trust, clock: Callable[[], ClockReading]) -> None:
        self._store, self._storage, self._trust, self._clock = store, storage, trust, clock
        self._trouble: SyncError | ProtocolError | None = None
        self._asked_for_list = False

    def is_due(self) -> bool:
        return self.has_to_send() or self._proof_is_due()

    def has_to_send(self) -> bool:
        return bool(self._store.signatures.waiting(1))

    async def run(self, client: Client) -> None:
        """Raises SyncError, ProtocolError, StoreError or PlatformError. What was settled until then stays."""
        self._trouble, self._asked_for_list = None, False
        if self._trust.trust_list is None:
            await self._fetch_list(client)
        asked_again = False
        if self._proof_is_due() and not self.has_to_send():
            await self._ask_for_proof(client)
        while waiting := self._store.signatures.waiting(AT_ONCE):
            known = [] if asked_again else self._newest_sent()
            brought = await self._bring(client, [*waiting, *known])
            self._compare_log(brought)
            progress = await self._settle(client, waiting, brought)
            if known and brought.meetings[-1].status == "stored":
                asked_again = True
                self._store.signatures.requeue()
            elif not progress:
                break
        if self._trouble:
            raise self._trouble

    def _proof_is_due(self) -> bool:
        has = bool(self._newest_sent()) or self._store.setting("certificate-of-buddy") is not None
        return has and abs(self._clock().wall - (self._store.number("proof") or 0)) > WEEK

    async def _ask_for_proof(self, client: Client) -> None:
        """Offer the newest meeting again: a server that lost nothing knows it."""
        known = self._newest_sent()
        brought = await self._bring(client, known)
        self._compare_log(brought)
        if known and brought.meetings[0].status == "stored":
            self._store.signatures.requeue()
        await self._keep_certificate(client, known, brought)
        await self._storage.flush()

    def _compare_log(self, brought: Brought) -> None:
        if brought.log and brought.log != self._store.text("log"):
            self._store.signatures.requeue()
            self._store.set_settings({"log": brought.log})  # after: whoever is killed in between does it again

    async def _bring(self, client: Client, meetings: list[StoredSignature]) -> Brought:
        pairs = [(one.pair.proposal_envelope.data, one.pair.answer_envelope.data) for one in meetings]
        mine = self._store.setting("certificate-of-buddy") or b""
        brought = await client.bring(pairs, [one.withdrawal for one in meetings if one.withdrawal], mine)
        self._store.set_settings({"proof": str(max(0, self._clock().wall))})
        return brought

    def _newest_sent(self) -> list[StoredSignature]:
        return [one for one in self._store.signatures.all() if one.state == KEPT and not one.withdrawal][-1:]

    async def _settle(self, client: Client, waiting: list[StoredSignature], brought: Brought) -> bool:
        """Write down what the server said; True when something moved."""
        receipts: dict[bytes, bytes] = {}
        refused: dict[bytes, str] = {}
        for one, answer in zip(waiting, brought.meetings, strict=False):
            if answer.status == "refused":
                refused[one.id] = answer.code
            elif await self._is_receipt(client, one.id, answer):
                receipts[one.id] = answer.receipt or b""
        taken_back = [one.id for one in waiting if one.withdrawal]
        withdrawn = {
            id for id, answer in zip(taken_back, brought.withdrawals, strict=False) if answer.status in ("stored", "known")
        }
        self._store.signatures.settle(receipts, refused, withdrawn)
        await self._keep_certificate(client, waiting, brought)
        await self._storage.flush()
        return bool(refused or withdrawn or any(one.state == WAITING and one.id in receipts for one in waiting))

    async def _is_receipt(self, client: Client, id: bytes, answer: RecordStatus) -> bool:
        if answer.id != id or not answer.receipt:
            return False
        if await self._trust.believes_receipt(id, answer.receipt):
            return True
        await self._fetch_list(client)  # perhaps the server has a new receipt key
        return await self._trust.believes_receipt(id, answer.receipt)

    async def _keep_certificate(self, client: Client, sent: list[StoredSignature], brought: Brought) -> None:
        """The region's newest word on this phone, when it is another one than is kept."""
        held = self._store.setting("certificate-of-buddy")
        mine = {one.pair.answer.public for one in sent}
        with suppress(ProtocolError):
            mine |= {certificate.from_bytes(held)[1].public} if held else set()
        for data, programme in brought.certificates:
            if data == held:
                continue
            try:
                outer, said = certificate.from_bytes(data)
            except ProtocolError:
                continue
            if said.public not in mine or said.role != BUDDY:
                continue
            if not await self._trust.believes_certificate(outer, said):
                await self._fetch_list(client)  # perhaps there is a new list key
            if await self._trust.believes_certificate(outer, said):
                self._store.set_settings({"certificate-of-buddy": data, "programme": programme})

    async def _fetch_list(self, client: Client) -> None:
        """Once in a round; whatever it is, the round goes on with the list that is held."""
        if self._asked_for_list:
            return
        self._asked_for_list = True
        try:
            await self._trust.take(await lost_list.fetch(client, self._store))
        except (SyncError, ProtocolError) as error:
            if isinstance(error, Busy) and error.wait is not None:
                raise
            self._trouble = self._trouble or error
        await self._storage.flush()
