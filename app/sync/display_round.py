"""One round of a display with the server: once a week it sends the trust list that names it, and takes the newest list.

Rules:
1. The list that is kept always names this display. A server that lost the display reads it there and lists it again.
2. A server whose list does not name the display afterwards is asked again the next time the runner wakes.
3. Without network nothing changes: a display needs no list to show its code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.protocol import pull, trust
from app.protocol.errors import ProtocolError
from app.protocol.keys import key_id
from app.protocol.pull import Pull
from app.sync.asked_times import as_setting, is_week_ago

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.keys import Signer
    from app.platform.storage import Storage
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client


class DisplayRound:
    """One display and its server."""

    def __init__(self, store: Store, storage: Storage, trust: Trust, signer: Signer, clock: Callable[[], ClockReading]) -> None:
        self._store, self._storage, self._trust, self._signer, self._clock = store, storage, trust, signer, clock

    def is_due(self) -> bool:
        """Is there a list, and was the server asked more than a week ago?"""
        return self._store.setting("trust-list") is not None and is_week_ago(self._store, "list-fetched", self._clock().wall)

    def has_to_send(self) -> bool:
        """Always False: the server has everything of a display."""
        return False

    async def run(self, client: Client) -> None:
        """Run the round. Raises SyncError, ProtocolError, StoreError or PlatformError; then the list that was kept stays."""
        certificate, listed = self._store.setting("certificate"), self._store.setting("trust-list")
        if not certificate or not listed:
            return
        public, nonce = await self._signer.public_key(), await client.challenge()
        draft = pull.to_draft(Pull(nonce, 0, 1), public)
        answer = await client.send_trust_list(certificate, listed, draft.seal(await self._signer.sign(draft.message)))
        if _names(answer.trust_list, public):
            await self._trust.take(answer)
            self._store.set_settings({"list-fetched": as_setting(self._clock().wall)})
            await self._storage.flush()


def _names(listed: bytes, public: bytes) -> bool:
    """Does this signed list hold a display with this public key?"""
    try:
        _, newest = trust.list_from_bytes(listed)
    except ProtocolError:
        return False  # a later app wrote it
    return any(display.key.public == public for display in newest.displays_with(key_id(public)))
