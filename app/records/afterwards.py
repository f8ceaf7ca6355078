"""What a newcomer reports afterwards, without a code: I was there; I stayed until then; I take this back.

Rules:
1. Nothing is edited: each report is a record of its own. A void names what it takes back, and the picture of the reason. A new
   end of a visit replaces the one before.
2. A moment that waits for its chain position has no id yet that a record could name. It is refused with "not-yet".
3. A void cannot be undone. So the wish to take a moment back is first stored durably, for as long as the newcomer can change
   it; `finish` signs it at the next start if the app was closed before.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.protocol.record import Declared, Stayed, Void, voided
from app.records import free_slot
from app.records.open_visits import may_have_lasted
from app.records.page import NotSaved, Saved

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.storage import Storage
    from app.records.diary import Diary
    from app.records.page import Page
    from app.store.store import Store

HELD = "taking-back"  # the setting that holds the id of a moment and one byte for the reason, until the void is signed


def busy(page: Page, now: int) -> list[tuple[int, int]]:
    """Start and end, in Unix seconds, of each moment that was not taken back. A visit without an end is taken to have lasted
    as long as `may_have_lasted` says at `now`.
    """
    standing = [entry for entry in page.entries if not entry.taken_back]
    open_until = {entry.visit.start: entry.visit.start + 60 * may_have_lasted(page, entry, now) for entry in standing}
    visits = [entry.visit for entry in standing]
    return [(visit.start, open_until[visit.start] if visit.end is None else visit.end) for visit in visits]


class Afterwards:
    """Writes what one newcomer reports afterwards. Every method may raise NotSaved, StoreError or PlatformError; then nothing
    was saved.
    """

    def __init__(self, store: Store, storage: Storage, diary: Diary, clock: Callable[[], ClockReading]) -> None:
        self._store, self._storage, self._diary, self._clock = store, storage, diary, clock
        self._reporting = asyncio.Lock()

    async def declare(self, activity: int, minutes: int, back: int) -> Saved:
        """Write down self-declared time: `minutes` minutes of this activity (its code), `back` days ago."""
        now = self._clock().wall
        start = free_slot.begin(back, minutes, now, busy(self._diary.page(), now))
        id = await self._diary.keep(Declared(activity, start, minutes))
        return Saved("declared", self._diary.page().entry(id), "")

    async def stay(self, check_in: bytes, minutes: int) -> Saved:
        """Write down that the visit with this check-in lasted `minutes` minutes. This end replaces one that was reported
        before.
        """
        self._require_position(check_in)
        async with self._reporting:  # a second tap waits meanwhile, and then finds this report
            before = self._reported(check_in)
            if minutes not in before.values():
                if before and self._diary.must_wait:
                    raise NotSaved("not-yet")
                await self._diary.keep(Stayed(check_in, minutes), instead_of=tuple(before))
        return Saved("left", self._diary.page().entry(check_in), "")

    def _reported(self, check_in: bytes) -> dict[bytes, int]:
        """The reported ends of this visit that were not taken back: minutes by the id of their record."""
        records = [kept.record for kept in self._store.records()]
        voids = voided(records)
        ends = [(record.id, record.body) for record in records if isinstance(record.body, Stayed) and record.id not in voids]
        return {id: body.minutes for id, body in ends if body.check_in == check_in}

    async def hold(self, id: bytes, reason: int) -> None:
        """Store the wish to take back the moment with this id (as in `Page.entry`); `reason` is the code of a picture, 0 to
        255. `take_back` or `finish` signs it.
        """
        self._require_position(id)
        before = self._store.setting(HELD) or b""
        self._store.set_settings({HELD: id + bytes([reason])})
        try:
            await self._storage.flush()
        except Exception:
            self._store.set_settings({HELD: before})
            raise

    async def keep(self, id: bytes) -> None:
        """Drop the stored wish to take back the moment with this id, if there is one."""
        if (self._store.setting(HELD) or b"")[:-1] == id:
            self._store.set_settings({HELD: b""})
            await self._storage.flush()

    async def take_back(self, id: bytes, reason: int) -> Saved:
        """Sign the void that takes back the moment with this id (as in `Page.entry`); `reason` is the code of a picture, 0 to
        255. A moment that is taken back already gets no second void.
        """
        if not self._diary.page().entry(id).taken_back:
            self._require_position(id)
            await self._diary.keep(Void(id, reason))
        await self.keep(id)
        return Saved("taken-back", self._diary.page().entry(id), "")

    async def finish(self) -> bool:
        """Sign the wish that `hold` stored before the app ended; True if there was one."""
        held = self._store.setting(HELD)
        if not held:
            return False
        id, reason = held[:-1], held[-1]
        if any(entry.visit.check_in == id for entry in self._diary.page().entries):
            await self.take_back(id, reason)
        else:
            await self.keep(id)
        return True

    def _require_position(self, id: bytes) -> None:
        """Raise NotSaved("not-yet") while the moment with this id waits for its chain position."""
        if self._diary.must_wait and not self._diary.is_signed(id):
            raise NotSaved("not-yet")
