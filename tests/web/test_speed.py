"""Saving stays quick, also with a thousand records kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.bench import saving
from tests.web.chromium import Browser
from tests.web.serving import Site

pytestmark = pytest.mark.browser


def test_saving_a_moment_takes_a_blink_with_a_thousand_records_kept(site: Site, launch: Callable[..., Browser]) -> None:
    browser = launch()
    tab = browser.open(site.origin)
    tab.until("shown")
    measured = saving.in_browser(tab)
    print(measured.text())
    assert measured.quiet_p95 < 150
    browser.close()
