"""What a newcomer says afterwards, without a code: I was there; I stayed until then; I take this back.

Rules:
1. Nothing is edited: each is a record of its own. A void names what it takes back and why, by a picture.
2. A moment that waits for its place in the chain has no name yet that a record could say: "not-yet".
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app import when
from app.diary import Refusal, Saved
from app.protocol.record import Declared, Stayed, Void

if TYPE_CHECKING:
    from app.diary import Diary
    from app.ledger import Page
    from app.platform import Reading


def busy(page: Page, now: int) -> list[tuple[int, int]]:
    """When something else is known to have been."""
    left = (entry.visit for entry in page.entries if not entry.taken_back)
    return [(visit.start, now if visit.end is None else visit.end) for visit in left]


class Afterwards:
    """One newcomer's afterthoughts. Everything raises Refusal, StoreError or PlatformError: nothing was saved."""

    def __init__(self, diary: Diary, clock: Callable[[], Reading]) -> None:
        self._diary, self._clock = diary, clock

    async def declare(self, activity: int, minutes: int, back: int) -> Saved:
        """I was there, `back` days ago, and nobody's code can say so."""
        now = self._clock().wall
        start = when.begin(back, minutes, now, busy(self._diary.page(), now))
        id = await self._diary.keep(Declared(activity, start, minutes))
        return Saved("declared", self._diary.page().entry(id), "")

    async def stay(self, check_in: bytes, minutes: int) -> Saved:
        """I forgot to scan when I left."""
        self._known(check_in)
        await self._diary.keep(Stayed(check_in, minutes))
        return Saved("left", self._diary.page().entry(check_in), "")

    async def take_back(self, id: bytes, reason: int) -> Saved:
        """I take this moment back; `id` as in `Page.entry`."""
        if not self._diary.page().entry(id).taken_back:
            self._known(id)
            await self._diary.keep(Void(id, reason))
        return Saved("taken-back", self._diary.page().entry(id), "")

    def _known(self, id: bytes) -> None:
        if self._diary.must_wait and not self._diary.is_signed(id):
            raise Refusal("not-yet")
