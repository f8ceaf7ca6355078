"""Stories of what is said afterwards: taken back on either side, hours without a code, a forgotten way out; and of posters."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.platform.errors import PlatformError
from app.protocol import hours, person
from app.protocol.errors import OtherMeeting
from app.protocol.record import CheckIn, CheckOut, Declared, Device, Stayed, Void
from app.records.page import NotSaved
from app.store.rows import KEPT
from tests.journeys.buddies import BuddyPhone, code_of, level, line, meet
from tests.journeys.region import poster_code, trusting
from tests.journeys.town import Handset, code
from tests.people import LIBRARY, LIBRARY_NAME, NOON
from tests.server.test_server import Town

DAY, HOUR = 86400, 3600


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


# --- taking back ---


def test_amina_takes_a_meeting_back_and_it_stays_in_her_list_and_counts_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await Handset(tmp_path).open(), await BuddyPhone(tmp_path).open()
        shown = await meet(amina, jan)
        saved = await amina.afterwards.take_back(shown.id, 3)
        assert (saved.what, saved.entry.taken_back, saved.entry.minutes) == ("taken-back", True, 0)
        await amina.afterwards.take_back(shown.id, 3)  # a second tap
        assert [type(kept.record.body) for kept in amina.store.records()][2:] == [Void]
        await amina.reopen()
        assert amina.diary.page().total == 0
        assert [entry.taken_back for entry in amina.diary.page().entries] == [True]
        with pytest.raises(OtherMeeting):
            await amina.meetings.answered(code_of(jan.cosigning.moments()[0]))
        amina.clock.wall += 60
        await meet(amina, jan)  # told anew
        assert amina.diary.page().total == 120

    run(story())


def test_what_amina_takes_back_is_taken_back_also_when_the_app_ends_while_she_may_still_think_again(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await Handset(tmp_path).open(), await BuddyPhone(tmp_path).open()
        shown = await meet(amina, jan)
        await amina.afterwards.hold(shown.id, 3)
        assert amina.disk.flushes > 0
        assert [type(kept.record.body) for kept in amina.store.records()][2:] == []  # a void cannot be undone, so not yet
        await amina.reopen()  # the app was closed within the ten seconds
        assert await amina.afterwards.finish()
        assert [entry.taken_back for entry in amina.diary.page().entries] == [True]
        await amina.reopen()
        assert not await amina.afterwards.finish()
        assert [type(kept.record.body) for kept in amina.store.records()][2:] == [Void]

    run(story())


def test_what_amina_keeps_after_all_or_took_back_in_time_is_not_taken_back_at_the_next_start(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await Handset(tmp_path).open(), await BuddyPhone(tmp_path).open()
        first, second = await meet(amina, jan), await meet(amina, jan, back=1)
        await amina.afterwards.hold(first.id, 1)
        await amina.afterwards.keep(first.id)
        await amina.reopen()
        assert not await amina.afterwards.finish()
        assert amina.diary.page().total == 240
        await amina.afterwards.hold(second.id, 1)
        await amina.afterwards.keep(first.id)  # about another moment
        await amina.reopen()
        assert await amina.afterwards.finish()
        await amina.afterwards.hold(first.id, 1)
        await amina.afterwards.take_back(first.id, 1)
        assert not await amina.afterwards.finish()
        assert amina.diary.page().total == 0

    run(story())


def test_on_a_full_phone_nothing_is_called_taken_back_that_could_be_lost(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await Handset(tmp_path).open(), await BuddyPhone(tmp_path).open()
        shown = await meet(amina, jan)
        amina.disk.full = True
        with pytest.raises(PlatformError):
            await amina.afterwards.hold(shown.id, 1)
        amina.disk.full = False
        await amina.reopen()
        assert not await amina.afterwards.finish()
        assert amina.diary.page().total == 120

    run(story())


def test_a_visit_that_was_taken_back_stays_in_the_list_and_the_next_scan_begins_anew(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        came = await amina.diary.scanned(code(LIBRARY))
        await amina.diary.scanned(code(LIBRARY, time=NOON + HOUR))
        await amina.afterwards.take_back(came.entry.visit.check_in, 1)
        assert amina.diary.page().total == 0
        again = await amina.diary.scanned(code(LIBRARY, time=NOON + 2 * HOUR))
        assert again.what == "came"
        assert [entry.taken_back for entry in amina.diary.page().entries] == [True, False]

    run(story())


def test_jan_takes_his_signature_back_and_both_see_it_and_nothing_is_gone(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        jan = await BuddyPhone(tmp_path, transport=line(town)).open()
        shown = await meet(amina, jan)
        await amina.runner.wake()
        before = amina.store.records()
        await jan.cosigning.take_back(jan.cosigning.moments()[0].id)
        assert [(one.taken_back, one.sent) for one in jan.cosigning.moments()] == [(True, False)]
        await jan.runner.wake()
        assert [(one.taken_back, one.sent) for one in jan.cosigning.moments()] == [(True, True)]
        assert amina.diary.page().total == 120  # she was not online since
        amina.clock.wall += 8 * DAY
        await amina.runner.wake()
        assert amina.diary.page().total == 0
        assert [entry.taken_back for entry in amina.diary.page().entries] == [True]
        assert [one.record for one in amina.store.records()] == [one.record for one in before]
        with pytest.raises(OtherMeeting):
            await jan.signs(shown)  # the same code once more

    run(story())


def test_a_signature_that_is_taken_back_before_any_network_never_counts_at_the_server(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        jan = await BuddyPhone(tmp_path).open()
        shown = await amina.meetings.propose(6, 120, 0)
        moment = await jan.signs(shown)
        await jan.cosigning.take_back(moment.id)
        jan.transport = line(town)
        await jan.reopen()
        await jan.runner.wake()
        await amina.runner.wake()
        assert amina.diary.page().total == 0
        assert [entry.taken_back for entry in amina.diary.page().entries] == [True]

    run(story())


# --- hours without a code ---


def test_a_first_talk_is_told_in_pictures_and_counts_as_declared(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        saved = await amina.afterwards.declare(20, 90, 1)
        assert (saved.what, saved.entry.minutes, saved.entry.what) == ("declared", 90, "declared")
        assert [type(kept.record.body) for kept in amina.store.records()] == [Device, Declared]
        assert level(amina) == hours.DECLARED
        assert amina.diary.page().total == 90

    run(story())


def test_a_forgotten_way_out_is_told_up_to_what_was_planned(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        came = await amina.diary.scanned(code(LIBRARY))
        saved = await amina.afterwards.stay(came.entry.visit.check_in, 150)
        assert (saved.what, saved.entry.minutes, saved.entry.visit.end) == ("left", 150, NOON + 150 * 60)
        assert isinstance(amina.store.records()[-1].record.body, Stayed)
        assert level(amina) == hours.SCANNED
        longer = await amina.afterwards.stay(came.entry.visit.check_in, 600)
        assert longer.entry.minutes == 240  # planned: four hours

    run(story())


def test_what_waits_for_its_place_in_the_chain_is_taken_back_when_it_has_one(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        await amina.afterwards.declare(20, 60, 3)
        await amina.runner.wake()
        again = await Handset(tmp_path, file="new file", key=amina.key).open()
        told = await again.afterwards.declare(21, 60, 0)
        came = await again.diary.scanned(code(LIBRARY))
        assert again.diary.page().total == 60
        for id in (told.entry.visit.check_in, came.entry.visit.check_in):
            with pytest.raises(NotSaved, match="not-yet"):
                await again.afterwards.take_back(id, 1)
        again.transport = line(town)
        await again.reopen()
        await again.runner.wake()
        assert [kept.state for kept in again.store.records()] == [KEPT] * 4
        assert again.diary.page().total == 120
        await again.afterwards.take_back(again.diary.page().entries[-1].visit.check_in, 1)

    run(story())


# --- posters ---


def test_a_poster_is_scanned_when_coming_and_when_going_by_the_phones_clock(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        came = await amina.diary.scanned(await poster_code())
        assert (came.what, came.entry.organisation, came.remark) == ("came", LIBRARY_NAME, "")
        amina.clock.wall += 60
        assert (await amina.diary.scanned(await poster_code())).what == "already"
        amina.clock.wall = NOON + 5400
        left = await amina.diary.scanned(await poster_code())
        assert (left.what, left.entry.minutes) == ("left", 90)
        assert [type(kept.record.body) for kept in amina.store.records()] == [Device, CheckIn, CheckOut]
        assert level(amina) == hours.POSTER
        await amina.reopen()
        assert amina.diary.page().total == 90

    run(story())


@pytest.mark.parametrize(
    ("after", "what", "moments"),
    [(29 * 60, "left", 1), (31 * 60, "came", 2), (DAY, "came", 2), (-DAY, "came", 2)],
)
def test_a_poster_hangs_for_years_so_a_later_scan_is_another_visit(after: int, what: str, moments: int, tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await amina.diary.scanned(await poster_code())
        amina.clock.wall += HOUR
        await amina.diary.scanned(await poster_code())
        amina.clock.wall += after
        saved = await amina.diary.scanned(await poster_code())
        assert (saved.what, len(amina.diary.page().entries)) == (what, moments)

    run(story())


def test_a_forgotten_way_out_at_a_poster_does_not_swallow_the_next_day(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await amina.diary.scanned(await poster_code())
        amina.clock.wall += 13 * HOUR
        assert (await amina.diary.scanned(await poster_code())).what == "came"

    run(story())


def test_a_poster_scanned_while_hours_come_back_is_kept_with_its_time(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        await amina.afterwards.declare(20, 60, 3)
        await amina.runner.wake()
        again = await Handset(tmp_path, file="new file", key=amina.key).open()
        await again.diary.scanned(await poster_code())
        again.clock.wall += HOUR
        assert (await again.diary.scanned(await poster_code())).what == "left"
        assert again.diary.page().total == 60
        again.clock.wall += HOUR
        again.transport = line(town)
        await again.reopen()
        await again.runner.wake()
        assert again.diary.page().total == 120
        visits = [kept.record for kept in again.store.records() if isinstance(kept.record.body, (CheckIn, CheckOut))]
        assert [one.position.wall for one in visits] == [NOON, NOON + HOUR]
        assert person.meetings([kept.record for kept in again.store.records()]) == []

    run(story())
