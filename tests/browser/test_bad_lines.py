"""Networks as they are: hotels, dead spots, a server busy, broken, gone, or put back from yesterday. One phone lives it all.

Every story leaves the line as it should be; a moment of the story before never helps the next.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.browser.drive import Phone, Server, by_key
from tests.browser.faults import Ripe, away, files, follow, gone, link, rows, save
from tests.line import Line

pytestmark = pytest.mark.browser
NUMBERS = itertools.count(1)


@dataclass
class Out:
    """A phone out in the world, its server, and the line between them."""

    server: Server
    line: Line
    phone: Phone

    def save(self) -> None:
        """A new moment, at a session of its own."""
        save(self.phone, next(NUMBERS))

    def foreground(self) -> None:
        """What the page hears when the app comes to the front."""
        self.phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    def network_changes(self) -> None:
        self.phone.browser.context.set_offline(True)
        self.phone.browser.context.set_offline(False)

    def only_here(self) -> None:
        """One tick; and home says how many moments live on this phone only."""
        self.phone.sees("ticks-one")
        self.phone.go_home()
        self.phone.sees("safety-here")

    def safe(self) -> None:
        gone(self.phone, "safety-here")
        assert phone_records(self.phone).items() <= self.server.records().items()


def phone_records(phone: Phone) -> dict[bytes, bytes]:
    return dict(rows(files(phone.page)["veertig.db"], "SELECT id, data FROM records"))


@pytest.fixture(scope="module")
def phone(ripe: Ripe) -> Iterator[Phone]:
    with ripe.phone() as one:
        one.open()
        yield one


@pytest.fixture
def out(phone: Phone, ripe: Ripe, line: Line) -> Out:
    return Out(ripe.server, line, phone)


def test_a_hotel_that_answers_with_its_own_page_counts_as_no_network(out: Out) -> None:
    out.line.mode = "portal"
    out.save()
    out.only_here()
    out.line.mode = "pass"
    out.network_changes()
    out.safe()


def test_an_answer_that_breaks_off_is_asked_for_again_and_nothing_is_doubled(out: Out) -> None:
    out.line.mode = "cut"
    out.save()
    out.only_here()
    assert phone_records(out.phone).items() <= out.server.records().items()  # the server has it; the phone does not know
    out.line.mode = "pass"
    out.foreground()
    out.safe()


def test_an_answer_that_never_comes_is_asked_for_again_and_nothing_is_doubled(out: Out) -> None:
    out.line.mode = "lost"
    out.save()
    out.only_here()
    out.line.mode = "pass"
    out.foreground()
    out.safe()


def test_a_broken_server_never_shows_on_the_screen(out: Out) -> None:
    out.line.mode = "broken"
    out.save()
    out.only_here()
    assert not out.phone.page.locator(by_key("message")).count()
    out.line.mode = "pass"
    out.foreground()
    out.safe()


def test_a_server_that_is_gone_for_a_while_gets_everything_when_it_is_back(out: Out) -> None:
    out.server.stop()
    out.save()
    out.only_here()
    out.server.start()
    out.foreground()
    out.safe()


def test_moments_saved_without_network_go_when_it_is_back_and_one_flight_is_in_the_air_at_once(out: Out) -> None:
    out.phone.browser.context.set_offline(True)
    for _ in range(3):
        out.save()
    out.only_here()
    shown = out.phone.page.locator(by_key("safety-here")).first
    assert "3" in (shown.get_attribute("aria-label") or shown.inner_text())
    out.line.together = 0
    out.phone.browser.context.set_offline(False)
    for _ in range(4):
        out.foreground()
    out.safe()
    assert out.line.together == 1


def test_with_nothing_to_send_nothing_is_asked_however_often_the_app_is_opened(out: Out) -> None:
    out.save()
    out.phone.sees("ticks-two")
    asked = len(out.line.asked)
    for _ in range(5):
        out.foreground()
        out.network_changes()
    out.save()  # the next answer comes after all of these
    out.phone.sees("ticks-two")
    assert out.line.asked[asked:] == ["/v1/push"]


def test_a_server_put_back_from_yesterday_gets_what_it_lost(out: Out) -> None:
    data, backup = out.server.data, out.server.data.with_name("yesterday")
    out.save()
    out.phone.sees("ticks-two")
    out.server.stop()
    shutil.copytree(data, backup)
    out.server.start()
    out.save()
    out.phone.sees("ticks-two")
    out.server.stop()
    shutil.rmtree(data)
    backup.rename(data)
    out.server.start()
    assert not phone_records(out.phone).items() <= out.server.records().items()
    out.save()
    out.phone.sees("ticks-two")
    out.phone.go_home()
    out.safe()
    with closing(sqlite3.connect(f"file:{data / 'server.db'}?mode=ro", uri=True)) as db:
        assert db.execute("SELECT DISTINCT mark FROM records").fetchall() == [("",)]


def test_a_busy_server_is_left_alone_as_long_as_it_asked_for(out: Out) -> None:
    out.line.mode = "busy"
    asked = len(out.line.asked)
    out.save()
    out.only_here()
    out.foreground()
    out.network_changes()
    out.save()
    assert out.line.asked[asked:] == ["/v1/push"]
    out.line.mode = "pass"
    away(out.phone, lambda page: None)  # opened anew, it may ask
    out.safe()


def test_a_first_visit_that_breaks_off_halfway_shows_a_picture_and_one_button(
    playwright: Playwright, out: Out, tmp_path: Path
) -> None:
    out.line.mode = "half"
    phone = Phone(playwright, tmp_path / "new", out.server, fresh=True)
    phone.tab = phone.browser.open(out.server.origin)
    button = phone.page.get_by_role("button", name="Nog eens")
    button.wait_for()
    assert phone.page.locator("#picture .words").inner_text() == "Er liep iets anders."
    out.line.mode = "pass"
    button.click()
    phone.ready()
    phone.sees("language-nl")
    follow(phone.page, link(out.server, 1))
    phone.sees("saved")
    phone.sees("ticks-two")
    phone.close()
