"""Two phones, each a browser of its own, both without network: only pictures of their screens cross, through their cameras."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from app.protocol import meeting
from app.protocol.ed25519 import verify
from app.protocol.meeting import Pair
from app.ui.screens import refusals
from app.ui.texts import Texts
from tests.browser.drive import Phone, Server, by_key, film, read_code, wait_for
from tests.browser.test_bad_input import choose

pytestmark = pytest.mark.browser


def meetings(server: Server) -> list[Pair]:
    """What the server holds, both signatures checked by the keys they carry."""
    with sqlite3.connect(f"file:{server.data / 'server.db'}?mode=ro", uri=True) as db:
        rows = db.execute("SELECT proposal, answered FROM meetings").fetchall()
    db.close()
    found = [meeting.pair_from_bytes(*row) for row in rows]
    assert all(verify(check) for pair in found for check in pair.checks())
    return found


def newcomer(playwright: Playwright, folder: Path, server: Server, language: str = "nl") -> Phone:
    film(None, folder / "amina.mjpeg")
    one = Phone(playwright, folder / "amina", server, folder / "amina.mjpeg")
    one.open()
    one.tap(f"language-{language}")
    one.sees("floor")
    return one


def buddy(playwright: Playwright, folder: Path, server: Server, route: str) -> Phone:
    film(None, folder / "jan.mjpeg")
    one = Phone(playwright, folder / "jan", server, folder / "jan.mjpeg", role="buddy")
    one.open(route)
    return one


def tell(phone: Phone) -> bytes:
    """Four taps: with my buddy, coffee, two hours, today. Returns a picture of the code."""
    for key in ("together", "who-buddy", "what-6", "long-120", "when-0"):
        phone.tap(key)
    return phone.shows()


def offline(*phones: Phone) -> None:
    for phone in phones:
        phone.tab.until_kept()
        phone.browser.context.set_offline(True)


def sign(amina: Phone, jan: Phone, folder: Path) -> Pair:
    """Both without network: two pictures of screens cross. Returns the meeting as the buddy's phone keeps it."""
    film(tell(amina), folder / "jan.mjpeg")
    jan.tap("scan")
    jan.sees("together")
    jan.tap("together")
    film(jan.shows(), folder / "amina.mjpeg")
    amina.tap("scan")
    amina.sees("saved")
    amina.sees("tiles")
    amina.sees("ticks-one")
    with jan.store() as his:
        return meeting.pair_from_bytes(*his.execute("SELECT proposal, answer FROM signatures ORDER BY rowid DESC").fetchone())


def test_two_offline_phones_sign_a_meeting_and_either_alone_brings_it(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    server.command("organisation-add", "Samen in Gent")
    link = server.command("buddy-invite", "Samen in Gent")
    amina = newcomer(playwright, tmp_path, server, "ar")
    jan = buddy(playwright, tmp_path, server, link.removeprefix(server.origin))
    jan.sees("welcome")
    jan.tap("home")
    signed: list[Pair] = []
    for first, second in ((amina, jan), (jan, amina)):
        offline(amina, jan)
        server.stop()
        signed.append(sign(amina, jan, tmp_path))
        with amina.store() as mine:  # the phone, and its meetings
            assert mine.execute("SELECT count(*) FROM records").fetchone() == (1 + len(signed),)
        server.start()
        for phone in (first, second):
            assert meetings(server) == signed[:-1] if phone is first else signed
            phone.browser.context.set_offline(False)
            if phone is jan:
                jan.tap("home")
                jan.tap("back")  # no picture for the person this time
                jan.tap("moments")
            phone.sees("ticks-two")
            wait_for(lambda: meetings(server) == signed, "the meeting to be there once")
            if phone is first:
                phone.browser.context.set_offline(True)
        jan.tap("back")
        amina.tap("home")
        if len(signed) == 1:
            amina.tap("sign-0")  # a picture for the buddy; the second time she has one
            amina.sees("floor")
    assert amina.browser.foreign + jan.browser.foreign == []
    amina.close()
    jan.close()


def test_the_second_scan_never_happens_and_amina_hears_of_it_when_she_is_online(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    amina = newcomer(playwright, tmp_path, server)
    shown = tell(amina)
    amina.tab.until_kept()
    wait_for(lambda: len(server.records()) == 1, "the server to know this phone")
    amina.browser.context.set_offline(True)

    jan = buddy(playwright, tmp_path, server, "/#/buddy")  # who has the app already; without it: tests/light
    jan.tab.until_kept()
    jan.open(read_code(shown).removeprefix(server.origin))  # with the phone's own camera app
    jan.sees("together")
    assert jan.page.evaluate("location.hash") == "#/buddy"
    jan.tap("together")
    jan.shows()
    wait_for(lambda: len(meetings(server)) == 1, "the buddy's phone to bring the meeting")
    jan.close()

    amina.browser.context.set_offline(False)
    amina.sees("saved")  # while the code is on the screen
    amina.sees("ticks-two")
    assert len(meetings(server)) == 1
    assert len(server.records()) == 2
    amina.tap("home")
    amina.tap("sign-0")  # a bird: so she will know this buddy again
    amina.sees("floor")
    amina.tap("moments")
    amina.sees("ticks-two")

    [pair] = meetings(server)
    for key in (f"moment-{pair.id.hex()}", "reason", "reason-2", "undo", "reason", "reason-2"):
        amina.tap(key)  # another time; no, keep it; yes, another time
    amina.sees("undo")
    amina.starts_again(amina.page.reload)  # the app ends within the ten seconds
    wait_for(lambda: len(server.records()) == 3, "the moment to be taken back at the next start")
    amina.tap("moments")
    amina.sees("gone")
    amina.tap(f"moment-{pair.id.hex()}")
    wait_for(lambda: amina.page.locator(by_key("reason")).count() == 0, "no way to take it back twice")
    amina.close()


def test_nobody_is_the_own_buddy_on_the_own_phone_and_the_way_back_is_short(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    amina = newcomer(playwright, tmp_path, server)
    shown = tell(amina)
    amina.tap("scan")
    amina.starts_again(lambda: choose(amina.page, shown))  # a photo of the own screen: the app goes to the buddy's role
    assert amina.page.evaluate("location.hash") == "#/buddy"
    amina.page.wait_for_selector(by_key("message"), state="attached")
    said = amina.page.locator(by_key("message")).first.inner_text()
    assert said == Texts("nl")("refusal", refusals.BUDDY_REFUSAL["same-person"][1])
    amina.tap("back")
    amina.tap("settings")
    amina.starts_again(lambda: amina.tap("phone"))
    amina.sees("floor")
    assert meetings(server) == []
    amina.close()


def test_an_app_that_was_first_opened_by_a_buddy_opens_for_the_buddy(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    server.command("organisation-add", "Samen in Gent")
    link = server.command("buddy-invite", "Samen in Gent")
    jan = buddy(playwright, tmp_path, server, link.removeprefix(server.origin))
    jan.sees("welcome")
    jan.page.goto(server.origin + "/", wait_until="commit")
    jan.ready()
    assert jan.page.evaluate("location.hash") == "#/buddy"
    jan.sees("moments")
    with jan.store() as db:
        assert db.execute("SELECT value FROM settings WHERE key = 'programme'").fetchone() == (b"Samen in Gent",)
    jan.close()
