"""Stories of a library with a tablet at each door, and of a phone whose clock somebody sets between coming and leaving."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.platform.clock import ClockReading
from app.protocol import hours
from app.protocol.ed25519 import Key
from app.protocol.record import CheckIn, Device, Stayed, Void
from app.records import open_visits
from app.records.page import NotSaved, Saved
from app.store.rows import KEPT
from tests.journeys.buddies import line
from tests.journeys.region import INVITED, Region, enrol, founded, poster_code, trusting
from tests.journeys.town import Clock, Handset, code
from tests.people import CARE_HOME, LIBRARY, LIBRARY_NAME, NOON, key

MINUTE, HOUR, DAY = 60, 3600, 86400
EXIT = key("library exit display")


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def two_doors(folder: Path, transport: bool = False) -> tuple[Region, Handset]:
    """A region whose library has two tablets, and Amina's phone, which holds the region's list."""
    region = await founded(folder / "region")
    await enrol(region.town, EXIT, region.tell(f"{INVITED[LIBRARY]} --label uitgang").strip())
    region.town.time = NOON
    amina = await Handset(folder, transport=line(region.town) if transport else None).open()
    await trusting(amina, region)
    return region, amina


async def scan(amina: Handset, after: int, display: Key, number: int = 1) -> Saved:
    """She scans so many seconds after noon, and all clocks agree."""
    amina.clock.wall = NOON + after
    return await amina.diary.scanned(code(display, time=NOON + after, number=number))


def visits(amina: Handset) -> list[tuple[int, int | None]]:
    """Each visit that stands, in minutes after noon; None: not left."""
    shown = [entry.visit for entry in amina.diary.page().entries if not entry.taken_back]
    return [((visit.start - NOON) // MINUTE, None if visit.end is None else (visit.end - NOON) // MINUTE) for visit in shown]


@pytest.mark.parametrize(("door", "other"), [(LIBRARY, EXIT), (EXIT, LIBRARY)])
def test_whoever_comes_in_at_one_door_goes_out_at_the_other(tmp_path: Path, door: Key, other: Key) -> None:
    async def story() -> None:
        _, amina = await two_doors(tmp_path)
        assert (await scan(amina, 0, door)).what == "came"
        left = await scan(amina, 90 * MINUTE, other, number=5)
        assert (left.what, left.entry.organisation, left.entry.minutes) == ("left", LIBRARY_NAME, 90)
        assert (visits(amina), amina.diary.page().total) == ([(0, 90)], 90)
        assert open_visits.here(amina.diary.page(), NOON + 91 * MINUTE) is None
        (interval,) = left.entry.visit.intervals
        assert interval.level == hours.SCANNED  # one code of a display proves the coming
        assert (await scan(amina, 91 * MINUTE, other, number=5)).what == "already"
        await amina.reopen()
        assert (await scan(amina, 3 * HOUR, other, number=5)).what == "came"
        assert (await scan(amina, 4 * HOUR, door)).what == "left"
        assert (visits(amina), amina.diary.page().total) == ([(0, 90), (180, 240)], 150)

    run(story())


def test_whoever_forgot_to_leave_and_comes_again_by_the_other_door_says_so_with_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        _, amina = await two_doors(tmp_path)
        await scan(amina, 0, LIBRARY)
        left = await scan(amina, 4 * HOUR, EXIT)
        assert (left.what, bool(left.other)) == ("left", True)
        amina.clock.wall += 40
        came = await amina.diary.other_way(left.other)
        assert (came.what, came.entry.visit.start, visits(amina)) == ("came", NOON + 4 * HOUR, [(0, None), (240, None)])
        assert [type(kept.record.body) for kept in amina.store.records()] == [Device, CheckIn, Stayed, Void, CheckIn]
        back = await amina.diary.other_way(came.other)  # a tap too many
        assert (back.what, visits(amina)) == ("left", [(0, 240)])
        again = await amina.diary.other_way(back.other)
        assert (again.what, visits(amina)) == ("came", [(0, None), (240, None)])
        assert (await scan(amina, 5 * HOUR, EXIT)).what == "left"
        assert visits(amina) == [(0, None), (240, 300)]
        await amina.reopen()
        with pytest.raises(NotSaved):
            await amina.diary.other_way(left.other)

    run(story())


def test_another_activity_another_organisation_and_a_place_between_are_another_visit(tmp_path: Path) -> None:
    async def story() -> None:
        _, amina = await two_doors(tmp_path)
        await scan(amina, 0, LIBRARY)
        assert (await scan(amina, HOUR, CARE_HOME)).what == "came"
        assert (await scan(amina, 2 * HOUR, EXIT)).what == "came"
        assert visits(amina) == [(0, None), (60, None), (120, None)]

    run(story())


def test_a_phone_that_does_not_know_the_region_yet_takes_each_door_for_a_place(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await scan(amina, 0, LIBRARY)
        assert (await scan(amina, HOUR, EXIT)).what == "came"

    run(story())


def test_both_doors_count_the_same_while_the_hours_come_back_and_at_the_server(tmp_path: Path) -> None:
    async def story() -> None:
        region, amina = await two_doors(tmp_path, transport=True)
        await scan(amina, 0, LIBRARY)
        await amina.runner.wake()
        again = await Handset(tmp_path, file="new file", key=amina.key).open()
        await trusting(again, region)
        assert (await scan(again, HOUR, EXIT)).what == "came"  # as far as this phone knows: it does not know of noon yet
        again.transport = line(region.town)
        await again.reopen()
        await again.runner.wake()
        assert [kept.state for kept in again.store.records()] == [KEPT] * 3
        assert (visits(again), again.diary.page().total) == ([(0, 60)], 60)

    run(story())


class SetClock(Clock):
    """A phone's clock that somebody sets; the other one counts on from the start of the phone."""

    boot, start = 1000, b"\x00\x00\x00\x01"

    def __call__(self) -> ClockReading:
        return ClockReading(self.wall, self.boot, self.start)


@pytest.mark.parametrize("jump", [DAY, 115 * DAY, -DAY, -13 * HOUR])
def test_a_clock_that_jumps_between_coming_and_leaving_at_a_poster_makes_no_second_visit(tmp_path: Path, jump: int) -> None:
    async def story() -> None:
        clock = SetClock()
        amina = await Handset(tmp_path, clock=clock).open()
        await trusting(amina)
        assert (await amina.diary.scanned(await poster_code())).what == "came"
        clock.wall, clock.boot = NOON + 90 * MINUTE + jump, clock.boot + 90 * MINUTE
        left = await amina.diary.scanned(await poster_code())
        assert (left.what, visits(amina)) == ("left", [(0, 90)])

    run(story())


def test_after_the_phone_was_off_only_its_own_clock_is_there(tmp_path: Path) -> None:
    async def story() -> None:
        clock = SetClock()
        amina = await Handset(tmp_path, clock=clock).open()
        await trusting(amina)
        await amina.diary.scanned(await poster_code())
        clock.wall, clock.boot, clock.start = NOON + DAY, 60, b"\x00\x00\x00\x02"
        assert (await amina.diary.scanned(await poster_code())).what == "came"

    run(story())


def test_scans_that_wait_for_their_place_keep_the_clock_that_nobody_can_set(tmp_path: Path) -> None:
    async def story() -> None:
        clock = SetClock()
        amina = await Handset(tmp_path, clock=clock).open()
        await trusting(amina)
        amina.store.set_settings({"restore": "0"})
        await amina.diary.scanned(await poster_code())
        clock.wall, clock.boot = NOON + 2 * DAY, clock.boot + HOUR
        assert (await amina.diary.scanned(await poster_code())).what == "left"
        assert visits(amina) == [(0, 60)]

    run(story())
