"""A buddy who has nothing installed: the light page signs, keeps, sends, works without network, and hands over to the app."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from app.protocol import meeting, qr_text
from app.ui.texts import Texts
from tests.browser.drive import Phone, Server, by_key, film, read_code, see, sees, tap, wait_for
from tests.browser.test_two_phones import meetings, newcomer, offline, tell
from tests.light.conftest import Shown
from tests.light.phone import LightPhone

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("first", "loaded"), [("newcomer", "before"), ("buddy", "just now")])
def test_the_light_page_and_the_app_sign_one_meeting_without_network_and_either_alone_brings_it(
    first: str, loaded: str, playwright: Playwright, server: Server, shown: Shown, tmp_path: Path
) -> None:
    amina = newcomer(playwright, tmp_path, server, "ar")
    offline(amina)
    jan = LightPhone(playwright, tmp_path / "jan", server)
    code = tell(amina)
    if loaded == "before":  # another newcomer's code, which the buddy closed
        jan.open(shown(who="somebody else"))
        jan.tap("close")
        jan.until_kept()
        jan.page.close()
    else:
        jan.open(read_code(code))
        jan.sees("together")
        jan.until_kept()
    jan.offline()
    server.stop()

    if loaded == "before":
        jan.open(read_code(code))  # the phone's own camera app reads the picture and opens the link
    jan.tap("together")
    jan.sees("saved")
    film(jan.shows(), tmp_path / "amina.mjpeg")
    amina.tap("scan")
    amina.sees("saved")
    amina.sees("ticks-one")
    with amina.store() as mine:
        assert mine.execute("SELECT count(*) FROM records").fetchone() == (2,)  # the phone, and the meeting
    [(proposal, answer, sent)] = jan.signed()
    assert not sent
    pair = meeting.pair_from_bytes(proposal, answer)

    server.start()
    for number, phone in enumerate((amina, jan) if first == "newcomer" else (jan, amina)):
        assert len(meetings(server)) == number
        if phone is jan:
            jan.offline(False)
            wait_for(lambda: jan.signed()[0][2], "the light page to bring the meeting")
            jan.offline()
        else:
            amina.browser.context.set_offline(False)
            amina.sees("ticks-two")
            amina.browser.context.set_offline(True)
        assert meetings(server) == [pair]
    assert amina.browser.foreign + jan.browser.foreign == []
    amina.close()
    jan.close()


def test_the_app_takes_over_the_key_the_meetings_and_the_language_of_the_light_page(
    playwright: Playwright, server: Server, shown: Shown, tmp_path: Path
) -> None:
    jan = LightPhone(playwright, tmp_path / "jan", server, locale="fr-BE")
    jan.open(shown())
    jan.tap("together")
    wait_for(lambda: [sent for _, _, sent in jan.signed()] == [True], "the light page to bring the meeting")
    [(proposal, answer, _)] = jan.signed()
    jan.tap("good")
    jan.tap("moments")  # the own list is in the app
    jan.tab.until("shown")
    see(jan.page)
    assert jan.page.evaluate("location.hash") == "#/buddy"
    tap(jan.page, "moments")
    sees(jan.page, "ticks-two")
    assert jan.page.locator(by_key("ticks-two")).count() == 1
    with buddy_file(jan) as db:
        assert db.execute("SELECT proposal, answer, state FROM signatures").fetchall() == [(proposal, answer, "kept")]
        assert db.execute("SELECT value FROM settings WHERE key = 'language'").fetchone() == (b"fr",)

    jan.tab.until_kept()
    jan.open(shown(back=90_000))  # now the app is whole on this phone: the next code is for the app
    jan.tab.until("shown")
    see(jan.page)
    tap(jan.page, "together")
    sees(jan.page, "qr")
    wait_for(lambda: len(meetings(server)) == 2, "the app to bring the second meeting")
    assert {pair.answer.public for pair in meetings(server)} == {meeting.answer_from_bytes(answer)[1].public}
    with buddy_file(jan) as db:
        assert len(db.execute("SELECT 1 FROM signatures").fetchall()) == 2
    jan.close()


def test_what_the_light_page_signed_without_network_the_app_brings(
    playwright: Playwright, server: Server, shown: Shown, tmp_path: Path
) -> None:
    whole = Phone(playwright, tmp_path / "jan", server, role="buddy")
    whole.open("/#/buddy")
    whole.tab.until_kept()
    whole.page.evaluate("localStorage.removeItem('veertig.whole')")  # as if the last file had not come yet
    whole.close()
    jan = LightPhone(playwright, tmp_path / "jan", server)
    jan.offline()
    server.stop()
    jan.open(shown())
    jan.tap("together")
    jan.sees("saved")
    jan.page.close()

    server.start()
    jan.offline(False)
    jan.open(server.origin + "/#/buddy")
    jan.tab.until("shown")
    wait_for(lambda: len(meetings(server)) == 1, "the app to bring what the light page signed")
    see(jan.page)
    tap(jan.page, "moments")
    sees(jan.page, "ticks-two")
    jan.close()


def test_after_signing_the_page_says_that_the_other_phone_scans_now_shows_when_it_is_kept_far_away_and_then_closes(
    playwright: Playwright, server: Server, shown: Shown, tmp_path: Path
) -> None:
    jan = LightPhone(playwright, tmp_path / "jan", server)
    jan.browser.context.clock.install()
    link = shown()
    jan.open(link)
    jan.sees("together")
    jan.offline()
    jan.tap("together")
    assert jan.words("scanned") == Texts("nl")("buddy", "The other phone scans this")
    assert jan.page.locator("#light h1 img").get_attribute("src") == "icons/two_phones.svg"
    jan.sees("moment_kept")
    jan.page.clock.fast_forward(CALM)
    code = read_code(jan.shows())  # without network this code is the only way to the other phone: it stays

    jan.offline(False)
    jan.sees("moment_sent")
    jan.page.clock.fast_forward(CALM - 10_000)
    jan.on("code")
    jan.tap("speak")  # somebody is there
    jan.page.clock.fast_forward(CALM - 10_000)
    jan.on("code")
    jan.page.clock.fast_forward(CALM)
    jan.on("rest")
    assert jan.page.evaluate("location.hash") == "#/m"
    jan.page.goto(link)
    assert read_code(jan.shows()) == code  # and whoever needs it again scans the other phone again
    jan.sees("moment_sent")
    jan.close()


def test_a_second_tap_a_reload_and_a_second_tab_show_the_same_code(
    playwright: Playwright, server: Server, shown: Shown, tmp_path: Path
) -> None:
    jan = LightPhone(playwright, tmp_path / "jan", server)
    link = shown()
    jan.open(link)
    other = jan.open(link)
    jan.sees("together")
    jan.page.evaluate("() => { const yes = document.querySelector('[data-key=together]'); yes.click(); yes.click(); }")
    code = read_code(jan.shows())
    jan.page.reload()
    assert read_code(jan.shows()) == code
    first = jan.browser.context.pages[1]
    assert first is not other.page
    first.bring_to_front()
    first.click('[data-key="together"]')  # this tab had asked before the other signed
    first.wait_for_selector('[data-key="qr"]')
    assert read_code(first.screenshot()) == code
    assert len(jan.signed()) == 1
    jan.tap("good")
    jan.tap("again")
    assert read_code(jan.shows()) == code
    jan.close()


def test_closing_signs_nothing_leaves_no_code_behind_and_makes_no_key(
    playwright: Playwright, server: Server, shown: Shown, tmp_path: Path
) -> None:
    jan = LightPhone(playwright, tmp_path / "jan", server)
    jan.open(shown())
    jan.tap("close")
    assert jan.words("message") == Texts("nl")("buddy", "Scan the code on the other phone")
    assert jan.page.evaluate("location.hash") == "#/m"
    jan.page.reload()
    jan.on("rest")
    assert jan.signed() == []
    keys = "indexedDB.databases().then((all) => all.map(({ name }) => name))"
    if "veertig-keys" in jan.page.evaluate(keys):
        assert jan.page.evaluate(COUNT_KEYS) == 0
    assert meetings(server) == []
    jan.close()


CALM = 125_000  # ms: somewhat more than the page waits
VERSION = """async (link) => Number((await import("/shell/light/drawing.js")).code(link, "").dataset.version)"""
COUNT_KEYS = """() => new Promise((ok, no) => {
  const open = indexedDB.open("veertig-keys", 1);
  open.onerror = () => no(open.error);
  open.onsuccess = () => {
    const count = open.result.transaction("pairs").objectStore("pairs").count();
    count.onsuccess = () => { open.result.close(); ok(count.result); };
  };
})"""


def buddy_file(jan: LightPhone) -> sqlite3.Connection:
    """The app's own file on this phone."""
    phone = Phone.__new__(Phone)
    phone.tab, phone.role = jan.tab, "buddy"
    return phone.store()


def test_a_code_that_the_light_page_shows_is_the_newcomers_answer_and_small_enough_for_any_camera(
    playwright: Playwright, server: Server, shown: Shown, tmp_path: Path
) -> None:
    jan = LightPhone(playwright, tmp_path / "jan", server)
    jan.open(shown())
    jan.tap("together")
    letter, answer = qr_text.from_text(read_code(jan.shows()))
    assert letter == qr_text.ANSWER
    assert jan.signed()[0][1] == answer
    longest = ["https://uren.inburgering-ghent.be/#/a/", qr_text.to_route("a", answer)[3:]]  # a host of 25 letters
    assert jan.page.evaluate(VERSION, longest) <= 10
    jan.close()
