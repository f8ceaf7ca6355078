"""Stories of a display whose clock is wrong: it hears the right time from the server, and staff see what to do."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from email.utils import formatdate
from typing import Any

import flet as ft
import httpx
import pytest

from app.organisation import clock_watch
from app.organisation import model as steps
from app.organisation.clock_watch import ClockWatch
from app.organisation.model import ClockCompared, CompareClock, DisplayTapped, Ticked, TryAgain, update
from app.organisation.screens import display as screens
from app.sync.client import Client
from app.sync.errors import Offline
from app.ui.controls.look import Look
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.journeys.town import ORIGIN, no_network
from tests.looks import samples
from tests.people import NOON
from tests.screens.walk import seen

MINUTE, HOUR, DAY = 60, 3600, 86400
RUNNING = samples.display_model("display")


def server(date: str | None, status: int = 200) -> Client:
    def answer(request: httpx.Request) -> httpx.Response:
        assert (request.method, request.url.path) == ("POST", "/v1/challenge")
        return httpx.Response(status, json={"nonce": "AAAA"}, headers={} if date is None else {"date": date})

    return Client(httpx.AsyncClient(base_url=ORIGIN, transport=httpx.MockTransport(answer)))


def test_the_server_tells_its_time_by_the_date_of_its_answer() -> None:
    assert asyncio.run(server(formatdate(NOON, usegmt=True)).time()) == NOON
    for odd in (None, "", "yesterday", "Mon, 99 Nov 2026 11:00:00 GMT"):
        assert asyncio.run(server(odd).time()) is None


def test_without_network_or_behind_a_portal_nobody_tells_the_time() -> None:
    for client in (
        server(formatdate(NOON, usegmt=True), status=511),
        Client(httpx.AsyncClient(base_url=ORIGIN, transport=httpx.MockTransport(no_network))),
    ):
        with pytest.raises(Offline):
            asyncio.run(client.time())


@pytest.mark.parametrize("off", [0, 60, -60, 15 * MINUTE - 1, -15 * MINUTE + 1])
def test_a_clock_that_differs_by_minutes_is_right_enough(off: int) -> None:
    assert clock_watch.seconds_off(NOON + off, NOON) == 0


@pytest.mark.parametrize("off", [15 * MINUTE, HOUR, -HOUR, DAY, -DAY, NOON])
def test_a_clock_that_is_a_quarter_of_an_hour_off_or_more_is_told_of(off: int) -> None:
    assert clock_watch.seconds_off(NOON + off, NOON) == off


def test_the_server_is_asked_at_the_start_each_hour_after_a_jump_and_each_minute_while_the_clock_is_off() -> None:
    assert ClockWatch().is_due(NOON, 5.0)
    asked = ClockWatch().asking(NOON, 5.0)
    assert not asked.is_due(NOON + 599, 604.0)
    assert asked.is_due(NOON + 600, 605.0)  # no answer came
    right = asked.answered(0, NOON, 5.0)
    assert not right.is_due(NOON + HOUR - 1, 4.0 + HOUR)
    assert right.is_due(NOON + HOUR, 5.0 + HOUR)
    for set_to in (NOON + HOUR, 60, NOON - 70):
        assert right.is_due(set_to, 10.0)
    wrong = asked.answered(-HOUR, NOON, 5.0)
    assert not wrong.is_due(NOON + 59, 64.0)
    assert wrong.is_due(NOON + 60, 65.0)


def keys(model: steps.DisplayModel, size: tuple[float, float] = (1180.0, 700.0)) -> list[str]:
    """The keys of what can be tapped."""
    view: Any = screens.view(model, Texts("nl"), Look(LIGHT), lambda _: None, size)
    controls = [one.control for one in seen(view)]
    return [one.identifier for one in controls if isinstance(one, ft.Semantics) and one.button and one.identifier]


def test_staff_see_the_page_of_the_clock_once_and_then_a_card_beside_the_code_until_it_is_right() -> None:
    shown, act = update(RUNNING, ClockCompared(HOUR, 100.0))
    assert (shown.step, act) == (steps.CLOCK, None)
    assert keys(shown) == ["back", "again"]
    assert update(shown, DisplayTapped("again", 101.0))[1] == CompareClock()
    back = update(shown, Ticked(RUNNING.now, 130.0))[0]
    assert back.step == steps.RUNNING
    assert "clock" in keys(back)
    assert update(back, ClockCompared(HOUR, 160.0))[0].step == steps.RUNNING  # nobody is disturbed twice
    looked = update(back, DisplayTapped("clock", 161.0))[0]
    assert looked.step == steps.CLOCK
    assert update(looked, DisplayTapped("back", 162.0))[0].step == steps.RUNNING
    right = update(looked, ClockCompared(0, 163.0))[0]
    assert (right.step, "clock" in keys(right)) == (steps.RUNNING, False)


def test_a_clock_that_is_off_takes_no_screen_from_staff_and_no_refusal_from_anybody() -> None:
    for step in (steps.STAFF, steps.CHOOSE, steps.LENGTH, steps.REFUSED, steps.WAIT):
        assert update(replace(RUNNING, step=step), ClockCompared(HOUR, 1.0))[0].step == step
    holding = replace(RUNNING, held=1.0)
    assert update(holding, ClockCompared(HOUR, 2.0))[0].step == steps.RUNNING
    assert update(samples.display_model("display_refused"), DisplayTapped("again"))[1] == TryAgain()
    assert update(RUNNING, DisplayTapped("clock", 1.0))[0] == replace(RUNNING, touched=1.0)  # a right clock has no page


@pytest.mark.parametrize("size", [(1180.0, 700.0), (800.0, 1180.0), (640.0, 360.0), (360.0, 640.0)])
@pytest.mark.parametrize("name", ["display", "display_night", "display_over"])
def test_the_code_stays_whole_beside_the_card(name: str, size: tuple[float, float]) -> None:
    off = replace(samples.display_model(name), off=-2 * HOUR)
    assert "clock" in keys(off, size)
    view: Any = screens.view(off, Texts("nl"), Look(LIGHT), lambda _: None, size)
    assert "qr" in [getattr(one.control, "identifier", None) for one in seen(view)]


def test_the_two_clocks_of_the_page_are_what_the_tablet_shows_and_what_it_is_to_show() -> None:
    page = samples.display_model("display_clock")
    view: Any = screens.view(page, Texts("nl"), Look(LIGHT), lambda _: None, (1180.0, 700.0))
    texts = [str(one.control.value).strip("\u2066\u2069") for one in seen(view) if isinstance(one.control, ft.Text)]
    assert texts[:2] == ["14:05", "12:05"]
