"""The other app of one person: on an iPhone Safari and the app on the home screen share nothing but a cookie; elsewhere it is
on another phone, where the hours came back by a card or from this phone.

Rules:
1. Nothing is signed before it is known whether the person has a recovery secret already (app/records/recovery.py). Without
   network nobody can tell, so the next round asks again.
2. Where there may be another app, the server is asked what it sent: when this app starts, comes to the front or has sent
   something, and at most once a minute on an iPhone, once an hour beside another phone, and once a day while there is a card
   that another phone may have scanned. Then both show the same total.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from app.store.rows import KEPT
from app.sync.asked_times import as_setting
from app.sync.errors import Offline

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.quota import StorageQuota
    from app.store.store import Store
    from app.sync.client import Client
    from app.sync.restore import Restore

MINUTE, HOUR, DAY = 60, 3600, 86400  # seconds


class OtherApp:
    """What this app does for the sake of another one of the same person. `recall` asks for the recovery secret."""

    def __init__(
        self,
        store: Store,
        quota: StorageQuota,
        restore: Restore,
        recall: Callable[[], Awaitable[None]],
        clock: Callable[[], ClockReading],
    ) -> None:
        self._store, self._quota, self._restore, self._recall, self._clock = store, quota, restore, recall, clock

    def is_due(self) -> bool:
        """May another app have sent something since the last time (rule 2)?"""
        every = self._every()
        if every is None or self._store.is_restoring:
            return False
        if not any(kept.state == KEPT for kept in self._store.records()):
            return False  # the server does not know this app yet
        return abs(self._clock().wall - (self._store.number("caught-up-at") or 0)) >= every

    def _every(self) -> int | None:
        """After how many seconds the server may be asked again; None where there can be no other app."""
        if self._quota.wants_secret():
            return MINUTE
        if len(self._store.devices()) > 1:
            return HOUR
        return DAY if self._store.setting("card-pictures") else None

    async def ask_for_secret(self) -> None:
        """Find out whether there is a recovery secret, if that is not known yet (rule 1). Raises Offline as long as nobody can
        tell, StoreError or PlatformError.
        """
        if self._store.is_asking:
            await self._recall()
            if self._store.is_asking:
                raise Offline("nobody can tell whether there is a recovery secret")

    async def catch_up(self, client: Client) -> None:
        """Fetch what another app of this person sent. Raises SyncError, StoreError or PlatformError."""
        await self._restore.catch_up(client)
        self._store.set_settings({"caught-up-at": as_setting(self._clock().wall)})
