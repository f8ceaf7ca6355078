"""Pulls meetings from the server: answers of buddies that this phone did not scan, and what buddies changed since.

Rules:
1. The server is asked only while something is expected: the answer to a proposal, or what the server knows of the buddy of a
   meeting that was sent since. Once a day it is asked while a meeting has the answers of uncertified buddies only, because a
   certified one may have answered, too; and once a week for withdrawals. No timer runs.
2. A meeting is stored before the cursor, so an app that was killed pulls it again.
3. A cursor holds in the log of one name. When the server's log has another name, everything is pulled from the start.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.protocol import pull
from app.protocol.moments import Verdict
from app.protocol.pull import Pull
from app.protocol.record import Met
from app.records.page import MET
from app.store.rows import KEPT, StoredRecord
from app.sync.asked_times import DAY, is_day_ago, is_week_ago
from app.sync.errors import Declined

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.keys import Signer
    from app.records.diary import Diary
    from app.records.meetings import Meetings
    from app.records.page import Entry
    from app.store.store import Store
    from app.sync.client import Client

PATIENCE = 30 * DAY  # seconds; a buddy signs within eight days, and may be without network for some weeks after that
PAGE = 100  # meetings that a server sends at most in one answer


class Answers:
    """The meetings that one newcomer's phone expects."""

    def __init__(
        self, store: Store, signer: Signer, diary: Diary, meetings: Meetings, clock: Callable[[], ClockReading]
    ) -> None:
        self._store, self._signer, self._diary, self._meetings, self._clock = store, signer, diary, meetings, clock

    def is_due(self) -> bool:
        """Is something expected (rule 1)?"""
        now = self._clock().wall
        sent = sum(kept.state == KEPT for kept in self._met())
        if any(abs(now - expected.proposal.start) < PATIENCE for expected in self._diary.page().expected):
            return any(kept.state == KEPT for kept in self._store.records())  # else the server does not know this phone
        if sent > (self._store.number("meetings-known") or 0):
            return True
        weak = any(_is_weak(entry) and abs(now - entry.visit.start) < PATIENCE for entry in self._diary.page().entries)
        is_ago = is_day_ago if weak else is_week_ago
        return sent > 0 and is_ago(self._store, "meetings-asked", now)

    async def run(self, client: Client) -> None:
        """Pull until nothing more comes. Raises SyncError, StoreError or PlatformError; what was stored until then stays."""
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
                break  # the server does not know this phone, so it has no meeting of it
            if await self._meetings.learn(pulled.meetings):
                self._store.set_settings({"meetings-after": "0"})  # each withdrawal is new once, so this ends
                continue
            other_log = pulled.log != self._store.text("meetings-log")
            cursor = 0 if other_log and after else max([after, *(meeting.cursor for meeting in pulled.meetings)])
            self._store.set_settings({"meetings-after": str(cursor), "meetings-log": pulled.log})
            more = (other_log and after > 0) or (len(pulled.meetings) >= PAGE and cursor > after)
        self._store.set_settings({"meetings-asked": str(self._clock().wall), "meetings-known": str(len(self._met()))})

    def _met(self) -> list[StoredRecord]:
        return [kept for kept in self._store.records() if isinstance(kept.record.body, Met)]


def _is_weak(entry: Entry) -> bool:
    """Is it a meeting that no certified buddy signed, as far as this phone knows?"""
    return entry.what == MET and not entry.taken_back and entry.visit.verdict is Verdict.UNKNOWN
