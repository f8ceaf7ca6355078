"""What the newcomer's decisions ask of the diary, done: the app hears of it when it is durable."""

from __future__ import annotations

import asyncio
import secrets
from typing import TYPE_CHECKING

from app.newcomer import rating, report, take_back
from app.newcomer import update as newcomer
from app.protocol import qr_text
from app.records import scanned_text
from app.records.afterwards import Afterwards
from app.records.meetings import Meetings
from app.records.scan_rules import OTHER_WAY_FOR

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from app.platform import Platform
    from app.records.diary import Diary
    from app.records.page import Saved
    from app.records.trust import Trust
    from app.store.store import Store

Effect = newcomer.ForDiary | take_back.Effect | rating.Feel


class DiaryWork:
    """One newcomer's diary, meetings and times without a code. `send` tells the app what happened, `kept` that something is
    kept here, and `sync` that there is something to send.
    """

    def __init__(
        self,
        store: Store,
        platform: Platform,
        trust: Trust,
        diary: Diary,
        *,
        send: Callable[[newcomer.OwnEvent], None],
        kept: Callable[[], None],
        sync: Callable[[], None],
    ) -> None:
        self._store, self._platform, self._diary = store, platform, diary
        self._send, self._kept, self._sync = send, kept, sync
        shell, clock = platform, platform.clock
        self.meetings = Meetings(store, shell.storage, shell.signer, shell.verifier, trust, diary, clock, secrets.token_bytes)
        self._afterwards = Afterwards(store, shell.storage, diary, clock)

    async def finish(self) -> None:
        """Sign what was held when the app ended. What cannot be signed stays held, for the next start."""
        if await self._afterwards.finish():
            self._recounted()

    async def do(self, effect: Effect) -> None:
        """Do what this effect asks for. Raises ProtocolError, NotSaved, StoreError or PlatformError: nothing was saved."""
        match effect:
            case newcomer.Write(text):
                await self._write(text)
            case newcomer.TurnRound(other):
                await self._saving(self._diary.other_way(other))
            case newcomer.WaitAMinute(other):
                await asyncio.sleep(OTHER_WAY_FOR)
                self._send(newcomer.MinuteOver(other))
            case newcomer.CoolScan(route):
                await asyncio.sleep(OTHER_WAY_FOR)
                self._send(newcomer.ScanCooled(route))
            case rating.Feel():
                await self._feel(effect)
            case report.Propose() | report.Declare() | report.Stay() | report.RememberBuddy():
                await self._tell(effect)
            case take_back.Hold() | take_back.Wait() | take_back.Keep() | take_back.SignTakeBack():
                await self._take_back(effect)

    async def _write(self, text: str) -> None:
        """Write down what a scanned text says, or hand it to the buddy's app."""
        scanned = scanned_text.read(text)
        if scanned.is_for_buddy:
            await self._platform.go(scanned.route)
            return
        is_answer = scanned.letter == qr_text.ANSWER
        await self._saving(self.meetings.answered(scanned.data) if is_answer else self._diary.scanned(scanned))

    async def _saving(self, work: Awaitable[Saved]) -> None:
        """Say what was saved once it is durable."""
        saved = await work
        self._send(newcomer.Wrote(saved, self._diary.page()))
        self._kept()

    async def _feel(self, effect: rating.Feel) -> None:
        """Keep a face. Nothing was promised: on a full phone the face stays as it was, and nobody is bothered."""
        self._store.liked.put(effect.start, effect.activity, effect.face)
        await self._platform.storage.flush()
        self._recounted()

    async def _tell(self, effect: report.DoneByDiary) -> None:
        """Keep a moment that was told in pictures, or the picture of a buddy."""
        match effect:
            case report.Propose(activity, minutes, back):
                shown = await self.meetings.propose(activity, minutes, back)
                self._send(newcomer.ProposalShown(shown, self._diary.page()))
                self._kept()
            case report.RememberBuddy(key, picture):
                await self.meetings.remember(key, picture)
                self._recounted()
            case report.Declare(activity, minutes, back):
                await self._saving(self._afterwards.declare(activity, minutes, back))
            case report.Stay(check_in, minutes):
                await self._saving(self._afterwards.stay(check_in, minutes))

    async def _take_back(self, effect: take_back.Effect) -> None:
        """Hold or sign that a moment is taken back, or keep it after all."""
        match effect:
            case take_back.Hold(id, reason):
                await self._afterwards.hold(id, reason)
                self._send(take_back.TakeBackHeld(take_back.Taken(id, reason, self._platform.clock().wall)))
            case take_back.Wait(taken):
                await asyncio.sleep(take_back.SECONDS)
                self._send(take_back.Passed(taken))
            case take_back.Keep(id):
                await self._afterwards.keep(id)
            case take_back.SignTakeBack(id, reason):
                await self._afterwards.take_back(id, reason)
                self._recounted()
                self._sync()

    def _recounted(self) -> None:
        self._send(newcomer.Recounted(self._diary.page()))
