"""Runs the counsellor's page: it fetches the trust list, lets the counsellor choose a proof, and judges it on this device."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from app.counsellor import model as counsellor
from app.counsellor import screens, update
from app.counsellor.desk import room_for
from app.counsellor.desk_work import DeskWork
from app.platform import Platform
from app.ui import way_back
from app.ui.diagnosis import Diagnosis
from app.ui.failures import EffectRunner
from app.ui.page_frame import Live, look_for
from app.ui.texts import Texts

if TYPE_CHECKING:
    from app.platform.desk import Batch
    from app.platform.page import Wishes
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
        self._work = DeskWork(platform, store, self.send, self._effects.note)

    async def run(self) -> None:
        """Show the first screen. With a network, fetch a newer trust list whenever the page wakes up."""
        self._model, _ = update.update(self._model, self._size())
        self._live.start(self._texts)
        self._platform.on_wishes(self._wished)
        self._platform.on_wake(self._woken)
        self._platform.on_back(self._went_back)
        self._effects.beside("files", lambda: self._platform.desk.on_files(self._arrived))
        self._page.on_keyboard_event = lambda event: self.send(counsellor.Pressed(event.key))
        self._page.on_resize = lambda _: self._sized()

    async def _arrived(self, batch: Batch) -> None:
        self.send(counsellor.Arrived(batch))

    async def _wished(self, wishes: Wishes) -> None:
        await self._live.wished(wishes)
        self._sized()

    def _size(self) -> counsellor.Resized:
        return counsellor.Resized(*room_for((self._page.width or 360, self._page.height or 640), self._live.wishes.letters))

    def _sized(self) -> None:
        """The window, or the size of letters, is another one now."""
        event = self._size()
        if (event.wide, event.rows) != (self._model.wide, self._model.rows):
            self.send(event)

    async def _went_back(self) -> None:
        """The device's own "back" was used."""
        if name := update.leaving(self._model):
            self.send(counsellor.Tapped(name))

    def _view(self) -> ft.Control:
        count = way_back.steps(self._model, update.leaving, update.update)
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
        self._model, effects = update.update(self._model, event)
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
                self.send(counsellor.Arrived(await self._platform.desk.choose()))
            case counsellor.JudgeFiles(files, run):
                if self._trust.trust_list is None:
                    await self._woken()
                await self._work.judge(files, run, lambda: run == self._model.run)
            case counsellor.CopyLine(file):
                self.send(counsellor.Copied(await self._work.copy(file, self._texts)))
            case counsellor.OpenPage(file, since):
                await self._work.open_page(file, since, self._texts)
                self.send(counsellor.Calm())
            case counsellor.Remember(key, value):
                await self._platform.set_language(value)
                self._store.set_settings({key: value})
                await self._platform.storage.flush()
            case counsellor.GiveDiagnosis():
                await self._diagnosis.hand_over(self._texts("help", "What went another way"))

    async def _woken(self) -> None:
        await self._effects.background("learn", self._learn())

    async def _learn(self) -> None:
        """Fetch the region's newest trust list. Without a network the kept list serves, and a proof brings one, too."""
        from app.sync.http import connect

        if await self._trust.take(await connect(self._platform).trust()):
            await self._platform.storage.flush()
