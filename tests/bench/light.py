"""`python -m tests.bench.light [ROUNDS]`: people who have nothing here yet follow a link.

A newcomer scans a display's code; beside it a page that fetches as many bytes in one file and says a word is measured. Once as
this machine is, once as if its processor were 6 times slower and the line slow 4G (1.44 Mbit/s, 562 ms there and back).

A buddy follows a newcomer's link, over 20 Mbit/s:

light   the light page, until "we were together" can be tapped
app     the whole app on the same link, as before there was a light page: told to by a mark in the tab's storage (early.js)

In turn, a new profile each time; time is the page's own, from navigation; bytes are what the server had sent by then.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, Playwright, sync_playwright

from app.protocol import qr_text
from app.tools.web_build import light
from app.tools.web_build.build import REPOSITORY
from tests.bench.row import Row
from tests.browser.drive import by_key, see
from tests.light.conftest import proposal
from tests.people import LIBRARY, token
from tests.web.chromium import Browser
from tests.web.serving import Site, serving

SITE = REPOSITORY / "build" / "web"
LINE = 20e6 / 8  # bytes a second
SLOW_PHONE = 6  # times slower
SLOW_LINE = {"offline": False, "latency": 562.5, "downloadThroughput": 1.44e6 / 8, "uploadThroughput": 675e3 / 8}
BARE = """<!DOCTYPE html><meta charset="utf-8"><p><script>
fetch("bytes.bin").then((answer) => answer.arrayBuffer()).then(() => { document.querySelector("p").dataset.key = "saved"; });
</script>"""
WATCH = """() => new MutationObserver(() => {
  if (!self.savedAt && document.querySelector("[data-key=saved]")) self.savedAt = performance.now();
}).observe(document, { childList: true, subtree: true, attributes: true })"""
APP_ONLY = "sessionStorage.setItem('veertig.app', '1')"


def rows() -> list[Row]:
    light_times, app_times, light_bytes, app_bytes = measure(3)
    middle, other = statistics.median(light_times), statistics.median(app_times)
    print(f"first visit by a newcomer's link over 20 Mbit/s, to the tap that signs, load {os.getloadavg()[0]:.1f}")
    print(f"  light page {middle:6.0f} ms  {light_bytes / 1e3:8.1f} kB")
    print(f"  whole app  {other:6.0f} ms  {app_bytes / 1e3:8.1f} kB")
    print(f"  kept for the next time without network, all languages: {kept() / 1e3:.1f} kB compressed", flush=True)
    return [
        *newcomer_rows(),
        Row("light page, bytes to the tap that signs", 60.0, light_bytes / 1e3, "kB"),
        Row("light page, time to the tap that signs", 10.0, middle / 1e3, "s"),
        Row("light page / whole app, time to the tap that signs", 0.25, middle / other),
        Row("light page / whole app, bytes to the tap that signs", 0.02, light_bytes / app_bytes),
    ]


def newcomer_rows(rounds: int = 3) -> list[Row]:
    """A newcomer's first visit by a display's code, until "saved"."""
    here, slow, bare, size = newcomer(rounds)
    print(f"a newcomer's first visit by a display's code, to saved: {size / 1e3:.1f} kB", flush=True)
    return [
        Row("newcomer's light page, cold link to saved", 2.0, here, "s"),
        Row("the same, processor 6 times slower, slow 4G", 15.0, slow, "s"),
        Row("newcomer's light page / a bare page of as many bytes", 6.0, here / bare),
    ]


def newcomer(rounds: int) -> tuple[float, float, float, int]:
    """The middle of so many visits, in seconds: of the light page, of the same on a slow phone, and of a bare page of as many
    bytes; and these bytes.
    """
    here, slow, bare, size = [], [], [], 0
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        for number in range(rounds):
            folder = Path(name) / str(number)
            with serving(SITE) as site:
                shown = token(LIBRARY, time=int(time.time()))
                link = f"{site.origin}/#{qr_text.to_route(qr_text.SESSION, shown)}"
                took, size = until_saved(playwright, folder / "here", link, site)
                here.append(took)
                slow.append(until_saved(playwright, folder / "slow", link, site, SLOW_PHONE)[0])
            empty = folder / "web"
            empty.mkdir()
            (empty / "index.html").write_text(BARE, "utf-8")
            (empty / "bytes.bin").write_bytes(os.urandom(size))
            with serving(empty) as site:
                bare.append(until_saved(playwright, folder / "bare", f"{site.origin}/", site)[0])
    return statistics.median(here), statistics.median(slow), statistics.median(bare), size


def until_saved(playwright: Playwright, profile: Path, link: str, site: Site, slowed: int = 1) -> tuple[float, int]:
    """Seconds from navigation to "saved" in a new profile, and the bytes that the server had sent by then."""
    browser = Browser(playwright, profile)
    browser.context.add_init_script(f"({WATCH})()")
    if slowed == 1:
        page = browser.open(link).page
    else:
        page = browser.context.new_page()
        session = browser.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", SLOW_LINE)
        page.goto(link, wait_until="commit")
    page.wait_for_function("() => self.savedAt")
    took, size = float(page.evaluate("self.savedAt")) / 1e3, site.sent
    browser.close()
    return took, size


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
    print(newcomer(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 3))
