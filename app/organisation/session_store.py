"""Keeps the sessions of a display and signs their codes with the display's own key. A session is durable before it is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from app.organisation import schedule
from app.organisation.schedule import PreviousSession, RunningSession
from app.protocol import display_token, qr_text

if TYPE_CHECKING:
    from app.platform.clock import ClockReading
    from app.platform.keys import Signer
    from app.platform.storage import Storage
    from app.store.store import Store

RUNNING, BEFORE, EARLIER = "session", "session-before", "sessions-earlier"  # settings of the display's file


class DisplaySessions:
    """The session that runs on this display, the session before, and the last ones for a clock that was wrong. Every change is
    flushed before it is visible here.

    Methods that change or sign raise PlatformError or StoreError; then nothing has changed. `random` gives so many random
    bytes; `origin` is the address in front of a code's link.
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
        self._earlier = schedule.all_from_text(store.text(EARLIER))
        self._shown = False

    @property
    def running(self) -> RunningSession | None:
        """The session that runs by the display's clock; None before the first group of a day."""
        return self._which_runs() or (self._running if self._shown else None)

    @property
    def before(self) -> PreviousSession | None:
        """The session before, while people can ask for its code."""
        before, now = self._before, self._now
        return before if before and before.over <= now + schedule.LONGEST and now < before.until else None

    async def begin(self, activity: int, planned: int) -> None:
        """Another activity or the next group begins now. `planned` in minutes."""
        running = self._which_runs() or self._running
        await self._keep(schedule.begin(running, self._now, activity, planned, self._fresh()))

    async def plan(self, planned: int) -> None:
        """Change the planned length of the present group to so many minutes."""
        if self._running:
            await self._keep(replace(self._running, planned=planned))

    async def code(self) -> tuple[str, int]:
        """The text of the code of the session that runs, and when it was signed. Raises LookupError when none runs.

        After the night it begins a new session for the same group. When the clock was wrong for a while, it goes back.
        """
        if self._running and not self._running.runs(self._now):
            await self._keep(self._which_runs() or schedule.renewed(self._running, self._now, self._fresh()))
        if self._running is None:
            raise LookupError("no session")
        self._shown = True
        return await self._sign(self._running)

    async def code_before(self) -> tuple[str, int]:
        """As `code`, for the session before. Raises LookupError when there is none."""
        if self._before is None:
            raise LookupError("no session before")
        return await self._sign(self._before.running)

    @property
    def _now(self) -> int:
        return self._clock().wall

    def _which_runs(self) -> RunningSession | None:
        return schedule.which_runs(self._running, self._earlier, self._now)

    def _fresh(self) -> bytes:
        return self._random(display_token.SESSION_ID_SIZE)

    async def _keep(self, running: RunningSession) -> None:
        before, ended, earlier = self._before, self._running, self._earlier
        if ended and ended.session != running.session:
            goes_back = any(session.session == running.session for session in earlier)
            earlier = schedule.keep(earlier, ended, running)
            if goes_back:
                before = schedule.before_again(running, earlier, self._now)
            else:
                before = schedule.before(ended, self._now, shown=self._shown)
        kept = {RUNNING: running.to_text(), BEFORE: before.to_text() if before else "", EARLIER: schedule.all_to_text(earlier)}
        self._store.set_settings(kept)
        await self._storage.flush()
        self._running, self._before, self._earlier = running, before, earlier

    async def _sign(self, running: RunningSession) -> tuple[str, int]:
        now = self._now
        draft = display_token.to_draft(running.token(now), await self._signer.public_key())
        token = draft.seal(await self._signer.sign(draft.message))
        return qr_text.to_text(self._origin, qr_text.SESSION, token), now
