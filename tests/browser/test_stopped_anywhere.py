"""The phone dies, the tab is closed, the app is left: at every step. What was called saved is there, whole, and once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.drive import Phone, Server, camera, film, wait_for
from tests.browser.faults import QUIET, Ripe, files, follow, link, rows, save, sent, write_file
from tests.line import Line
from tests.people import LIBRARY, token

pytestmark = pytest.mark.browser


@dataclass
class Life:
    """One phone that dies again and again, and its server behind a line."""

    ripe: Ripe
    profile: Path
    server: Server
    line: Line

    @contextmanager
    def phone(self) -> Iterator[Phone]:
        """The phone, switched on; its file is whole and its chain goes on."""
        with self.ripe.phone(self.profile, extra=camera(self.profile.parent / "wall.mjpeg")) as phone:
            phone.open()
            yield phone

    def holds(self, phone: Phone, *numbers: int) -> None:
        """The file is whole, its chain has no holes, and the moments of these sessions are in it, once each."""
        data = files(phone.page)["veertig.db"]
        assert rows(data, "PRAGMA integrity_check") == [("ok",)]
        places = [place for (place,) in rows(data, "SELECT number FROM records ORDER BY number")]
        assert places == list(range(len(places)))
        kept = [record for (record,) in rows(data, "SELECT data FROM records")]
        for number in numbers:
            assert sum(token(LIBRARY, number=number) in record for record in kept) == 1, number


def ids(phone: Phone) -> list[bytes]:
    return [id for (id,) in rows(files(phone.page)["veertig.db"], "SELECT id FROM records ORDER BY number")]


@pytest.fixture(scope="module")
def profile(ripe: Ripe) -> Path:
    made = ripe.profile()
    film(None, made.parent / "wall.mjpeg")
    return made


@pytest.fixture
def life(ripe: Ripe, profile: Path, line: Line) -> Life:
    return Life(ripe, profile, ripe.server, line)


def test_a_phone_that_dies_while_it_writes_keeps_what_it_called_saved(life: Life) -> None:
    saved: list[int] = []
    for number, delay in ((10, 0), (20, 25), (30, 60)):
        with life.phone() as phone:
            life.holds(phone, *saved)
            save(phone, number)
            saved.append(number)
            phone.go_home()
            follow(phone.page, link(life.server, number + 1))
            phone.page.wait_for_timeout(delay)  # the moment of death: while it signs, writes, or sends
            phone.kill()
    with life.phone() as phone:
        life.holds(phone, *saved)
        save(phone, 40)
        life.holds(phone, *saved, 40)


def test_a_phone_that_dies_while_it_looks_for_a_code_starts_as_ever(life: Life) -> None:
    with life.phone() as phone:
        save(phone, 1)
        phone.go_home()
        phone.tap("scan")
        phone.page.wait_for_selector("dialog video")
        phone.kill()
    with life.phone() as phone:
        phone.sees("floor")
        life.holds(phone, 1)


def test_a_phone_that_dies_before_the_answer_came_sends_nothing_twice(life: Life) -> None:
    with life.phone() as phone:
        life.line.mode = "lost"
        save(phone, 2)
        mine = dict(rows(files(phone.page)["veertig.db"], "SELECT id, data FROM records"))
        wait_for(lambda: mine.items() <= life.server.records().items(), "the server to have it")
        phone.kill()
    life.line.mode = "pass"
    with life.phone() as phone:
        sent(phone)
        life.holds(phone, 2)
        assert dict(rows(files(phone.page)["veertig.db"], "SELECT id, data FROM records")) == mine


def test_a_phone_that_dies_while_its_hours_come_back_gets_them_at_the_next_start(life: Life) -> None:
    with life.phone() as phone:
        save(phone, 3)
        phone.sees("ticks-two")
        phone.page.goto(life.server.origin + QUIET)
        mine = ids(phone)
        write_file(phone.page, "veertig.db", b"")
        life.line.mode = "lost"
        life.line.asked.clear()
        phone.page.goto(life.server.origin + "/")
        phone.ready()
        wait_for(lambda: life.line.asked, "the phone to ask for its hours")
        phone.kill()
    life.line.mode = "pass"
    with life.phone() as phone:
        phone.tap("language-nl")
        sent(phone)
        wait_for(lambda: ids(phone) == mine, "all hours to be back")
        save(phone, 4)
        life.holds(phone, 3, 4)


def test_a_tab_that_is_closed_or_left_right_after_saved_has_saved(life: Life) -> None:
    with life.phone() as phone:
        save(phone, 5)
        phone.page.close()
        phone.open()
        life.holds(phone, 5)
        save(phone, 6)
        phone.page.goto(life.server.origin + QUIET)
        life.holds(phone, 5, 6)


def test_a_second_tab_takes_over_and_both_moments_are_kept(life: Life) -> None:
    with life.phone() as phone:
        first = phone.page
        follow(first, link(life.server, 7))
        phone.tab = phone.browser.open(link(life.server, 8))
        phone.ready()
        phone.sees("saved")
        first.get_by_role("button", name="Hier verder").wait_for()
        wait_for(lambda: rows(files(phone.page)["veertig.db"], "SELECT count(*) FROM records")[0][0] > 1, "both")
        life.holds(phone, 7, 8)
