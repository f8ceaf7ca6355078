"""One server and one ripe profile for the stories of a module; every story has its own copy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.drive import Server
from tests.browser.faults import Ripe


@pytest.fixture(scope="module")
def chromium() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The region's server."""
    one = Server(tmp_path_factory.mktemp("town") / "server")
    one.command("region-create")
    one.start()
    yield one
    one.stop()


@pytest.fixture(scope="module")
def ripe(chromium: Playwright, town: Server, tmp_path_factory: pytest.TempPathFactory) -> Ripe:
    return Ripe(chromium, town, tmp_path_factory.mktemp("profiles"))
