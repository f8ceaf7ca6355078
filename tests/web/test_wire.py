"""A whole programme costs less data than a photo: counted on the line, with every header that httpx and Chromium send."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.bench import wire
from tests.browser.drive import region
from tests.line import line_to
from tests.web.chromium import Browser


@pytest.mark.slow
def test_a_programme_of_eighty_records_goes_up_in_less_than_sixty_kilobytes_natively() -> None:
    measured = wire.natively()
    print(measured.text())
    assert measured.up < wire.GOAL


@pytest.mark.browser
def test_a_programme_of_eighty_records_goes_up_in_less_than_sixty_kilobytes_in_the_browser(
    probe_folder: Path, launch_fresh: Callable[..., Browser], tmp_path: Path
) -> None:
    with region(tmp_path / "server", probe_folder) as server, line_to(server.port) as line:
        browser = launch_fresh()
        tab = browser.open(f"http://localhost:{line.port}")
        tab.until("shown")
        measured = wire.in_browser(tab, line, server)
        print(measured.text())
        assert measured.up < wire.GOAL
        browser.close()
