"""Stories of a display: one code for whoever comes and goes, through other activities, the night and power cuts."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Coroutine
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from app.organisation import schedule
from app.organisation.session_store import DisplaySessions
from app.platform.errors import PlatformError
from app.protocol import display_token
from app.records import open_visits, scanned_text
from app.records.page import Page
from app.records.scanned_text import ScannedText
from app.store.opening import open_or_begin_anew
from tests.journeys.region import CENTRE, CENTRE_NAME, trusting
from tests.journeys.town import ORIGIN, Clock, Disk, Handset, HeldKey
from tests.looks import samples
from tests.people import NOON

TALK, COOKING = 7, 3
HOUR, DAY = 3600, 86400
NIGHT = NOON + 16 * HOUR  # four in the morning


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


@dataclass
class Tablet:
    """The display of a community centre, opened on its file; `restart` is a reload, or the power coming back."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    numbers: Any = field(default_factory=lambda: itertools.count(1))

    async def open(self) -> Tablet:
        self.disk = Disk(self.folder / "display")
        self.store = open_or_begin_anew(await self.disk.open(), wal=True, now=self.clock.wall).store
        self.sessions = DisplaySessions(
            self.store, self.disk, HeldKey(CENTRE), self.clock, lambda size: next(self.numbers).to_bytes(size, "big"), ORIGIN
        )
        return self

    async def restart(self) -> Tablet:
        self.store.close()
        return await self.open()

    async def shows(self) -> ScannedText:
        return scanned_text.read((await self.sessions.code())[0])

    async def shows_before(self) -> ScannedText:
        return scanned_text.read((await self.sessions.code_before())[0])


async def amina_at(folder: Path, clock: Clock) -> Handset:
    phone = await Handset(folder, clock=clock).open()
    await trusting(phone)
    return phone


async def at_work(folder: Path, since: int, planned: int) -> tuple[Tablet, Handset]:
    """A tablet with a talk of so many minutes, and Amina, who came at `since` in Unix seconds."""
    tablet = await Tablet(folder).open()
    amina = await amina_at(folder, tablet.clock)
    tablet.clock.wall = since
    await tablet.sessions.begin(TALK, planned)
    assert (await amina.diary.scanned(await tablet.shows())).what == "came"
    return tablet, amina


def said(text: ScannedText) -> display_token.Session:
    return display_token.from_bytes(text.data)[1]


def test_whoever_came_to_the_language_table_goes_out_with_the_code_of_the_cooking(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = await Tablet(tmp_path).open()
        amina = await amina_at(tmp_path, tablet.clock)
        await tablet.sessions.begin(TALK, 120)
        came = await amina.diary.scanned(await tablet.shows())
        assert (came.what, came.entry.organisation) == ("came", CENTRE_NAME)
        tablet.clock.wall += 2 * HOUR
        await tablet.sessions.begin(COOKING, 120)
        left = await amina.diary.scanned(await tablet.shows())
        assert (left.what, left.entry.visit.activity, left.entry.minutes) == ("left", TALK, 120)
        sara = await amina_at(tmp_path / "sara", tablet.clock)
        came = await sara.diary.scanned(await tablet.shows())
        assert (came.what, came.entry.visit.activity) == ("came", COOKING)

    run(story())


def test_the_next_group_and_another_length_shut_nobody_in(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = await Tablet(tmp_path).open()
        amina = await amina_at(tmp_path, tablet.clock)
        await tablet.sessions.begin(TALK, 120)
        await amina.diary.scanned(await tablet.shows())
        tablet.clock.wall += HOUR
        await tablet.sessions.plan(180)
        assert tablet.sessions.running is not None
        assert (tablet.sessions.running.start, said(await tablet.shows()).planned) == (NOON, 180)
        tablet.clock.wall += HOUR
        await tablet.sessions.begin(TALK, 180)
        assert tablet.sessions.running.start == NOON + 2 * HOUR  # the bar begins anew
        assert tablet.sessions.running.progress(tablet.clock.wall) == 0.0
        left = await amina.diary.scanned(await tablet.shows())
        assert (left.what, left.entry.minutes) == ("left", 120)

    run(story())


def test_after_a_power_cut_the_display_of_many_activities_goes_on_by_itself(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = await Tablet(tmp_path).open()
        amina = await amina_at(tmp_path, tablet.clock)
        await tablet.sessions.begin(TALK, 120)
        await tablet.sessions.begin(COOKING, 90)
        await amina.diary.scanned(await tablet.shows())
        again = await tablet.restart()
        assert again.sessions.running is not None
        assert (again.sessions.running.activity, again.sessions.running.planned) == (COOKING, 90)
        again.clock.wall += HOUR
        assert (await amina.diary.scanned(await again.shows())).what == "left"
        again.clock.wall = NIGHT
        assert (await again.restart()).sessions.running is None  # a new day: it may ask what is done

    run(story())


def test_what_a_full_tablet_cannot_keep_is_never_shown(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = await Tablet(tmp_path).open()
        await tablet.sessions.begin(TALK, 120)
        tablet.disk.full = True
        for change in (tablet.sessions.begin(COOKING, 120), tablet.sessions.plan(60)):
            with pytest.raises(PlatformError, match="storage-full"):
                await change
            assert (said(await tablet.shows()).activity, said(await tablet.shows()).planned) == (TALK, 120)

    run(story())


@pytest.mark.parametrize("planned", [240, 480, 13 * 60])
def test_whoever_works_through_the_night_leaves_with_the_code_that_is_there(tmp_path: Path, planned: int) -> None:
    async def story() -> None:
        tablet, amina = await at_work(tmp_path, NIGHT - 2 * HOUR, planned)
        for passed in (NIGHT, NIGHT + HOUR):
            tablet.clock.wall = passed
            await tablet.shows()
            await tablet.restart()
        tablet.clock.wall = NIGHT + 2 * HOUR
        assert tablet.sessions.before is None
        left = await amina.diary.scanned(await tablet.shows())
        assert (left.what, left.entry.minutes) == ("left", 240)

    run(story())


def test_whoever_forgot_to_leave_where_a_length_is_planned_comes_again_the_next_day(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, amina = await at_work(tmp_path, NIGHT - 9 * HOUR, 240)  # seven in the evening
        tablet.clock.wall = NIGHT + 2 * HOUR  # eleven hours later
        assert (await amina.diary.scanned(await tablet.shows())).what == "came"

    run(story())


def test_a_tablet_that_wakes_up_in_1970_lets_out_who_was_inside_as_soon_as_its_clock_is_right(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, amina = await at_work(tmp_path, NOON, 240)
        tablet.clock.wall = 60
        await tablet.restart()
        await tablet.shows()
        tablet.clock.wall = NOON + HOUR
        left = await amina.diary.scanned(await tablet.shows())
        assert (left.what, left.entry.minutes) == ("left", 60)

    run(story())


@pytest.mark.parametrize("wrong", [60, NOON - 300 * DAY, NOON + 3650 * DAY])
@pytest.mark.parametrize("restarts", [(True, True), (True, False), (False, True), (False, False)])
def test_a_clock_that_is_wrong_for_a_moment_locks_nobody_in_where_no_length_is_planned(
    tmp_path: Path, wrong: int, restarts: tuple[bool, bool]
) -> None:
    async def story() -> None:
        tablet, amina = await at_work(tmp_path, NOON, 0)
        for time, restart in zip((wrong, NOON + HOUR), restarts, strict=True):
            tablet.clock.wall = time
            if restart:
                await tablet.restart()
                if not tablet.sessions.running:
                    await tablet.sessions.begin(TALK, 0)  # as the display of one activity does
            await tablet.shows()
        assert tablet.sessions.before is None
        left = await amina.diary.scanned(await tablet.shows())
        assert (left.what, left.entry.minutes) == ("left", 60)

    run(story())


def test_a_clock_that_is_wrong_again_and_again_leads_back_to_the_session_of_the_day(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, amina = await at_work(tmp_path, NOON, 0)
        for cut in range(10):
            for time in (60 + cut, NOON + HOUR + cut):
                tablet.clock.wall = time
                await (await tablet.restart()).shows()
        assert (await amina.diary.scanned(await tablet.shows())).what == "left"

    run(story())


@pytest.mark.parametrize("wrong", [60, NOON + 3650 * DAY])
def test_a_wrong_clock_in_the_night_keeps_the_code_of_those_who_came_before(tmp_path: Path, wrong: int) -> None:
    async def story() -> None:
        tablet, amina = await at_work(tmp_path, NIGHT - 10, 0)
        for time in (NIGHT, wrong, NIGHT + HOUR):
            tablet.clock.wall = time
            await (await tablet.restart()).shows()
        assert tablet.sessions.before is not None
        assert (await amina.diary.scanned(await tablet.shows_before())).what == "left"

    run(story())


def test_whoever_works_through_the_night_without_a_planned_length_asks_for_the_code_she_came_with(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, amina = await at_work(tmp_path, NIGHT - 10, 0)
        assert tablet.sessions.before is None
        first = said(await tablet.shows()).session
        tablet.clock.wall = NIGHT
        assert said(await tablet.shows()).session != first  # nothing stands still: the code goes on
        assert tablet.sessions.before is not None
        await tablet.restart()
        tablet.clock.wall = NIGHT + 2 * HOUR
        left = await amina.diary.scanned(await tablet.shows_before())
        assert (left.what, left.entry.minutes) == ("left", 121)
        tablet.clock.wall = NIGHT + 12 * HOUR - 1  # the longest visit
        assert tablet.sessions.before is not None
        tablet.clock.wall += 1
        assert tablet.sessions.before is None

    run(story())


def test_a_tablet_that_was_off_at_night_offers_the_code_of_yesterday_no_longer_than_anybody_can_be_here(tmp_path: Path) -> None:
    async def story() -> None:
        tablet = await Tablet(tmp_path).open()
        await tablet.sessions.begin(TALK, 60)
        await tablet.shows()
        tablet.clock.wall = NOON + 20 * HOUR  # eight in the morning
        again = await tablet.restart()
        await again.sessions.begin(TALK, 60)
        assert again.sessions.before is None

    run(story())


def test_a_tablet_that_was_off_at_night_takes_its_session_to_have_ended_in_the_night(tmp_path: Path) -> None:
    async def story() -> None:
        tablet, _ = await at_work(tmp_path, NIGHT - 10 * HOUR, 0)
        tablet.clock.wall = NIGHT + 4 * HOUR
        again = await tablet.restart()
        await again.sessions.begin(TALK, 0)
        tablet.clock.wall = NIGHT + 12 * HOUR - 1  # the longest visit of somebody who came just before the night
        assert again.sessions.before is not None
        tablet.clock.wall += 1
        assert again.sessions.before is None

    run(story())


def test_the_code_before_is_there_when_the_clock_is_set_back_a_little_and_not_when_it_ended_in_another_time(
    tmp_path: Path,
) -> None:
    async def story() -> None:
        tablet, _ = await at_work(tmp_path, NIGHT - 10, 0)
        tablet.clock.wall = NIGHT
        await tablet.shows()
        for wall, is_there in ((NIGHT - 60, True), (NIGHT - 12 * HOUR, True), (NIGHT - 12 * HOUR - 1, False)):
            tablet.clock.wall = wall
            assert (tablet.sessions.before is not None) == is_there

    run(story())


def test_a_clock_that_jumps_ahead_leaves_the_session_as_it_is(tmp_path: Path) -> None:
    """A tablet that starts with the time of its factory, and learns the right one."""

    async def story() -> None:
        tablet = await Tablet(tmp_path, Clock(NOON - 300 * DAY)).open()
        await tablet.sessions.begin(TALK, 120)
        inside = said(await tablet.shows())
        tablet.clock.wall = NOON
        now = said(await tablet.shows())
        assert (now.session, now.time) == (inside.session, NOON)
        assert tablet.sessions.before is None
        tablet.clock.wall -= 5
        assert said(await tablet.shows()).session == now.session  # set back a little: the same

    run(story())


def test_the_display_and_the_phone_mean_the_same_by_being_here() -> None:
    for planned in (0, 60, 240, 24 * 60):
        seen = samples.entry(0, 1, None)
        page = Page(0, (replace(seen, visit=replace(seen.visit, planned=planned)),), 0)
        last = seen.visit.start + schedule.stays_for(planned)
        assert (open_visits.here(page, last - 1) is None, open_visits.here(page, last)) == (False, None)


def test_a_session_ends_four_hours_after_midnight_also_when_the_clocks_change() -> None:
    for day in range(400):
        for hour in range(24):
            time = NOON + day * DAY + hour * HOUR
            end = schedule.night_after(time)
            assert time < end <= time + 25 * HOUR
            assert schedule.night_after(end - 1) == end < schedule.night_after(end)


@pytest.mark.parametrize("text", ["", "x", "00 1 2 3", "00 1 2 3 4", f"{'00' * 8} 1 2 3 y", f"{'zz' * 8} 1 2 3 4"])
def test_what_is_no_session_is_none(text: str) -> None:
    assert schedule.from_text(text) is None
    assert schedule.before_from_text(f"1 2 {text}") is None


def test_a_session_is_written_and_read_alike() -> None:
    running = schedule.RunningSession(bytes(range(8)), 5, 6, 7, 4)
    kept = schedule.PreviousSession(running, 8, 9)
    assert schedule.from_text(running.to_text()) == running
    assert schedule.before_from_text(kept.to_text()) == kept


def test_of_two_sessions_that_could_run_by_a_clock_that_was_wrong_the_newest_does() -> None:
    today, tomorrow = (
        schedule.RunningSession(bytes([day]) * 8, at, TALK, 0, at) for day, at in ((1, NOON), (2, NOON + DAY - HOUR))
    )
    at_night = NOON + 12 * HOUR
    assert today.runs(at_night)
    assert tomorrow.runs(at_night)
    assert schedule.which_runs(tomorrow, (today,), at_night) == tomorrow


def test_a_display_keeps_its_last_four_sessions_and_no_more() -> None:
    days = [schedule.RunningSession(bytes([day]) * 8, NOON + day * DAY, TALK, 0, NOON + day * DAY) for day in range(8)]
    kept: tuple[schedule.RunningSession, ...] = ()
    for ended, following in itertools.pairwise(days):
        kept = schedule.keep(kept, ended, following)
    assert kept == tuple(days[6:2:-1])
