"""An organisation's display, running: enrols once, then shows a code that its own key signs anew every 15 s, also offline."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import flet as ft

from app import display
from app.i18n import Texts
from app.live import Live, look_for
from app.platform import Platform, PlatformError, is_link
from app.protocol import enrolment, qr_text, session
from app.protocol.enrolment import Enrolment
from app.protocol.errors import ProtocolError
from app.screens import display as screens
from app.sync.client import Declined, SyncError

if TYPE_CHECKING:
    from app.store.store import Store
    from app.trusting import Trust

TICK = 1.0  # seconds between two looks at the clock


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What this display was told when it became known."""

    organisation: str
    activities: tuple[int, ...]
    planned: int

    def to_text(self) -> str:
        return "\n".join([self.organisation, " ".join(map(str, self.activities)), str(self.planned)])

    @classmethod
    def from_text(cls, text: str) -> Enrolled | None:
        parts = text.split("\n")
        if len(parts) != 3:
            return None
        return cls(parts[0], tuple(map(int, parts[1].split())), int(parts[2]))


class DisplayApp:
    """One display on one page. It never learns who scanned."""

    def __init__(self, page: ft.Page, platform: Platform, store: Store, trust: Trust) -> None:
        self._page, self._platform, self._store, self._trust = page, platform, store, trust
        self._texts = Texts("nl")
        self._enrolled = Enrolled.from_text(store.text("enrolled"))
        self._running = display.from_text(store.text("session"))
        self._model = screens.Model()
        self._live = Live(page, self._view)

    async def run(self) -> None:
        """Show what there is, then listen for an invitation and keep the code fresh."""
        self._live.start(self._texts)
        self._page.on_resize = lambda _: self._live.show()  # a tablet that is turned shows its whole code at once
        self._platform.on_wishes(self._live.wished)
        self._platform.on_link(self._opened)
        if is_link(self._page.route or ""):
            await self._opened(self._page.route)  # the invitation that the display was opened with
        else:
            await self._begin_first()
        self._page.run_task(self._keep_fresh)

    def _view(self) -> ft.Control:
        look = look_for(self._page, self._texts, dutch=False, wishes=self._live.wishes)
        return screens.view(self._model, self._texts, look, self._tapped, (self._page.width or 1180, self._page.height or 700))

    def _show(self, model: screens.Model) -> None:
        self._model = model
        self._live.show()

    def _tapped(self, key: str) -> None:
        if key.startswith("activity-"):
            self._page.run_task(self._begin, int(key.removeprefix("activity-")))
        elif key == "again" and self._model.link:
            self._page.run_task(self._opened, self._model.link)

    async def _opened(self, route: str) -> None:
        """An invitation was opened: become known, then show the code."""
        try:
            letter, invitation = qr_text.from_route(route)
            if letter != qr_text.ENROLMENT:
                return
            self._show(screens.Model(step=screens.WAIT, link=route))
            await self._enrol(invitation)
        except (Declined, ProtocolError, PlatformError) as error:
            if not self._enrolled:
                self._show(screens.Model(step=screens.REFUSED, code=error.code, link=route))
        except SyncError:
            if not self._enrolled:
                self._show(screens.Model(step=screens.REFUSED, code="offline", link=route))
        await self._begin_first()

    async def _enrol(self, invitation: bytes) -> None:
        from app.sync.http import connect

        signer = self._platform.signer
        draft = enrolment.enrolment_draft(Enrolment(invitation, await signer.public_key(), self._platform.clock().wall))
        answer = await connect(self._platform).enrol(draft.seal(await signer.sign(draft.message)))
        await self._trust.offer(answer.trust.root, answer.trust.certificate, answer.trust.listed)
        self._enrolled = Enrolled(answer.organisation, answer.activities, answer.planned)
        self._store.set_settings({"enrolled": self._enrolled.to_text()})
        await self._platform.storage.flush()

    async def _begin_first(self) -> None:
        if self._enrolled and len(self._enrolled.activities) == 1:
            await self._begin(self._enrolled.activities[0])
        elif self._enrolled:
            self._show(screens.Model(step=screens.CHOOSE, activities=self._enrolled.activities))

    async def _begin(self, activity: int) -> None:
        """Show the code of the running session of this activity, or of a new one."""
        if not self._enrolled:
            return
        now = self._platform.clock().wall
        fresh = secrets.token_bytes(session.SESSION_ID_SIZE)
        running = display.current(self._running, now, activity, self._enrolled.planned, fresh)
        if running != self._running:
            self._running = running
            self._store.set_settings({"session": running.to_text()})
            await self._platform.storage.flush()
        self._show(screens.Model(step=screens.RUNNING, activity=activity, organisation=self._enrolled.organisation))
        await self._sign(now)

    async def _keep_fresh(self) -> None:
        while True:
            now = self._platform.clock().wall
            if self._running and self._model.step == screens.RUNNING:
                if display.due(self._model.signed_at, now):
                    await self._begin(self._running.activity)
                elif now // 60 != self._model.now // 60:
                    self._show(replace(self._model, now=now))
            await asyncio.sleep(TICK)

    async def _sign(self, now: int) -> None:
        if not self._running:
            return
        signer = self._platform.signer
        draft = session.to_draft(self._running.token(now), await signer.public_key())
        token = draft.seal(await signer.sign(draft.message))
        text = qr_text.to_text(self._platform.origin, qr_text.SESSION, token)
        self._show(replace(self._model, text=text, signed_at=now, now=now, progress=self._running.progress(now)))
