"""A region of 1,500 days: phones that sleep for months, displays that stay on, buddies who come and go, renewals done late.

No hour changes its level by time alone, and none is lost.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.counsellor import model as counsellor
from app.protocol import display_token, hours, qr_text
from app.protocol.display_token import Session
from app.protocol.ed25519 import Key
from app.protocol.keys import key_id
from app.records.scanned_text import ScannedText
from sync_server.region import members, receipts, renewal, upkeep
from sync_server.region.keys import read_key, write_key
from sync_server.region.registry import DAY
from tests.journeys.buddies import BuddyPhone, invitation, line, meet
from tests.journeys.town import Handset, waiting
from tests.people import NOON, key
from tests.server.test_server import Town
from tests.server.years import join

DAYS, HOUR = 1500, 3600
SLEEPS = (1, 2, 5, 20, 90, 200, 330)  # days until a phone has network again
STOLEN, TOLD = 700, 725  # the market's tablet; the region hears of it later
ENDED, BACK = 200, 320  # Els takes part no longer, and does again
OUTAGE = range(780, 900)  # nobody looks after the server: no upkeep


@dataclass
class Moment:
    """What happened, and when the server heard of it."""

    day: int
    where: str
    received: int | None = None

    def level(self, today: int) -> int:
        """What it is worth to whoever has the newest list."""
        if self.where == "market" and today >= TOLD:
            believed = self.day < STOLEN and self.received is not None and self.received < STOLEN
            return hours.IN_AND_OUT if believed else hours.DECLARED
        if self.where == "els":
            away = ENDED <= self.day < BACK and today >= ENDED
            return hours.POSTER if away else hours.CO_SIGNED
        return hours.CO_SIGNED if self.where in ("jan", "els") else hours.IN_AND_OUT


@dataclass
class Newcomer:
    """One phone, what was lived with it, and what it showed the last time."""

    phone: Handset
    begins: int
    wakes: int
    lived: dict[bytes, Moment] = field(default_factory=dict)
    shown: dict[bytes, tuple[int, int]] = field(default_factory=dict)

    def levels(self) -> dict[bytes, tuple[int, int]]:
        """Level and minutes by the id of the moment."""
        return {one.visit.check_in: (counsellor.level(one), one.minutes) for one in self.phone.diary.page().entries}


class Region:
    """Everything that happens, day by day."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.dice, self.town = folder, random.Random(40), Town(folder / "town")
        self.displays = {name: key(f"display of the {name}") for name in ("library", "market", "garden")}
        self.root: Key = read_key(folder / "town" / "data" / "root" / "root.key")
        self.next_root: Path = folder / "town" / "data" / "root" / "next-root.key"
        self.newcomers = list[Newcomer]()
        self.day = 0

    async def begin(self) -> None:
        for name, display in self.displays.items():
            join(self.town.registry, display, name)
        self.buddies = {name: await BuddyPhone(self.folder, name, transport=line(self.town)).open() for name in ("jan", "els")}
        for phone in self.buddies.values():
            await phone.cosigning.enrol(phone.client(), invitation(self.town))
        for number in range(12):
            handset = await Handset(self.folder, f"newcomer {number}", transport=line(self.town)).open()
            begins = number * 110
            self.newcomers.append(Newcomer(handset, begins, begins + 1))

    async def a_day(self, day: int) -> None:
        self.day, self.town.time = day, NOON + day * DAY
        await self._office()
        for one in self.newcomers:
            if one.begins <= day < one.begins + 300 and self.dice.random() < 0.1:
                await self._lives(one)
            if day == one.wakes:
                await self._syncs(one)
        if self.dice.random() < 0.02:
            await self.buddies[self.dice.choice(["jan", "els"])].runner.wake()

    # --- the region's office ---

    async def _office(self) -> None:
        plans: dict[int, Callable[[], None]] = {
            ENDED: lambda: members.revoke(self.town.registry, key_of(self.buddies["els"])),
            420: lambda: receipts.renew(self.town.registry),
            466: lambda: renewal.renew(self.town.registry, self.root),  # a hundred days too late
            TOLD: lambda: members.revoke(self.town.registry, self._id("market"), NOON + STOLEN * DAY),
            820: self._the_root_is_lost,
            1000: lambda: receipts.renew(self.town.registry),
            1180: self._the_root_is_lost,
        }
        if self.day in plans:
            plans[self.day]()
        if self.day == BACK:
            els = self.buddies["els"]
            await els.cosigning.enrol(els.client(), invitation(self.town, "Anders"))
        if self.day not in OUTAGE:
            upkeep.upkeep(self.town.registry)

    def _the_root_is_lost(self) -> None:
        following = self.folder / f"root of day {self.day}.key"
        write_key(following, Key.generate())
        renewal.renew(self.town.registry, read_key(self.next_root), read_key(following).public)
        self.next_root = following

    def _id(self, display: str) -> str:
        return key_id(self.displays[display].public).hex()

    # --- newcomers ---

    async def _lives(self, one: Newcomer) -> None:
        assert one.levels() == one.shown  # nothing happened since: time alone changes nothing
        where = self.dice.choice([*self.displays, "jan", "els"])
        one.phone.clock.wall = self.town.time
        if where in self.buddies:
            buddy = self.buddies[where]
            buddy.clock.wall = self.town.time + HOUR
            id = (await meet(one.phone, buddy, 60)).id
        else:
            number = len(one.lived) + 1
            first = await one.phone.diary.scanned(code(self.displays[where], self.town.time - 2 * HOUR, number))
            await one.phone.diary.scanned(code(self.displays[where], self.town.time - HOUR, number))
            id = first.entry.visit.check_in
        one.lived[id] = Moment(self.day, where)
        one.shown = one.levels()
        assert one.shown[id][1] > 0

    async def _syncs(self, one: Newcomer) -> None:
        assert one.levels() == one.shown
        one.phone.clock.wall = self.town.time
        for _ in range(2):
            await one.phone.runner.wake()
        assert one.phone.notices[-1] == ""
        assert waiting(one.phone.store) == 0
        for moment in one.lived.values():
            moment.received = self.day if moment.received is None else moment.received
        one.shown = one.levels()
        assert {id: level for id, (level, _) in one.shown.items()} == {
            id: moment.level(self.day) for id, moment in one.lived.items()
        }, (self.day, one.phone.name)
        one.wakes = self.day + self.dice.choice(SLEEPS)

    async def end(self) -> None:
        for one in self.newcomers:
            await self._syncs(one)
        held = set(self.town.held())
        for one in self.newcomers:
            assert all(kept.record.envelope.data in held and kept.receipt for kept in one.phone.store.records())
            reopened = await one.phone.reopen()
            assert one.levels() == one.shown
            reopened.store.close()


def code(display: Key, time: int, number: int) -> ScannedText:
    said = Session(number.to_bytes(8, "big"), time, 1, 240)
    return ScannedText(qr_text.SESSION, display.seal(display_token.to_draft(said, display.public)))


def key_of(phone: BuddyPhone) -> str:
    return key_id(key(f"phone of {phone.name}").public).hex()


@pytest.mark.slow
def test_in_fifteen_hundred_days_no_hour_changes_by_time_alone_and_none_is_lost(tmp_path: Path) -> None:
    async def story() -> None:
        region = Region(tmp_path)
        await region.begin()
        for day in range(1, DAYS + 1):
            await region.a_day(day)
        await region.end()
        lived = [moment for one in region.newcomers for moment in one.lived.values()]
        assert len(lived) > 250
        assert {moment.where for moment in lived} == {*region.displays, *region.buddies}
        assert region.town.registry.list_certificate().serial == 4

    asyncio.run(story())
