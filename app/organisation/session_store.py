"""A display's sessions, kept: durable before their code is shown, and signed by the display's own key, also without network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.organisation import schedule
from app.organisation.schedule import PreviousSession, Running
from app.protocol import qr_text, session

if TYPE_CHECKING:
    from app.platform import ClockReading, Signer, Storage
    from app.store.store import Store

RUNNING, BEFORE = "session", "session-before"  # settings of the display's file


class DisplaySessions:
    """Which session runs here, and which ran before. Whatever changes is flushed before it is told.

    All that changes or signs raises PlatformError or StoreError; then what was shown before still holds.
    """

    def __init__(
        self,
        store: Store,
        storage: Storage,
        signer: Signer,
        clock: Callable[[], ClockReading],
        random: Callable[[int], bytes],
        origin: str,
    ) -> None:
        self._store, self._storage, self._signer = store, storage, signer
        self._clock, self._random, self._origin = clock, random, origin
        self._running = schedule.from_text(store.text(RUNNING))
        self._before = schedule.before_from_text(store.text(BEFORE))
        self._shown = False

    @property
    def running(self) -> Running | None:
        """What runs by the display's clock; None before the first group of a day."""
        return self._running if self._running and (self._shown or self._running.runs(self._now)) else None

    @property
    def before(self) -> PreviousSession | None:
        """The session before, while its code can be asked for."""
        return self._before if self._before and self._now < self._before.until else None

    async def begin(self, activity: int, planned: int) -> None:
        """Another activity, or the next group: it begins now. `planned` in minutes."""
        await self._keep(schedule.begin(self._running, self._now, activity, planned, self._fresh()))

    async def plan(self, planned: int) -> None:
        """The group that is here stays as long as this, in minutes."""
        if self._running:
            await self._keep(replace(self._running, planned=planned))

    async def code(self) -> tuple[str, int]:
        """The text of the code of the session that runs, from the night on of a new one, and when it was signed. Call while one
        runs.
        """
        if self._running and not self._running.runs(self._now):
            await self._keep(schedule.renewed(self._running, self._now, self._fresh()))
        if self._running is None:
            raise LookupError("no session")
        self._shown = True
        return await self._sign(self._running)

    async def code_before(self) -> tuple[str, int]:
        """The same of the session before. Call while it can be asked for."""
        if self._before is None:
            raise LookupError("no session before")
        return await self._sign(self._before.running)

    @property
    def _now(self) -> int:
        return self._clock().wall

    def _fresh(self) -> bytes:
        return self._random(session.SESSION_ID_SIZE)

    async def _keep(self, running: Running) -> None:
        before, ended = self._before, self._running
        if ended and ended.session != running.session:
            before = schedule.before(ended, self._now, shown=self._shown)
        kept = {RUNNING: running.to_text(), BEFORE: before.to_text() if before else ""}
        self._store.set_settings(kept)
        await self._storage.flush()
        self._running, self._before = running, before

    async def _sign(self, running: Running) -> tuple[str, int]:
        now = self._now
        draft = session.to_draft(running.token(now), await self._signer.public_key())
        token = draft.seal(await self._signer.sign(draft.message))
        return qr_text.to_text(self._origin, qr_text.SESSION, token), now
