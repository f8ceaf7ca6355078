"""Stories of days on which somebody comes and goes more than once: what each scan is taken for, and what one tap puts right."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.platform.errors import PlatformError
from app.protocol import display_token, hours, qr_text
from app.protocol.record import CheckIn, CheckOut, Device, Stayed, Void
from app.records import open_visits
from app.records.page import NotSaved, Saved
from app.records.scan_rules import OTHER_WAY
from app.records.scanned_text import ScannedText
from app.store.rows import KEPT
from tests.journeys.buddies import line
from tests.journeys.region import poster_code, trusting
from tests.journeys.town import Handset, code
from tests.people import CARE_HOME, LIBRARY, NOON
from tests.server.test_server import Town

MINUTE, HOUR = 60, 3600


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def scan(amina: Handset, after: int, display: Any = LIBRARY, number: int = 1) -> Saved:
    """She scans so many seconds after noon, and all clocks agree."""
    amina.clock.wall = NOON + after
    return await amina.diary.scanned(code(display, time=NOON + after, number=number))


async def told(amina: Handset, *scans: int) -> list[str]:
    return [(await scan(amina, after)).what for after in scans]


def visits(amina: Handset) -> list[tuple[int, int | None]]:
    """Each visit that stands, in minutes after noon; None: not left."""
    shown = [one.visit for one in amina.diary.page().entries if not one.taken_back]
    return [((one.start - NOON) // MINUTE, None if one.end is None else (one.end - NOON) // MINUTE) for one in shown]


def kinds(amina: Handset) -> list[type]:
    return [type(kept.record.body) for kept in amina.store.records()]


# --- days ---


def test_a_day_at_the_library_is_two_visits_and_the_walk_between_them_counts_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        assert await told(amina, 0, HOUR, 5 * HOUR, 6 * HOUR) == ["came", "left", "came", "left"]
        assert visits(amina) == [(0, 60), (300, 360)]
        assert amina.diary.page().total == 120
        await amina.reopen()
        assert (visits(amina), amina.diary.page().total) == ([(0, 60), (300, 360)], 120)

    run(story())


def test_who_leaves_a_place_whose_clock_is_fast_is_at_the_next_one_until_she_leaves_there(tmp_path: Path) -> None:
    async def at_the_fast_clock(amina: Handset, after: int) -> str:
        amina.clock.wall = NOON + after
        return (await amina.diary.scanned(code(CARE_HOME, time=NOON + after + 3 * MINUTE))).what

    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        assert [await at_the_fast_clock(amina, after) for after in (0, HOUR)] == ["came", "left"]
        assert await told(amina, HOUR + MINUTE) == ["came"]  # the library begins before the care home ends, by their clocks
        page, now = amina.diary.page(), NOON + 2 * HOUR
        inside = open_visits.here(page, now)
        assert inside
        assert inside.visit.start == NOON + HOUR + MINUTE
        assert open_visits.may_have_lasted(page, inside, now) == 59
        assert await told(amina, 2 * HOUR) == ["left"]
        assert amina.diary.page().total == 60 + 59 - 2  # what both places state counts once

    run(story())


def test_a_school_with_a_long_break_is_two_visits(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        assert await told(amina, 0, 90 * MINUTE, 110 * MINUTE, 180 * MINUTE) == ["came", "left", "came", "left"]
        assert visits(amina) == [(0, 90), (110, 180)]

    run(story())


def test_at_a_school_with_short_breaks_one_tap_in_the_break_or_at_the_end_makes_it_whole(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        assert await told(amina, 0, 90 * MINUTE) == ["came", "left"]
        back = await scan(amina, 98 * MINUTE)
        assert back.what == "left"  # eight minutes after leaving: at a market that is the second exit
        again = await amina.diary.other_way(back.other)
        assert (again.what, visits(amina)) == ("came", [(0, 90), (98, None)])
        assert (await scan(amina, 180 * MINUTE)).what == "left"
        assert visits(amina) == [(0, 90), (98, 180)]
        musa = await Handset(tmp_path, name="musa").open()
        await trusting(musa)
        assert await told(musa, 0, 90 * MINUTE, 98 * MINUTE, 180 * MINUTE) == ["came", "left", "left", "came"]
        newest = musa.store.records()[-1].record.id  # nobody looked at the screen in the break
        assert (await musa.diary.other_way(newest)).what == "left"
        assert visits(musa) == [(0, 180)]

    run(story())


@pytest.mark.parametrize(
    ("after", "what", "there"),
    [(4, "left", [(0, 64)]), (9, "left", [(0, 69)]), (10, "came", [(0, 60), (70, None)])],
)
def test_a_second_exit_of_a_market_moves_the_end_for_ten_minutes(
    after: int, what: str, there: list[Any], tmp_path: Path
) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        assert await told(amina, 0, HOUR, HOUR + after * MINUTE) == ["came", "left", what]
        assert visits(amina) == there

    run(story())


def test_a_night_shift_is_one_visit_when_nothing_is_planned(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        for after, what in ((10 * HOUR, "came"), (18 * HOUR, "left"), (34 * HOUR, "came")):
            text = ScannedText(qr_text.SESSION, _unplanned(NOON + after))
            amina.clock.wall = NOON + after
            assert (await amina.diary.scanned(text)).what == what
        assert visits(amina) == [(600, 1080), (2040, None)]

    run(story())


def _unplanned(time: int) -> bytes:
    return LIBRARY.seal(display_token.to_draft(display_token.Session(bytes(8), time, 16, 0), LIBRARY.public))


def test_a_night_shift_over_which_the_display_began_anew_is_left_by_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await scan(amina, 10 * HOUR, number=1)
        morning = await scan(amina, 13 * HOUR + 5, number=2)
        assert morning.what == "came"
        left = await amina.diary.other_way(morning.other)
        assert (left.what, visits(amina), bool(left.other)) == ("left", [(600, 781)], True)
        assert kinds(amina)[-2:] == [Void, Stayed]
        assert [piece.level for one in amina.diary.page().entries for piece in one.visit.intervals] == [hours.SCANNED]

    run(story())


def test_who_forgot_to_scan_and_comes_back_after_the_planned_time_came(tmp_path: Path) -> None:
    """Four hours are planned: the last second that is a way out is an hour later."""

    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        assert await told(amina, 0, 5 * HOUR + 1, 6 * HOUR) == ["came", "came", "left"]
        assert visits(amina) == [(0, None), (300, 360)]
        asked = open_visits.asked_about(amina.diary.page(), amina.clock.wall, 0)
        assert asked is not None
        assert (asked.visit.start, open_visits.here(amina.diary.page(), amina.clock.wall)) == (NOON, None)
        musa = await Handset(tmp_path, name="musa").open()
        assert await told(musa, 0, 5 * HOUR) == ["came", "left"]

    run(story())


def test_a_visit_does_not_span_what_was_scanned_elsewhere(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        assert (await scan(amina, 0)).what == "came"
        assert (await scan(amina, HOUR, CARE_HOME)).what == "came"
        assert (await scan(amina, 2 * HOUR, CARE_HOME)).what == "left"
        home = amina.diary.page()
        assert open_visits.here(home, amina.clock.wall) is None  # she has been elsewhere
        assert open_visits.asked_about(home, amina.clock.wall, 0) == home.entries[0]
        assert (await scan(amina, 3 * HOUR)).what == "came"
        assert visits(amina) == [(0, None), (60, 120), (180, None)]

    run(story())


def test_what_was_scanned_elsewhere_before_she_came_proves_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await scan(amina, -HOUR, CARE_HOME)
        assert await told(amina, 0, HOUR) == ["came", "left"]
        assert visits(amina) == [(-60, None), (0, 60)]

    run(story())


def test_what_she_said_herself_of_another_place_is_no_scan_there(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        other = await scan(amina, -2 * HOUR, CARE_HOME)
        assert (await scan(amina, 0)).what == "came"
        await amina.afterwards.stay(other.entry.visit.check_in, 150)
        assert (await scan(amina, HOUR)).what == "left"

    run(story())


def test_two_looks_at_one_code_change_nothing_when_coming_going_and_coming_again(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        scans = (0, 119, HOUR, HOUR + 119, 3 * HOUR, 3 * HOUR + 119)
        assert await told(amina, *scans) == ["came", "already", "left", "already", "came", "already"]
        assert kinds(amina) == [Device, CheckIn, CheckOut, CheckIn]

    run(story())


# --- old codes, lost files, posters ---


def test_a_photo_of_the_code_taken_when_leaving_is_the_way_out_of_the_visit_it_belongs_to(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await told(amina, 0, 6 * HOUR, 7 * HOUR)
        assert visits(amina) == [(0, None), (360, 420)]
        late = await amina.diary.scanned(code(LIBRARY, time=NOON + HOUR))
        assert (late.what, late.remark) == ("left", "old-code")
        assert visits(amina) == [(0, 60), (360, 420)]
        for inside in (30, 61, 355, 400):  # during a visit, beside its end, just before the next one, during it
            assert (await amina.diary.scanned(code(LIBRARY, time=NOON + inside * MINUTE))).what == "already"

    run(story())


def test_a_photo_of_a_morning_that_was_never_scanned_is_a_visit_of_its_own(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await scan(amina, 5 * HOUR)
        assert (await amina.diary.scanned(code(LIBRARY))).what == "came"
        assert (await amina.diary.scanned(code(LIBRARY, time=NOON + HOUR))).what == "left"
        assert visits(amina) == [(0, 60), (300, None)]

    run(story())


def test_scans_kept_while_the_hours_come_back_become_the_same_visits(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        await scan(amina, 0)
        await amina.runner.wake()
        again = await Handset(tmp_path, file="new file", key=amina.key).open()
        said = await told(again, HOUR, 5 * HOUR, 6 * HOUR)
        assert said == ["came", "left", "came"]  # as far as this phone knows: it does not know of noon yet
        again.transport = line(town)
        await again.reopen()
        await again.runner.wake()
        assert [kept.state for kept in again.store.records()] == [KEPT] * 5
        assert visits(again) == [(0, 60), (300, 360)]

    run(story())


def test_nothing_is_offered_while_the_chain_is_not_known(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        await scan(amina, 0)
        await amina.runner.wake()
        again = await Handset(tmp_path, file="new file", key=amina.key).open()
        await scan(again, HOUR)
        left = await scan(again, 2 * HOUR)
        assert (left.what, left.other) == ("left", b"")

    run(story())


def test_a_poster_visit_does_not_span_what_was_scanned_elsewhere(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        assert (await amina.diary.scanned(await poster_code())).what == "came"
        await scan(amina, HOUR, CARE_HOME)
        amina.clock.wall = NOON + 2 * HOUR
        assert (await amina.diary.scanned(await poster_code())).what == "came"

    run(story())


# --- the other way ---


def test_who_came_back_and_is_told_that_she_left_says_so_with_one_tap(tmp_path: Path) -> None:
    """She forgot to scan when she left at one."""

    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await scan(amina, 0)
        left = await scan(amina, 4 * HOUR)
        assert (left.what, visits(amina)) == ("left", [(0, 240)])
        amina.clock.wall += 40
        flushed = amina.disk.flushes
        came = await amina.diary.other_way(left.other)
        assert (came.what, came.entry.visit.start, amina.disk.flushes) == ("came", NOON + 4 * HOUR, flushed + 1)
        assert kinds(amina) == [Device, CheckIn, CheckOut, Void, CheckIn]
        void, fresh = (kept.record for kept in amina.store.records()[-2:])
        assert isinstance(void.body, Void)
        assert (void.body.target, void.body.reason) == (left.other, OTHER_WAY)
        assert fresh.position.wall == NOON + 4 * HOUR  # the scan was then
        assert (visits(amina), amina.diary.page().total) == ([(0, None), (240, None)], 0)
        assert [one.taken_back for one in amina.diary.page().entries] == [False, False]
        await amina.reopen()
        assert (await scan(amina, 5 * HOUR)).what == "left"
        assert (visits(amina), amina.diary.page().total) == ([(0, None), (240, 300)], 60)

    run(story())


def test_who_leaves_late_and_is_told_that_she_came_says_so_with_one_tap(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        first = await scan(amina, 0)
        assert first.other == b""  # there is nothing that she could have left
        came = await scan(amina, 6 * HOUR)
        left = await amina.diary.other_way(came.other)
        assert (left.what, left.entry.visit.check_in, left.entry.minutes) == ("left", first.entry.visit.check_in, 360)
        assert kinds(amina) == [Device, CheckIn, CheckIn, Void, CheckOut]
        assert visits(amina) == [(0, 360)]
        assert len(amina.diary.page().entries) == 1  # a scan that was misread is not a moment that she gave up
        back = await amina.diary.other_way(left.other)  # a tap too many
        assert (back.what, visits(amina)) == ("came", [(0, None), (360, None)])

    run(story())


def test_a_moment_that_is_given_up_later_is_shown_as_taken_back_all_the_same(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        first = await scan(amina, 0)
        came = await scan(amina, 6 * HOUR)
        await amina.diary.other_way(came.other)
        await amina.afterwards.take_back(first.entry.visit.check_in, 4)
        assert [(one.visit.start, one.taken_back) for one in amina.diary.page().entries] == [(NOON, True)]

    run(story())


def test_both_ticks_come_when_the_server_knows_of_the_other_way_too(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        await scan(amina, 0)
        left = await scan(amina, HOUR)
        await amina.runner.wake()
        assert [one.sent for one in amina.diary.page().entries] == [True]
        await amina.diary.other_way(left.other)
        assert [one.sent for one in amina.diary.page().entries] == [False, False]
        await amina.runner.wake()
        assert [one.sent for one in amina.diary.page().entries] == [True, True]

    run(story())


def test_on_a_full_phone_the_other_way_is_not_taken_and_what_was_saved_stays(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await scan(amina, 0)
        left = await scan(amina, HOUR)
        before = amina.store.records()
        amina.disk.full = True
        with pytest.raises(PlatformError, match="storage-full"):
            await amina.diary.other_way(left.other)
        assert amina.store.records() == before
        assert (await amina.reopen()).store.records() == before

    run(story())


def test_two_taps_turn_it_round_once(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await scan(amina, 0)
        left = await scan(amina, HOUR)
        done = await asyncio.gather(*(amina.diary.other_way(left.other) for _ in range(2)), return_exceptions=True)
        assert [isinstance(one, NotSaved) for one in done] == [False, True]
        assert kinds(amina).count(Void) == 1

    run(story())


def test_while_hours_come_back_nothing_is_turned_round(tmp_path: Path) -> None:
    """Nobody knows where the chain goes on: it would be written twice."""

    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await scan(amina, 0)
        left = await scan(amina, HOUR)
        amina.store.set_settings({"restore": "0"})
        with pytest.raises(NotSaved):
            await amina.diary.other_way(left.other)
        assert kinds(amina) == [Device, CheckIn, CheckOut]

    run(story())


def test_a_poster_can_be_turned_round_and_keeps_the_time_of_its_scan(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await amina.diary.scanned(await poster_code())
        amina.clock.wall += 2 * HOUR
        left = await amina.diary.scanned(await poster_code())
        amina.clock.wall += 50
        await amina.diary.other_way(left.other)
        assert visits(amina) == [(0, None), (120, None)]
        amina.clock.wall = NOON + 24 * HOUR
        assert (await amina.diary.scanned(await poster_code())).other == b""  # a poster of yesterday was not left now

    run(story())


def test_leaving_is_not_offered_for_what_was_left_and_is_over(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await told(amina, 0, HOUR)
        assert (await scan(amina, 5 * HOUR + 1)).other == b""  # four hours were planned
        musa = await Handset(tmp_path, name="musa").open()
        await trusting(musa)
        await told(musa, 0, HOUR)
        await scan(musa, 2 * HOUR, CARE_HOME)
        assert (await scan(musa, 3 * HOUR)).other == b""  # between, she was elsewhere

    run(story())


def test_a_market_with_two_codes_is_left_at_the_other_one(tmp_path: Path) -> None:
    """One organisation, two codes: nobody stands at the first one when leaving by the second."""

    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await scan(amina, 0)
        amina.clock.wall = NOON + HOUR
        came = await amina.diary.scanned(await poster_code())
        assert came.what == "came"
        await amina.diary.other_way(came.other)
        assert visits(amina) == [(0, 60)]
        elsewhere = await scan(amina, 2 * HOUR, CARE_HOME)
        assert elsewhere.other == b""

    run(story())
