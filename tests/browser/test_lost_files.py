"""What the browser kept is damaged, gone, older, newer, or cleared under the running app: hours come back, no chain forks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Page

from app.store.opening import NEWEST
from tests.browser.drive import Phone, wait_for
from tests.browser.faults import (
    FORGET_KEY,
    HOUR,
    Ripe,
    away,
    files,
    follow,
    gone,
    link,
    rows,
    said,
    save,
    sentence,
    with_version,
    write_file,
)
from tests.people import NOON

pytestmark = pytest.mark.browser
VERSION_1 = Path(__file__).parent.parent / "store" / "version_1.sql"
FORKS = "SELECT device FROM records GROUP BY device, number HAVING count(*) > 1"


def forks(ripe: Ripe) -> list[object]:
    with closing(sqlite3.connect(f"file:{ripe.server.data / 'server.db'}?mode=ro", uri=True)) as db:
        return db.execute(FORKS).fetchall()


def lived(phone: Phone) -> None:
    """She came and went before it happened; with network it was sent."""
    phone.open()
    save(phone, 1)
    save(phone, 1, NOON + HOUR)


def test_a_damaged_file_is_set_aside_and_the_hours_come_back_from_the_server(ripe: Ripe) -> None:
    with ripe.phone() as phone:
        lived(phone)
        phone.sees("ticks-two")
        away(phone, lambda page: write_file(page, "veertig.db", b"rubbish" * 3000))
        phone.tap("language-nl")  # that was in the file, too
        phone.sees("floor")
        phone.tap("moments")
        phone.sees("ticks-two")
        save(phone, 2)
        phone.sees("ticks-two")
        held = files(phone.page)
        assert [name.split("-")[0] for name in held if name != "veertig.db"] == ["veertig.db.damaged"]
        assert rows(held["veertig.db"], "SELECT number FROM records ORDER BY number") == [(0,), (1,), (2,), (3,)]
    assert forks(ripe) == []


def test_what_was_never_sent_is_found_in_the_damaged_file_without_any_network(ripe: Ripe) -> None:
    with ripe.phone(offline=True) as phone:
        lived(phone)
        away(phone, lambda page: write_file(page, "veertig.db", bytes(100) + files(page)["veertig.db"][100:]))
        phone.tap("language-nl")
        phone.sees("safety-back")  # home says that more may come back
        phone.tap("moments")
        phone.sees("ticks-one")
        phone.browser.context.set_offline(False)
        phone.sees("ticks-two")


def test_a_file_that_is_gone_comes_back_and_a_scan_without_network_in_between_is_kept(ripe: Ripe) -> None:
    profile = ripe.profile()
    with ripe.phone(profile) as phone:
        lived(phone)
        phone.sees("ticks-two")
        phone.browser.context.set_offline(True)
        away(phone, lambda page: write_file(page, "veertig.db", b""))
        phone.tap("language-nl")
        phone.sees("safety-back")
        save(phone, 2, NOON + 2 * HOUR)
        phone.kill()
    with ripe.phone(profile, offline=True) as phone:
        phone.open()
        phone.sees("safety-back")
        save(phone, 2, NOON + 3 * HOUR)
        phone.browser.context.set_offline(False)
        phone.sees("ticks-two")
        phone.go_home()
        gone(phone, "safety-back")
        numbers = rows(files(phone.page)["veertig.db"], "SELECT number FROM records ORDER BY number")
        assert numbers == [(n,) for n in range(5)]
    assert forks(ripe) == []


def test_a_newer_file_is_left_as_it_is_and_the_person_is_told_what_to_do(ripe: Ripe) -> None:
    with ripe.phone(offline=True) as phone:
        lived(phone)
        before: dict[str, bytes] = {}

        def newer(page: Page) -> None:
            write_file(page, "veertig.db", with_version(files(page)["veertig.db"], 99))
            before.update(files(page))

        away(phone, newer)
        assert said(phone) == sentence("newer-database")
        follow(phone.page, link(ripe.server, 2))  # a link does not harm it
        away(phone, lambda page: None)  # nor does opening it again
        assert said(phone) == sentence("newer-database")
        assert files(phone.page) == before


def test_the_file_of_an_older_app_is_carried_forward(ripe: Ripe) -> None:
    with closing(sqlite3.connect(":memory:")) as db:
        db.executescript(VERSION_1.read_text())
        older = db.serialize()
    with ripe.phone(offline=True) as phone:
        phone.open()
        away(phone, lambda page: write_file(page, "veertig.db", older))
        phone.sees("floor")
        phone.page.locator("flt-semantics", has_text="ساعاتي").first.wait_for(state="attached")  # her language is still Arabic
        save(phone, 7)
        data = files(phone.page)["veertig.db"]
        assert rows(data, "PRAGMA user_version") == [(NEWEST,)]
        states = rows(data, "SELECT state, count(*) FROM records GROUP BY state ORDER BY state")
        assert states == [("kept", 2), ("refused", 1), ("waiting", 3)]


def test_data_cleared_under_the_running_app_is_written_again_with_the_next_moment(ripe: Ripe) -> None:
    with ripe.phone() as phone:
        page = phone.open().page
        save(phone, 1)
        phone.sees("ticks-two")
        session = phone.browser.context.new_cdp_session(page)
        session.send("Storage.clearDataForOrigin", {"origin": ripe.server.origin, "storageTypes": "indexeddb"})
        wait_for(lambda: files(page) == {}, "the data to be gone")
        save(phone, 1, NOON + HOUR)
        assert len(rows(files(page)["veertig.db"], "SELECT * FROM records")) == 3
        away(phone, lambda page: None)
        phone.tap("moments")
        phone.sees("ticks-two")
        save(phone, 2)  # the key was cleared as well: a new one goes on for the same person
        phone.sees("ticks-two")
        data = files(page)["veertig.db"]
        assert rows(data, "SELECT count(DISTINCT device), count(*) FROM records") == [(2, 5)]
    assert forks(ripe) == []


def test_a_phone_whose_key_was_lost_goes_on_with_a_new_one(ripe: Ripe) -> None:
    with ripe.phone() as phone:
        lived(phone)
        phone.sees("ticks-two")
        away(phone, lambda page: page.evaluate(FORGET_KEY))
        phone.sees("floor")
        save(phone, 2)
        phone.sees("ticks-two")
    assert forks(ripe) == []


def test_a_browser_that_dropped_everything_gives_the_hours_back_with_a_new_key(ripe: Ripe) -> None:
    with ripe.phone() as phone:
        lived(phone)
        phone.sees("ticks-two")

        def drop(page: Page) -> None:
            write_file(page, "veertig.db", b"")
            page.evaluate(FORGET_KEY)

        away(phone, drop)
        phone.tap("language-nl")
        phone.tap("moments")
        phone.sees("ticks-two")
        save(phone, 2)
        phone.sees("ticks-two")
        data = files(phone.page)["veertig.db"]
        assert rows(data, "SELECT count(DISTINCT device), count(*) FROM records") == [(2, 5)]
        note = str(phone.page.evaluate("localStorage.getItem('veertig.note.phone')"))
        assert len(bytes.fromhex(note)) == 16  # a random word, and nothing else
    assert forks(ripe) == []
