"""A first moment as somebody makes it who does not read: few taps, a face if one likes, help without network; and the device's
own wishes for contrast and calm.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Playwright

from app.protocol import qr_text
from app.ui import help_model
from app.ui.theme import HIGH_DARK, HIGH_LIGHT, LIGHT
from tests.browser.drive import Phone, Server, at_home, by_key, wait_for
from tests.people import LIBRARY, NOON, token

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def phone(playwright: Playwright, town: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A phone at home, for all of them; each story ends there."""
    with at_home(playwright, tmp_path_factory.mktemp("wishes"), town) as one:
        yield one


def paper(phone: Phone) -> str:
    """The colour at the edge of the screen."""
    with Image.open(BytesIO(phone.page.screenshot())) as picture:
        return "#{:02X}{:02X}{:02X}".format(*picture.convert("RGB").getpixel((4, 300)))  # type: ignore[misc]


def faces(store: sqlite3.Connection) -> list[tuple[int]]:
    return store.execute("SELECT face FROM liked").fetchall()


def scan(phone: Phone, time: int) -> None:
    """What the phone's own camera app does: open the link."""
    link = qr_text.to_text(phone.server.origin, qr_text.SESSION, token(LIBRARY, time=time))
    phone.page.evaluate("(link) => { location.href = link; }", link)
    phone.sees("saved")


def test_a_face_is_kept_on_the_phone_and_is_found_again_among_moments_i_liked(phone: Phone) -> None:
    scan(phone, NOON)
    phone.go_home()
    scan(phone, NOON + 3600)
    phone.tap("face-3")
    wait_for(lambda: faces(phone.store()) == [(3,)], "the face to be kept")
    phone.go_home()
    phone.tap("moments")
    phone.tap("liked")
    phone.sees("alone")
    phone.tap("back")
    phone.sees("liked")
    phone.tap("back")
    phone.sees("floor")


def test_help_and_the_statement_are_there_without_network(phone: Phone) -> None:
    phone.page.context.set_offline(True)
    phone.tap("settings")
    for page in help_model.FOR_NEWCOMERS:
        phone.tap(help_model.HELP) if page == help_model.HOW_SCAN else phone.sees(page)
        phone.tap(page)
        phone.sees("step-1")
        phone.tap("back")
    phone.tap(help_model.FOR_ALL)
    phone.tap(help_model.STATEMENT)
    phone.sees("line-0")
    phone.tap("back")
    phone.sees("shown-speaker")
    phone.tap("back")
    phone.page.context.set_offline(False)
    phone.sees(help_model.FOR_ALL)
    phone.tap("back")
    phone.sees("reading")
    phone.tap("back")
    phone.sees("floor")


def test_a_device_that_asks_for_more_contrast_gets_it_at_once_by_day_and_by_night(phone: Phone) -> None:
    wait_for(lambda: paper(phone) == LIGHT.paper, "warm paper")
    phone.page.emulate_media(contrast="more")
    wait_for(lambda: paper(phone) == HIGH_LIGHT.paper, "plain paper")
    phone.page.emulate_media(contrast="more", color_scheme="dark")
    wait_for(lambda: paper(phone) == HIGH_DARK.paper, "black paper")
    phone.page.emulate_media(contrast="no-preference", color_scheme="light")
    wait_for(lambda: paper(phone) == LIGHT.paper, "warm paper again")


TWICE = "--blink-settings=defaultFontSize=32"
SIZES = """(() => {
  const style = getComputedStyle(document.documentElement);
  return [style.fontSize, style.getPropertyValue("--letters")];
})()"""


def test_a_device_whose_letters_are_twice_as_large_gets_them_once_and_everything_is_in_view(
    playwright: Playwright, town: Server, tmp_path: Path
) -> None:
    with at_home(playwright, tmp_path, town, "ar", extra=[TWICE]) as phone:
        assert phone.page.evaluate(SIZES) == ["16px", "2"]
        boxes = [phone.page.locator(by_key(key)).first.bounding_box() for key in ("first", "scan", "together", "moments")]
        first, scan, *tiles = [box for box in boxes if box]
        assert first["y"] + first["height"] <= scan["y"]
        assert {scan["y"] + scan["height"] < tile["y"] and tile["y"] + tile["height"] <= 640 for tile in tiles} == {True}
        assert len(tiles) == 2
        scanned = qr_text.to_text(town.origin, qr_text.SESSION, token(LIBRARY, number=9, time=NOON))
        phone.page.evaluate("(link) => { location.href = link; }", scanned)
        phone.sees("saved")
        saved, good = (phone.page.locator(by_key(key)).first.bounding_box() for key in ("saved", "home"))
        assert saved
        assert good
        assert saved["y"] + saved["height"] < good["y"]


def test_a_device_that_asks_for_less_motion_has_a_page_that_keeps_still(phone: Phone) -> None:
    phone.page.emulate_media(reduced_motion="reduce")
    phone.page.evaluate("() => { document.body.append(document.createElement('hr')); }")
    phone.page.locator("hr").evaluate("(line) => { line.style.animation = 'waking 1s infinite'; }")
    assert phone.page.locator("hr").evaluate("(line) => getComputedStyle(line).animationName") == "none"
