"""Runs the counsellor's page: it fetches the trust list, lets the counsellor choose a proof, and judges it on this device."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from app.counsellor import model as counsellor
from app.counsellor import screens
from app.platform import Platform
from app.records import judge_proof
from app.ui import way_back
from app.ui.diagnosis import Diagnosis
from app.ui.failures import EffectRunner
from app.ui.page_frame import Live, look_for
from app.ui.texts import Texts

if TYPE_CHECKING:
    from app.records.trust import Trust
    from app.store.store import Store
    from app.ui.speech_model import ClipEnded


class CounsellorApp:
    """The app of one counsellor on one page. It keeps only the region's trust list and the chosen language."""

    def __init__(self, page: ft.Page, platform: Platform, store: Store, trust: Trust) -> None:
        self._page, self._platform, self._store, self._trust = page, platform, store, trust
        self._diagnosis = Diagnosis(store, platform)
        self._effects = EffectRunner(page, self._diagnosis, self._heard)
        self._model = counsellor.CounsellorModel(language=store.text("language", "nl"), diagnosis=self._diagnosis.lines())
        self._texts = Texts(self._model.language)
        self._live = Live(page, lambda: self._effects.drawn(self._view))

    async def run(self) -> None:
        """Show the first screen. With a network, fetch a newer trust list whenever the page wakes up."""
        self._live.start(self._texts)
        self._platform.on_wishes(self._live.wished)
        self._platform.on_wake(self._woken)
        self._platform.on_back(self._went_back)

    async def _went_back(self) -> None:
        """The device's own "back" was used."""
        if name := counsellor.leaving(self._model):
            self.send(counsellor.Tapped(name))

    def _view(self) -> ft.Control:
        count = way_back.steps(self._model, counsellor.leaving, counsellor.update)
        self._effects.beside("screens", lambda: self._platform.screens(count))
        look = look_for(self._page, self._texts, dutch=False, wishes=self._live.wishes)
        return screens.view(self._model, self._texts, look, self.send, self._platform.clock().wall)

    def send(self, event: counsellor.Event) -> None:
        """Give `event` to the model, show the result, and do its effects."""
        for effect in self._effects.decided(event, lambda: self._step(event)):
            self._page.run_task(self._do, effect)

    def _heard(self, event: counsellor.RefusalShown | counsellor.Diagnosed | ClipEnded) -> None:
        """An effect failed: show the refusal or the fault. This page says nothing aloud."""
        if isinstance(event, counsellor.RefusalShown | counsellor.Diagnosed):
            self.send(event)

    def _step(self, event: counsellor.Event) -> list[counsellor.Effect]:
        self._model, effects = counsellor.update(self._model, event)
        if self._texts.language != self._model.language:
            self._texts = Texts(self._model.language)
            self._live.speak(self._texts)
        self._live.show()
        return effects

    async def _do(self, effect: counsellor.Effect) -> None:
        """Do `effect`. It never raises; a failure becomes an event."""
        await self._effects.perform(effect, self._try(effect))

    async def _try(self, effect: counsellor.Effect) -> None:
        match effect:
            case counsellor.Open():
                await self._open()
            case counsellor.Remember(key, value):
                await self._platform.set_language(value)
                self._store.set_settings({key: value})
                await self._platform.storage.flush()
            case counsellor.GiveDiagnosis():
                await self._diagnosis.hand_over(self._texts("help", "What went another way"))

    async def _open(self) -> None:
        picked = await self._platform.files.pick()
        if picked is None:
            self.send(counsellor.Judged(None))
            return
        if self._trust.trust_list is None:
            await self._woken()
        self.send(counsellor.Judged(await judge_proof.judge(picked.text, self._store, self._platform.verifier), picked.name))

    async def _woken(self) -> None:
        await self._effects.background("learn", self._learn())

    async def _learn(self) -> None:
        """Fetch the region's newest trust list. Without a network the kept list serves, and a proof brings one, too."""
        from app.sync.http import connect

        if await self._trust.take(await connect(self._platform).trust()):
            await self._platform.storage.flush()
