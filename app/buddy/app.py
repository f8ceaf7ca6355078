"""A buddy's app, running: holds the model, shows it, and does what the decisions in `app.buddy.model` ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import flet as ft

from app.buddy import model as buddy
from app.buddy.cosign import Cosigning
from app.buddy.screens import aloud, ask, help, home, meetings, people
from app.platform import Platform, Wishes, is_link
from app.protocol import qr_text
from app.protocol.errors import NotOurs
from app.records import scanned_text
from app.ui import camera_words, help_model, speech_model, speech_player
from app.ui.diagnosis import Diagnosis
from app.ui.effects import Effects
from app.ui.page_frame import Live, look_for
from app.ui.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client

VIEWS = {
    buddy.HOME: home.view,
    buddy.WELCOME: home.welcome,
    buddy.SETTINGS: home.settings,
    buddy.READING: home.switches,
    buddy.LANGUAGE: home.language,
    buddy.REFUSED: home.refused,
    buddy.ASK: ask.view,
    buddy.CODE: ask.code,
    buddy.MOMENTS: meetings.view,
    buddy.MOMENT: meetings.one,
    buddy.TAKE_BACK: meetings.take_back,
    buddy.PICTURE: people.view,
    **dict.fromkeys(help_model.BUDDIES, help.view),
}


class BuddyApp:
    """One buddy's phone on one page."""

    def __init__(self, page: ft.Page, platform: Platform, store: Store, trust: Trust) -> None:
        self._page, self._platform, self._store = page, platform, store
        self._diagnosis = Diagnosis(store, platform)
        self._effects = Effects(page, self._diagnosis, self.send, (buddy.Sync,))
        shell, clock = platform, platform.clock
        self._cosigning = Cosigning(store, shell.storage, shell.signer, shell.verifier, trust, clock, shell.origin)
        self._model = buddy.BuddyModel(
            buddy.HOME,
            store.text("language", "nl"),
            self._cosigning.programme(),
            self._cosigning.moments(),
            big=store.text("big") == "1",
            dutch=store.text("dutch", "1") == "1",
            voice=store.text("voice", "1") == "1",
            diagnosis=self._diagnosis.lines(),
        )
        self._texts = Texts(self._model.language)
        self._live = Live(page, lambda: self._effects.drawn(self._view))
        from app.sync.buddy_round import BuddyRound
        from app.sync.runner import Runner

        round = BuddyRound(store, shell.storage, trust, clock)
        self._sync = Runner(round, self._client, self._synced, self._effects.note)

    async def run(self) -> None:
        """Show the first screen, then listen: to links, to the network coming back, to the person."""
        spoken = await self._take_over()
        if spoken and self._store.setting("language") is None:
            self._model, self._texts = replace(self._model, language=spoken), Texts(spoken)
            await self._do(buddy.Remember("language", spoken))
        self._live.start(self._texts)
        self._platform.on_wishes(self._wished)
        self._platform.on_link(self._opened)
        self._platform.on_wake(self._woken)
        if is_link(self._page.route or ""):
            await self._opened(self._page.route)  # the link that the app was opened with
        await self._woken()
        if self._model.programme or self._model.moments:
            self._settle_in()

    def _settle_in(self) -> None:
        self._effects.beside("settle_in", self._platform.settle_in)

    async def _wished(self, wishes: Wishes) -> None:
        await self._live.wished(wishes)
        self.send(buddy.Wished(wishes.letters))

    def _view(self) -> ft.Control:
        model = self._model
        dutch, lit = model.dutch and model.language != "nl", model.saying[0].key if model.saying else ""
        scale, wishes = 1.3 if model.big else 1.0, self._live.wishes
        look = look_for(self._page, self._texts, scale=scale, dutch=dutch, lit=lit, wishes=wishes)
        return VIEWS[model.screen](model, self._texts, look, self.send, self._platform.clock().wall)

    def send(self, event: buddy.Event) -> None:
        """Something happened: decide, show, do."""
        for effect in self._decided(event):
            self._page.run_task(self._do, effect)

    def _decided(self, event: buddy.Event) -> Sequence[buddy.Effect]:
        return self._effects.decided(event, lambda: self._step(event))

    def _step(self, event: buddy.Event) -> list[buddy.Effect]:
        self._model, effects = buddy.update(self._model, event)
        if self._texts.language != self._model.language:
            self._texts = Texts(self._model.language)
            self._live.speak(self._texts)
        self._live.show()
        return effects

    async def _do(self, effect: buddy.Effect) -> None:
        """Do what was decided. Nothing that goes wrong with it is lost, and nothing raises."""
        await self._effects.perform(effect, self._try(effect))

    async def _try(self, effect: buddy.Effect) -> None:
        match effect:
            case buddy.OpenCamera():
                scan = await camera_words.look_around(self._platform, self._texts)
                self.send(buddy.Scanned(scan.texts, scan.code))
            case buddy.Read(text):
                await self._read(text)
            case buddy.Sign(asked):
                self._kept(buddy.CODE, await self._cosigning.sign(asked))
                self._settle_in()
            case buddy.WithdrawAnswer(id):
                await self._cosigning.take_back(id)
                self._kept(buddy.MOMENT, self._cosigning.moment(id))
            case buddy.RememberNewcomer(id, picture):
                await self._cosigning.remember(id, picture)
                self._kept(buddy.MOMENT, self._cosigning.moment(id))
            case buddy.Remember(key, value):
                await self._remember(key, value)
            case buddy.Go(route):
                await self._platform.go(route)
            case buddy.Sync():
                self._sync.wake()
            case buddy.GiveDiagnosis():
                await self._diagnosis.hand_over(self._texts("help", "What went another way"))
            case speech_model.Find() | speech_model.Say() | speech_model.Hush() | speech_model.KeepVoice():
                happened = await speech_player.do(effect, self._platform.speaker, lambda key: aloud.asked(self._model, key))
                if happened:
                    self.send(happened)

    async def _read(self, text: str) -> None:
        scanned = scanned_text.read(text)
        if scanned.letter == qr_text.ENROLMENT:
            await self._cosigning.enrol(self._client(), scanned.data)
            self._settle_in()
            self.send(buddy.Joined(self._cosigning.programme()))
            return
        if scanned.letter != qr_text.MEETING:
            raise NotOurs("a code for a newcomer")
        seen = await self._cosigning.look(scanned.data)
        if isinstance(seen, buddy.SignedMeeting):
            self._kept(buddy.CODE, seen)
        else:
            self.send(buddy.CodeRead(seen))

    def _kept(self, screen: str, moment: buddy.SignedMeeting) -> None:
        self.send(buddy.MeetingKept(self._cosigning.moments(), screen, moment))

    async def _remember(self, key: str, value: str) -> None:
        if key == "language":
            await self._platform.speak(value)
        self._store.set_settings({key: value})
        await self._platform.storage.flush()

    async def _opened(self, route: str) -> None:
        """Returns when the link has been dealt with, so that it is neither lost nor handled twice."""
        for effect in self._decided(buddy.LinkOpened(route)):
            await self._do(effect)

    async def _woken(self) -> None:
        """The whole voice is kept for those who stay; a passer-by fetches only what is listened to."""
        await self._take_over()
        self._sync.wake()
        if self._model.voice and (self._model.programme or self._store.text("language")):
            await self._effects.background("keep_voice", self._platform.speaker.keep(self._model.language))

    async def _take_over(self) -> str:
        """What was signed on the light page, before the app came or in another tab; returns the language spoken there.

        What cannot be taken over the light page keeps; the next start takes it over.
        """
        return await self._effects.background("take_over", self._adopted()) or ""

    async def _adopted(self) -> str:
        before = await self._platform.before()
        if await self._cosigning.adopt(before.pairs):
            self._decided(buddy.MeetingsSynced(self._cosigning.moments()))
        return before.language

    async def _synced(self, code: str) -> None:
        self.send(buddy.MeetingsSynced(self._cosigning.moments()))

    def _client(self) -> Client:
        from app.sync.http import connect

        return connect(self._platform)
