"""Chromium, and Python in the worker of the probe (tests/browser/probe)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright, Request
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from app.tools.lacking import chromium
from tests.web import places

# A browser takes the last list of features that it is given: Playwright's own that matter here, and the pages of Chromium's
# address bar, which nobody sees and which take more processor time to start than the rest of the browser.
WITHOUT = [
    "HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable", "PaintHolding", "AvoidUnnecessaryBeforeUnloadCheckSync",
    "ThirdPartyStoragePartitioning", "DestroyProfileOnBrowserClose", "MediaRouter", "OptimizationHints", "LensOverlay",
    "NetworkTimeServiceQuerying", "PreconnectToSearch", "AimEnabled", "WebUIOmniboxPopup", "WebUIOmniboxAimPopup",
]  # fmt: skip
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", f"--host-resolver-rules={places.rules()}",
    f"--disable-features={','.join(WITHOUT)}",
]  # fmt: skip
HOME = re.compile(r"(blob|data):|http://localhost[:/]")
PATIENCE = 180_000  # ms; on two busy cores a start may take a minute, and who is done sooner waits no longer
OVERTAKEN = re.compile("net::ERR_ABORTED|Not attached to an active page")
LOST = 30_000  # ms; a page that was asked for begins to come long before
LATER = """(() => {
  const Right = Date, later = %d;
  self.Date = class extends Right {
    constructor(...given) { given.length ? super(...given) : super(Right.now() + later); }
    static now() { return Right.now() + later; }
  };
})()"""
PYTHON = """async ([tab, code]) => {
  const channel = new BroadcastChannel(`probe-${tab}`);
  const id = crypto.randomUUID();
  const answer = new Promise((resolve) => {
    channel.onmessage = ({ data }) => data.id === id && resolve(data);
    setTimeout(() => resolve({ error: `no answer to ${code}` }), 120000);
  });
  channel.postMessage({ id, code });
  const { ok, error } = await answer;
  channel.close();
  if (error) throw new Error(error);
  return ok;
}"""


def again(go: Callable[[float], object]) -> None:
    """Navigate; twice more when nothing came, or when the page itself went on at the same moment (it does for a new release).

    Chromium now and then loses a navigation that needs a service worker which it is just stopping, because that worker's page
    was closed or left a moment ago: it shows the worker as stopped and never starts it. A person taps again, and so does this.
    """
    for limit in (LOST, LOST):
        try:
            go(limit)
        except PlaywrightError as error:
            if not isinstance(error, PlaywrightTimeout) and not OVERTAKEN.search(str(error)):
                raise
        else:
            return
    go(PATIENCE)


class Browser:
    """One profile. `foreign` must stay empty. Pages and their workers live `later` by so many seconds (a Chromium under
    libfaketime never comes to its first page); the shell starts Python long after its worker has heard of it.
    """

    def __init__(
        self, playwright: Playwright, profile: Path, extra: Sequence[str] = (), *, later: int = 0, **options: Any
    ) -> None:
        self.foreign: list[str] = []
        self.context: BrowserContext = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium(), headless=True, args=[*ARGUMENTS, *extra],
            **{"locale": "nl-BE", "viewport": {"width": 360, "height": 640}, "is_mobile": True, "has_touch": True, **options},
        )  # fmt: skip
        self.context.on("request", self._note)
        self.move_clock(later)

    def move_clock(self, seconds: int) -> None:
        """From here on all pages of this browser live so many seconds later than they did, those that are open, too."""
        if not seconds:
            return
        script = LATER % (seconds * 1000)  # Python in the worker asks the worker's own Date
        self.context.add_init_script(script)
        self.context.on("page", lambda page: page.on("worker", lambda worker: worker.evaluate(script)))
        for page in self.context.pages:
            page.on("worker", lambda worker: worker.evaluate(script))
            page.evaluate(script)
            for worker in page.workers:
                worker.evaluate(script)

    def _note(self, request: Request) -> None:
        if not HOME.match(request.url):
            self.foreign.append(request.url)

    def open(self, url: str) -> Tab:
        """A new tab, on its way to `url`."""
        tab = Tab(self.context.new_page())
        again(lambda limit: tab.page.goto(url, wait_until="commit", timeout=limit))
        return tab

    def close(self) -> None:
        self.context.close()


class Tab:
    """One page, and what its console said."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.lines: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on("console", lambda message: self.lines.append(message.text))
        page.on("pageerror", lambda error: self.lines.append(f"pageerror: {error}"))

    def until(self, state: str) -> None:
        """Wait for what boot.js says: running, shown, elsewhere."""
        self.page.wait_for_selector(f"html[data-tab={state}]", state="attached")

    def until_kept(self) -> None:
        """Wait until everything is there to start without network."""
        self.page.wait_for_selector("html[data-kept]", state="attached")
        done, total = str(self.page.get_attribute("html", "data-kept")).split("/")
        assert done == total

    def python(self, code: str) -> Any:
        """Run code in the probe; what it leaves in `_` comes back."""
        return self.page.evaluate(PYTHON, [self.page.get_attribute("html", "data-tab-id"), code])
