"""The main job, end to end: a newcomer scans an organisation's code twice, without network, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.drive import Display, Phone, Server, film, read_code, region, until_nine

pytestmark = pytest.mark.browser


@pytest.fixture
def morning(tmp_path: Path) -> Iterator[Server]:
    """A region at nine o'clock."""
    with region(tmp_path / "server", place="stories", later=until_nine()) as one:
        yield one


def test_amina_comes_and_goes_offline_her_phone_dies_between_and_the_server_gets_every_byte(
    playwright: Playwright, morning: Server, tmp_path: Path
) -> None:
    server, later = morning, until_nine()
    server.command("organisation-add", "Bibliotheek De Krook")
    link = server.command("display-invite", "Bibliotheek De Krook", "--activity", "library")
    display = Display(playwright, tmp_path / "display", link, later=later)
    first = display.picture()
    film(first, tmp_path / "in.mjpeg")
    display.shift(5400)
    film(display.picture(after=read_code(first)), tmp_path / "out.mjpeg")
    foreign = display.browser.foreign
    display.close()

    phone = Phone(playwright, tmp_path / "phone", server, tmp_path / "in.mjpeg", fresh=True, later=later)
    phone.open()
    phone.tap("language-ar")
    phone.sees("floor")
    phone.tab.until_kept()
    server.stop()
    phone.browser.context.set_offline(True)
    phone.tap("scan")
    phone.sees("saved")
    phone.sees("ticks-one")
    saved = phone.records()
    assert len(saved) == 2  # the device, and "I came"
    foreign += phone.browser.foreign
    phone.kill()

    again = Phone(playwright, tmp_path / "phone", server, tmp_path / "out.mjpeg", offline=True, later=later + 5400)
    again.open()
    again.sees("here")  # she is still there, says home
    assert again.records() == saved
    again.tap("scan")
    again.sees("saved")
    again.sees("tiles")
    mine = again.records()
    assert len(mine) == 3
    assert server.records() == {}

    server.move_clock(5400)
    server.start()
    again.browser.context.set_offline(False)
    again.sees("ticks-two")
    assert server.records() == mine
    with again.store() as db:
        assert [row[0] for row in db.execute("SELECT state FROM records")] == ["kept"] * 3
    again.go_home()
    again.tap("moments")
    again.sees("ticks-two")
    assert foreign + again.browser.foreign == []
    again.close()
