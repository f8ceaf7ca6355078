"""Stories of ten, twenty and forty hours: each is a moment of its own on the phone, once, and home is calm afterwards."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from app.newcomer import milestone
from app.newcomer import update as newcomer
from app.newcomer.model import REACHED
from app.newcomer.screens import aloud
from app.newcomer.share_proof import GIVE
from app.newcomer.update import HoursSynced, NewcomerModel, Recounted, Tapped, Wrote, update
from app.records.page import Page, Saved
from app.ui.events import Remember
from tests.journeys.town import Handset
from tests.looks import samples
from tests.people import NOON

DAY = 86400


def after(model: NewcomerModel, event: newcomer.Event) -> tuple[NewcomerModel, list[str]]:
    """The model after it, and what is kept as shown."""
    model, effects = update(model, event)
    return model, [one.value for one in effects if isinstance(one, Remember) and one.key == milestone.KEPT]


async def told(amina: Handset, minutes: int, back: int) -> Saved:
    return await amina.afterwards.declare(3, minutes, back)


@pytest.mark.parametrize(
    ("target", "days", "seen"),
    [
        (2400, [300, 300], {2: 600}),
        (2400, [540, 540, 540, 540, 540], {2: 600, 3: 1200, 5: 2400}),
        (3600, [600, 600, 600, 600, 600, 600], {2: 900, 3: 1800, 6: 3600}),
        (300, [600], {1: 300}),  # all three at once: the whole
    ],
)
def test_a_quarter_the_half_and_the_whole_come_after_saved_once_each(
    target: int, days: list[int], seen: dict[int, int], tmp_path: Path
) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        model = NewcomerModel(newcomer.HOME, "nl", page=replace(amina.diary.page(), target=target), reached=0)
        for number, minutes in enumerate(days, 1):
            amina.clock.wall = NOON + number * DAY
            saved = await told(amina, minutes, 1)
            page = replace(amina.diary.page(), target=target)
            assert page.total == sum(days[:number])
            model, kept = after(model, Wrote(saved, page))
            assert (model.screen, kept) == (newcomer.SAVED, [])  # first of all it is said that it is saved
            model, kept = after(model, Tapped("home"))
            if number in seen:
                assert (model.screen, model.reached, kept) == (REACHED, seen[number], [str(seen[number])])
                assert [clip.key for clip in aloud.screen_clips(model, NOON)][-1] == "home"
                model, kept = after(model, Tapped("home"))
            assert (model.screen, kept) == (newcomer.HOME, [])
            model, kept = after(model, HoursSynced(page, ""))
            assert (model.screen, kept) == (newcomer.HOME, [])

    asyncio.run(story())


def hours(minutes: int) -> Page:
    return replace(samples.page(), total=minutes)


def test_what_the_server_brings_is_seen_where_the_newcomer_is_at_home_and_waits_elsewhere() -> None:
    home = NewcomerModel(newcomer.HOME, "nl", page=hours(590), reached=0)
    model, kept = after(home, HoursSynced(hours(1300), ""))
    assert (model.screen, model.reached, kept) == (REACHED, 1200, ["1200"])  # two at once: the higher one
    model, kept = after(replace(home, screen=newcomer.MOMENTS), HoursSynced(hours(600), ""))
    assert (model.screen, kept) == (newcomer.MOMENTS, [])
    model, kept = after(model, Tapped("back"))
    assert (model.screen, kept) == (REACHED, ["600"])
    model, kept = after(replace(home, scanning=True), HoursSynced(hours(600), ""))
    assert (model.screen, kept) == (newcomer.HOME, [])  # the camera is open
    model, kept = after(replace(home, chosen=False, screen=newcomer.LANGUAGE), HoursSynced(hours(600), ""))
    assert (model.screen, kept) == (newcomer.LANGUAGE, [])


def test_less_and_more_again_is_no_second_time_and_a_smaller_target_neither() -> None:
    model, kept = after(NewcomerModel(newcomer.HOME, "nl", page=hours(2390), reached=1200), Recounted(hours(2410)))
    assert kept == ["2400"]
    model, _ = after(model, Tapped("home"))
    for page in (hours(2300), hours(2400), replace(hours(2400), target=1500), hours(600), hours(4000)):
        model, kept = after(model, Recounted(page))
        assert (model.screen, kept) == (newcomer.HOME, [])
    model, kept = after(model, Recounted(replace(hours(3600), target=3600)))
    assert (model.screen, kept) == (REACHED, ["3600"])  # the region asks for more, and that is reached, too


def test_hours_that_come_back_to_a_new_phone_were_reached_before() -> None:
    empty = replace(samples.page(), total=0, restoring=True)
    model, kept = after(NewcomerModel(newcomer.HOME, "nl", page=empty, reached=0), HoursSynced(hours(1500), ""))
    assert (model.screen, kept) == (newcomer.HOME, ["1200"])
    model, kept = after(model, HoursSynced(hours(2400), ""))
    assert (model.screen, kept) == (REACHED, ["2400"])


def test_at_the_whole_the_one_clear_step_is_to_show_the_hours_and_home_goes_on_so() -> None:
    model, _ = after(NewcomerModel(newcomer.HOME, "nl", page=hours(2390), reached=1200), Recounted(hours(2400)))
    assert [clip.key for clip in aloud.screen_clips(model, NOON)][-2:] == [GIVE, "home"]
    shown, _ = after(model, Tapped(GIVE))
    assert shown.screen == GIVE
    home, _ = after(model, Tapped("home"))
    keys = [clip.key for clip in aloud.screen_clips(home, samples.NOW)]
    assert (home.screen, keys.index(GIVE) < keys.index("scan")) == (newcomer.HOME, True)
    there = replace(home, page=replace(samples.page(here=True), total=2400))
    assert GIVE not in [clip.key for clip in aloud.screen_clips(there, samples.NOW)]  # first of all the way out is scanned
