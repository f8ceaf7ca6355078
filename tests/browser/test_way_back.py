"""Android's back key, `history.back()`: it closes each inner screen and the camera, and leaves the app only from the first."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.drive import Phone, Server, at_home

pytestmark = pytest.mark.browser
# Each way into a role: the keys to tap, and beside each a key of the screen that it leads to.
NEWCOMER = (
    (("moments", "back"),),
    (("settings", "reading"), ("reading", "big")),
    (("settings", "reading"), ("language", "language-en")),
    (("settings", "reading"), ("help", "how-scan"), ("for-all", "statement"), ("statement", "hear-line-0")),
    (("together", "who-alone"), ("who-alone", "what-2"), ("what-2", "long-60"), ("long-60", "when-0")),
)
BUDDY = (
    (("moments", "back"),),
    (("settings", "phone"), ("reading", "big")),
    (("settings", "phone"), ("help", "how-sign"), ("how-sign", "hear-step-1")),
)
COUNSELLOR = ((("language", "language-en"),),)


def back(phone: Phone) -> None:
    phone.page.evaluate("history.back()")


def walk(phone: Phone, first: str, ways: tuple[tuple[tuple[str, str], ...], ...]) -> None:
    """Go every way in, and all of it back by the key. `first` is on the first screen only."""
    for way in ways:
        screens = [first, *(key for _, key in way)]
        for tapped, key in way:
            phone.tap(tapped)
            phone.sees(key)
        for left, shown in zip(screens[:0:-1], screens[-2::-1], strict=True):
            back(phone)
            phone.sees(shown)
            gone = f'[flt-semantics-identifier="{left}"]'
            phone.page.wait_for_function("gone => !document.querySelector(gone)", arg=gone)


def test_the_back_key_closes_every_inner_screen_of_newcomer_buddy_and_counsellor(
    playwright: Playwright, town: Server, tmp_path: Path
) -> None:
    with at_home(playwright, tmp_path, town) as phone:
        walk(phone, "floor", NEWCOMER)
        phone.tap("scan")
        phone.page.wait_for_selector("dialog.scanner")
        back(phone)
        phone.page.wait_for_selector("dialog.scanner", state="detached")
        phone.sees("floor")
        phone.tap("settings")
        phone.sees("reading")
        phone.tap("back")  # by its own button: nothing is left over
        phone.sees("floor")
        phone.page.wait_for_function("!history.state?.['veertig.back']")
        phone.page.go_back()  # from home the key leaves the app
        assert phone.page.url == "about:blank"
        phone.tab = phone.browser.open(f"{town.origin}/#/buddy")
        phone.tab.until("shown")
        button = phone.page.locator("flt-semantics-placeholder")
        assert button.get_attribute("aria-label") == "Met een schermlezer gebruiken"  # Flutter's is "Enable accessibility"
        assert button.get_attribute("lang") == "nl"
        phone.page.close()
        for role, first, ways in (("buddy", "scan", BUDDY), ("counsellor", "open", COUNSELLOR)):
            phone.open(f"/#/{role}")
            phone.sees(first)
            walk(phone, first, ways)
