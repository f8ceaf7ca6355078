"""What a newcomer says afterwards, without a code: I was there; I stayed until then; I take this back.

Rules:
1. Nothing is edited: each is a record of its own. A void names what it takes back and why, by a picture; another end of a
   visit stands instead of the one before.
2. A moment that waits for its place in the chain has no name yet that a record could say: "not-yet".
3. A void cannot be undone. So what shall be taken back is held, durably, while it can be thought over; `finish` signs at the
   next start what the app did not come to.
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
    from app.platform import ClockReading, Storage
    from app.records.diary import Diary
    from app.records.page import Page
    from app.store.store import Store

HELD = "taking-back"  # setting: the id of a moment and the reason, until the void is signed


def busy(page: Page, now: int) -> list[tuple[int, int]]:
    """When something else is known to have been. A visit whose way out was forgotten was over when it was planned to be."""
    left = [entry for entry in page.entries if not entry.taken_back]
    open_until = {entry.visit.start: entry.visit.start + 60 * may_have_lasted(page, entry, now) for entry in left}
    return [(one.visit.start, open_until[one.visit.start] if one.visit.end is None else one.visit.end) for one in left]


class Afterwards:
    """One newcomer's afterthoughts. Everything raises Refusal, StoreError or PlatformError: nothing was saved."""

    def __init__(self, store: Store, storage: Storage, diary: Diary, clock: Callable[[], ClockReading]) -> None:
        self._store, self._storage, self._diary, self._clock = store, storage, diary, clock
        self._saying = asyncio.Lock()

    async def declare(self, activity: int, minutes: int, back: int) -> Saved:
        """I was there, `back` days ago, and nobody's code can say so."""
        now = self._clock().wall
        start = free_slot.begin(back, minutes, now, busy(self._diary.page(), now))
        id = await self._diary.keep(Declared(activity, start, minutes))
        return Saved("declared", self._diary.page().entry(id), "")

    async def stay(self, check_in: bytes, minutes: int) -> Saved:
        """I forgot to scan when I left; said once more, it is this time and not the one before."""
        self._known(check_in)
        async with self._saying:  # a second tap meanwhile waits, and finds it said
            before = self._said(check_in)
            if minutes not in before.values():
                if before and self._diary.must_wait:
                    raise NotSaved("not-yet")
                await self._diary.keep(Stayed(check_in, minutes), instead_of=tuple(before))
        return Saved("left", self._diary.page().entry(check_in), "")

    def _said(self, check_in: bytes) -> dict[bytes, int]:
        """What was said of this visit and stands: minutes by the id of their record."""
        records = [kept.record for kept in self._store.records()]
        gone = voided(records)
        said = [(one.id, one.body) for one in records if isinstance(one.body, Stayed) and one.id not in gone]
        return {id: body.minutes for id, body in said if body.check_in == check_in}

    async def hold(self, id: bytes, reason: int) -> None:
        """This moment shall be taken back; `id` as in `Page.entry`. Signed by `take_back`, or by `finish`."""
        self._known(id)
        before = self._store.setting(HELD) or b""
        self._store.set_settings({HELD: id + bytes([reason])})
        try:
            await self._storage.flush()
        except Exception:
            self._store.set_settings({HELD: before})
            raise

    async def keep(self, id: bytes) -> None:
        """It shall not be taken back after all."""
        if (self._store.setting(HELD) or b"")[:-1] == id:
            self._store.set_settings({HELD: b""})
            await self._storage.flush()

    async def take_back(self, id: bytes, reason: int) -> Saved:
        """I take this moment back; `id` as in `Page.entry`."""
        if not self._diary.page().entry(id).taken_back:
            self._known(id)
            await self._diary.keep(Void(id, reason))
        await self.keep(id)
        return Saved("taken-back", self._diary.page().entry(id), "")

    async def finish(self) -> bool:
        """Sign what was held when the app ended; True if there was something."""
        held = self._store.setting(HELD)
        if not held:
            return False
        id, reason = held[:-1], held[-1]
        if any(entry.visit.check_in == id for entry in self._diary.page().entries):
            await self.take_back(id, reason)
        else:
            await self.keep(id)
        return True

    def _known(self, id: bytes) -> None:
        if self._diary.must_wait and not self._diary.is_signed(id):
            raise NotSaved("not-yet")
