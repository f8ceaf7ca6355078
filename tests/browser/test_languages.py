"""Languages in a real browser: changed at any time without a restart, the direction at once, in the camera's window too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest
from playwright.sync_api import Page, Playwright

from app.ui.texts import Texts
from tests.browser.drive import Phone, Server, at_home, by_key, wait_for

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def phone(playwright: Playwright, town: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A phone at home, for all of them: each story chooses its own language."""
    with at_home(playwright, tmp_path_factory.mktemp("languages"), town, "en") as one:
        yield one


def turned(page: Page, right_to_left: bool) -> bool:
    """Is the round button at the start where this direction begins?"""
    box = page.locator(by_key("settings")).first.bounding_box()
    return box is not None and (box["x"] > 180) is right_to_left


def spoken(page: Page) -> str:
    return str(page.evaluate("document.documentElement.lang"))


def choose(phone: Phone, code: str) -> None:
    """From home: settings, language, the name; "more" first when it is not on the first page."""
    phone.tap("settings")
    phone.tap("language")
    phone.sees("more")
    if not phone.page.locator(by_key(f"language-{code}")).count():
        phone.tap("more")
    phone.tap(f"language-{code}")
    phone.sees("floor")


def says(page: Page, words: str) -> None:
    page.wait_for_selector(f'[flt-semantics-identifier="scan"]:has-text("{words}")', state="attached")


def test_a_language_is_changed_at_any_time_and_everything_turns_at_once(phone: Phone) -> None:
    page = phone.page
    page.evaluate("() => { window.sameStart = true; }")
    choose(phone, "ti")
    says(page, Texts("ti")("home", "Scan"))
    assert turned(page, right_to_left=False)
    for code, right_to_left in (("ps", True), ("ru", False), ("fa_AF", True), ("ku", False)):
        choose(phone, code)
        says(page, Texts(code)("home", "Scan"))
        wait_for(partial(turned, page, right_to_left), f"{code} to turn the screen")
        page.wait_for_function("(tag) => document.documentElement.lang === tag", arg=code.replace("_", "-"))
    assert page.evaluate("window.sameStart") is True


def test_the_camera_s_window_reads_from_the_right_and_has_the_words_of_the_language(phone: Phone) -> None:
    page = phone.page
    choose(phone, "ps")
    phone.tap("scan")
    page.wait_for_selector("dialog.scanner video")
    assert page.locator("dialog.scanner").get_attribute("dir") == "rtl"
    words = Texts("ps")
    assert page.locator("dialog .title").inner_text() == words("scan", "Scan the code")
    close, photo = (page.locator(f"dialog .{name}").bounding_box() for name in ("close", "photo"))
    assert close
    assert photo
    assert close["x"] > photo["x"]
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")


def test_the_dutch_word_beneath_is_switched_off_and_the_language_is_still_there_after_a_reload(phone: Phone) -> None:
    page = phone.page
    choose(phone, "tr")
    says(page, Texts("tr")("home", "Scan"))
    scan = page.locator(by_key("scan"))
    assert "Scannen" in scan.inner_text()
    phone.tap("settings")
    phone.tap("reading")
    phone.tap("dutch")
    phone.tap("back")
    phone.tap("back")
    wait_for(lambda: "Scannen" not in scan.inner_text(), "the Dutch word to go")
    page.reload()
    phone.ready()
    phone.sees("floor")
    says(page, Texts("tr")("home", "Scan"))
    assert "Scannen" not in scan.inner_text()
    assert spoken(page) == "tr"
