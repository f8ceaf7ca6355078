"""The phone is full, nearly full, or keeps nothing: nothing is called saved that is not, nothing old is lost, a picture tells.

The browser's own calls answer here as they do on a full phone (measured on a small disk: a write of IndexedDB fails with
QuotaExceededError, a write of a file takes fewer bytes than it was given and says nothing). One phone lives most of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from app.tools.lacking import chromium
from tests.browser.drive import Phone, by_key, go_home, see, sees, tap, wait_for
from tests.browser.faults import Ripe, files, follow, gone, link, rows, said, save, sentence, worker
from tests.web.chromium import ARGUMENTS, Tab

pytestmark = pytest.mark.browser

FULL = """() => {
  self.untouched ??= { put: IDBObjectStore.prototype.put, remove: FileSystemDirectoryHandle.prototype.removeEntry };
  IDBObjectStore.prototype.put = function () { throw new DOMException("no room", "QuotaExceededError"); };
}"""
BALLAST_HELPS = """() => {
  FileSystemDirectoryHandle.prototype.removeEntry = function (name) {
    if (name === "ballast") IDBObjectStore.prototype.put = self.untouched.put;
    return self.untouched.remove.call(this, name);
  };
}"""
ROOM = """() => {
  IDBObjectStore.prototype.put = self.untouched.put;
  FileSystemDirectoryHandle.prototype.removeEntry = self.untouched.remove;
}"""
TAKES_LITTLE = """() => {
  const handle = FileSystemSyncAccessHandle.prototype;
  self.write ??= handle.write;
  handle.write = function (data, options) { return self.write.call(this, data.subarray(0, 1000), options); };
}"""
TAKES_ALL = "() => { FileSystemSyncAccessHandle.prototype.write = self.write; }"
OPFS = """async () => {
  const place = await (await navigator.storage.getDirectory()).getDirectoryHandle("veertig-phone", { create: true });
  const found = {};
  for await (const [name, handle] of place.entries()) found[name] = (await handle.getFile()).size;
  return found;
}"""
DURABILITY = """() => {
  self.seen = [];
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (...args) {
    self.seen.push(this.transaction.durability);
    return put.apply(this, args);
  };
}"""
ASKED = """
window.asked = 0;
const ask = navigator.storage.persist.bind(navigator.storage);
navigator.storage.persist = () => { window.asked += 1; return ask(); };
"""


@pytest.fixture(scope="module")
def phone(ripe: Ripe) -> Iterator[Phone]:
    with ripe.phone() as one:
        one.browser.context.add_init_script(ASKED)
        one.open()
        yield one


def count(phone: Phone) -> int:
    return int(rows(files(phone.page)["veertig.db"], "SELECT count(*) FROM records")[0][0])


def opfs(phone: Phone) -> dict[str, int]:
    found: dict[str, int] = phone.page.evaluate(OPFS)
    return found


def foreground(phone: Phone) -> None:
    phone.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def test_the_browser_is_asked_to_keep_the_hours_once_after_the_first_one_and_may_say_no(phone: Phone) -> None:
    assert phone.page.evaluate("window.asked") == 0
    save(phone, 1)
    wait_for(lambda: phone.page.evaluate("window.asked === 1"), "the browser to be asked")
    save(phone, 2)
    phone.sees("ticks-two")  # it leans on early sync
    assert phone.page.evaluate("window.asked") == 1


def test_a_ballast_is_set_aside_in_good_times(phone: Phone) -> None:
    save(phone, 3)
    wait_for(lambda: opfs(phone) == {"ballast": 2 << 20}, "the ballast")


def test_every_write_is_asked_to_survive_a_flat_battery(phone: Phone) -> None:
    worker(phone).evaluate(DURABILITY)
    save(phone, 4)
    assert set(worker(phone).evaluate("self.seen")) == {"strict"}


def test_a_full_phone_saves_with_the_room_of_the_ballast(phone: Phone) -> None:
    phone.sees("ticks-two")  # nothing else is being written
    before = count(phone)
    worker(phone).evaluate(FULL)
    worker(phone).evaluate(BALLAST_HELPS)
    save(phone, 5)
    worker(phone).evaluate(ROOM)
    assert count(phone) == before + 1
    phone.sees("ticks-two")


def test_a_phone_that_is_quite_full_saves_nothing_says_so_and_loses_nothing(phone: Phone) -> None:
    before = files(phone.page)["veertig.db"]
    phone.go_home()
    worker(phone).evaluate(FULL)
    follow(phone.page, link(phone.server, 6))
    assert said(phone) == sentence("storage-full")
    assert files(phone.page)["veertig.db"] == before
    worker(phone).evaluate(ROOM)
    save(phone, 6)
    assert len(rows(files(phone.page)["veertig.db"], "SELECT * FROM records")) == len(rows(before, "SELECT * FROM records")) + 1


def test_a_phone_that_gets_full_is_noticed_sends_first_and_says_so_until_there_is_room_again(phone: Phone) -> None:
    phone.go_home()
    phone.browser.context.set_offline(True)
    save(phone, 7)
    phone.sees("ticks-one")
    phone.go_home()
    worker(phone).evaluate(TAKES_LITTLE)
    phone.browser.context.set_offline(False)
    phone.sees("safety-full")
    assert "probe" not in opfs(phone)  # what was written to find out is gone again
    waiting = "SELECT 1 FROM records WHERE state = 'waiting'"
    wait_for(lambda: rows(files(phone.page)["veertig.db"], waiting) == [], "everything to be sent")
    worker(phone).evaluate(TAKES_ALL)
    foreground(phone)
    gone(phone, "safety-full")


def test_a_browser_that_promised_to_keep_the_hours_is_not_asked_again(ripe: Ripe) -> None:
    with ripe.phone() as phone:
        phone.browser.context.add_init_script(ASKED)
        page = phone.open().page
        allowed = {"permission": {"name": "persistent-storage"}, "setting": "granted", "origin": ripe.server.origin}
        phone.browser.context.new_cdp_session(page).send("Browser.setPermission", allowed)
        save(phone, 1)
        wait_for(lambda: page.evaluate("navigator.storage.persisted()"), "the promise")
        page.reload()
        phone.ready()
        save(phone, 2)
        phone.sees("ticks-two")
        assert page.evaluate("window.asked") == 0


def test_a_private_window_counts_what_lives_only_here_and_sends_it(playwright: Playwright, ripe: Ripe) -> None:
    browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    private = browser.new_context(locale="nl-BE", viewport={"width": 360, "height": 640})
    tab = Tab(private.new_page())
    tab.page.goto(ripe.server.origin, wait_until="commit")
    tab.until("shown")
    see(tab.page)
    tap(tab.page, "language-nl")
    sees(tab.page, "floor")
    private.set_offline(True)
    follow(tab.page, link(ripe.server, 1))
    sees(tab.page, "saved")
    go_home(tab.page)
    sees(tab.page, "safety-here")
    private.set_offline(False)
    tab.page.wait_for_selector(by_key("safety-here"), state="detached")
    sent = set(rows(files(tab.page)["veertig.db"], "SELECT id FROM records"))
    assert {id for (id,) in sent} <= set(ripe.server.records())
    browser.close()


def test_a_browser_that_was_told_to_keep_nothing_shows_a_picture_and_what_to_do(
    playwright: Playwright, ripe: Ripe, tmp_path: Path
) -> None:
    settings: dict[str, Any] = {"profile": {"default_content_setting_values": {"cookies": 2}}}
    (tmp_path / "strict" / "Default").mkdir(parents=True)
    (tmp_path / "strict" / "Default" / "Preferences").write_text(json.dumps(settings))
    phone = Phone(playwright, tmp_path / "strict", ripe.server)
    page = phone.browser.open(ripe.server.origin).page
    page.get_by_text("Dit venster bewaart niets. Open een gewoon venster.").wait_for()
    assert page.get_attribute("#picture", "data-shows") == "stuck"
    phone.close()


def test_a_database_that_cannot_be_opened_shows_a_picture_and_what_to_do(ripe: Ripe) -> None:
    with ripe.phone() as phone:
        phone.open()
        phone.page.goto(ripe.server.origin + "/manifest.json")
        phone.page.evaluate("""() => new Promise((ok) => {
          const newer = indexedDB.open("/data-phone", 99); // of a version that ours cannot open
          newer.onsuccess = () => { newer.result.close(); ok(); };
        })""")
        phone.page.goto(ripe.server.origin + "/")
        phone.ready()
        assert said(phone) == sentence("storage-blocked")
