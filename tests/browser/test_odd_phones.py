"""Phones with a wrong clock, or whose camera is taken away: the moment is saved all the same, or the next step is clear."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FloatRect, Page, Playwright

from app.protocol import display_token, qr_text
from app.tools.web_build import offline
from tests.browser.drive import WEB, Display, Phone, Server, by_key, camera, film, read_code, region, see, sees, tap, wait_for
from tests.browser.faults import DUTCH, Ripe, files, gone, rows, save, worker
from tests.browser.test_bad_input import choose, photo
from tests.people import NOON, token

pytestmark = pytest.mark.browser
CLOCK = "(seconds) => { self.now ??= Date.now; Date.now = () => seconds * 1000; }"
RIGHT = "() => { Date.now = self.now; }"
TAKEN = """() => {
  const [track] = document.querySelector("dialog video").srcObject.getVideoTracks();
  track.stop();
  track.dispatchEvent(new Event("ended"));
}"""
AWAKE = """() => {
  self.awake = [];
  Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => { self.awake.push(kind); } } });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
PERSONAL = "Amina"
UNSIGNED = """() => {
  self.whole = veertig.sign;
  veertig.sign = () => Promise.reject(new DOMException("the key of Amina", "OperationError"));
}"""
SIGNED = "() => { veertig.sign = self.whole; }"
WITHOUT_ED25519 = """
for (const name of ["generateKey", "importKey"]) {
  const own = SubtleCrypto.prototype[name];
  SubtleCrypto.prototype[name] = async function (...words) {
    if (words.some((word) => word?.name === "Ed25519")) throw new DOMException("no such algorithm", "NotSupportedError");
    return own.apply(this, words);
  };
}
"""
LOST = """() => {
  IDBDatabase.prototype.transaction = indexedDB.open = () => {
    throw new DOMException("Connection to Indexed Database server lost. Refresh the page to try again", "UnknownError");
  };
}"""
KEPT_KEY = """() => new Promise((ok, no) => {
  const open = indexedDB.open("veertig-keys");
  open.onerror = no;
  open.onsuccess = () => {
    const get = open.result.transaction("pairs").objectStore("pairs").get("phone");
    get.onsuccess = () => { open.result.close(); ok(Object.keys(get.result ?? {}).sort()); };
  };
})"""
BUSY = "() => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', 'NotReadableError')); }"


@pytest.fixture(scope="module")
def phone(ripe: Ripe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Phone]:
    wall: Path = tmp_path_factory.mktemp("wall") / "wall.mjpeg"
    film(None, wall)
    with ripe.phone(extra=camera(wall)) as one:
        one.open()
        yield one


@pytest.mark.parametrize(("wall", "number"), [(5, 1), (2**31 + 5, 2), (4_294_967_300, 3)], ids=["1970", "2038", "2106"])
def test_a_clock_that_is_years_away_saves_and_sends_like_any_other(phone: Phone, wall: int, number: int) -> None:
    worker(phone).evaluate(CLOCK, wall)
    save(phone, number, NOON)
    phone.sees("ticks-two")
    walls = rows(files(phone.page)["veertig.db"], "SELECT data FROM records ORDER BY seq DESC LIMIT 1")[0][0]
    assert wall.to_bytes(8 if wall >= 2**32 else 4, "big") in walls or wall < 24  # both times are in the record
    older = phone.page.locator("[flt-semantics-identifier=remark]")
    phone.page.get_by_text(DUTCH("saved", "You came")).first.wait_for(state="attached")
    assert older.count() == (wall > NOON)  # of a clock that is behind nothing is said: there is nothing to do about it
    phone.go_home()
    worker(phone).evaluate(RIGHT)


def test_a_clock_that_jumps_between_coming_and_going_changes_no_minute(phone: Phone) -> None:
    worker(phone).evaluate(CLOCK, NOON)
    save(phone, 4, NOON)
    worker(phone).evaluate(CLOCK, 60)
    save(phone, 4, NOON + 5400)
    phone.page.get_by_text("1:30").first.wait_for(state="attached")
    phone.sees("ticks-two")
    phone.tap("other-way")  # she had come back, and nobody's clock says when she left
    phone.page.get_by_text(DUTCH("saved", "You came")).first.wait_for(state="attached")
    phone.sees("saved")
    phone.tap("other-way")
    phone.page.get_by_text("1:30").first.wait_for(state="attached")
    phone.go_home()
    worker(phone).evaluate(RIGHT)


def test_a_camera_that_is_taken_away_leaves_the_photo_and_the_way_back(phone: Phone) -> None:
    phone.tap("scan")
    phone.page.wait_for_selector("dialog video")
    wait_for(lambda: phone.page.evaluate("document.querySelector('dialog video')?.srcObject !== null"), "the camera")
    phone.page.evaluate(TAKEN)
    phone.page.get_by_text(DUTCH("scan", "No camera here. Choose a photo of the code.")).wait_for()
    choose(phone.page, photo(qr_text.to_text(phone.server.origin, qr_text.SESSION, token(number=5))))
    phone.sees("saved")
    phone.page.wait_for_selector("dialog", state="detached")
    phone.go_home()


def test_a_camera_that_another_app_holds_is_said_in_words_and_a_picture(phone: Phone) -> None:
    phone.page.evaluate(BUSY)
    phone.tap("scan")
    phone.page.get_by_text(DUTCH("scan", "No camera here. Choose a photo of the code.")).wait_for()
    phone.page.keyboard.press("Escape")
    phone.sees("message")
    phone.page.get_by_text(DUTCH("refusal", "Another app has the camera. Close it, then scan.")).first.wait_for(
        state="attached"
    )
    phone.tap("back")
    gone(phone, "message")
    phone.sees("floor")


def test_a_browser_that_fails_in_a_way_that_nobody_foresaw_is_refused_kindly_noted_and_scanned_again(phone: Phone) -> None:
    worker(phone).evaluate(UNSIGNED)
    link = qr_text.to_route(qr_text.SESSION, token(number=6, time=NOON))
    phone.page.evaluate("(link) => { location.hash = link; }", link)
    phone.sees("message")
    phone.page.get_by_text(DUTCH("refusal", "Something went another way. Try once more.")).first.wait_for(state="attached")
    phone.tap("back")
    for key in ("settings", "help", "diagnosis"):
        phone.tap(key)
    phone.page.get_by_text("PlatformError(OperationError)").first.wait_for(state="attached")
    [noted] = wait_for(
        lambda: rows(files(phone.page)["veertig.db"], "SELECT value FROM settings WHERE key = 'diagnosis'"), "it"
    )
    line = noted[0].decode()
    assert "app/platform/browser/keys.py:" in line
    assert re.search(r"^\d+\t1\t[0-9a-f]{12}\tphone\tWrite\t", line), line
    assert PERSONAL not in line
    for _ in range(3):
        phone.tap("back")
    worker(phone).evaluate(SIGNED)
    save(phone, 6, NOON)
    phone.go_home()


def test_a_connection_to_the_storage_that_is_lost_is_no_full_phone_and_a_new_start_saves_the_scan(phone: Phone) -> None:
    worker(phone).evaluate(LOST)
    link = qr_text.to_route(qr_text.SESSION, token(number=7, time=NOON))
    phone.page.evaluate("(link) => { location.hash = link; }", link)
    phone.sees("message")
    phone.page.get_by_text(DUTCH("refusal", "Something went another way. Try once more.")).first.wait_for(state="attached")
    phone.starts_again(lambda: phone.tap("start-again"))
    phone.sees("saved")  # nobody had to scan again
    phone.go_home()


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Server]:
    """A server of its own whose page finds no Ed25519 in WebCrypto, neither itself nor in its workers."""
    site = tmp_path / "site"
    shutil.copytree(WEB, site)
    script = site / "shell" / "ed25519.js"
    script.write_text(WITHOUT_ED25519 + script.read_text())
    for made in (script, site / "sw.js"):
        made.with_name(f"{made.name}.br").unlink(missing_ok=True)
    offline.write_service_worker(site)
    with region(tmp_path / "server", web=site) as server:
        yield server


def test_a_browser_without_ed25519_signs_saves_and_sends_and_has_the_same_key_after_a_start_without_network(
    playwright: Playwright, old: Server, tmp_path: Path
) -> None:
    phone = Phone(playwright, tmp_path / "old", old, fresh=True)
    phone.open()
    phone.tap("language-nl")
    save(phone, 1)
    phone.sees("ticks-two")
    assert phone.page.evaluate(KEPT_KEY) == ["iv", "publicKey", "seed", "wrapping"]
    phone.tab.until_kept()
    phone.browser.context.set_offline(True)
    phone.page.reload()
    phone.ready()
    save(phone, 2)
    phone.browser.context.set_offline(False)
    phone.sees("ticks-two")
    [(keys, records)] = rows(files(phone.page)["veertig.db"], "SELECT count(DISTINCT device), count(*) FROM records")
    assert keys == 1
    assert records == len(old.records())
    phone.close()


def test_a_tablet_that_is_turned_or_starts_again_shows_its_whole_code_and_staff_who_hold_a_button_change_what_is_done(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    server.command("organisation-add", "Buurthuis")
    link = server.command("display-invite", "Buurthuis", "--activity", "library", "--activity", "cooking")
    display = Display(playwright, tmp_path / "display", link, "activity-1")
    page, first = display.page, display.picture()
    for one in page.workers:
        one.evaluate("() => { const now = Date.now(); Date.now = () => now; }")  # nothing is signed or drawn anew by itself
    for wide, high in ((600, 960), (360, 640), (1180, 700)):
        page.set_viewport_size({"width": wide, "height": high})
        display.picture()
    page.evaluate(AWAKE)
    assert page.evaluate("self.awake") == ["screen"]  # whoever sees it again finds it on

    box = wait_for(lambda: at_the_end(page), "staff's button where it is now")
    page.reload()  # as after a power cut; without what screen readers use, as on most tablets
    display.tab.until("shown")
    again = display.picture(after=read_code(first))
    assert (said(again).session, said(again).activity) == (said(first).session, 1)
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    wait_for(lambda: not read_code(page.screenshot()), "what is for staff")
    page.mouse.up()
    see(page)
    tap(page, "other")
    tap(page, "activity-3")
    sees(page, "qr")
    cooking = wait_for(lambda: said(display.picture()).activity == 3 and display.picture(), "the other activity")
    assert said(cooking).session == said(first).session  # whoever is inside goes out with this code
    for _ in range(3):
        page.locator(by_key("staff")).evaluate("(button) => button.click()")  # as a screen reader presses
    sees(page, "next")
    assert display.browser.foreign == []
    display.close()


def at_the_end(page: Page) -> FloatRect | None:
    """Where staff's button is, once it is at the end of a tablet that lies across."""
    button = page.locator(by_key("staff"))
    box = button.bounding_box() if button.count() == 1 else None
    return box if box and box["x"] > 1000 else None


def said(picture: bytes) -> display_token.Session:
    """What the code of a display says."""
    return display_token.from_bytes(qr_text.from_text(read_code(picture))[1])[1]
