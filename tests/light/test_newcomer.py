"""A newcomer whose phone does not have the app: the light page writes the scan down, keeps it, sends it, and hands it over."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from app.protocol import qr_text, record
from app.protocol.record import CheckIn, CheckOut, Device
from app.ui.texts import READY, Texts
from tests.browser.drive import Phone, Server, wait_for
from tests.light.phone import LightPhone
from tests.light.test_views import looked
from tests.people import LIBRARY, token
from tests.web.installed import install

pytestmark = pytest.mark.browser

APP = ("/main.dart.js", "/pyodide/", "/code/", "/canvaskit/", "/packages.zip")
KEPT = """async () => {
  const open = indexedDB.open("veertig-newcomer", 1);
  open.onupgradeneeded = () => open.result.createObjectStore("rows");
  const db = await new Promise((ok, no) => { open.onsuccess = () => ok(open.result); open.onerror = () => no(open.error); });
  const rows = db.transaction("rows").objectStore("rows");
  const [keys, values] = [rows.getAllKeys(), rows.getAll()];
  await new Promise((ok) => { values.onsuccess = ok; });
  db.close();
  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const records = values.result.filter((row) => row.data).map(({ data, sent }) => [hex(data), sent]);
  return { records, closed: keys.result.includes("closed") };
}"""
FULL = """() => {
  self.add ??= IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (row, key) {
    if (typeof key === "number") throw new DOMException("no room", "QuotaExceededError");
    return self.add.apply(this, [row, key]);
  };
}"""


UNDONE = """() => {
  self.add ??= IDBObjectStore.prototype.add;
  IDBObjectStore.prototype.add = function (...args) {
    const request = self.add.apply(this, args);
    if (typeof args[1] === "number") request.addEventListener("success", () => this.transaction.abort());
    return request;
  };
}"""
HEALED = "() => { if (sessionStorage.healed) IDBObjectStore.prototype.add = self.add; }"


class Newcomer(LightPhone):
    """Amina's phone, which scans the code of the library with its own camera app."""

    def scans(self, back: int = 0) -> None:
        """The code that the display showed `back` seconds ago."""
        shown = token(LIBRARY, time=int(time.time()) - back)
        self.open(qr_text.to_text(self.server.origin, qr_text.SESSION, shown))

    def kept(self) -> dict[str, Any]:
        return dict(self.page.evaluate(KEPT))

    def records(self) -> list[bytes]:
        return [bytes.fromhex(data) for data, _ in self.kept()["records"]]


@pytest.fixture
def amina(playwright: Playwright, server: Server, tmp_path: Path) -> Iterator[Newcomer]:
    phone = Newcomer(playwright, tmp_path / "amina", server, viewport={"width": 360, "height": 640})
    yield phone
    phone.close()


def test_a_scan_is_saved_without_the_app_also_without_network_and_sent_when_there_is_some(
    amina: Newcomer, server: Server
) -> None:
    asked: list[str] = []
    amina.browser.context.on("request", lambda request: asked.append(request.url.removeprefix(server.origin)))
    amina.scans(back=7200)
    amina.sees("saved")
    assert amina.words("enter") == Texts("nl")("saved", "You came")
    assert amina.page.evaluate("location.hash") == "#/saved"
    amina.sees("moment_sent")
    amina.until_kept()
    came = amina.records()
    assert set(server.records().values()) == set(came)

    amina.page.close()
    amina.offline()
    server.stop()
    amina.scans()
    amina.sees("saved")
    assert amina.words("leave") == Texts("nl")("saved", "You left")
    assert "2:00" in amina.page.locator("#light main").inner_text()
    amina.sees("moment_kept")
    amina.page.reload()  # an address that was scanned is not scanned twice
    amina.sees("moment_kept")
    records = [record.from_bytes(data) for data in amina.records()]
    assert [type(each.body) for each in records] == [Device, CheckIn, CheckOut]
    assert [each.envelope.data for each in records[:2]] == came

    server.start()
    amina.offline(False)
    amina.sees("moment_sent")
    assert set(server.records().values()) == set(amina.records())
    assert amina.browser.foreign == []
    assert [path for path in asked if path.startswith(APP)] == []


def test_the_app_takes_over_what_the_light_page_kept_also_when_it_is_killed_while_it_does(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    profile = tmp_path / "amina"
    install(playwright, server.origin, profile)
    amina = Newcomer(playwright, profile, server)
    amina.open(server.origin + "/manifest.json")
    amina.page.evaluate("localStorage.removeItem('veertig.whole')")  # as if the last file had not come yet
    amina.page.close()
    amina.scans(back=7200)
    amina.sees("moment_sent")
    written = amina.records()
    assert len(written) == 2
    amina.tap("moments")
    phone = Phone.__new__(Phone)
    phone.profile, phone.role, phone.browser = profile, "phone", amina.browser
    wait_for(lambda: amina.kept()["closed"], "the app to take over")
    phone.kill()

    phone = Phone(playwright, profile, server)
    phone.open("/")
    wait_for(lambda: list(phone.records().values()) == written, "the records in the app's own file")
    phone.close()
    amina = Newcomer(playwright, profile, server)
    amina.scans()  # the next link is the app's, whose files may be on their way
    amina.tab.until("shown")
    phone.tab, phone.browser = amina.tab, amina.browser
    wait_for(lambda: len(phone.records()) == 3, "the way out")
    chain = [record.from_bytes(data) for data in phone.records().values()]
    assert [each.envelope.data for each in chain[:2]] == written
    assert chain[2].position.before == chain[1].id
    assert isinstance(chain[2].body, CheckOut)
    assert chain[2].body.check_in == chain[1].id
    wait_for(lambda: len(server.records()) == 3, "the app to send the way out")
    assert amina.kept() == {"records": [], "closed": True}
    amina.close()


def test_a_full_phone_says_so_and_keeps_nothing_that_it_did_not_call_saved(amina: Newcomer) -> None:
    amina.browser.context.add_init_script(f"({FULL})()")
    amina.scans()
    assert amina.words("message") == Texts("nl")("refusal", "Your phone is full. Delete something, then scan again.")
    assert amina.kept() == {"records": [], "closed": False}


def test_a_write_that_was_undone_is_tried_once_more_by_the_button_and_is_saved(amina: Newcomer) -> None:
    amina.browser.context.add_init_script(f"({UNDONE})(); ({HEALED})()")
    amina.scans()
    assert amina.words("message") == Texts("nl")("refusal", "Something went another way. Try once more.")
    assert amina.kept() == {"records": [], "closed": False}
    buttons = amina.page.locator("#light button").evaluate_all("(all) => all.map((one) => one.dataset.key)")
    assert buttons == ["language", "speak", "start-again", "moments"]
    look = looked(amina.page)
    assert (look["small"], look["nameless"], look["cut"], look["wide"], look["high"]) == ([], [], [], 360, 640)
    amina.tap("start-again")  # it fails again
    amina.sees("start-again")
    amina.page.evaluate("sessionStorage.healed = 1")
    amina.tap("start-again")
    amina.sees("saved")
    assert len(amina.records()) == 2


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_fits_a_small_phone_in_every_language(
    scheme: str, playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    amina = Newcomer(playwright, tmp_path / "amina", server, viewport={"width": 360, "height": 640}, color_scheme=scheme)
    amina.scans(back=7200)
    amina.sees("moment_sent")
    for screen in ("enter", "leave"):
        if screen == "leave":
            amina.scans()
            amina.sees("leave")
        for language in READY:
            amina.tap("language")
            amina.tap(f"language-{language.code}")
            amina.page.wait_for_selector(f'#light[lang="{language.tag}"] [data-key="{screen}"]')
            look = looked(amina.page)
            assert (look["small"], look["nameless"], look["missing"], look["cut"]) == ([], [], [], []), language.code
            assert look["wide"] <= 360, language.code
            assert look["high"] <= 700, language.code  # the way on is in view
    amina.page.evaluate("document.documentElement.style.fontSize = '32px'")
    look = looked(amina.page)
    assert (look["cut"], look["wide"]) == ([], 360)
    amina.close()
