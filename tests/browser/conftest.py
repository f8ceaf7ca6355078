"""A server of its own for each story; for all stories of faults one server behind one line, and copies of one ripe profile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.drive import Server, region
from tests.browser.faults import Ripe
from tests.line import Line, line_to
from tests.web import places


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A region of this story's own."""
    with region(tmp_path / "server", place="stories") as one:
        yield one


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One region for all stories of a file that leave it as it was."""
    with region(tmp_path_factory.mktemp("town") / "server", place="stories") as one:
        yield one


@pytest.fixture(scope="session")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Line]]:
    """The region's server, and the line that phones reach it by."""
    folder, origin = tmp_path_factory.mktemp("town") / "server", places.address("line")
    with region(folder, origin=origin) as server, line_to(server.port, places.ports()["line"]) as line:
        yield server, line


@pytest.fixture
def line(behind: tuple[Server, Line]) -> Iterator[Line]:
    """A line to spoil; it is as it should be again after the story."""
    yield behind[1]
    behind[1].mode = "pass"


@pytest.fixture(scope="session")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profiles")


@pytest.fixture(scope="module")
def ripe(playwright: Playwright, behind: tuple[Server, Line], profiles: Path) -> Ripe:
    return Ripe(playwright, behind[0], profiles)
