"""What the decisions about several newcomers ask of the device, done."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from app.newcomer import lock, people
from app.platform import picture_lock
from app.platform.errors import PlatformError
from app.platform.sharers import ASK, Sharer, free_slot, without_lock

if TYPE_CHECKING:
    from app.platform import Platform

ALONE = 0  # the picture of somebody who sets a lock and is alone here
WARM = 120  # seconds after a scan was saved for which it may be handed to somebody else


class LastScan(Protocol):
    """The diary, as far as somebody else's scan concerns it."""

    async def not_mine(self) -> None:
        """Take back what the last scan became, durably."""
        ...


class PeopleWork:
    """Keeps the list of sharers, tries locks, and starts the app again for somebody else.

    `chosen`: what to do instead of starting again, where nobody's app runs yet. `last_scan`: the diary of who is here, None
    there.
    """

    def __init__(
        self,
        platform: Platform,
        send: Callable[[people.Event], None],
        last_scan: LastScan | None = None,
        chosen: Callable[[int], None] | None = None,
    ) -> None:
        self._platform, self._send, self._last_scan, self._chosen = platform, send, last_scan, chosen
        self._saved_at = 0

    def saved(self) -> None:
        """A scan was just saved."""
        self._saved_at = self._platform.clock().wall

    async def do(self, effect: people.Effect) -> None:
        """Do what this effect asks for. Raises PlatformError, StoreError, or what taking back raises; then nobody else
        begins.
        """
        match effect:
            case people.BeginFor(slot, route, hand, take_back):
                await self._begin(slot, route, hand, take_back=take_back)
            case people.BeginAnother():
                await self._another(effect)
            case lock.TryLock(slot, pictures):
                await self._try(slot, pictures)
            case lock.KeepLock(pictures):
                await self._keep_lock(pictures)

    async def _another(self, effect: people.BeginAnother) -> None:
        """Keep somebody new, and start again for that one."""
        sharers = self._platform.sharers
        slot = free_slot(sharers.here())
        if slot == ASK:
            return
        first = [] if effect.own is None else [Sharer(sharers.slot, effect.own)]
        await sharers.keep(*first, Sharer(slot, effect.sign))
        await self._begin(slot, effect.route, effect.hand, take_back=effect.take_back)

    async def _begin(self, slot: int, route: str, hand: str, *, take_back: bool) -> None:
        """Start again for the newcomer of `slot`. A scan that has become too old is not handed on."""
        if take_back and self._last_scan:
            await self._last_scan.not_mine()
        if self._chosen:
            self._chosen(slot)
            return
        is_warm = not self._saved_at or self._platform.clock().wall - self._saved_at <= WARM
        await self._platform.sharers.switch(slot, route if is_warm else "", hand)

    async def _try(self, slot: int, pictures: tuple[int, ...]) -> None:
        """Try a lock. A wrong try is counted before the person hears of it, so that a new start forgets none."""
        sharers, now = self._platform.sharers, self._platform.clock().wall
        sharer = next((each for each in sharers.here() if each.slot == slot), None)
        wait = picture_lock.wait(sharer, now) if sharer else 0
        if wait:
            self._send(lock.LockTried(fits=False, wait=wait))
            return
        if sharer is None or not sharer.lock or await picture_lock.fits(self._platform.card_cipher, pictures, sharer.lock):
            if sharer and sharer.wrong:
                await sharers.keep(replace(sharer, wrong=0, at=0))
            self._send(lock.LockTried(fits=True))
            return
        wrong = replace(sharer, wrong=sharer.wrong + 1, at=now)
        try:
            await sharers.keep(wrong)
        except PlatformError as error:
            if error.code != "storage-full":  # a full phone forgets the count; the slow function stays
                raise
        self._send(lock.LockTried(fits=False, wait=picture_lock.wait(wrong, now)))

    async def _keep_lock(self, pictures: tuple[int, ...]) -> None:
        """Ask from now on for these pictures, or with () for none."""
        sharers = self._platform.sharers
        mine = next((each for each in sharers.here() if each.slot == sharers.slot), None)
        if mine is None:
            if sharers.here() or not pictures:
                return
            mine = Sharer(sharers.slot, ALONE)  # who is alone here is in no list before there is a lock
        lock = ""
        if pictures:
            lock = await picture_lock.made(self._platform.card_cipher, pictures, secrets.token_bytes(picture_lock.SALT))
        await sharers.keep(replace(without_lock(mine), lock=lock))
        self._send(people.SharersKept(sharers.here()))
