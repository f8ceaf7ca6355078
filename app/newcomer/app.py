"""The newcomer's app, running: draws its screens, listens to the shell, and has done what `app.newcomer.update` decides."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from app.newcomer import (
    keep_card,
    lock,
    milestone,
    mine,
    navigation,
    people,
    phone_events,
    rating,
    report,
    share_proof,
    take_back,
)
from app.newcomer import update as newcomer
from app.newcomer.diary_work import DiaryWork
from app.newcomer.model import FORGOTTEN, JOINED_TOLD, NEVER, Keeping, Sharing
from app.newcomer.people_work import PeopleWork
from app.newcomer.screens import aloud, home
from app.newcomer.views import VIEWS
from app.platform import Platform
from app.platform.page import HomeSnapshot
from app.platform.roles import is_link
from app.records.recovery import recall
from app.ui import camera_words
from app.ui.shared_app import SharedApp

if TYPE_CHECKING:
    import flet as ft

    from app.newcomer.card_work import CardWork
    from app.newcomer.mine_work import MineWork
    from app.newcomer.phone_work import PhoneWork
    from app.newcomer.return_work import ReturnWork
    from app.records.diary import Diary
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client
    from app.ui.controls.look import Look
    from app.ui.shared_model import SharedEvent
    from app.ui.speech import Said

MINUTE = 60  # seconds
AWAY = 300  # seconds without a tap, after which a lock is asked for when the app comes to the front
UNSEEN = (
    *(newcomer.AskToKeep, newcomer.MeasureQuota, newcomer.Sync, newcomer.WaitAMinute, newcomer.CoolScan),
    *(keep_card.CheckCard, phone_events.HoldCode, rating.Feel, take_back.Wait),
)


class PhoneApp(SharedApp[newcomer.NewcomerModel, newcomer.OwnEvent, newcomer.OwnEffect]):
    """One newcomer's phone on one page."""

    def __init__(self, page: ft.Page, platform: Platform, store: Store, trust: Trust, diary: Diary) -> None:
        super().__init__(page, platform, store, newcomer.update, UNSEEN)
        self._store, self._trust, self._diary = store, trust, diary
        chosen = store.text("language")
        self._begin_with(
            newcomer.NewcomerModel(
                screen=mine.LEAVING if store.text("leaving") else newcomer.HOME if chosen else newcomer.LANGUAGE,
                language=chosen or "nl",
                chosen=bool(chosen),
                page=diary.page(),
                offered=bool(store.text("install")),
                keeping=keeping_of(store, trust),
                put_off=store.number(report.LATER) or 0,
                origin=platform.origin,
                sharing=Sharing(platform.sharers.here(), platform.sharers.slot),
                mine=bool(platform.sharers.here()),
                # On an iPhone Safari and the app on the home screen are two, and nobody has to hear of it.
                joined_told=store.number(JOINED_TOLD) or int(platform.quota.wants_secret()),
                forgotten_told=bool(store.text(FORGOTTEN)),
                helped=store.number("helped") == 1,
                reached=store.number(milestone.KEPT) or 0,
            )
        )
        self._people = PeopleWork(platform, self.send, diary)
        self._touched = platform.clock().wall  # when the person last tapped, in Unix seconds
        self._card_work: CardWork | None = None
        self._return_work: ReturnWork | None = None
        self._until = 0  # when home looks different by itself, in Unix seconds; 0 when it does not
        from app.sync.answers import Answers
        from app.sync.newcomer_round import NewcomerRound
        from app.sync.other_app import OtherApp
        from app.sync.restore import Restore
        from app.sync.runner import Runner

        shell, clock = platform, platform.clock
        self._work = DiaryWork(store, platform, trust, diary, send=self.send, kept=self._settle_in, sync=self._start_sync)
        restore = Restore(store, shell.storage, trust, shell.signer, shell.verifier)
        answers = Answers(store, shell.signer, diary, self._work.meetings, clock)
        other_app = OtherApp(store, shell.quota, restore, self._recall, clock)
        round = NewcomerRound(store, shell.storage, trust, diary, restore, answers, clock, other_app)
        self._sync = Runner(round, self._client, self._synced, self._effects.note)

    async def run(self) -> None:
        """Show the first screen, then listen: to links, to the person, to the shell that says when there is time to sync."""
        self._live.start(self._texts)
        if self._model.screen == mine.LEAVING:
            await self._effects.perform("leave", self._mine().finish())
            return
        await self._effects.perform("recall", self._recall())
        await self._effects.background("finish", self._work.finish())
        self._platform.on_wishes(self._wished)
        self._platform.on_link(self._opened)
        self._platform.on_wake(self._woken)
        self._platform.on_back(self._went_back)
        self._platform.on_scan(self._asked_to_scan)
        self._platform.on_installable(self._installable)
        self._page.run_task(self._clock)
        if self._model.page.entries:
            self._settle_in()
        if self._platform.sharers.here():
            await self._effects.perform("hand", self._take_hand())
        if is_link(self._page.route or ""):
            await self._opened(self._page.route)  # the link that the app was opened with

    async def _take_hand(self) -> None:
        """The recovery card, or the old phone's codes, that somebody scanned while another newcomer used this app."""
        text = await self._platform.sharers.take_hand()
        if text:
            self.send(newcomer.InHand(text))

    def send(self, event: newcomer.OwnEvent | SharedEvent) -> None:
        """See `SharedApp.send`; notes when the person tapped, and when a scan was saved."""
        if isinstance(event, newcomer.Tapped):
            self._touched = self._platform.clock().wall
        if isinstance(event, newcomer.Wrote):
            self._people.saved()
        super().send(event)

    async def _recall(self) -> None:
        """Keep the recovery secret apart, or find it there."""
        await recall(self._store, self._platform.storage, self._platform.quota, secrets.token_bytes)

    async def _clock(self) -> None:
        """Draw home again when the clock of somebody who is here has gone on."""
        while True:
            await asyncio.sleep(MINUTE)
            if self._until and self._model.screen == newcomer.HOME and self._platform.clock().wall >= self._until:
                self._live.show()

    def _screen(self, look: Look, now: int) -> ft.Control:
        """Draw the screen, and let the shell know what home looks like while it is shown."""
        model = self._model
        self._until = home.until(model, now)
        snapshot = HomeSnapshot(camera_words.words(self._texts), self._texts.rtl, look.palette.action, self._until)
        shown = snapshot if model.screen == newcomer.HOME else None
        self._effects.beside("at_home", lambda: self._platform.at_home(shown))
        self._awake.shows(model.screen in (report.CODE, keep_card.MY_CARD, newcomer.PHONE_CODES))
        return VIEWS[model.screen](model, self._texts, look, self.send, now)

    def _leaving(self, model: newcomer.NewcomerModel) -> str:
        return navigation.leaving(model)

    def _said(self, key: str) -> tuple[Said, ...]:
        return aloud.clips(self._model, self._platform.clock().wall, key)

    def _start_sync(self) -> None:
        self._sync.wake()

    async def _do_own(self, effect: newcomer.OwnEffect) -> None:
        match effect:
            case newcomer.AskToKeep():
                self.send(newcomer.Answered(await self._platform.quota.ask_to_keep()))
            case newcomer.MeasureQuota():
                self.send(newcomer.QuotaMeasured(await self._platform.quota.is_low()))
            case newcomer.Install():
                await self._platform.install()
            case share_proof.Hand():
                await self._hand()
            case people.BeginFor() | people.BeginAnother() | lock.TryLock() | lock.KeepLock():
                await self._people.do(effect)
            case keep_card.MakeCard() | keep_card.GiveCard() | keep_card.CheckCard():
                await self._cards().do(effect, self._texts)
            case (
                phone_events.MakeCodes()
                | phone_events.HoldCode()
                | phone_events.ReadPhone()
                | phone_events.Join()
                | phone_events.OpenFile()
            ):
                await self._between_phones().do(effect)
            case mine.HandEverything() | mine.Leave():
                await self._mine().do(effect, self._model, self._texts)
            case newcomer.OpenCard() | newcomer.PutTogether():
                await self._returning().do(effect)
            case _:
                await self._work.do(effect)

    async def _hand(self) -> None:
        """Hand the proof to whom the newcomer chooses."""
        from app.records import proof_file

        listed = self._trust.trust_list
        version = listed.policy.version if listed else 0
        text = proof_file.as_text(proof_file.gather(self._store), self._platform.origin, version)
        title = self._texts("home", "My moments")
        self.send(share_proof.Handed(await self._platform.files.hand_over(proof_file.FILE, text, title)))

    def _mine(self) -> MineWork:
        """What is done with everything of this newcomer: made when it is asked for, because most people never do that."""
        from app.newcomer.mine_work import MineWork

        return MineWork(self._store, self._platform, self._trust, self.send)

    async def _send_wishes(self) -> None:
        """Send what people who left this phone asked of the region."""
        if await self._platform.left_wishes.kept():
            from app.newcomer.mine_work import send_wishes

            await send_wishes(self._platform, self._client)

    def _cards(self) -> CardWork:
        """What makes and hands over the card: loaded when it is first asked for."""
        if self._card_work is None:
            from app.newcomer.card_work import CardWork

            self._card_work = CardWork(self._store, self._platform, self._trust, self._diary, self._client, send=self.send)
        return self._card_work

    def _between_phones(self) -> PhoneWork:
        """What goes from phone to phone: made when it is asked for, because most people never do that."""
        from app.newcomer.phone_work import PhoneWork

        parts = self._store, self._platform, self._trust, self._diary
        return PhoneWork(*parts, self.send, self._settle_in, lambda: self._texts, self._returning)

    def _returning(self) -> ReturnWork:
        """What brings hours back from elsewhere: made when it is first asked for, because most people never do."""
        if self._return_work is None:
            from app.newcomer.return_work import ReturnWork

            parts = self._store, self._platform, self._trust, self._diary
            self._return_work = ReturnWork(*parts, self._client, self.send, self._settle_in)
        return self._return_work

    async def _asked_to_scan(self) -> None:
        """The home screen of the device asked for a scan."""
        self.send(newcomer.Tapped("scan"))

    async def _installable(self, way: str) -> None:
        """The app can be put on the home screen, this `way`."""
        self.send(newcomer.Installable(way))

    async def _woken(self) -> None:
        """The app came to the front, or the network came back. The voice is kept for those who chose a language."""
        if self._platform.clock().wall - self._touched >= AWAY:
            self.send(lock.LongAway())
        self.send(newcomer.Woke())
        if self._model.voice and self._model.chosen:
            await self._effects.background("keep_voice", self._platform.speaker.keep(self._model.language))
        await self._effects.background("left_wishes", self._send_wishes())

    async def _synced(self, code: str) -> None:
        """A round with the server ended; `code` is "" when it went through."""
        self.send(newcomer.HoursSynced(self._diary.page(), code))

    def _client(self) -> Client:
        from app.sync.http import connect

        return connect(self._platform)


def keeping_of(store: Store, trust: Trust) -> Keeping:
    """What this phone knows of its person's card."""
    pictures, asked = store.setting("card-pictures") or b"", store.number(keep_card.ASKED)
    return Keeping(
        pictures=tuple(pictures),
        region=trust.trust_list.region if trust.trust_list else b"",
        kept=store.text(keep_card.IS_KEPT) == "kept",
        asked=NEVER if asked is None else asked,
        pending=bool(store.setting("card-making")),
    )
