"""`python -m tests.bench.web_start [ROUNDS]`: starting, of the web app and of the plain hello, in turn.

warm    a new browser process on a profile that visited before and saved moments; the server is stopped
cold    a new profile; the server sends what is compressed beforehand, over a line of 20 Mbit/s and over loopback

The plain hello is Flet's own page and Python worker made ready for offline (`plain_site`). Times are the page's own, from
navigation to what can be seen (`watch`).
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from app.protocol import qr_text
from app.tools.web_build.build import REPOSITORY
from app.tools.web_build.cache import Cache
from tests.bench import watch
from tests.bench.plain_site import HERE, build_plain
from tests.bench.row import Row
from tests.browser.drive import go_home, see, sees, tap, wait_for
from tests.people import NOON, token
from tests.web.chromium import Browser, Tab
from tests.web.serving import Site, serving

WARM_VISITS = 3  # the browser keeps compiled scripts only after a few
LINE = 20e6 / 8  # bytes a second
MOMENTS = 6


@dataclass(slots=True)
class Times:
    """Milliseconds of each start of one kind, of the app and of the hello."""

    app: list[float] = field(default_factory=list)
    hello: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """The app's median as a part of the hello's."""
        return statistics.median(self.app) / statistics.median(self.hello)

    def text(self, what: str) -> str:
        def one(name: str, times: list[float]) -> str:
            return f"{name} {statistics.median(times):.0f} ms ({min(times):.0f}-{max(times):.0f})"

        return f"{what}: {one('app', self.app)}, {one('hello', self.hello)}, ratio {self.ratio:.2f}"


@dataclass(slots=True)
class Starts:
    look: Times = field(default_factory=Times)
    whole: Times = field(default_factory=Times)
    line: Times = field(default_factory=Times)
    loopback: Times = field(default_factory=Times)
    app_bytes: int = 0
    hello_bytes: int = 0

    def text(self) -> str:
        lines = [
            self.look.text("warm, home can be seen and scans"),
            self.whole.text("warm, the app's own home"),
            self.line.text("cold over 20 Mbit/s"),
            self.loopback.text("cold over loopback"),
            f"first visit: app {self.app_bytes / 1e6:.2f} MB, hello {self.hello_bytes / 1e6:.2f} MB",
            f"load {os.getloadavg()[0]:.1f}",
        ]
        return "\n".join(lines)


def rows() -> list[Row]:
    starts = measure(7, 3)
    print(starts.text(), flush=True)
    return [
        Row("warm offline start to home that scans / plain hello", 0.75, starts.look.ratio),
        Row("warm offline start to the app's own home / plain hello", 0.9, starts.whole.ratio),
        Row("first visit over 20 Mbit/s / plain hello", 1.0, starts.line.ratio),
        Row("first visit, bytes / plain hello", 1.15, starts.app_bytes / starts.hello_bytes),
        Row("first visit, bytes", 15.0, starts.app_bytes / 1e6, "MB"),
    ]


def measure(warm: int, cold: int, app: Path = REPOSITORY / "build" / "web") -> Starts:
    """Start both sites in turn, `warm` times without a server and `cold` times for the first time."""
    starts = Starts()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        build_plain(HERE / "hello", folder / "hello", Cache(REPOSITORY / "build" / "cache"))
        sites = {"app": app, "hello": folder / "hello"}
        origins = {}
        for kind, place in sites.items():
            with serving(place) as site:
                origins[kind] = site.origin
                {"app": warm_app, "hello": warm_hello}[kind](playwright, folder / f"warm-{kind}", site)
        for _ in range(warm):
            tab = start(playwright, folder / "warm-hello", origins["hello"])
            hello = watch.until(tab.page, "hello")
            tab.page.context.close()
            tab = start(playwright, folder / "warm-app", origins["app"])
            starts.whole.app.append(watch.until(tab.page, "whole"))
            starts.look.app.append(watch.until(tab.page, "look"))
            tab.page.context.close()
            starts.whole.hello.append(hello)
            starts.look.hello.append(hello)
        for number in range(cold):
            for times, rate in ((starts.line, LINE), (starts.loopback, None)):
                for kind, seen, kept in (("hello", "hello", times.hello), ("app", "whole", times.app)):
                    with serving(sites[kind]) as site:
                        site.rate = rate
                        tab = start(playwright, folder / f"cold-{kind}-{number}-{rate}", site.origin)
                        kept.append(watch.until(tab.page, seen))
                        tab.until_kept()
                        setattr(starts, f"{kind}_bytes", site.sent)
                        tab.page.context.close()
    return starts


def start(playwright: Playwright, profile: Path, origin: str) -> Tab:
    browser = Browser(playwright, profile)
    browser.context.add_init_script(watch.SCRIPT)
    return browser.open(origin)


def warm_hello(playwright: Playwright, profile: Path, site: Site) -> None:
    for _ in range(1 + WARM_VISITS):
        tab = start(playwright, profile, site.origin)
        watch.until(tab.page, "hello")
        tab.until_kept()
        tab.page.context.close()


def warm_app(playwright: Playwright, profile: Path, site: Site) -> None:
    """A newcomer who chose a language and has saved a few moments, and comes back."""
    tab = start(playwright, profile, site.origin)
    tab.until("shown")
    see(tab.page)
    tap(tab.page, "language-nl")
    sees(tab.page, "floor")
    for number in range(MOMENTS):
        for later in (0, 5400):
            said = token(time=NOON + 86400 * (number - 10) + later, number=number)
            tab.page.evaluate("(route) => { location.hash = route; }", qr_text.to_route(qr_text.SESSION, said))
            sees(tab.page, "saved")
            go_home(tab.page)
    settled(tab)
    tab.page.context.close()
    for _ in range(WARM_VISITS):
        tab = start(playwright, profile, site.origin)
        tab.until("shown")
        settled(tab)
        tab.page.context.close()


def settled(tab: Tab) -> None:
    """Everything is kept that makes the next start quick."""
    tab.until_kept()
    for name in ("veertig-memory", "veertig-home"):
        wait_for(partial(tab.page.evaluate, f"caches.has('{name}')"), name)


if __name__ == "__main__":
    print(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 7, int(sys.argv[2]) if len(sys.argv) > 2 else 3).text())
