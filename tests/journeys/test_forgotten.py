"""Stories of ways out that nobody scanned: asked kindly on home for a week, and in the list as long as the moment is there."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import flet as ft

from app.newcomer import report
from app.newcomer import update as newcomer
from app.newcomer.report import Stay
from app.newcomer.update import NewcomerModel, Tapped, Wrote, update
from app.newcomer.views import VIEWS
from app.records import open_visits
from app.ui.controls.look import Look
from app.ui.events import Remember
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.journeys.region import trusting
from tests.journeys.town import Handset, code
from tests.people import CARE_HOME, LIBRARY, NOON
from tests.screens.few import found

HOUR, DAY = 3600, 86400


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


class Finger:
    """Taps only what the screen shows, and does at a real phone what the taps ask for."""

    def __init__(self, amina: Handset) -> None:
        self.amina = amina
        self.sent: list[newcomer.Event] = []
        self.model = NewcomerModel(newcomer.HOME, "nl", amina.diary.page(), put_off=amina.store.number(report.LATER) or 0)

    def drawn(self) -> list[Any]:
        now = self.amina.clock.wall
        return found(VIEWS[self.model.screen](self.model, Texts("nl"), Look(LIGHT), self.sent.append, now))

    def keys(self, start: str = "") -> list[str]:
        tree = [one for one in self.drawn() if isinstance(one, ft.Semantics) and one.button]
        return [str(one.identifier) for one in tree if str(one.identifier).startswith(start)]

    def pictures(self, key: str) -> list[str]:
        (box,) = [one for one in self.drawn() if isinstance(one, ft.Semantics) and one.identifier == key]
        return [str(one.src) for one in found(box) if isinstance(one, ft.Image)]

    async def tap(self, *keys: str) -> None:
        for key in keys:
            (there,) = [one for one in self.drawn() if isinstance(one, ft.Semantics) and one.button and one.identifier == key]
            (box,) = [one for one in found(there) if getattr(one, "on_click", None)]
            box.on_click(None)
            self.model, effects = update(self.model, self.sent.pop())
            for effect in effects:
                if isinstance(effect, Stay):
                    saved = await self.amina.afterwards.stay(effect.check_in, effect.minutes)
                    self.model, _ = update(self.model, Wrote(saved, self.amina.diary.page()))
                elif isinstance(effect, Remember):
                    self.amina.store.set_settings({effect.key: effect.value})


async def who_forgot(tmp_path: Path, *days: int, now: int = 30 * DAY) -> Handset:
    """Came at noon on these days, and never scanned when leaving."""
    amina = await Handset(tmp_path).open()
    await trusting(amina)
    for number, day in enumerate(days, 1):
        amina.clock.wall = NOON + day * DAY
        assert (await amina.diary.scanned(code(LIBRARY, time=amina.clock.wall, number=number))).what == "came"
    amina.clock.wall = NOON + now
    return amina


def test_five_forgotten_ways_out_of_a_month_are_all_said_in_pictures(tmp_path: Path) -> None:
    async def story() -> None:
        finger = Finger(await who_forgot(tmp_path, 0, 3, 10, 25, 28))
        asked = 0
        while finger.keys("until-"):  # those of the last week, on home, the newest first
            (key,) = finger.keys("until-")
            await finger.tap(key, "stay-90", "home")
            asked += 1
        assert (asked, finger.model.screen) == (2, newcomer.HOME)
        assert "/icons/question.svg" in finger.pictures(newcomer.MOMENTS)  # hours lie there
        await finger.tap(newcomer.MOMENTS)
        for month in finger.keys("month-"):
            if "/icons/until.svg" in finger.pictures(month) and not finger.keys("until-"):
                await finger.tap(month)
            while waiting := finger.keys("until-"):
                await finger.tap(waiting[0], "stay-120", "home")
                assert finger.model.screen == newcomer.MOMENTS  # where the others are
        assert finger.amina.diary.page().total == 2 * 90 + 3 * 120
        assert [entry.visit.end is None for entry in finger.amina.diary.page().entries] == [False] * 5
        await finger.tap("back")
        assert "/icons/question.svg" not in finger.pictures(newcomer.MOMENTS)

    run(story())


def test_who_says_later_is_not_asked_again_and_can_still_say_it_in_the_list(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await who_forgot(tmp_path, 26, 28)
        finger = Finger(amina)
        (key,) = finger.keys("until-")
        await finger.tap(key, report.LATER)
        assert (finger.model.screen, finger.keys("until-")) == (newcomer.HOME, [])  # neither this one nor the older one
        await amina.reopen()
        again = Finger(amina)
        assert again.keys("until-") == []
        assert "/icons/question.svg" in again.pictures(newcomer.MOMENTS)
        await again.tap(newcomer.MOMENTS)
        assert len(again.keys("until-")) == 2
        amina.clock.wall += DAY  # forgotten once more, later
        await amina.diary.scanned(code(LIBRARY, time=amina.clock.wall, number=9))
        amina.clock.wall += DAY
        assert len(Finger(amina).keys("until-")) == 1

    run(story())


def test_only_the_newest_is_asked_about_and_back_from_the_question_puts_nothing_off(tmp_path: Path) -> None:
    async def story() -> None:
        finger = Finger(await who_forgot(tmp_path, 26, 28))
        (key,) = finger.keys("until-")
        assert key == f"until-{finger.model.page.entries[-1].visit.check_in.hex()}"
        await finger.tap(key, "back")
        assert finger.keys("until-") == [key]

    run(story())


def test_after_a_year_home_is_silent_and_the_list_still_takes_an_answer(tmp_path: Path) -> None:
    async def story() -> None:
        finger = Finger(await who_forgot(tmp_path, 0, now=365 * DAY))
        assert finger.keys("until-") == []
        await finger.tap(newcomer.MOMENTS)
        (key,) = finger.keys("until-")
        assert "/icons/until.svg" in finger.pictures(key)
        assert report.LATER not in finger.keys(report.LATER)  # there is nothing to put off
        await finger.tap(key, "stay-240")
        assert finger.amina.diary.page().total == 240

    run(story())


def test_in_the_list_the_question_leads_back_there_and_on_to_taking_back(tmp_path: Path) -> None:
    async def story() -> None:
        finger = Finger(await who_forgot(tmp_path, 0))
        await finger.tap(newcomer.MOMENTS)
        (key,) = finger.keys("until-")
        await finger.tap(key, "back")
        assert finger.model.screen == newcomer.MOMENTS
        await finger.tap(key, "reason", "back")
        assert finger.model.screen == report.UNTIL
        await finger.tap("back", "back")
        assert finger.model.screen == newcomer.HOME
        moment = replace(finger.model, screen=report.MOMENT, moment=finger.model.page.entries[0].visit.check_in)
        until, _ = update(moment, Tapped(report.UNTIL))
        assert update(until, Tapped("back"))[0].screen == report.MOMENT

    run(story())


def test_who_is_still_there_is_asked_nothing_and_the_list_says_here(tmp_path: Path) -> None:
    async def story() -> None:
        finger = Finger(await who_forgot(tmp_path, 0, now=HOUR))
        assert finger.keys("until-") == []
        assert "/icons/question.svg" not in finger.pictures(newcomer.MOMENTS)
        await finger.tap(newcomer.MOMENTS)
        (key,) = finger.keys("moment-")
        words = [one.value for one in finger.drawn() if isinstance(one, ft.Text)]
        assert Texts("nl")("home", "You are here now") in words
        assert "..." not in words
        await finger.tap(key, report.UNTIL)
        assert finger.keys("stay-") == ["stay-30", "stay-60"]  # nobody stayed until a time that is yet to come

    run(story())


def test_nobody_stayed_beyond_a_scan_at_another_place(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await who_forgot(tmp_path, 0, now=0)
        for after in (70 * 60, 2 * HOUR):
            amina.clock.wall = NOON + after
            await amina.diary.scanned(code(CARE_HOME, time=amina.clock.wall, number=7))
        page = amina.diary.page()
        first = page.entries[0]
        assert open_visits.asked_about(page, amina.clock.wall, 0) == first
        assert open_visits.may_have_lasted(page, first, amina.clock.wall) == 70
        finger = Finger(amina)
        (key,) = finger.keys("until-")
        await finger.tap(key)
        assert finger.keys("stay-") == ["stay-30", "stay-60", "stay-70"]

    run(story())
