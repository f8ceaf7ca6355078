"""A whole programme costs less data than a photo: counted on the line, with every header that httpx and Chromium send."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.bench import wire
from tests.browser.drive import region
from tests.line import line_to
from tests.web import places
from tests.web.chromium import Browser
from tests.web.installed import install


@pytest.mark.slow
def test_a_programme_of_eighty_records_goes_up_in_less_than_sixty_kilobytes_natively() -> None:
    measured = wire.natively()
    print(measured.text())
    assert measured.up < wire.GOAL


@pytest.mark.browser
def test_a_programme_of_eighty_records_goes_up_in_less_than_sixty_kilobytes_in_the_browser(
    playwright: Playwright, probe_folder: Path, tmp_path: Path
) -> None:
    origin, port = places.address("probe"), places.ports()["probe"]
    with region(tmp_path / "server", probe_folder, origin=origin) as server, line_to(server.port, port) as line:
        install(playwright, origin, tmp_path / "profile")
        browser = Browser(playwright, tmp_path / "profile")
        tab = browser.open(origin)
        tab.until("shown")
        measured = wire.in_browser(tab, line, server)
        print(measured.text())
        assert measured.up < wire.GOAL
        browser.close()
