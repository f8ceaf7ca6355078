"""`python -m tests.bench.light [ROUNDS]`: a buddy who has nothing here yet follows a newcomer's link, over 20 Mbit/s.

light   the light page, until "we were together" can be tapped
app     the whole app on the same link, as before there was a light page: told to by a mark in the tab's storage (early.js)

In turn, a new profile each time; time is the page's own, from navigation; bytes are what the server had sent by then.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Playwright, sync_playwright

from app.protocol import qr_text
from app.tools.web_build import light
from app.tools.web_build.build import REPOSITORY
from tests.bench.row import Row
from tests.browser.drive import by_key, see
from tests.light.conftest import proposal
from tests.web.chromium import Browser
from tests.web.serving import serving

SITE = REPOSITORY / "build" / "web"
LINE = 20e6 / 8  # bytes a second
APP_ONLY = "sessionStorage.setItem('veertig.app', '1')"


def rows() -> list[Row]:
    light_times, app_times, light_bytes, app_bytes = measure(3)
    middle, other = statistics.median(light_times), statistics.median(app_times)
    print(f"first visit by a newcomer's link over 20 Mbit/s, to the tap that signs, load {os.getloadavg()[0]:.1f}")
    print(f"  light page {middle:6.0f} ms  {light_bytes / 1e3:8.1f} kB")
    print(f"  whole app  {other:6.0f} ms  {app_bytes / 1e3:8.1f} kB")
    print(f"  kept for the next time without network, all languages: {kept() / 1e3:.1f} kB compressed", flush=True)
    return [
        Row("light page, bytes to the tap that signs", 60.0, light_bytes / 1e3, "kB"),
        Row("light page, time to the tap that signs", 10.0, middle / 1e3, "s"),
        Row("light page / whole app, time to the tap that signs", 0.25, middle / other),
        Row("light page / whole app, bytes to the tap that signs", 0.02, light_bytes / app_bytes),
    ]


def measure(rounds: int) -> tuple[list[float], list[float], int, int]:
    """Milliseconds of each start of the light page and of the app, and the most bytes that each took."""
    times: dict[str, list[float]] = {"light": [], "app": []}
    sent = {"light": 0, "app": 0}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        for number in range(rounds):
            for kind, until in (("light", light_page), ("app", whole_app)):
                took, size = first_visit(
                    playwright, Path(name) / f"{kind}-{number}", until, "" if kind == "light" else APP_ONLY
                )
                times[kind].append(took)
                sent[kind] = max(sent[kind], size)
    return times["light"], times["app"], sent["light"], sent["app"]


def first_visit(playwright: Playwright, profile: Path, until: Callable[[Page], None], script: str) -> tuple[float, int]:
    with serving(SITE) as site:
        site.rate = LINE
        browser = Browser(playwright, profile)
        if script:
            browser.context.add_init_script(script)
        page = browser.open(f"{site.origin}/#{qr_text.to_route(qr_text.MEETING, proposal())}").page
        until(page)
        took, size = float(page.evaluate("window.tappable ?? performance.now()")), site.sent
        browser.close()
    return took, size


def light_page(page: Page) -> None:
    page.wait_for_selector('#light [data-key="together"]')


def whole_app(page: Page) -> None:
    page.wait_for_selector("html[data-tab=shown]", state="attached")
    page.evaluate("window.tappable = performance.now()")  # the readers' tree, asked for now, is of the test alone
    see(page)
    page.wait_for_selector(by_key("together"), state="attached")


def kept() -> int:
    """Compressed bytes of all that the light page keeps for the next time."""
    found = (((SITE / f"{name}.br") if (SITE / f"{name}.br").exists() else SITE / name) for name in light.needed(SITE))
    return sum(file.stat().st_size for file in found)


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
