"""A link that another web site opened asks before anything of the app starts; one from outside of the browser does not.

Real Chromium, the real page and the real server; of the app's large files there is none, so nothing runs after the answer.
"""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
import uvicorn
from playwright.sync_api import BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from app.tools.lacking import chromium
from app.tools.web_build import csp, offline
from sync_server.config import Config
from sync_server.http.asgi import create_app
from tests.page.node import build_shell

pytestmark = pytest.mark.browser

LINK = "/#/s/" + "1" * 40
WENT_ON = "(document.documentElement.dataset.tab || document.querySelector('#light[data-screen=refused]'))"
WAYS = {  # of a page to open a link; without a trace of itself in all but the first
    "a pop-up": "window.popup = open({link})",
    "without referrer": "open({link}, '_blank', 'noreferrer')",
    "a page that hides": "document.head.innerHTML = '<meta name=referrer content=no-referrer>'; location = {link}",
    "by way of a made page": "location = URL.createObjectURL(new Blob(['<script>setTimeout(() => {{ location = ' + "
    "JSON.stringify({link}) + ' }}, 50)</scr' + 'ipt>'], {{type: 'text/html'}}))",
}

OF_AN_OLDER_RELEASE = """async () => {
  const cache = await caches.open("veertig-files");
  const [key] = (await cache.keys()).filter(({ url }) => url.includes("index.html"));
  const answer = await cache.match(key);
  const headers = new Headers(answer.headers);
  headers.delete("Cross-Origin-Opener-Policy");
  await cache.put(key, new Response(await answer.blob(), { headers }));
}"""  # it kept the page without the header


class Attacker(BaseHTTPRequestHandler):
    """Any web page of somebody else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<p>look")

    def log_message(self, format: str, *args: object) -> None:
        return None


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("foreign")
    web = folder / "web"
    web.mkdir()
    build_shell(web)
    csp.write_headers(web)
    offline.write_service_worker(web)
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"http://localhost:{listening.getsockname()[1]}"
    app = create_app(Config(folder / "data", web, address))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield address
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Attacker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()


@pytest.fixture(scope="module")
def context() -> Iterator[BrowserContext]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        yield browser.new_context(locale="nl-BE")
        browser.close()


def opened_by(context: BrowserContext, elsewhere: str, js: str, link: str) -> tuple[Page, Page]:
    """The other site's page, and the page of ours that it opened."""
    attacker = context.new_page()
    attacker.goto(elsewhere)
    attacker.evaluate(js.format(link=json.dumps(link)))
    for _ in range(200):
        ours = next((page for page in context.pages if page.url.startswith(link.partition("#")[0])), None)
        if ours:
            return attacker, ours
        attacker.wait_for_timeout(50)
    raise AssertionError("the link was not opened")


def shows(page: Page) -> str:
    """`ask`, or `goes on` when the app's own start began, or when the light page has read the link."""
    until(page, f"{WENT_ON} || document.querySelector('html:not([data-light]) #picture[data-shows=ask]')")
    return "goes on" if page.evaluate(f"Boolean({WENT_ON})") else "ask"


def until(page: Page, js: str) -> None:
    """Wait until this is true of the page, which may just be loaded anew."""
    for _ in range(1200):
        with suppress(PlaywrightError):
            if page.evaluate(f"Boolean({js})"):
                return
        page.wait_for_timeout(50)
    raise AssertionError(js)


@pytest.fixture(params=["the first visit", "with the service worker"])
def visited(request: pytest.FixtureRequest, context: BrowserContext, origin: str) -> Iterator[None]:
    if request.param == "with the service worker":
        page = context.new_page()
        page.goto(origin)
        until(page, "navigator.serviceWorker.controller?.state === 'activated'")
        page.evaluate(OF_AN_OLDER_RELEASE)
        page.close()
    yield
    for page in context.pages:
        page.close()


@pytest.mark.parametrize("way", WAYS)
def test_a_link_that_another_site_opens_asks_whatever_the_site_hides(
    visited: None, context: BrowserContext, origin: str, elsewhere: str, way: str
) -> None:
    attacker, ours = opened_by(context, elsewhere, WAYS[way], origin + LINK)
    assert shows(ours) == "ask"
    with ours.expect_navigation():
        ours.evaluate("setTimeout(() => location.reload())")  # a reload by a script looks like a link of our own
    assert shows(ours) == "ask"
    if way == "a pop-up":  # the other site has lost its hold: it cannot open the way out ten hours later
        assert attacker.evaluate("popup.closed")
        attacker.evaluate(f"popup.location = {json.dumps(origin + '/#/s/2')}")
        ours.wait_for_timeout(300)
        assert (ours.evaluate("window.opener"), ours.url) == (None, origin + LINK)
    ours.get_by_role("button", name="Nee").click()
    until(ours, WENT_ON)
    assert "/s/" not in ours.url


@pytest.mark.parametrize("letter", ["s", "a"], ids=["the light page", "the app"])
def test_a_yes_goes_on_with_the_link(visited: None, context: BrowserContext, origin: str, elsewhere: str, letter: str) -> None:
    link = origin + LINK.replace("s", letter)
    _, ours = opened_by(context, elsewhere, WAYS["without referrer"], link)
    assert shows(ours) == "ask"
    assert ours.get_by_text("Een andere website opende deze code. Wil je verder?").is_visible()
    ours.get_by_role("button", name="Hier verder").click()
    until(ours, WENT_ON)
    assert ours.url == link


@pytest.mark.parametrize(
    "carried", [LINK, LINK + ".", "/?fbclid=1" + LINK[1:], "/%23" + LINK[2:], "/%23" + LINK[2:] + "%29", LINK[2:]]
)
def test_a_link_from_outside_goes_on_at_once_whatever_carries_it(
    visited: None, context: BrowserContext, origin: str, carried: str
) -> None:
    page = context.new_page()
    page.goto(origin + carried)
    assert shows(page) == "goes on"
    assert page.url == origin + LINK
