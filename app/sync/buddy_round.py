"""One round of a buddy's phone with the server: the meetings it signed, and the signatures it took back.

Rules:
1. A meeting counts as sent when a receipt for exactly this answer, signed by a receipt key of the list, is stored and flushed.
2. With nothing to send the server is left alone; nothing is ever pulled: a buddy's phone learns of no other moment.
3. The newest meeting that was sent goes along again. A server that calls it new has lost it: everything is sent again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.store.rows import KEPT, WAITING
from app.store.signatures import Signed
from app.sync.client import MOST_MEETINGS, Answer, Brought, Client

if TYPE_CHECKING:
    from app.platform import Storage
    from app.store.store import Store
    from app.trusting import Trust

AT_ONCE = MOST_MEETINGS // 2 - 1  # each may bring a withdrawal, and one goes along again


class BuddyRound:
    """One buddy's phone and its server."""

    def __init__(self, store: Store, storage: Storage, trust: Trust) -> None:
        self._store, self._storage, self._trust = store, storage, trust

    def is_due(self) -> bool:
        return self.has_to_send()

    def has_to_send(self) -> bool:
        return bool(self._store.signatures.waiting(1))

    async def run(self, client: Client) -> None:
        """Raises SyncError, ProtocolError, StoreError or PlatformError. What was settled until then stays."""
        if self._trust.trust_list is None:
            await self._fetch_list(client)
        asked_again = False
        while waiting := self._store.signatures.waiting(AT_ONCE):
            known = [] if asked_again else self._newest_sent()
            brought = await self._bring(client, [*waiting, *known])
            progress = await self._settle(client, waiting, brought)
            if known and brought.meetings[-1].status == "stored":
                asked_again = True
                self._store.signatures.requeue()
            elif not progress:
                break

    async def _bring(self, client: Client, meetings: list[Signed]) -> Brought:
        pairs = [(one.pair.proposal_envelope.data, one.pair.answer_envelope.data) for one in meetings]
        return await client.bring(pairs, [one.withdrawal for one in meetings if one.withdrawal])

    def _newest_sent(self) -> list[Signed]:
        return [one for one in self._store.signatures.all() if one.state == KEPT and not one.withdrawal][-1:]

    async def _settle(self, client: Client, waiting: list[Signed], brought: Brought) -> bool:
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
        await self._storage.flush()
        return bool(refused or withdrawn or any(one.state == WAITING and one.id in receipts for one in waiting))

    async def _is_receipt(self, client: Client, id: bytes, answer: Answer) -> bool:
        if answer.id != id or not answer.receipt:
            return False
        if await self._trust.believes_receipt(id, answer.receipt):
            return True
        await self._fetch_list(client)  # perhaps the server has a new receipt key
        return await self._trust.believes_receipt(id, answer.receipt)

    async def _fetch_list(self, client: Client) -> None:
        answer = await client.trust()
        await self._trust.offer(answer.root, answer.certificate, answer.listed)
        await self._storage.flush()
