"""Stories through the whole display: a tablet whose clock is an hour off, the region's server behind a socket, and staff."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import flet as ft
import httpx
import pytest
import uvicorn

from app import main
from app.organisation import app as display
from app.organisation import clock_watch
from app.platform.clock import ClockReading
from app.platform.phone.shell import native_platform
from app.platform.roles import DISPLAY
from app.ui.texts import Texts
from sync_server.http.connection import serve_options
from tests.journeys.region import CENTRE_NAME
from tests.journeys.town import no_network
from tests.native.headless import Client, running
from tests.server.region_commands import told
from tests.server.test_server import Town

HOUR = 3600
CODE, PAGE, CARD = "qr", "again", "clock"  # the code; what only the page of the clock has; the card beside the code
Story = Callable[["Tablet"], Awaitable[None]]


@dataclass
class Clock:
    """The tablet's clock: `ahead` seconds of the server's, until somebody sets it. `looks` counts the looks at it."""

    ahead: int
    looks: int = 0

    def __call__(self) -> ClockReading:
        self.looks += 1
        return ClockReading(int(time.time()) + self.ahead)


class Line(httpx.AsyncBaseTransport):
    """The tablet's network, which can be cut. `asked` counts the questions that a server's time answers."""

    def __init__(self) -> None:
        self.online, self.asked, self.net = True, 0, httpx.AsyncHTTPTransport(trust_env=False)

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += request.url.path == "/v1/challenge"
        return await self.net.handle_async_request(request) if self.online else no_network(request)


@dataclass
class Tablet:
    """A display that runs whole: what it shows, and what staff and network do."""

    client: Client
    clock: Clock
    line: Line

    def has(self, key: str) -> bool:
        return any(getattr(control, "identifier", None) == key for control in self.client.walk())

    async def shows(self, key: str) -> None:
        await self.client.until(lambda: self.has(key))

    async def loses(self, key: str) -> None:
        await self.client.until(lambda: not self.has(key))

    async def asks(self, times: int = 1) -> None:
        """The tablet asks for the server's time so many times more, and has drawn what it learnt."""
        wanted = self.line.asked + times
        await self.client.until(lambda: self.line.asked >= wanted)
        await self.ticks()

    async def ticks(self, times: int = 5) -> None:
        """Time goes on for at least so many ticks; in each the tablet looks at its clock five times at most."""
        wanted = self.clock.looks + 5 * times
        await self.client.until(lambda: self.clock.looks >= wanted)

    def clocks(self) -> list[str]:
        """The times of day that are on the screen."""
        return [word for word in self.client.words() if len(word) == 7 and word[3] == ":"]


@asynccontextmanager
async def served(town: Town) -> AsyncIterator[str]:
    """The origin of this town's server, behind a socket: only there an answer has a date."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(town.app, **serve_options()))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await asyncio.wait_for(serving, 12)


def play(folder: Path, ahead: int, story: Story) -> None:
    """Staff open their invitation on a tablet whose clock is so many seconds ahead of the server's; then the story."""

    async def whole() -> None:
        town, clock, line = Town(folder, int(time.time())), Clock(ahead), Line()
        told(town, f'organisation-add "{CENTRE_NAME}"')
        async with served(town) as origin:
            link = told(town, f'display-invite "{CENTRE_NAME}" --activity language_table', origin).strip()
            shell = replace(native_platform(DISPLAY, folder / "tablet", origin), clock=clock, transport=lambda: line)

            async def start(page: ft.Page) -> None:
                await main.start(page, shell)

            async with running(start, route=link.split("#")[1]) as client:
                tablet = Tablet(client, clock, line)
                await story(tablet)
                assert tablet.has(CODE) or tablet.has(PAGE)
                assert not client.crashes
            await line.net.aclose()  # before the server, which waits for open connections

    asyncio.run(whole())


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waits, sooner."""
    monkeypatch.setattr(display, "TICK", 0.02)
    monkeypatch.setattr(clock_watch, "WHEN_OFF", 0.3)


@pytest.mark.parametrize("ahead", [HOUR, -HOUR])
def test_staff_see_what_the_tablet_shows_and_what_it_is_to_show_until_the_clock_is_set(tmp_path: Path, ahead: int) -> None:
    async def story(tablet: Tablet) -> None:
        await tablet.shows(PAGE)
        now = int(time.time())
        minutes = [[Texts("nl").clock(at + ahead), Texts("nl").clock(at)] for at in (now - 60, now)]
        assert tablet.clocks() in minutes
        await tablet.client.tap("back")
        await tablet.shows(CODE)
        assert tablet.has(CARD)
        await tablet.asks(2)  # each minute while it is off
        assert tablet.has(CARD)
        assert not tablet.has(PAGE)
        tablet.clock.ahead = 0
        await tablet.loses(CARD)
        assert tablet.has(CODE)
        asked = tablet.line.asked
        await tablet.ticks(40)
        assert tablet.line.asked == asked  # for an hour

    play(tmp_path, ahead, story)


def test_a_tap_on_once_more_asks_the_server_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock_watch, "WHEN_OFF", 3600.0)
    monkeypatch.setattr(clock_watch, "JUMP", 10 * HOUR)

    async def story(tablet: Tablet) -> None:
        await tablet.shows(PAGE)
        tablet.clock.ahead = 0
        await tablet.ticks(20)
        assert tablet.has(PAGE)  # nobody has asked yet
        await tablet.client.tap(PAGE)
        await tablet.shows(CODE)
        assert not tablet.has(CARD)

    play(tmp_path, HOUR, story)


def test_a_clock_that_is_set_wrong_while_the_display_runs_is_told_of_at_once_and_its_code_goes_on(tmp_path: Path) -> None:
    async def story(tablet: Tablet) -> None:
        await tablet.shows(CODE)
        await tablet.ticks()
        assert not tablet.has(CARD)
        tablet.clock.ahead = 2 * HOUR
        await tablet.shows(PAGE)

    play(tmp_path, 60, story)


def test_without_network_nobody_is_told_anything_and_the_code_goes_on(tmp_path: Path) -> None:
    async def story(tablet: Tablet) -> None:
        await tablet.shows(CODE)
        tablet.line.online = False
        tablet.clock.ahead = HOUR
        await tablet.asks()
        assert tablet.has(CODE)
        assert not tablet.has(CARD)
        asked = tablet.line.asked
        await tablet.ticks(20)
        assert tablet.line.asked == asked  # not again for ten minutes
        tablet.line.online = True
        tablet.clock.ahead += 120
        await tablet.shows(PAGE)

    play(tmp_path, 0, story)
