"""Amina shows her hours to her counsellor: a file from her phone, judged in the counsellor's with the server stopped."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright

from app.protocol import proof, qr_text, record
from app.protocol.ed25519 import verify
from app.protocol.record import Device
from tests.browser.drive import Phone, Server, by_key, wait_for
from tests.browser.screenshots import follow
from tests.people import STRANGER, token

pytestmark = pytest.mark.browser


def handed_over(phone: Phone) -> str:
    """The text of the file that the phone gives: this browser has no share sheet, so it lies with the downloads."""
    phone.tap("moments")
    phone.tap("give")
    with phone.page.expect_download() as waiting:
        phone.tap("hand")
    phone.sees("saved")
    assert waiting.value.suggested_filename == "mijn-uren.txt"
    return Path(waiting.value.path()).read_text()


# As Safari: what a page clicks in a field for files, after a way through a worker, is nobody's tap.
DEAF = """
const click = HTMLInputElement.prototype.click;
HTMLInputElement.prototype.click = function () { if (this.type !== "file") click.call(this); };
"""


def opens(page: Page, text: bytes | str) -> None:
    """The counsellor chooses this file."""
    page.wait_for_selector(by_key("open"), state="attached")
    with page.expect_file_chooser() as waiting:
        page.locator(by_key("open")).first.click()
    content = text.encode() if isinstance(text, str) else text
    waiting.value.set_files({"name": "mijn-uren.txt", "mimeType": "text/plain", "buffer": content})


def ninety_minutes(playwright: Playwright, folder: Path, server: Server) -> Phone:
    """Amina's phone, at home after one visit of an hour and a half."""
    amina = Phone(playwright, folder / "amina", server)
    amina.open()
    amina.tap("language-nl")
    for time in (0, 5400):
        follow(amina.page, qr_text.to_text(server.origin, qr_text.SESSION, token(STRANGER, time=1_795_431_600 + time)))
        amina.sees("saved")
        amina.go_home()
    return amina


def says(page: Page, words: str) -> None:
    page.wait_for_selector(f"{by_key('message')}:has-text('{words}')", state="attached")


def test_the_counsellor_opens_what_amina_gave_with_the_server_stopped_and_keeps_nothing(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    amina = ninety_minutes(playwright, tmp_path, server)
    counsellor = Phone(playwright, tmp_path / "counsellor", server, role="counsellor")
    counsellor.browser.context.add_init_script(DEAF)
    counsellor.open("/#/counsellor")
    wait_for(
        lambda: counsellor.store().execute("SELECT 1 FROM settings WHERE key = 'trust-list'").fetchone(), "the region's list"
    )
    counsellor.tab.until_kept()
    server.stop()
    amina.browser.context.set_offline(True)
    counsellor.browser.context.set_offline(True)
    text = handed_over(amina)
    given = proof.from_bytes(proof.from_text(text))
    records = [record.from_bytes(data) for data in given.records]
    (device,) = [one.body for one in records if isinstance(one.body, Device)]
    assert all(verify(one.envelope.check(device.public)) for one in records)
    assert set(given.records) == set(amina.records().values())

    opens(counsellor.page, text)
    counsellor.sees("finding-unknown-place")
    assert "1:30\u00a0/\u00a040:00" in counsellor.page.locator(by_key("total")).inner_text()
    assert counsellor.page.locator(by_key("reason-unknown-place")).count() == 1  # a display nobody vouches for
    assert counsellor.records() == {}

    inside = bytearray(proof.from_text(text))
    inside[inside.rindex(given.records[-1]) + 40] ^= 1
    opens(counsellor.page, proof.to_text(bytes(inside)))
    counsellor.sees("finding-unsigned-records")
    assert "0:00\u00a0/\u00a040:00" in counsellor.page.locator(by_key("total")).inner_text()

    opens(counsellor.page, "hallo")
    says(counsellor.page, "geen bewijs")
    opens(counsellor.page, text[: len(text) // 2])
    says(counsellor.page, "niet volledig")
    opens(counsellor.page, bytes(range(256)) * 20_000)
    says(counsellor.page, "geen bewijs")
    counsellor.tap("back")
    counsellor.sees("file-1")  # those that were proofs are still listed
    counsellor.tap("back")
    counsellor.sees("not-kept")
    counsellor.close()
    amina.close()
