"""A buddy's app, running: draws its screens, listens to the shell, and does what `app.buddy.update` decides."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.buddy import update as buddy
from app.buddy.cosign import Cosigning
from app.buddy.screens import aloud
from app.buddy.views import VIEWS
from app.platform import Platform
from app.platform.roles import is_link
from app.protocol import qr_text
from app.protocol.errors import NotOurs
from app.records import scanned_text
from app.ui.shared_app import SharedApp
from app.ui.texts import Texts

if TYPE_CHECKING:
    import flet as ft

    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client
    from app.ui.controls.look import Look
    from app.ui.speech import Said


class BuddyApp(SharedApp[buddy.BuddyModel, buddy.OwnEvent, buddy.OwnEffect]):
    """One buddy's phone on one page."""

    def __init__(self, page: ft.Page, platform: Platform, store: Store, trust: Trust) -> None:
        super().__init__(page, platform, store, buddy.update, (buddy.Sync,))
        self._store = store
        shell, clock = platform, platform.clock
        self._cosigning = Cosigning(store, shell.storage, shell.signer, shell.verifier, trust, clock, shell.origin)
        self._begin_with(
            buddy.BuddyModel(
                buddy.HOME,
                store.text("language", "nl"),
                programme=self._cosigning.programme(),
                moments=self._cosigning.moments(),
            )
        )
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
        self._platform.on_back(self._went_back)
        if is_link(self._page.route or ""):
            await self._opened(self._page.route)  # the link that the app was opened with
        await self._woken()
        if self._model.programme or self._model.moments:
            self._settle_in()

    def _screen(self, look: Look, now: int) -> ft.Control:
        self._awake.shows(self._model.screen == buddy.CODE)
        return VIEWS[self._model.screen](self._model, self._texts, look, self.send, now)

    def _leaving(self, model: buddy.BuddyModel) -> str:
        return buddy.leaving(model)

    def _said(self, key: str) -> tuple[Said, ...]:
        return aloud.clips(self._model, key)

    def _start_sync(self) -> None:
        self._sync.wake()

    async def _do_own(self, effect: buddy.OwnEffect) -> None:
        match effect:
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

    async def _read(self, text: str) -> None:
        """See what a scanned text says: an invitation, or a newcomer's proposal. Raises NotOurs for any other code of ours."""
        scanned = scanned_text.read(text)
        if scanned.letter == qr_text.ENROLMENT:
            await self._cosigning.enrol(self._client(), scanned.data)
            self._settle_in()
            self.send(buddy.Joined(self._cosigning.programme()))
            return
        if scanned.letter != qr_text.MEETING:
            raise NotOurs("a code for a newcomer")
        meeting = await self._cosigning.look(scanned.data)
        if isinstance(meeting, buddy.SignedMeeting):
            self._kept(buddy.CODE, meeting)
        else:
            self.send(buddy.CodeRead(meeting))

    def _kept(self, screen: str, moment: buddy.SignedMeeting) -> None:
        """Show on `screen` what is kept, durably, of this moment."""
        self.send(buddy.MeetingKept(self._cosigning.moments(), screen, moment))

    async def _woken(self) -> None:
        """The app started, came to the front, or the network came back. The whole voice is kept for those who stay; a passer-by
        fetches only what is listened to.
        """
        await self._take_over()
        self._sync.wake()
        if self._model.voice and (self._model.programme or self._store.text("language")):
            await self._effects.background("keep_voice", self._platform.speaker.keep(self._model.language))

    async def _take_over(self) -> str:
        """Take over what was signed on the light page, before the app came or in another tab. Returns the language used there.

        What cannot be taken over the light page keeps; the next start takes it over.
        """
        return await self._effects.background("take_over", self._adopted()) or ""

    async def _adopted(self) -> str:
        """The same, but raises what stopped it."""
        before = await self._platform.light_page_state()
        if await self._cosigning.adopt(before.pairs):
            self._decided(buddy.MeetingsSynced(self._cosigning.moments()))
        return before.language

    async def _synced(self, code: str) -> None:
        """A round with the server ended; its `code` is not shown to a buddy."""
        self.send(buddy.MeetingsSynced(self._cosigning.moments()))

    def _client(self) -> Client:
        from app.sync.http import connect

        return connect(self._platform)
