"""`python -m tests.bench.web_start [ROUNDS]`: the warm start without network, of the web app and of the plain hello, in turn.

Each start is a new browser process on a profile that visited its site before; the server is stopped. Times are the page's own,
from navigation to the first screen.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from app.web.build import REPOSITORY
from app.web.cache import Cache
from tests.bench.plain_site import HERE, build_plain
from tests.web.chromium import Browser, Tab
from tests.web.serving import Site, serving

WARM_VISITS = 3  # the browser keeps compiled scripts only after a few
CLOCK = """
const shown = () => { window.shownAt ??= performance.now(); };
// The app says "shown" once its frame is drawn; the hello says it when Flutter has been told, so its frame is waited for.
new BroadcastChannel("bench").onmessage = () => requestAnimationFrame(() => setTimeout(shown));
new MutationObserver(() => document.documentElement.dataset.tab === "shown" && shown())
  .observe(document, { subtree: true, attributes: true, attributeFilter: ["data-tab"] });
"""


@dataclass(frozen=True, slots=True)
class Starts:
    """What was measured: milliseconds of each start, and the bytes of the first visit."""

    app: tuple[float, ...]
    hello: tuple[float, ...]
    app_bytes: int
    hello_bytes: int

    @property
    def ratio(self) -> float:
        """The app's median start as a part of the hello's."""
        return statistics.median(self.app) / statistics.median(self.hello)

    def text(self) -> str:
        def row(name: str, times: tuple[float, ...], size: int) -> str:
            spread = f"{min(times):.0f}-{max(times):.0f}"
            return f"{name}: warm offline start {statistics.median(times):.0f} ms ({spread}), first visit {size / 1e6:.2f} MB"

        rows = [row("app", self.app, self.app_bytes), row("hello", self.hello, self.hello_bytes)]
        return "\n".join([*rows, f"ratio {self.ratio:.2f} (goal 0.90), load {os.getloadavg()[0]:.1f}"])


def measure(rounds: int, app: Path = REPOSITORY / "build" / "web") -> Starts:
    """Start both sites `rounds` times, in turn."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        build_plain(HERE / "hello", folder / "hello", Cache(REPOSITORY / "build" / "cache"))
        sites = {"app": app, "hello": folder / "hello"}
        origins = {}
        sizes = {}
        for kind, place in sites.items():
            with serving(place) as site:
                origins[kind] = site.origin
                sizes[kind] = _warm(playwright, folder / f"profile-{kind}", site)
        times: dict[str, list[float]] = {"app": [], "hello": []}
        for _ in range(rounds):
            for kind, origin in origins.items():
                times[kind].append(_start(playwright, folder / f"profile-{kind}", origin))
    return Starts(tuple(times["app"]), tuple(times["hello"]), sizes["app"], sizes["hello"])


def _warm(playwright: Playwright, profile: Path, site: Site) -> int:
    """Visit until everything is kept; returns the bytes of the first visit."""
    first = 0
    for _ in range(WARM_VISITS):
        browser = Browser(playwright, profile)
        browser.context.add_init_script(CLOCK)
        tab = browser.open(site.origin)
        _until_shown(tab)
        tab.until_kept()
        first = first or site.sent
        browser.close()
    return first


def _start(playwright: Playwright, profile: Path, origin: str) -> float:
    browser = Browser(playwright, profile)
    browser.context.add_init_script(CLOCK)
    tab = browser.open(origin)
    shown = _until_shown(tab)
    browser.close()
    return shown


def _until_shown(tab: Tab) -> float:
    for _ in range(900):
        shown = tab.page.evaluate("window.shownAt ?? 0")
        if shown:
            return float(shown)
        tab.page.wait_for_timeout(100)
    raise TimeoutError("nothing to see after 90 seconds")


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 7).text())
