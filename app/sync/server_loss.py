"""Whether the server lost records that it gave receipts for, and sending everything again when it did.

A server whose log has another name, or that does not hold a record it gave a receipt for, has lost something (an old backup was
put back). The first receipt is kept; with the new one it proves the loss.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.protocol import receipt
from app.protocol.packed import Base
from app.protocol.record import Device
from app.store.rows import KEPT, StoredRecord
from app.sync.asked_times import as_setting, is_week_ago
from app.sync.client import MOST_RECORDS

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.storage import Storage
    from app.store.store import Store
    from app.sync.client import Client


class ServerLoss:
    """Notices losses of one newcomer's server. Each round begins with `begin`."""

    def __init__(self, store: Store, storage: Storage, clock: Callable[[], ClockReading]) -> None:
        self._store, self._storage, self._clock = store, storage, clock
        self._sent_again = False  # everything is sent again once in a round

    def begin(self) -> None:
        """Begin a new round, in which everything may be sent again once."""
        self._sent_again = False

    def is_due(self) -> bool:
        """Is it a week ago that the server showed that it still holds our newest record?"""
        return self._newest_kept() is not None and is_week_ago(self._store, "proof", self._clock().wall)

    async def check(self, client: Client) -> None:
        """Send the newest record that has a receipt again, and the device records with the recovery secret: a server that lost
        nothing knows them, and a device that it let stand alone comes to its person. Raises SyncError, StoreError or
        PlatformError.
        """
        kept = self._newest_kept()
        if kept is None:
            return
        devices = [row.record for row in self._store.records() if row.state == KEPT and isinstance(row.record.body, Device)]
        again = [*devices[: MOST_RECORDS - 1], kept.record]
        response = await client.push([record.envelope.data for record in again], secret=self._store.secret() or b"")
        self.compare_log(response.log)
        self._store.set_settings({"proof": as_setting(self._clock().wall)})
        await self._storage.flush()
        if any(status.status != "known" for status in response.statuses):
            self.send_again(None)

    def base(self) -> Base | None:
        """The newest record that the server has, which a push in the short form builds on; None when there is none."""
        kept = self._newest_kept()
        if kept is None or kept.receipt is None:
            return None
        return Base(kept.record.id, kept.record.envelope.data, receipt.from_bytes(kept.receipt)[0].id)

    def compare_log(self, name: str) -> bool:
        """Compare the name of the server's log with the name before ("" says nothing). With another name any record that has a
        receipt may be lost. True when all of them are sent again.
        """
        if not name or name == self._store.text("log"):
            return False
        again = self._newest_kept() is not None and self.send_again(None)
        self._store.set_settings({"log": name})  # last: an app that is killed before this does it again
        return again

    def send_again(self, key: bytes | None) -> bool:
        """Let everything wait again that the key with this id signed (None: any key), once in a round. True when there is
        something.
        """
        if self._sent_again:
            return False
        self._sent_again = True
        self._store.set_settings({"meetings-after": "0", "meetings-asked": "0"})  # the server counts its meetings anew, too
        return self._store.requeue_kept(key) > 0

    def _newest_kept(self) -> StoredRecord | None:
        return next((kept for kept in reversed(self._store.records()) if kept.state == KEPT), None)
