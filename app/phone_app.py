"""The newcomer's app, running: holds the model, shows it, and does what the decisions in `app.phone` ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flet as ft

from app import phone
from app.diary import Diary, Refusal
from app.i18n import Texts
from app.live import Live, look_for
from app.platform import Platform, PlatformError, Scan, is_link
from app.protocol.errors import ProtocolError
from app.screens import home, language, moments, refused, saved, settings, spoken

if TYPE_CHECKING:
    from app.store.store import Store
    from app.sync.client import Client
    from app.trusting import Trust

VIEWS = {
    phone.LANGUAGE: language.view,
    phone.HOME: home.view,
    phone.SAVED: saved.view,
    phone.REFUSED: refused.view,
    phone.MOMENTS: moments.view,
    phone.SETTINGS: settings.view,
}


class PhoneApp:
    """One newcomer's phone on one page."""

    def __init__(self, page: ft.Page, platform: Platform, store: Store, trust: Trust, diary: Diary) -> None:
        self._page, self._platform, self._store, self._diary = page, platform, store, diary
        chosen = store.text("language")
        self._model = phone.Model(
            screen=phone.HOME if chosen else phone.LANGUAGE,
            language=chosen or "nl",
            chosen=bool(chosen),
            page=diary.page(),
            big=store.text("big") == "1",
            dutch=store.text("dutch", "1") == "1",
            voice=store.text("voice", "1") == "1",
        )
        self._texts = Texts(self._model.language)
        self._live = Live(page, self._view)
        from app.sync.runner import Runner

        self._sync = Runner(store, platform.storage, trust, diary, platform.clock, self._client, self._synced)

    async def run(self) -> None:
        """Show the first screen, then listen: to links, to the network coming back, to the person."""
        self._live.start(self._texts)
        self._platform.on_link(self._opened)
        self._platform.on_wake(self._woken)
        if is_link(self._page.route or ""):
            await self._opened(self._page.route)  # the link that the app was opened with
        await self._woken()

    def _view(self) -> ft.Control:
        model = self._model
        lit = model.saying[0].key if model.saying else ""
        dutch = model.dutch and model.language != "nl"
        look = look_for(self._page, self._texts, scale=1.3 if model.big else 1.0, dutch=dutch, lit=lit)
        return VIEWS[model.screen](model, self._texts, look, self.send, self._platform.clock().wall)

    def send(self, event: phone.Event) -> None:
        """Something happened: decide, show, do."""
        effects = self._step(event)
        for effect in effects:
            self._page.run_task(self._do, effect)

    def _step(self, event: phone.Event) -> list[phone.Effect]:
        self._model, effects = phone.update(self._model, event)
        if self._texts.language != self._model.language:
            self._texts = Texts(self._model.language)
            self._live.speak(self._texts)
        self._live.show()
        return effects

    async def _do(self, effect: phone.Effect) -> None:
        match effect:
            case phone.OpenCamera():
                scan = await self._look()
                self.send(phone.Scanned(scan.texts, scan.code))
            case phone.Write(text):
                await self._write(text)
            case phone.Remember(key, value):
                await self._remember(key, value)
            case phone.Sync():
                self._sync.wake()
            case phone.Find(key):
                self.send(phone.Listen(spoken.asked(self._model, self._platform.clock().wall, key)))
            case phone.Say(turn, language, clip):
                self.send(phone.Heard(turn, await self._platform.speaker.say(language, clip)))
            case phone.Hush():
                await self._platform.speaker.hush()
            case phone.KeepVoice(language):
                await self._platform.speaker.keep(language)

    async def _look(self) -> Scan:
        words = {
            "title": self._texts("scan", "Scan the code"),
            "close": self._texts("scan", "Close"),
            "photo": self._texts("scan", "Photo"),
            "torch": self._texts("scan", "Light"),
            "photo_none": self._texts("scan", "No code in this photo. Try again."),
            "camera_none": self._texts("scan", "No camera here. Choose a photo of the code."),
        }
        return await self._platform.scanner.scan(words, self._texts.rtl)

    async def _write(self, text: str) -> None:
        try:
            done = await self._diary.scanned(text)
        except (Refusal, ProtocolError, PlatformError) as error:
            self.send(phone.Refused(error.code))
        else:
            self.send(phone.Wrote(done, self._diary.page()))

    async def _remember(self, key: str, value: str) -> None:
        self._store.set_settings({key: value})
        if key == "language":
            await self._platform.speak(value)
        try:
            await self._platform.storage.flush()
        except PlatformError as error:
            self.send(phone.Refused(error.code))

    async def _opened(self, route: str) -> None:
        """Returns when the link has been dealt with, so that it is neither lost nor handled twice."""
        for effect in self._step(phone.Opened(route)):
            await self._do(effect)

    async def _woken(self) -> None:
        self._sync.wake()
        if self._model.voice and self._model.chosen:
            await self._platform.speaker.keep(self._model.language)

    async def _synced(self, code: str) -> None:
        self.send(phone.Synced(self._diary.page(), code))

    def _client(self) -> Client:
        from app.sync.http import connect

        return connect(self._platform)
