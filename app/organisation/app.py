"""Runs an organisation's display: it enrols once, then shows a code that its own key signs every 15 s, also without network."""

from __future__ import annotations

import asyncio
import secrets
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import flet as ft

from app.organisation import clock_watch
from app.organisation import model as steps
from app.organisation.clock_watch import ClockWatch
from app.organisation.enrol import SETUP, DisplaySetup, enrol
from app.organisation.screens import display as screens
from app.organisation.session_store import DisplaySessions
from app.platform import Platform
from app.platform.roles import is_link
from app.protocol import qr_text
from app.sync.client import Client
from app.ui.diagnosis import Diagnosis
from app.ui.events import Diagnosed, LinkOpened, RefusalShown, StartAgain
from app.ui.failures import EffectRunner
from app.ui.page_frame import Live, look_for
from app.ui.taps import FingerDown, FingerUp, Meaning
from app.ui.texts import Texts

if TYPE_CHECKING:
    from app.records.trust import Trust
    from app.store.store import Store
    from app.ui.speech_model import ClipEnded

LOOK = 3600  # seconds between two checks whether a new trust list is due
TICK = 1.0  # seconds between two readings of the clock
FILLING = 0.15  # the same while a finger stays on the staff button


class DisplayApp:
    """The app of one display on one page. It never learns who scanned."""

    def __init__(self, page: ft.Page, platform: Platform, store: Store, trust: Trust) -> None:
        self._page, self._platform, self._store, self._trust = page, platform, store, trust
        self._texts = Texts("nl")
        self._enrolled = DisplaySetup.from_text(store.text(SETUP))
        self._sessions = DisplaySessions(
            store, platform.storage, platform.signer, platform.clock, secrets.token_bytes, platform.origin
        )
        self._diagnosis = Diagnosis(store, platform)
        self._effects = EffectRunner(page, self._diagnosis, self._heard)
        self._model = steps.DisplayModel(diagnosis=self._diagnosis.lines())
        self._live = Live(page, lambda: self._effects.drawn(self._view))
        self._signing = asyncio.Lock()
        self._watch, self._comparing = ClockWatch(), asyncio.Lock()
        self._server: Client | None = None
        from app.sync.display_round import DisplayRound
        from app.sync.runner import Runner

        round = DisplayRound(store, platform.storage, trust, platform.signer, platform.clock)
        self._sync = Runner(round, self._client, self._synced, self._effects.note)

    async def run(self) -> None:
        """Show the first screen, then wait for invitations and keep the code newly signed."""
        self._live.start(self._texts)
        self._page.on_resize = lambda _: self._live.show()  # a tablet that is turned shows its whole code at once
        self._platform.on_wishes(self._live.wished)
        self._platform.on_link(self._linked)
        self._effects.beside("stay_awake", lambda: self._platform.stay_awake(True))
        if is_link(self._page.route or ""):
            await self._linked(self._page.route)  # the invitation that the display was opened with
        else:
            await self._effects.perform("go_on", self._go_on())
        self._page.run_task(self._keep_fresh)
        self._page.run_task(self._keep_known)

    def _view(self) -> ft.Control:
        look = look_for(self._page, self._texts, dutch=False, wishes=self._live.wishes)
        return screens.view(self._model, self._texts, look, self._tapped, (self._page.width or 1180, self._page.height or 700))

    def _show(self, model: steps.DisplayModel) -> None:
        if model != self._model:
            self._model = model
            self._live.show()

    # --- events ---

    def _tapped(self, meaning: Meaning) -> None:
        at = time.monotonic()
        event: steps.Event
        match meaning:
            case FingerDown():
                event = steps.ButtonHeld(at)
            case FingerUp():
                event = steps.LetGo()
            case _:
                event = steps.DisplayTapped(meaning, at)
        self._page.run_task(self._effects.perform, event, self._happened(event))

    def _heard(self, event: RefusalShown | Diagnosed | ClipEnded) -> None:
        """An effect failed: show the refusal or the fault."""
        if isinstance(event, RefusalShown | Diagnosed):
            self._show(steps.update(self._model, event)[0])

    async def _happened(self, event: steps.Event) -> None:
        model, act = steps.update(self._model, event)
        self._show(model)
        if isinstance(event, steps.ButtonHeld):
            await self._fill()
        elif isinstance(act, steps.TryAgain):
            await (self._opened(model.link) if model.link else self._go_on())
        elif isinstance(act, StartAgain):
            await self._platform.start_again(act.text)
        elif isinstance(act, steps.CompareClock):
            await self._effects.background("compare_clock", self._compare_clock())
        elif isinstance(act, steps.Give):
            await self._diagnosis.hand_over(self._texts("help", "What went another way"))
        elif act is not None:
            await self._change(act)
        else:
            await self._keep_signed()

    async def _fill(self) -> None:
        """Fill the ring while the finger stays."""
        held = self._model.held
        while held is not None and self._model.held == held:
            await asyncio.sleep(FILLING)
            if self._model.held == held:
                self._tick()

    async def _keep_fresh(self) -> None:
        while True:
            await asyncio.sleep(TICK)
            await self._effects.background("tick", self._ticked())

    async def _ticked(self) -> None:
        """Time went on. What fails is tried again at the next tick; meanwhile the code that is shown stays valid."""
        self._tick()
        if self._enrolled and self._watch.is_due(self._platform.clock().wall, time.monotonic()):
            self._watch = self._watch.asking(self._platform.clock().wall, time.monotonic())
            self._page.run_task(self._effects.background, "compare_clock", self._compare_clock())
        await self._keep_signed()

    async def _compare_clock(self) -> None:
        """Ask the server for its time, and show staff when the clock is off. Raises SyncError when nobody can be asked."""
        async with self._comparing:
            server = await self._client().time()
            if server is None:
                return
            wall, at = self._platform.clock().wall, time.monotonic()
            off = clock_watch.seconds_off(server, wall)
            self._watch = self._watch.answered(off, wall, at)
            self._show(steps.update(self._model, steps.ClockCompared(off, at))[0])

    async def _keep_known(self) -> None:
        """Ask for the trust list once a week. With that, a server that lost this display lists it again."""
        while True:
            await self._sync.wake()
            await asyncio.sleep(LOOK)

    def _client(self) -> Client:
        from app.sync.http import connect

        self._server = self._server or connect(self._platform)
        return self._server

    async def _synced(self, code: str) -> None:
        return None  # the display shows nothing about its sync

    def _tick(self) -> None:
        model, _ = steps.update(self._model, steps.Ticked(self._platform.clock().wall, time.monotonic()))
        before = self._sessions.before
        if model.step == steps.RUNNING and before != model.before:
            model = replace(model, before=before)
        same = model.now // 60 == self._model.now // 60 and replace(model, now=self._model.now) == self._model
        if same:
            self._model = model  # it is not drawn again, because the clock shows minutes
        else:
            self._show(model)

    # --- sessions ---

    async def _go_on(self) -> None:
        """Show the session that runs. Without one, begin the only activity there is, or ask which one begins."""
        enrolled = self._enrolled
        if not enrolled:
            return
        self._effects.beside("settle_in", self._platform.settle_in)
        self._show(
            replace(self._model, activities=enrolled.activities, invited=enrolled.planned, organisation=enrolled.organisation)
        )
        running = self._sessions.running
        if running and running.activity in enrolled.activities:
            await self._change(None)
        elif len(enrolled.activities) == 1:
            await self._change(steps.Begin(enrolled.activities[0], enrolled.planned))
        else:
            self._show(replace(self._model, step=steps.CHOOSE))

    async def _change(self, act: steps.Begin | steps.Plan | None) -> None:
        """Do what staff chose, and show its code as soon as it is durable. If it cannot be kept, the old code stays."""
        self._show(replace(self._model, step=steps.RUNNING, asked=None))
        async with self._signing:
            if isinstance(act, steps.Begin):
                await self._sessions.begin(act.activity, act.planned)
            elif isinstance(act, steps.Plan):
                await self._sessions.plan(act.planned)
            await self._sign()

    async def _keep_signed(self) -> None:
        if self._signing.locked() or not steps.due(self._model, self._platform.clock().wall):
            return
        async with self._signing:
            await self._sign()

    async def _sign(self) -> None:
        """Sign the wanted code now, and show it."""
        of_before = self._model.asked is not None and self._sessions.before is not None
        text, at = await (self._sessions.code_before() if of_before else self._sessions.code())
        running, before = self._sessions.running, self._sessions.before
        signed = before.running if of_before and before else running
        asked = self._model.asked if before else None
        self._show(
            replace(self._model, running=running, before=before, signed=signed, text=text, signed_at=at, now=at, asked=asked)
        )

    # --- the invitation ---

    async def _linked(self, route: str) -> None:
        await self._effects.perform(LinkOpened(route), self._opened(route))

    async def _opened(self, route: str) -> None:
        """An invitation was opened: enrol, then show the code. A display that has enrolled already shows it in any case."""
        try:
            letter, invitation = qr_text.from_route(route)
            if letter != qr_text.ENROLMENT:
                return
            self._show(replace(self._model, step=steps.WAIT, link=route))
            self._enrolled = await enrol(self._platform, self._client(), self._store, self._trust, invitation)
        except Exception as error:
            if not self._enrolled:
                raise
            await self._effects.note("Opened", error)
        await self._go_on()
