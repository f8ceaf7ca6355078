"""The app's icon names no role: on an organisation's tablet it opens the display, on a newcomer's phone hers."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.drive import Display, Phone, Server, film, read_code, sees

pytestmark = pytest.mark.browser
TABLET = (1280, 800)


def test_a_tablet_that_joined_opens_as_the_display_and_a_newcomers_phone_that_opened_the_link_as_hers(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    server.command("organisation-add", "Bibliotheek De Krook")
    invite = ("display-invite", "Bibliotheek De Krook", "--activity", "library")
    tablet = Display(playwright, tmp_path / "tablet", server.command(*invite, "--label", "inkom"), size=TABLET)
    shown = tablet.picture()
    tablet.open(server.origin + "/")  # its icon
    sees(tablet.page, "qr")
    assert tablet.page.evaluate("location.hash").startswith("#/display/")
    assert read_code(tablet.picture()).startswith(f"{server.origin}/#/s/")
    film(shown, tmp_path / "shown.mjpeg")

    phone = Phone(playwright, tmp_path / "phone", server, tmp_path / "shown.mjpeg")
    phone.open()
    phone.tap("language-nl")
    phone.tap("scan")
    phone.sees("saved")
    phone.starts_again(lambda: phone.page.goto(server.command(*invite)))  # an invitation that she photographed
    phone.sees("qr")
    phone.page.close()
    phone.open()  # her icon
    phone.sees("here")  # she is there since her scan, says home
    phone.close()

    server.stop()
    tablet.browser.context.set_offline(True)
    tablet.open(server.origin + "/")
    sees(tablet.page, "qr")
    offline = tablet.picture(after=read_code(shown))
    assert read_code(offline).startswith(f"{server.origin}/#/s/")
    tablet.close()
