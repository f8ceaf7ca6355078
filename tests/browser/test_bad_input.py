"""What a camera may meet: one picture and one kind sentence each, nothing lost, no crash. Through the real camera window."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import qrcode
from PIL import Image
from playwright.sync_api import Page, Playwright

from app.protocol import qr_text
from app.ui.screens import refusals
from app.ui.texts import Texts
from tests.browser.drive import Phone, Server, at_home, by_key, wait_for
from tests.people import LIBRARY, STRANGER, token

pytestmark = pytest.mark.browser
DUTCH = Texts("nl")


def photo(*texts: str) -> bytes:
    """A photo with these codes side by side."""
    picture = Image.new("RGB", (1600, 900), (236, 230, 220))
    for place, text in enumerate(texts):
        code = qrcode.QRCode(box_size=9, border=4)
        code.add_data(text, optimize=20)
        picture.paste(code.make_image().convert("RGB"), (60 + 780 * place, 120))
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def choose(page: Page, picture: bytes) -> None:
    page.wait_for_selector("dialog[open] input[type=file]", state="attached")
    page.set_input_files("dialog input[type=file]", {"name": "photo.png", "mimeType": "image/png", "buffer": picture})


def said(page: Page) -> str:
    page.wait_for_selector(by_key("message"), state="attached")
    return page.locator(by_key("message")).first.inner_text()


@pytest.fixture(scope="module")
def phone(playwright: Playwright, town: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    """A phone at home whose camera sees a wall."""
    with at_home(playwright, tmp_path_factory.mktemp("wall"), town) as one:
        yield one


def test_odd_codes_get_a_kind_sentence_and_a_good_one_still_works_afterwards(phone: Phone) -> None:
    page, origin = phone.page, phone.server.origin

    def link(data: bytes) -> str:
        return qr_text.to_text(origin, qr_text.SESSION, data)

    odd = [
        ("not-ours", ["WIFI:S:Cafe;T:WPA;P:geheim;;"]),
        ("not-ours", ["BCD\n002\n1\nSCT\n\nJan\nBE68539007547034\nEUR10"]),
        ("not-ours", ["https://www.example.be/menu"]),
        ("bad-code", [link(token()[:-1])]),
        ("two-codes", [link(token(LIBRARY)), link(token(STRANGER, number=2))]),
        ("newer-app", [f"{origin}/#/q/256"]),
    ]
    for code, texts in odd:
        phone.tap("scan")
        choose(page, photo(*texts))
        assert said(page) == DUTCH("refusal", refusals.refusal(code)[1]), texts
        page.wait_for_selector("dialog", state="detached")
        phone.tap("back")
        page.wait_for_selector(by_key("floor"), state="attached")
    assert page.evaluate("location.hash") in ("", "#/")
    phone.tap("scan")
    choose(page, photo("WIFI:S:Cafe;T:WPA;P:geheim;;", link(token())))
    phone.sees("saved")
    assert len(phone.records()) == 2
    assert phone.browser.foreign == []
    phone.go_home()


@pytest.mark.parametrize("extra", [[], ["--use-fake-device-for-media-stream"]], ids=["no camera", "camera refused"])
def test_without_a_camera_a_photo_does(playwright: Playwright, town: Server, tmp_path: Path, extra: list[str]) -> None:
    phone = Phone(playwright, tmp_path / "phone", town, extra=extra)
    page = phone.open().page
    phone.tap("language-nl")
    phone.tap("scan")
    page.get_by_text(DUTCH("scan", "No camera here. Choose a photo of the code.")).wait_for()
    choose(page, photo(qr_text.to_text(town.origin, qr_text.SESSION, token())))
    phone.sees("saved")
    phone.close()


def test_a_photo_without_a_code_stays_in_the_camera_window(phone: Phone) -> None:
    page = phone.page
    phone.tap("scan")
    choose(page, photo())
    page.get_by_text(DUTCH("scan", "No code in this photo. Try again.")).wait_for()
    page.keyboard.press("Escape")
    page.wait_for_selector("dialog", state="detached")
    phone.sees("floor")


def test_a_link_opened_with_the_phones_own_camera_app_is_saved_once(
    playwright: Playwright, town: Server, tmp_path: Path
) -> None:
    route = "/#" + qr_text.to_route(qr_text.SESSION, token())
    phone = Phone(playwright, tmp_path / "phone", town)
    page = phone.open(route).page
    phone.sees("saved")
    wait_for(lambda: page.evaluate("location.hash") == "#/", "the link to leave the address bar")
    assert len(phone.records()) == 2
    page.reload()
    phone.ready()
    phone.sees("floor")
    assert len(phone.records()) == 2
    phone.close()
