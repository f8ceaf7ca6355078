"""Faults that come back in other clothes: an identifier with two meanings, a default without a way out, a size or a state with
two sources, a state that is stored and not shown, a tap that is lost. What scrolls away: tests/screens/test_in_view.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from app.buddy import update as buddy
from app.buddy.screens import aloud as buddy_aloud
from app.newcomer import report
from app.newcomer import update as newcomer
from app.newcomer.report import Stay
from app.newcomer.screens import aloud, home
from app.newcomer.taps import AskUntil, ChooseVisitLength
from app.newcomer.update import Chose, HoursSynced, NewcomerModel, OpenCamera, Tapped, Wished, Wrote, update
from app.newcomer.views import VIEWS
from app.protocol.errors import OtherMeeting
from app.protocol.moments import Verdict
from app.protocol.record import CheckIn, Device, Met, Stayed, Void
from app.records import free_slot, open_visits
from app.records.afterwards import busy
from app.records.page import Page, Saved
from app.ui.controls.look import Look
from app.ui.screens import language
from app.ui.taps import OpenMoment
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.journeys.buddies import BuddyPhone, code_of, invitation, line
from tests.journeys.region import trusting
from tests.journeys.town import Handset, code
from tests.looks import samples
from tests.people import LIBRARY, NOON
from tests.screens.few import found
from tests.server.test_server import Town

HOUR, DAY = 3600, 86400


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def keys(model: NewcomerModel, now: int = NOON, scale: float = 1.0) -> list[str]:
    drawn = VIEWS[model.screen](model, Texts(model.language), Look(LIGHT, scale=scale), lambda _: None, now)
    return [str(one.identifier) for one in found(drawn) if isinstance(one, ft.Semantics) and one.button]


def words(model: NewcomerModel, now: int = NOON) -> list[str]:
    drawn = VIEWS[model.screen](model, Texts(model.language), Look(LIGHT), lambda _: None, now)
    return [str(one.value) for one in found(drawn) if isinstance(one, ft.Text)]


# --- an identifier that carries two meanings ---


def test_a_moment_that_is_looked_at_while_it_gets_its_place_in_the_chain_is_looked_at_still(tmp_path: Path) -> None:
    """What stands for a scan that waits is not the id of its record."""

    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        await amina.afterwards.declare(20, 60, 3)
        await amina.runner.wake()
        again = await Handset(tmp_path, file="new file", key=amina.key).open()
        came = await again.diary.scanned(code(LIBRARY))
        id = came.entry.visit.check_in
        looked = update(NewcomerModel(newcomer.MOMENTS, "nl", again.diary.page()), Tapped(OpenMoment(id)))[0]
        again.transport = line(town)
        await again.reopen()
        await again.runner.wake()
        page = again.diary.page()
        assert id not in [entry.visit.check_in for entry in page.entries]
        after, _ = update(looked, HoursSynced(page, ""))
        assert report.UNTIL in keys(after)
        asked, _ = update(after, Tapped(report.UNTIL))
        [told] = update(asked, Tapped(ChooseVisitLength(60)))[1]
        assert isinstance(told, Stay)
        assert (await again.afterwards.stay(told.check_in, told.minutes)).entry.minutes == 60

    run(story())


def test_when_jan_takes_his_signature_back_piet_can_sign_the_same_code_and_the_meeting_stands(tmp_path: Path) -> None:
    """The id of a proposal is that of a meeting; who signed it is something else."""

    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        jan, piet = await BuddyPhone(tmp_path, transport=line(town)).open(), await BuddyPhone(tmp_path, "piet").open()
        shown = await amina.meetings.propose(6, 120, 0)
        await amina.meetings.answered(code_of(await jan.signs(shown)))
        await jan.cosigning.take_back(jan.cosigning.moments()[0].id)
        await jan.runner.wake()
        await amina.runner.wake()
        assert [entry.taken_back for entry in amina.diary.page().entries] == [True]
        saved = await amina.meetings.answered(code_of(await piet.signs(shown)))
        assert (saved.what, saved.entry.taken_back, saved.entry.minutes) == ("met", False, 120)
        assert (await amina.meetings.answered(code_of(await piet.signs(shown)))).what == "already"

    run(story())


def test_what_amina_took_back_herself_no_other_buddy_brings_back(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        jan, piet = await BuddyPhone(tmp_path).open(), await BuddyPhone(tmp_path, "piet", transport=line(town)).open()
        shown = await amina.meetings.propose(6, 120, 0)
        await amina.meetings.answered(code_of(await jan.signs(shown)))
        await amina.afterwards.take_back(shown.id, 3)
        signed = await piet.signs(shown)
        with pytest.raises(OtherMeeting):
            await amina.meetings.answered(code_of(signed))
        await piet.runner.wake()
        await amina.runner.wake()
        assert [(entry.taken_back, entry.minutes) for entry in amina.diary.page().entries] == [(True, 0)]
        assert len([kept for kept in amina.store.records() if isinstance(kept.record.body, Met)]) == 1

    run(story())


def test_a_meeting_that_two_buddies_signed_is_shown_by_the_stronger_signature(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        els, jan = await BuddyPhone(tmp_path, "els", transport=line(town)).open(), await BuddyPhone(tmp_path).open()
        await els.cosigning.enrol(els.client(), invitation(town))
        shown = await amina.meetings.propose(6, 120, 0)
        signed = await els.signs(shown)
        await els.runner.wake()
        await amina.meetings.answered(code_of(signed))
        await amina.runner.wake()
        await amina.meetings.answered(code_of(await jan.signs(shown)))
        (entry,) = amina.diary.page().entries
        assert (entry.visit.verdict, entry.minutes) == (Verdict.TRUSTED, 120)

    run(story())


def test_two_moments_told_of_a_full_day_begin_at_different_times_so_that_each_has_a_face_of_its_own() -> None:
    day = [(NOON - 14 * HOUR, NOON + 14 * HOUR)]
    first = free_slot.begin(0, 60, NOON, day)
    second = free_slot.begin(0, 60, NOON, [*day, (first, first + HOUR)])
    third = free_slot.begin(0, 60, NOON, [*day, (first, first + HOUR), (second, second + HOUR)])
    assert len({first, second, third}) == 3


# --- a default that was chosen for a person, without a way out on the same screen ---


def test_who_tapped_a_wrong_time_says_another_one_on_the_same_screen_and_only_that_one_stands(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        came = await amina.diary.scanned(code(LIBRARY))
        id = came.entry.visit.check_in
        amina.clock.wall = NOON + DAY
        model = update(NewcomerModel(newcomer.HOME, "nl", amina.diary.page()), Tapped(AskUntil(id)))[0]
        for minutes in (210, 30, 90):
            assert f"stay-{minutes}" in keys(model, amina.clock.wall)
            [told] = update(model, Tapped(ChooseVisitLength(minutes)))[1]
            assert isinstance(told, Stay)
            saved = await amina.afterwards.stay(told.check_in, told.minutes)
            assert (saved.entry.minutes, saved.entry.visit.end) == (minutes, NOON + 60 * minutes)
            model, _ = update(model, Wrote(saved, amina.diary.page()))
            assert report.UNTIL in keys(model)
            model, _ = update(model, Tapped(report.UNTIL))
            assert report.LATER not in keys(model, amina.clock.wall)  # it is said already
        await amina.reopen()
        assert amina.diary.page().total == 90
        assert update(model, Tapped("back"))[0].screen == newcomer.HOME

    run(story())


def test_who_scanned_before_choosing_a_language_finds_it_on_that_screen_and_reads_saved_in_it() -> None:
    saved = Saved("came", samples.entry(0, 1, None), "")
    model = update(NewcomerModel(newcomer.LANGUAGE, "nl", chosen=False), Wrote(saved, samples.page(here=True)))[0]
    assert newcomer.LANGUAGE in keys(model)
    asked, _ = update(model, Tapped(newcomer.LANGUAGE))
    chosen, _ = update(asked, Chose("ar"))
    assert (chosen.screen, chosen.language) == (newcomer.SAVED, "ar")
    assert Texts("ar")("saved", "Saved") in words(chosen)
    assert newcomer.LANGUAGE not in keys(chosen)
    good, _ = update(model, Tapped("home"))
    assert good.screen == newcomer.LANGUAGE
    assert update(good, Chose("ar"))[0].screen == newcomer.HOME  # it was read, and is not shown again


def test_where_home_asks_until_when_one_can_say_that_it_was_no_visit() -> None:
    forgotten = samples.entry(2, 1, None)
    for planned, scale in ((120, 1.0), (120, 2.0), (0, 1.0), (0, 2.0)):
        one = replace(forgotten, visit=replace(forgotten.visit, planned=planned))
        model = NewcomerModel(newcomer.HOME, "nl", Page(0, (one,), 0))
        asked, _ = update(model, Tapped(AskUntil(one.visit.check_in)))
        assert {report.LATER, "reason"} <= set(keys(asked, samples.NOW, scale))


# --- a size, a level or a state with two sources ---


@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("letters", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("turned", [0, 1, 2])
def test_the_languages_that_are_said_are_those_that_are_shown_whoever_made_the_letters_larger(
    big: bool, letters: float, turned: int
) -> None:
    scale = (1.3 if big else 1.0) * letters
    of_phone = update(NewcomerModel(newcomer.LANGUAGE, "nl", big=big, turned=turned), Wished(letters))[0]
    of_buddy = buddy.update(buddy.BuddyModel(buddy.LANGUAGE, "nl", big=big, turned=turned), buddy.Wished(letters))[0]
    for said in (aloud.screen_clips(of_phone, NOON), buddy_aloud.screen_clips(of_buddy)):
        rows = language.names(Look(LIGHT, scale=scale), "", turned, lambda _: None, lambda _: None)
        tiles = [one for row in rows for one in found(row) if isinstance(one, ft.Semantics) and one.button]
        shown = [str(one.identifier) for one in tiles if str(one.identifier).startswith("language-")]
        assert [one.key for one in said if one.key.startswith("language-")] == shown


@pytest.mark.parametrize("planned", [0, 20, 50, 240])
def test_home_is_drawn_again_when_it_changes_and_not_a_quarter_of_an_hour_later(planned: int) -> None:
    open_one = samples.entry(0, 1, None)
    visit = replace(open_one.visit, planned=planned)
    model = NewcomerModel(newcomer.HOME, "nl", Page(0, (replace(open_one, visit=visit),), 0))
    now = visit.start
    while open_visits.here(model.page, now):
        later = home.until(model, now)
        assert later > now
        assert open_visits.here(model.page, later - 1) == open_visits.here(model.page, now)
        now = later
    assert now == visit.start + open_visits.longest(planned)
    assert home.until(model, now) == 0


def test_a_way_out_that_was_forgotten_weeks_ago_takes_no_hours_of_what_is_told_today(tmp_path: Path) -> None:
    """It was over when it was planned to be: else every day since is full, and what is told falls on another visit."""

    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        await amina.diary.scanned(code(LIBRARY))
        yesterday = NOON + 19 * DAY + 4 * HOUR  # four in the afternoon
        for number, time in ((2, yesterday), (2, yesterday + 2 * HOUR)):
            amina.clock.wall = time
            await amina.diary.scanned(code(LIBRARY, time=time, number=number))
        amina.clock.wall = NOON + 20 * DAY
        await amina.afterwards.declare(20, 120, 1)
        assert amina.diary.page().total == 240
        first = amina.diary.page().entries[0]
        assert busy(amina.diary.page(), amina.clock.wall)[0] == (first.visit.start, first.visit.start + 4 * HOUR)

    run(story())


def test_a_code_that_nobody_can_sign_any_more_does_not_hide_how_to_begin() -> None:
    expected = samples.meetings("code", "nl").page.expected
    page = Page(0, (), 0, expected=expected)
    late = expected[0].proposal.start + report.SHOWN_FOR + 1
    assert (report.is_new(page, samples.NOW), report.is_new(page, late)) == (False, True)
    model = NewcomerModel(newcomer.HOME, "nl", page)
    assert "first" in [one.key for one in aloud.screen_clips(model, late)]
    assert Texts("nl")("moments", "Nothing yet. Scan a code to begin.") in words(replace(model, screen=newcomer.MOMENTS), late)


# --- a state that is stored and not shown ---


@pytest.mark.parametrize("code", ["server-odd", "newer-app"])
def test_who_sends_and_the_server_was_odd_reads_so_where_the_tap_was(code: str) -> None:
    model = NewcomerModel(newcomer.MOMENTS, "nl", samples.page())
    after, _ = update(model, HoursSynced(model.page, code))
    assert set(words(after)) - set(words(model))
    assert "send" in keys(after)
    calm, _ = update(after, HoursSynced(model.page, ""))
    assert words(calm) == words(model)


def test_every_moment_of_the_list_says_how_long_it_was_or_what_is_still_to_be_said() -> None:
    """Nothing stands there as three dots."""
    page = samples.meetings("moments_waits", "nl").page
    model = NewcomerModel(newcomer.MOMENTS, "nl", page)
    said = words(model, samples.NOW)
    assert "..." not in said
    assert {Texts("nl")("together", "Until when?"), Texts("nl")("home", "You are here now")} <= set(said)


def test_what_waits_to_be_said_is_heard_too() -> None:
    model = samples.meetings("moments_waits", "nl")
    (waiting,) = open_visits.forgotten(model.page, samples.NOW)
    heard = aloud.clips(replace(model, screen=newcomer.MOMENTS), samples.NOW, f"until-{waiting.visit.check_in.hex()}")
    assert [one.clip for one in heard][-1] == "together/Until when?"


# --- a tap that is lost on its way, or counts twice ---


def test_a_second_tap_on_the_same_time_writes_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        await trusting(amina)
        id = (await amina.diary.scanned(code(LIBRARY))).entry.visit.check_in
        amina.clock.wall = NOON + DAY
        first, second = await asyncio.gather(amina.afterwards.stay(id, 60), amina.afterwards.stay(id, 60))
        await amina.afterwards.stay(id, 60)
        assert first.entry.minutes == second.entry.minutes == 60
        await amina.afterwards.stay(id, 90)
        assert [type(kept.record.body) for kept in amina.store.records()] == [Device, CheckIn, Stayed, Void, Stayed]

    run(story())


def test_a_second_tap_on_taking_back_makes_no_second_withdrawal(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await Handset(tmp_path).open(), await BuddyPhone(tmp_path).open()
        moment = await jan.signs(await amina.meetings.propose(6, 60, 0))
        await jan.cosigning.take_back(moment.id)
        (first,) = jan.store.signatures.all()
        jan.clock.wall += 1
        await jan.cosigning.take_back(moment.id)
        assert jan.store.signatures.all() == [first]

    run(story())


def test_a_scan_that_was_asked_for_before_a_language_was_comes_after_it() -> None:
    asked, effects = update(NewcomerModel(newcomer.LANGUAGE, "nl", chosen=False), Tapped("scan"))
    assert (asked.screen, effects) == (newcomer.LANGUAGE, [])  # the first question comes first
    chosen, effects = update(asked, Chose("ti"))
    assert chosen.scanning
    assert OpenCamera() in effects
    assert OpenCamera() not in update(NewcomerModel(newcomer.LANGUAGE, "nl", chosen=False), Chose("ti"))[1]
