"""One round of a display with the server: once a week it brings the list in which it stands, and takes the newest.

Rules:
1. The list that is kept is one in which this display stands: a server that lost the display lists it again by that.
2. A server that does not list the display afterwards is asked again at the next look.
3. Without network nothing changes: a display needs no list to show its code.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.protocol import pull, trust
from app.protocol.errors import ProtocolError
from app.protocol.keys import key_id
from app.protocol.pull import Pull
from app.sync.client import Client

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.keys import Signer
    from app.platform.storage import Storage
    from app.records.trust import Trust
    from app.store.store import Store

WEEK = 7 * 86400


class DisplayRound:
    """One display and its server."""

    def __init__(self, store: Store, storage: Storage, trust: Trust, signer: Signer, clock: Callable[[], ClockReading]) -> None:
        self._store, self._storage, self._trust, self._signer, self._clock = store, storage, trust, signer, clock

    def is_due(self) -> bool:
        asked = self._store.number("list-fetched") or 0
        return self._store.setting("trust-list") is not None and abs(self._clock().wall - asked) > WEEK

    def has_to_send(self) -> bool:
        return False

    async def run(self, client: Client) -> None:
        """Raises SyncError, ProtocolError, StoreError or PlatformError. The list that was kept stays."""
        certificate, listed = self._store.setting("certificate"), self._store.setting("trust-list")
        if not certificate or not listed:
            return
        public, nonce = await self._signer.public_key(), await client.challenge()
        draft = pull.to_draft(Pull(nonce, 0, 1), public)
        answer = await client.bring_back(certificate, listed, draft.seal(await self._signer.sign(draft.message)))
        if _stands_in(public, answer.trust_list):
            await self._trust.take(answer)
            self._store.set_settings({"list-fetched": str(max(0, self._clock().wall))})
            await self._storage.flush()


def _stands_in(public: bytes, listed: bytes) -> bool:
    try:
        _, newest = trust.list_from_bytes(listed)
    except ProtocolError:
        return False  # a later app wrote it
    return any(display.key.public == public for display in newest.displays_with(key_id(public)))
