"""Asking the server for meetings: answers to what was shown here and never scanned, and what buddies changed since.

Rules:
1. Asked only while something is expected: a proposal that nobody answered yet, or a meeting of ours that the server has and
   was not asked about since (it may know the buddy). Once a week also whether an answer was taken back. No timer runs.
2. What came is written down before the place to go on from, so a killed app asks again.
3. A place is one in the log of that name: in another one, everything is asked for from the start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.protocol import pull
from app.protocol.pull import Pull
from app.protocol.record import Met
from app.store.rows import KEPT, StoredRecord
from app.sync.client import Client, Declined

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.keys import Signer
    from app.records.diary import Diary
    from app.records.meetings import Meetings
    from app.store.store import Store

DAY, WEEK = 86400, 7 * 86400
PATIENCE = 30 * DAY  # a buddy signs within eight days, and may be without network for some weeks after
PAGE = 100  # as many as a server sends at once


class Answers:
    """One newcomer's phone that expects answers."""

    def __init__(
        self, store: Store, signer: Signer, diary: Diary, meetings: Meetings, clock: Callable[[], ClockReading]
    ) -> None:
        self._store, self._signer, self._diary, self._meetings, self._clock = store, signer, diary, meetings, clock

    def is_due(self) -> bool:
        now = self._clock().wall
        sent = sum(kept.state == KEPT for kept in self._met())
        if any(abs(now - one.proposal.start) < PATIENCE for one in self._diary.page().expected):
            return any(kept.state == KEPT for kept in self._store.records())  # else the server does not know this phone
        asked = abs(now - (self._store.number("meetings-asked") or 0))
        return sent > (self._store.number("meetings-known") or 0) or (sent > 0 and asked > WEEK)

    async def run(self, client: Client) -> None:
        """Raises SyncError, StoreError or PlatformError; what was written down until then stays."""
        more = True
        while more:
            after = self._store.number("meetings-after") or 0
            public, nonce = await self._signer.public_key(), await client.challenge()
            draft = pull.to_draft(Pull(nonce, 0, 1), public)
            try:
                pulled = await client.pull(draft.seal(await self._signer.sign(draft.message)), 0, after)
            except Declined as error:
                if error.code != "not-allowed":
                    raise
                break  # it does not know this phone, so it knows no meeting of it
            await self._meetings.learn(pulled.meetings)
            other = pulled.log != self._store.text("meetings-log")
            cursor = 0 if other and after else max([after, *(one.cursor for one in pulled.meetings)])
            self._store.set_settings({"meetings-after": str(cursor), "meetings-log": pulled.log})
            more = (other and after > 0) or (len(pulled.meetings) >= PAGE and cursor > after)
        self._store.set_settings({"meetings-asked": str(self._clock().wall), "meetings-known": str(len(self._met()))})

    def _met(self) -> list[StoredRecord]:
        return [kept for kept in self._store.records() if isinstance(kept.record.body, Met)]
