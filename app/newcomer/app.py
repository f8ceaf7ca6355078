"""The newcomer's app, running: holds the model, shows it, and does what the decisions in `app.newcomer.update` ask for."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

import flet as ft

from app.newcomer import rating, report, share_proof, take_back
from app.newcomer import update as newcomer
from app.newcomer.screens import (
    aloud,
    code,
    help,
    home,
    install,
    language,
    moment,
    moments,
    refused,
    saved,
    settings,
    share,
    sign,
)
from app.newcomer.screens import report as report_screen
from app.platform import HomeSnapshot, Platform, Wishes, is_link
from app.protocol import qr_text
from app.records import scanned_text
from app.records.afterwards import Afterwards
from app.records.diary import Diary
from app.records.meetings import Meetings
from app.records.recovery import recall
from app.records.scan_rules import OTHER_WAY_FOR
from app.ui import camera_words, events, help_model, speech_model, speech_player
from app.ui.diagnosis import Diagnosis
from app.ui.effects import Effects
from app.ui.page_frame import Live, look_for
from app.ui.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Awaitable, Sequence

    from app.records.page import Saved
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client
    from app.ui.speech import Said

VIEWS = {
    newcomer.LANGUAGE: language.view,
    newcomer.HOME: home.view,
    newcomer.SAVED: saved.view,
    newcomer.REFUSED: refused.view,
    newcomer.MOMENTS: moments.view,
    newcomer.SETTINGS: settings.view,
    newcomer.READING: settings.switches,
    newcomer.INSTALL: install.view,
    report.WHO: report_screen.who,
    report.WHICH: report_screen.which,
    report.WHAT: report_screen.what,
    report.LONG: report_screen.long,
    report.WHEN: report_screen.when,
    report.CODE: code.view,
    report.SIGN: sign.view,
    report.MOMENT: moment.view,
    report.UNTIL: moment.until,
    take_back.REASON: moment.reason,
    rating.LIKED: moments.liked,
    share_proof.GIVE: share.view,
    **dict.fromkeys(help_model.NEWCOMERS, help.view),
}

MINUTE = 60  # seconds
UNSEEN = (newcomer.AskToKeep, newcomer.LookForRoom, newcomer.Sync, newcomer.WaitAMinute, rating.Feel, take_back.Wait)


class PhoneApp:
    """One newcomer's phone on one page."""

    def __init__(self, page: ft.Page, platform: Platform, store: Store, trust: Trust, diary: Diary) -> None:
        self._page, self._platform, self._store, self._diary = page, platform, store, diary
        self._trust = trust
        self._diagnosis = Diagnosis(store, platform)
        self._effects = Effects(page, self._diagnosis, self.send, UNSEEN)
        chosen = store.text("language")
        self._model = newcomer.NewcomerModel(
            screen=newcomer.HOME if chosen else newcomer.LANGUAGE,
            language=chosen or "nl",
            chosen=bool(chosen),
            page=diary.page(),
            big=store.text("big") == "1",
            dutch=store.text("dutch", "1") == "1",
            offered=bool(store.text("install")),
            put_off=store.number(report.LATER) or 0,
            origin=platform.origin,
            voice=store.text("voice", "1") == "1",
            diagnosis=self._diagnosis.lines(),
        )
        self._texts = Texts(self._model.language)
        self._live = Live(page, lambda: self._effects.drawn(self._view))
        self._until = 0  # when home looks different by itself
        from app.sync.answers import Answers
        from app.sync.restore import Restore
        from app.sync.round import NewcomerRound
        from app.sync.runner import Runner

        shell, clock = platform, platform.clock
        self._meetings = Meetings(store, shell.storage, shell.signer, shell.verifier, trust, diary, clock, secrets.token_bytes)
        self._afterwards = Afterwards(store, shell.storage, diary, clock)
        restore = Restore(store, shell.storage, trust, shell.signer, shell.verifier)
        answers = Answers(store, shell.signer, diary, self._meetings, clock)
        round = NewcomerRound(store, shell.storage, trust, diary, restore, answers, clock)
        self._sync = Runner(round, self._client, self._synced, self._effects.note)

    async def run(self) -> None:
        """Show the first screen, then listen: to links, to the person, to the shell that says when there is time to sync."""
        self._live.start(self._texts)
        await self._effects.perform("recall", recall(self._store, self._platform.room))
        await self._effects.background("finish", self._finish())
        self._platform.on_wishes(self._wished)
        self._platform.on_link(self._opened)
        self._platform.on_wake(self._woken)
        self._platform.on_scan(self._asked_to_scan)
        self._platform.on_installable(self._installable)
        self._page.run_task(self._clock)
        if self._model.page.entries:
            self._settle_in()
        if is_link(self._page.route or ""):
            await self._opened(self._page.route)  # the link that the app was opened with

    async def _finish(self) -> None:
        """Sign what was held when the app ended. What cannot be signed stays held, for the next start."""
        if await self._afterwards.finish():
            self.send(newcomer.Recounted(self._diary.page()))

    def _settle_in(self) -> None:
        self._effects.beside("settle_in", self._platform.settle_in)

    async def _clock(self) -> None:
        """Home is drawn again when the clock of somebody who is here has gone on."""
        while True:
            await asyncio.sleep(MINUTE)
            if self._until and self._model.screen == newcomer.HOME and self._platform.clock().wall >= self._until:
                self._live.show()

    async def _wished(self, wishes: Wishes) -> None:
        await self._live.wished(wishes)
        self.send(newcomer.Wished(wishes.letters))

    def _view(self) -> ft.Control:
        model = self._model
        lit = model.saying[0].key if model.saying else ""
        dutch = model.dutch and model.language != "nl"
        scale, wishes = 1.3 if model.big else 1.0, self._live.wishes
        look = look_for(self._page, self._texts, scale=scale, dutch=dutch, lit=lit, wishes=wishes)
        now = self._platform.clock().wall
        self._until = home.until(model, now)
        glimpse = HomeSnapshot(camera_words.words(self._texts), self._texts.rtl, look.palette.action, self._until)
        seen = glimpse if model.screen == newcomer.HOME else None
        self._effects.beside("at_home", lambda: self._platform.at_home(seen))
        return VIEWS[model.screen](model, self._texts, look, self.send, now)

    def send(self, event: newcomer.Event) -> None:
        """Something happened: decide, show, do."""
        for effect in self._decided(event):
            self._page.run_task(self._do, effect)

    def _decided(self, event: newcomer.Event) -> Sequence[newcomer.Effect]:
        return self._effects.decided(event, lambda: self._step(event))

    def _step(self, event: newcomer.Event) -> list[newcomer.Effect]:
        before = self._model
        self._model, effects = newcomer.update(before, event)
        if isinstance(event, newcomer.Wrote | newcomer.ProposalShown):
            self._settle_in()
        if self._model == before:
            return effects
        if self._texts.language != self._model.language:
            self._texts = Texts(self._model.language)
            self._live.speak(self._texts)
        self._live.show()
        return effects

    async def _do(self, effect: newcomer.Effect) -> None:
        """Do what was decided. Nothing that goes wrong with it is lost, and nothing raises."""
        await self._effects.perform(effect, self._try(effect))

    async def _try(self, effect: newcomer.Effect) -> None:
        match effect:
            case newcomer.OpenCamera():
                scan = await camera_words.look_around(self._platform, self._texts)
                self.send(newcomer.Scanned(scan.texts, scan.code))
            case newcomer.Write(text):
                await self._write(text)
            case newcomer.TurnRound(other):
                await self._saving(self._diary.other_way(other))
            case newcomer.WaitAMinute(other):
                await asyncio.sleep(OTHER_WAY_FOR)
                self.send(newcomer.MinuteOver(other))
            case newcomer.Remember(key, value):
                await self._remember(key, value)
            case newcomer.Sync():
                self._sync.wake()
            case newcomer.AskToKeep():
                self.send(newcomer.Answered(await self._platform.room.ask_to_keep()))
            case newcomer.LookForRoom():
                self.send(newcomer.RoomMeasured(await self._platform.room.is_tight()))
            case newcomer.Install():
                await self._platform.install()
            case newcomer.Go(route):
                await self._platform.go(route)
            case rating.Feel():
                await self._feel(effect)
            case share_proof.Hand():
                await self._hand()
            case events.GiveDiagnosis():
                await self._diagnosis.hand_over(self._texts("help", "What went another way"))
            case speech_model.Find() | speech_model.Say() | speech_model.Hush() | speech_model.KeepVoice():
                await self._speak(effect)
            case take_back.Hold() | take_back.Wait() | take_back.Keep() | take_back.SignTakeBack():
                await self._take_back(effect)
            case _:
                await self._tell(effect)

    async def _speak(self, effect: speech_model.Voice) -> None:
        happened = await speech_player.do(effect, self._platform.speaker, self._said)
        if happened:
            self.send(happened)

    def _said(self, key: str) -> tuple[Said, ...]:
        return aloud.asked(self._model, self._platform.clock().wall, key)

    async def _write(self, text: str) -> None:
        """Write down what a scanned text says, or hand it to the buddy's app. Raises what `Diary.scanned` raises."""
        scanned = scanned_text.read(text)
        if scanned.is_for_buddy:
            await self._platform.go(scanned.route)
            return
        is_answer = scanned.letter == qr_text.ANSWER
        await self._saving(self._meetings.answered(scanned.data) if is_answer else self._diary.scanned(scanned))

    async def _saving(self, work: Awaitable[Saved]) -> None:
        """Say what was saved once it is durable."""
        saved = await work
        self.send(newcomer.Wrote(saved, self._diary.page()))

    async def _feel(self, felt: rating.Feel) -> None:
        """Nothing was promised: on a full phone the face stays as it was, and nobody is bothered."""
        self._store.liked.put(felt.start, felt.activity, felt.face)
        await self._platform.storage.flush()
        self.send(newcomer.Recounted(self._diary.page()))

    async def _hand(self) -> None:
        """The proof, to whom the newcomer chooses."""
        from app.records import proof_file

        listed = self._trust.trust_list
        version = listed.policy.version if listed else 0
        text = proof_file.as_text(proof_file.gather(self._store), self._platform.origin, version)
        title = self._texts("home", "My moments")
        self.send(share_proof.Handed(await self._platform.files.hand_over(proof_file.FILE, text, title)))

    async def _tell(self, effect: report.Effect) -> None:
        """What was told in pictures."""
        match effect:
            case report.Propose(activity, minutes, back):
                shown = await self._meetings.propose(activity, minutes, back)
                self.send(newcomer.ProposalShown(shown, self._diary.page()))
            case report.RememberBuddy(key, picture):
                await self._meetings.remember(key, picture)
                self.send(newcomer.Recounted(self._diary.page()))
            case report.Declare(activity, minutes, back):
                await self._saving(self._afterwards.declare(activity, minutes, back))
            case report.Stay(check_in, minutes):
                await self._saving(self._afterwards.stay(check_in, minutes))

    async def _take_back(self, effect: take_back.Effect) -> None:
        """What is taken back, and what is kept after all."""
        match effect:
            case take_back.Hold(id, reason):
                await self._afterwards.hold(id, reason)
                self.send(take_back.TakeBackHeld(take_back.Taken(id, reason, self._platform.clock().wall)))
            case take_back.Wait(taken):
                await asyncio.sleep(take_back.SECONDS)
                self.send(take_back.Passed(taken))
            case take_back.Keep(id):
                await self._afterwards.keep(id)
            case take_back.SignTakeBack(id, reason):
                await self._afterwards.take_back(id, reason)
                self.send(newcomer.Recounted(self._diary.page()))
                self._sync.wake()

    async def _remember(self, key: str, value: str) -> None:
        if key == "language":
            await self._platform.speak(value)
        self._store.set_settings({key: value})
        await self._platform.storage.flush()

    async def _opened(self, route: str) -> None:
        """Returns when the link has been dealt with, so that it is neither lost nor handled twice."""
        for effect in self._decided(newcomer.LinkOpened(route)):
            await self._do(effect)

    async def _asked_to_scan(self) -> None:
        self.send(newcomer.Tapped("scan"))

    async def _installable(self, way: str) -> None:
        self.send(newcomer.Installable(way))

    async def _woken(self) -> None:
        self.send(newcomer.Woke())
        if self._model.voice and self._model.chosen:
            await self._effects.background("keep_voice", self._platform.speaker.keep(self._model.language))

    async def _synced(self, code: str) -> None:
        self.send(newcomer.HoursSynced(self._diary.page(), code))

    def _client(self) -> Client:
        from app.sync.http import connect

        return connect(self._platform)
