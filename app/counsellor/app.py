"""A counsellor's app, running: learns whom to believe, lets a proof be chosen, and judges it on this device."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from app.counsellor import judge_proof, screens
from app.counsellor import model as counsellor
from app.platform import Platform, PlatformError
from app.protocol.errors import ProtocolError
from app.store.errors import StoreError
from app.sync.client import SyncError
from app.ui.page_frame import Live, look_for
from app.ui.texts import Texts

if TYPE_CHECKING:
    from app.records.trust import Trust
    from app.store.store import Store


class CounsellorApp:
    """One counsellor on one page. What is kept here is the region's list and the language."""

    def __init__(self, page: ft.Page, platform: Platform, store: Store, trust: Trust) -> None:
        self._page, self._platform, self._store, self._trust = page, platform, store, trust
        self._model = counsellor.Model(language=store.text("language", "nl"))
        self._texts = Texts(self._model.language)
        self._live = Live(page, self._view)

    async def run(self) -> None:
        """Show the first screen; learn of a newer list when there is network."""
        self._live.start(self._texts)
        self._platform.on_wishes(self._live.wished)
        self._platform.on_wake(self._woken)

    def _view(self) -> ft.Control:
        look = look_for(self._page, self._texts, dutch=False, wishes=self._live.wishes)
        return screens.view(self._model, self._texts, look, self.send, self._platform.clock().wall)

    def send(self, event: counsellor.Event) -> None:
        self._model, effects = counsellor.update(self._model, event)
        if self._texts.language != self._model.language:
            self._texts = Texts(self._model.language)
            self._live.speak(self._texts)
        self._live.show()
        for effect in effects:
            self._page.run_task(self._do, effect)

    async def _do(self, effect: counsellor.Effect) -> None:
        try:
            match effect:
                case counsellor.Open():
                    await self._open()
                case counsellor.Remember(key, value):
                    await self._platform.speak(value)
                    self._store.set_settings({key: value})
                    await self._platform.storage.flush()
        except (ProtocolError, PlatformError, StoreError) as error:
            self.send(counsellor.Refused(error.code))

    async def _open(self) -> None:
        picked = await self._platform.files.pick()
        if picked is None:
            self.send(counsellor.Judged(None))
            return
        if self._trust.trust_list is None:
            await self._learn()
        self.send(counsellor.Judged(await judge_proof.opened(picked.text, self._store, self._platform.verifier), picked.name))

    async def _woken(self) -> None:
        await self._learn()

    async def _learn(self) -> None:
        """The region's newest list. Without network the one at hand is used; the proof brings its own."""
        from app.sync.http import connect

        try:
            told = await connect(self._platform).trust()
            if await self._trust.take(told):
                await self._platform.storage.flush()
        except (SyncError, ProtocolError, PlatformError):
            return
