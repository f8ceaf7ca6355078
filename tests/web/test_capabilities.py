"""A browser that lacks something: the page says so at once, with a way on, and nothing waits for ever.

Real Chromium and the real page; each story takes one thing away before any script runs. Of the app's large files there is none,
so Python never starts: where the browser is able, the app's own start begins (`running`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

from app.tools.lacking import chromium
from app.tools.web_build import csp, offline
from tests.page.node import build_shell
from tests.web.serving import Site, serving

pytestmark = pytest.mark.browser

TEXTS = json.loads((Path(__file__).parent.parent.parent / "app" / "web_shell" / "texts.json").read_text("utf-8"))["nl"]
WITHIN = 20_000  # ms
SETTLE = 2000  # ms; until all scripts of the page are there
LINK = "/#/s/" + "1" * 40
PROPOSAL = "/#/m/" + "1" * 40
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
WEBVIEW = "Mozilla/5.0 (Linux; Android 11; A Build/R; wv) AppleWebKit/537.36 Version/4.0 Chrome/143.0 Mobile Safari/537.36"
# A newcomer's link opens the light page where the app is not here: these stories are of the app's start.
FOR_APP = "try { if (!location.hash.startsWith('#/m/')) sessionStorage.setItem('veertig.app', '1') } catch { }"
NO_WORKER = "delete Navigator.prototype.serviceWorker;"
NEVER = "new Promise(() => {})"
THROWS = "() => { throw new TypeError('taken away') }"

# What is missing -> how (absent, throws, never answers), and the key of the words that say so.
MISSING = {
    "Web Locks": {
        "absent": ("delete Navigator.prototype.locks", "old"),
        "throws": (f"LockManager.prototype.request = {THROWS}", "old"),
        "never answers": (f"LockManager.prototype.request = () => {NEVER}", "trouble"),
    },
    "WebAssembly": {
        "absent": ("delete window.WebAssembly", "old"),
        "throws": (f"WebAssembly.validate = {THROWS}", "old"),
        "of another kind": ("WebAssembly.validate = () => false", "old"),
    },
    "OffscreenCanvas": {
        "absent": ("delete window.OffscreenCanvas", "old"),
        "throws": ("window.OffscreenCanvas = class { constructor() { throw new TypeError('no') } }", "old"),
    },
    "IndexedDB": {
        "absent": ("delete window.indexedDB; Object.defineProperty(window, 'indexedDB', { value: undefined })", "old"),
        "throws": ("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }", "blocked"),
        "never answers": ("IDBFactory.prototype.open = () => ({})", "trouble"),
    },
    "module worker": {
        "absent": ("delete window.Worker", "old"),
        "throws": ("window.Worker = class { constructor() { throw new TypeError('no') } }", "old"),
        "as Firefox 113": ("window.Worker = class extends Worker { constructor(url) { super(url) } }", "old"),
        "never answers": ("window.Worker = class { terminate() {} }", "trouble"),
    },
    "the language": {
        "Array.at": ("delete Array.prototype.at", "old"),
        "Object.hasOwn": ("delete Object.hasOwn", "old"),
        "randomUUID": ("delete Crypto.prototype.randomUUID", "old"),
    },
}  # fmt: skip
# What the app can do without: its own start begins all the same.
SECOND_WAYS = {
    "AbortSignal.timeout": "delete AbortSignal.timeout",
    "service worker absent": NO_WORKER,
    "service worker throws": f"ServiceWorkerContainer.prototype.register = {THROWS}",
    "service worker never answers": f"ServiceWorkerContainer.prototype.register = () => {NEVER}",
    "caches absent": "delete window.caches",
    "caches never answer": f"CacheStorage.prototype.open = () => {NEVER}",
    "language C": "Object.defineProperty(navigator, 'languages', { configurable: true, get: () => ['C'] })",
    "language empty": "Object.defineProperty(navigator, 'languages', { configurable: true, get: () => [] })",
    "no storage manager": "delete Navigator.prototype.storage",
    "no wake lock": "delete Navigator.prototype.wakeLock",
}


SCRIPT = "text/javascript"
BROKEN: dict[str, Callable[[Route], None]] = {
    "syntax that is not known": lambda route: route.fulfill(body="const broken = #;", content_type=SCRIPT),
    "not there": lambda route: route.fulfill(status=404),
    "never comes": lambda route: None,
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    web = tmp_path_factory.mktemp("capabilities") / "web"
    web.mkdir()
    build_shell(web)
    csp.write_headers(web)
    offline.write_service_worker(web)
    with serving(web) as one:
        yield one


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@contextmanager
def visit(
    chrome: Browser,
    address: str,
    script: str = "",
    agent: str | None = None,
    *,
    waits: bool = False,
    light: bool = False,
    **options: Any,
) -> Iterator[Page]:
    """A page of a new profile in which this script has run before all others; `light`: as on a newcomer's new phone."""
    context = chrome.new_context(locale="nl-BE", user_agent=agent, viewport={"width": 360, "height": 640}, **options)
    context.add_init_script("" if light else FOR_APP)
    context.add_init_script(script)
    page = context.new_page()
    if waits:
        page.clock.install()
    page.goto(address, wait_until="commit")
    yield page
    context.close()


def says(page: Page, key: str, *, waits: bool = False) -> None:
    """The page says this within twenty seconds, and does not go on. For one that `waits`, these seconds pass at once."""
    shown = "(text) => document.querySelector('#picture .words')?.textContent === text"
    if waits:
        page.wait_for_selector("#picture .words", state="attached", timeout=WITHIN)
        page.wait_for_timeout(SETTLE)
        for _ in range(WITHIN // 1000):
            if page.evaluate(shown, TEXTS[key]):
                break
            page.clock.run_for(1000)
        assert page.evaluate(shown, TEXTS[key])
    else:
        page.wait_for_function(shown, arg=TEXTS[key], timeout=WITHIN)
    assert page.locator("#picture .words").is_visible()


def begins(page: Page) -> None:
    """The app's own start begins."""
    page.wait_for_selector("html[data-tab=running]", state="attached", timeout=WITHIN)


@pytest.mark.parametrize(("what", "how"), [(what, how) for what, ways in MISSING.items() for how in ways])
def test_what_the_start_needs_and_is_not_there_is_said_before_the_person_has_begun(
    site: Site, chrome: Browser, what: str, how: str
) -> None:
    script, key = MISSING[what][how]
    never = how == "never answers"
    with visit(chrome, site.origin + LINK, script, waits=never) as page:
        says(page, key, waits=never)
        assert page.get_attribute("html", "data-tab") is None
        assert page.locator("#picture .go").is_visible() == (key == "trouble")


@pytest.mark.parametrize("what", SECOND_WAYS)
def test_what_has_a_second_way_is_no_obstacle(site: Site, chrome: Browser, what: str) -> None:
    with visit(chrome, site.origin + LINK, SECOND_WAYS[what]) as page:
        begins(page)
        assert page.get_attribute("html", "data-watch") is None
        # The large files are missing here: the start gets as far as asking for them.
        asked = "() => performance.getEntriesByName(location.origin + '/flutter_bootstrap.js').length"
        page.wait_for_function(asked, timeout=WITHIN)
        if what.startswith("language"):
            assert page.evaluate("[...navigator.languages].map((tag) => new Intl.Locale(tag).language)") == ["en"]


@pytest.mark.parametrize(("path", "module"), [("/", "boot"), (LINK, "boot"), (PROPOSAL, "light/light")])
@pytest.mark.parametrize("how", BROKEN)
def test_scripts_that_cannot_run_end_in_a_picture_and_never_in_an_empty_page(
    site: Site, chrome: Browser, path: str, module: str, how: str
) -> None:
    key = "old" if how.startswith("syntax") else "trouble"
    never = how == "never comes"
    with visit(chrome, "about:blank", waits=never) as page:
        page.route(f"**/shell/{module}.js", BROKEN[how])
        page.goto(site.origin + path, wait_until="commit")
        says(page, key, waits=never)


def test_an_error_that_nobody_awaits_is_said(site: Site, chrome: Browser) -> None:
    with visit(chrome, "about:blank", waits=True) as page:
        body = "startWatch.begun(); (async () => { new CanvasThatIsMissing() })();"
        page.route("**/shell/boot.js", lambda route: route.fulfill(body=body, content_type=SCRIPT))
        page.goto(site.origin + "/", wait_until="commit")
        says(page, "trouble", waits=True)
        page.unroute("**/shell/boot.js")
        page.locator("#picture .go").click()  # "once more"
        begins(page)


@pytest.mark.parametrize(("agent", "key"), [(WEBVIEW, "outside"), (IPHONE, "safari")])
def test_a_window_of_another_app_without_service_worker_shows_the_way_out_and_keeps_the_link(
    site: Site, chrome: Browser, agent: str, key: str
) -> None:
    with visit(chrome, site.origin + LINK + ".", NO_WORKER, agent, permissions=["clipboard-read"]) as page:
        says(page, key)
        assert page.url == site.origin + LINK
        copy = page.get_by_role("button", name=TEXTS["copy"])
        copy.click()
        assert page.locator("#picture .words").inner_text() == TEXTS["copied"]
        assert page.evaluate("navigator.clipboard.readText()") == site.origin + LINK
        if key == "outside":
            asked: list[str] = []
            session = page.context.new_cdp_session(page)
            session.send("Page.enable")
            session.on("Page.frameRequestedNavigation", lambda event: asked.append(event["url"]))
            page.get_by_role("button", name=TEXTS["open"]).click()
            page.wait_for_timeout(300)
            assert asked
            assert asked[0].startswith(f"intent://{site.origin[7:]}{LINK}#Intent;scheme=http;")


@pytest.mark.parametrize(("agent", "key"), [(WEBVIEW, "outside"), (IPHONE, "safari")])
def test_a_newcomers_scan_in_a_window_of_another_app_leads_out_before_anything_is_written_there(
    site: Site, chrome: Browser, agent: str, key: str
) -> None:
    with visit(chrome, site.origin + LINK, NO_WORKER, agent, light=True) as page:
        says(page, key)
        assert page.url == site.origin + LINK
        assert page.evaluate("indexedDB.databases()") == []
        asked = page.evaluate("performance.getEntriesByType('resource').map((one) => one.name)")
        assert [name for name in asked if "/light/" in name and not name.endswith(".css")] == []
        page.wait_for_timeout(SETTLE)  # no later script takes the picture away
        assert page.locator("#picture .words").inner_text() == TEXTS[key]


@pytest.mark.parametrize("agent", [WEBVIEW, IPHONE])
def test_a_newcomers_scan_in_a_window_of_another_app_that_keeps_data_gets_the_light_page(
    site: Site, chrome: Browser, agent: str
) -> None:
    with visit(chrome, site.origin + LINK, "", agent, light=True) as page:
        page.wait_for_selector("#light[data-screen]", state="attached", timeout=WITHIN)


def test_a_window_of_another_app_that_lets_nobody_copy_shows_the_address(site: Site, chrome: Browser) -> None:
    with visit(chrome, site.origin + LINK, NO_WORKER + "Document.prototype.execCommand = () => false;", IPHONE) as page:
        says(page, "safari")
        page.get_by_role("button", name=TEXTS["copy"]).click()
        assert page.locator("#picture .address").input_value() == site.origin + LINK


@pytest.mark.parametrize("agent", [WEBVIEW, IPHONE])
def test_a_window_of_another_app_that_keeps_data_is_left_alone(site: Site, chrome: Browser, agent: str) -> None:
    with visit(chrome, site.origin + LINK, "", agent) as page:
        begins(page)
    with visit(
        chrome, site.origin + PROPOSAL, NO_WORKER, agent
    ) as page:  # and so is a buddy's light page, which needs no service worker
        page.wait_for_selector("#light[data-screen]", state="attached", timeout=WITHIN)
