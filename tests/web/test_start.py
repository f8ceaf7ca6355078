"""Starting: home as it was last seen is there at once and scans; the copy of Python's memory helps and is never needed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import qrcode
from playwright.sync_api import Page, Playwright, sync_playwright

from app.protocol import qr_text
from tests.browser.drive import Phone, Server, film, region, wait_for
from tests.people import token
from tests.web.installed import QUIET

pytestmark = pytest.mark.browser
# Python's words do not reach the page until the test lets them: a phone that takes its time.
SLOW = """
const Real = Worker;
const held = new Promise((resolve) => (window.letGo = resolve));
window.Worker = class extends Real {
  set onmessage(hear) { super.onmessage = (event) => held.then(() => hear(event)); }
};
"""
# The worker in which Python runs, as `python`.
KEPT = """
const Real = Worker;
window.Worker = class extends Real { constructor(...words) { super(...words); window.python = this; } };
"""
LIVES = "navigator.locks.query().then(({ held }) => held.some(({ name }) => name.startsWith('veertig-python-')))"
SEEN = "caches.open('veertig-home').then((cache) => cache.match('/home')).then(Boolean)"
REMEMBERED = "caches.open('veertig-memory').then((cache) => cache.keys()).then((keys) => keys.length)"
SPOIL = """caches.open('veertig-memory').then(async (cache) => {
  const [key] = await cache.keys();
  await cache.put(key, new Response(new Uint8Array(50_000)));
})"""


def picture(text: str) -> bytes:
    """A code, as a picture."""
    code = qrcode.QRCode(box_size=8, border=4)
    code.add_data(text, optimize=20)
    out = BytesIO()
    code.make_image().save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with region(tmp_path_factory.mktemp("start") / "server", place="stories") as one:
        yield one


@pytest.fixture(scope="module")
def settled(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile in which nothing more is to be done: home was seen, and Python's memory is copied."""
    profile: Path = tmp_path_factory.mktemp("settled") / "phone"
    with sync_playwright() as running:
        phone = Phone(running, profile, server)
        settle_in(phone)
        assert phone.records() == {}
        phone.close()
    return profile


@pytest.fixture
def profile(settled: Path, tmp_path: Path) -> Path:
    """A copy for one story."""
    return Path(shutil.copytree(settled, tmp_path / "phone", ignore=shutil.ignore_patterns("Singleton*")))


def settle_in(phone: Phone) -> None:
    phone.open()
    phone.tap("language-nl")
    phone.sees("floor")
    assert phone.page.evaluate(REMEMBERED) == 1
    wait_for(lambda: phone.page.evaluate(SEEN), "home to be seen")


def remembered(page: Page) -> None:
    page.wait_for_selector("html[data-memory]", state="attached")
    assert page.get_attribute("html", "data-memory") == "made"


def shows(phone: Phone) -> Any:
    return phone.page.get_attribute("#picture", "data-shows")


def test_amina_scans_before_the_app_is_awake_and_her_moment_is_saved_when_it_is(
    playwright: Playwright, server: Server, profile: Path, tmp_path: Path
) -> None:
    wall = tmp_path / "wall.mjpeg"
    server.stop()
    film(picture(qr_text.to_text(server.origin, qr_text.SESSION, token())), wall)
    phone = Phone(playwright, profile, server, wall)
    phone.browser.context.add_init_script(SLOW)
    phone.tab = phone.browser.open(server.origin)
    phone.page.wait_for_selector("main[data-shows=home] .scan")
    assert phone.page.get_attribute("main .scan", "aria-label") == "Scan de code"
    phone.page.evaluate("document.querySelector('main .scan').click()")
    phone.page.wait_for_selector("dialog", state="attached")
    phone.page.wait_for_selector("dialog", state="detached")
    assert shows(phone) == "home"  # nobody said that anything is saved
    assert phone.records() == {}
    phone.page.evaluate("letGo()")
    phone.ready()
    phone.sees("saved")
    assert len(phone.records()) == 2
    phone.close()
    server.start()


def test_the_shortcut_opens_the_camera_at_once_and_leaves_no_trace_in_the_address(
    playwright: Playwright, server: Server, profile: Path, tmp_path: Path
) -> None:
    film(None, tmp_path / "wall.mjpeg")
    phone = Phone(playwright, profile, server, tmp_path / "wall.mjpeg")
    phone.browser.context.add_init_script(SLOW)
    phone.tab = phone.browser.open(server.origin + "/#/scan")
    phone.page.wait_for_selector("dialog video")
    phone.page.evaluate("letGo()")
    phone.ready()
    phone.page.keyboard.press("Escape")
    phone.page.wait_for_selector("dialog", state="detached")
    phone.sees("floor")
    assert "scan" not in phone.page.url
    phone.page.evaluate("location.hash = '#/scan'")  # while it runs
    phone.page.wait_for_selector("dialog video")
    assert "scan" not in phone.page.url
    phone.close()


def test_a_look_back_is_not_shown_where_it_does_not_fit(playwright: Playwright, server: Server, profile: Path) -> None:
    others: list[dict[str, Any]] = [{"color_scheme": "dark"}, {"viewport": {"width": 400, "height": 700}}]
    for other in others:
        assert first_look(Phone(playwright, profile, server, **other), "/") == "loading"
    assert first_look(Phone(playwright, profile, server), "/#/s/12") == "loading"
    assert first_look(Phone(playwright, profile, server), "/") == "home"


def first_look(phone: Phone, path: str) -> Any:
    """What stands there while Python starts."""
    phone.browser.context.add_init_script(SLOW)
    phone.tab = phone.browser.open(phone.server.origin + path)
    wait_for(lambda: phone.page.evaluate("document.readyState") and phone.page.workers, "Python to start")
    phone.page.evaluate(SEEN)  # the page asked the same before
    shown = shows(phone)
    phone.close()
    return shown


def test_a_copy_of_memory_that_is_no_good_is_forgotten_and_the_app_starts_without(
    playwright: Playwright, server: Server, profile: Path
) -> None:
    phone = Phone(playwright, profile, server)
    phone.tab = phone.browser.open(server.origin + QUIET)
    phone.page.evaluate(SPOIL)
    phone.page.goto(server.origin)
    phone.ready()
    phone.sees("floor")
    assert [line for line in phone.tab.lines if "copy of Python's memory" in line]
    remembered(phone.page)
    phone.page.evaluate("localStorage.setItem('veertig.starting.phone', 2)")  # two starts that did not come to an end
    phone.browser.context.add_init_script(SLOW)
    phone.page.reload()
    wait_for(lambda: phone.page.evaluate("document.readyState") and phone.page.workers, "Python to start")
    assert phone.page.evaluate(REMEMBERED) == 0
    phone.page.evaluate("letGo()")
    phone.ready()
    assert phone.page.evaluate("localStorage.getItem('veertig.starting.phone')") is None
    phone.close()


def test_when_the_phone_ends_python_the_page_says_so_at_once_and_one_tap_starts_it_again(
    playwright: Playwright, server: Server, profile: Path
) -> None:
    phone = Phone(playwright, profile, server)
    phone.browser.context.add_init_script(KEPT)
    phone.tab = phone.browser.open(server.origin)
    for shown in ("running", "shown"):  # before its first screen, and while it is used
        phone.tab.until(shown)
        wait_for(lambda: phone.page.evaluate(LIVES), "Python to live")
        phone.page.evaluate("python.terminate()")
        phone.page.wait_for_selector("#picture:not([hidden])[data-shows=stuck] .go", timeout=15_000)
        phone.page.click("#picture .go")
    phone.ready()
    phone.sees("floor")
    phone.close()
