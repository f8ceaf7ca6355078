"""One round of a buddy's phone with the server: it sends the meetings that it signed, and its withdrawals.

Rules:
1. A meeting counts as sent when a receipt for exactly this answer, signed by a receipt key of the trust list, is stored and
   flushed.
2. With nothing to send the server is asked only once a week. Nothing is ever pulled: a buddy's phone learns of no other moment.
3. The newest meeting that was sent goes along again, and once a week it goes alone. A server that calls it new, or whose log
   has another name, has lost something: then everything is sent again.
4. The phone's certificate goes along, so that a server that lost it knows the buddy again. The server answers with the newest
   certificate.
5. Trouble with a trust list or a certificate never keeps a meeting from being sent; the error is raised when all was sent.
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
from app.sync.asked_times import as_setting, is_week_ago
from app.sync.errors import Busy, SyncError
from app.sync.receipts import is_receipt
from app.sync.responses import MOST_MEETINGS, MeetingsResponse

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.storage import Storage
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client

AT_ONCE = MOST_MEETINGS // 2 - 1  # each meeting may have a withdrawal, and one meeting goes along again


class BuddyRound:
    """One buddy's phone and its server."""

    def __init__(self, store: Store, storage: Storage, trust: Trust, clock: Callable[[], ClockReading]) -> None:
        self._store, self._storage, self._trust, self._clock = store, storage, trust, clock
        self._trouble: SyncError | ProtocolError | None = None  # the first error in this round that did not end it
        self._asked_for_list = False

    def is_due(self) -> bool:
        """Is there something to send, or is the weekly question due (rule 2)?"""
        return self.has_to_send() or self._check_is_due()

    def has_to_send(self) -> bool:
        """Do meetings or withdrawals wait?"""
        return bool(self._store.signatures.waiting(1))

    async def run(self, client: Client) -> None:
        """Run the round. Raises SyncError, ProtocolError, StoreError or PlatformError; what was stored until then stays."""
        self._trouble, self._asked_for_list = None, False
        if self._trust.trust_list is None:
            await self._fetch_list(client)
        sent_again = False
        if self._check_is_due() and not self.has_to_send():
            await self._check(client)
        while waiting := self._store.signatures.waiting(AT_ONCE):
            known = [] if sent_again else self._newest_sent()
            response = await self._send(client, [*waiting, *known])
            self._compare_log(response)
            progress = await self._settle(client, waiting, response)
            if known and response.meetings[-1].status == "stored":
                sent_again = True
                self._store.signatures.requeue()
            elif not progress:
                break
        if self._trouble:
            raise self._trouble

    def _check_is_due(self) -> bool:
        is_known = bool(self._newest_sent()) or self._store.setting("certificate-of-buddy") is not None
        return is_known and is_week_ago(self._store, "proof", self._clock().wall)

    async def _check(self, client: Client) -> None:
        """Send the newest meeting again: a server that lost nothing knows it."""
        known = self._newest_sent()
        response = await self._send(client, known)
        self._compare_log(response)
        if known and response.meetings[0].status == "stored":
            self._store.signatures.requeue()
        await self._keep_certificate(client, known, response)
        await self._storage.flush()

    def _compare_log(self, response: MeetingsResponse) -> None:
        if response.log and response.log != self._store.text("log"):
            self._store.signatures.requeue()
            self._store.set_settings({"log": response.log})  # last: an app that is killed before this does it again

    async def _send(self, client: Client, meetings: list[StoredSignature]) -> MeetingsResponse:
        pairs = [(meeting.pair.proposal_envelope.data, meeting.pair.answer_envelope.data) for meeting in meetings]
        held = self._store.setting("certificate-of-buddy") or b""
        response = await client.send_meetings(pairs, [meeting.withdrawal for meeting in meetings if meeting.withdrawal], held)
        self._store.set_settings({"proof": as_setting(self._clock().wall)})
        return response

    def _newest_sent(self) -> list[StoredSignature]:
        """The newest meeting with a receipt and without a withdrawal, in a list of at most one."""
        return [row for row in self._store.signatures.all() if row.state == KEPT and not row.withdrawal][-1:]

    async def _settle(self, client: Client, waiting: list[StoredSignature], response: MeetingsResponse) -> bool:
        """Store what the server answered; True when it took, or refused, something for the first time."""
        receipts: dict[bytes, bytes] = {}
        refused: dict[bytes, str] = {}
        for meeting, result in zip(waiting, response.meetings, strict=False):
            if result.status == "refused":
                refused[meeting.id] = result.code
            elif await is_receipt(self._trust, meeting.id, result, lambda: self._fetch_list(client)):
                receipts[meeting.id] = result.receipt or b""
        taken_back = [meeting.id for meeting in waiting if meeting.withdrawal]
        withdrawn = {
            id for id, result in zip(taken_back, response.withdrawals, strict=False) if result.status in ("stored", "known")
        }
        self._store.signatures.settle(receipts, refused, withdrawn)
        await self._keep_certificate(client, waiting, response)
        await self._storage.flush()
        return bool(refused or withdrawn or any(row.state == WAITING and row.id in receipts for row in waiting))

    async def _keep_certificate(self, client: Client, sent: list[StoredSignature], response: MeetingsResponse) -> None:
        """Keep the newest certificate of this phone's key, when it differs from the one that is kept."""
        held = self._store.setting("certificate-of-buddy")
        own_keys = {meeting.pair.answer.public for meeting in sent}
        with suppress(ProtocolError):
            own_keys |= {certificate.from_bytes(held)[1].public} if held else set()
        for data, programme in response.certificates:
            if data == held:
                continue
            try:
                outer, credential = certificate.from_bytes(data)
            except ProtocolError:
                continue
            if credential.public not in own_keys or credential.role != BUDDY:
                continue
            if not await self._trust.believes_certificate(outer, credential):
                await self._fetch_list(client)  # perhaps there is a new list key
            if await self._trust.believes_certificate(outer, credential):
                self._store.set_settings({"certificate-of-buddy": data, "programme": programme})

    async def _fetch_list(self, client: Client) -> None:
        """Ask for the newest trust list, once in a round. When that fails, the round goes on with the list that is held."""
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
