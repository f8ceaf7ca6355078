"""One server behind one line and one ripe profile for all stories of faults; every story has a copy of the profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.drive import Server
from tests.browser.faults import Ripe
from tests.line import Line, line_to


@pytest.fixture(scope="module")
def chromium() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Line]]:
    """The region's server, and the line that phones reach it by."""
    server = Server(tmp_path_factory.mktemp("town") / "server")
    server.command("region-create")
    server.start()
    with line_to(server.port) as line:
        server.origin = f"http://localhost:{line.port}"
        yield server, line
    server.stop()


@pytest.fixture
def line(behind: tuple[Server, Line]) -> Iterator[Line]:
    """A line to spoil; it is as it should be again after the story."""
    yield behind[1]
    behind[1].mode = "pass"


@pytest.fixture(scope="session")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profiles")


@pytest.fixture(scope="module")
def ripe(chromium: Playwright, behind: tuple[Server, Line], profiles: Path) -> Ripe:
    return Ripe(chromium, behind[0], profiles)
