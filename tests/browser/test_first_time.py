"""The first time: from the first start to the first saved moment, in taps that a finger makes."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import qrcode
from playwright.sync_api import Playwright

from app.protocol import qr_text
from tests.browser.drive import Phone, Server, film
from tests.people import STRANGER, token

pytestmark = pytest.mark.browser
MOST = 6
COUNT = "window.taps = 0; addEventListener('pointerdown', ({ isTrusted }) => { window.taps += isTrusted; }, true);"


def on_the_wall(server: Server, path: Path) -> Path:
    """What a camera sees that looks at a display's code."""
    picture = BytesIO()
    qrcode.make(qr_text.to_text(server.origin, qr_text.SESSION, token(STRANGER))).save(picture)
    film(picture.getvalue(), path)
    return path


def test_from_the_first_start_to_the_first_saved_moment_are_at_most_six_taps(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    """A language of the last page, its name heard first: the longest way there is."""
    phone = Phone(playwright, tmp_path / "phone", server, on_the_wall(server, tmp_path / "wall.mjpeg"), fresh=True)
    phone.browser.context.add_init_script(COUNT)
    phone.open()
    phone.tap("more")
    phone.tap("hear-language-ti")
    phone.tap("language-ti")
    phone.tap("scan")
    phone.sees("saved")
    taps = phone.page.evaluate("window.taps")
    assert 0 < taps <= MOST
    assert taps == 4
    assert len(phone.records()) == 2  # the device, and the moment
    phone.close()
