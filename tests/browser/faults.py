"""What the stories of faults share: a phone that is ready to go wrong, its file from outside, and what the person sees."""

from __future__ import annotations

import base64
import shutil
import sqlite3
import struct
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from app.protocol import qr_text
from app.ui.screens import refusals
from app.ui.texts import Texts
from tests.browser.drive import Phone, Reachable, Server, by_key, wait_for
from tests.people import LIBRARY, NOON, token

DUTCH = Texts("nl")
HOUR = 3600
QUIET = "/manifest.json"  # a page of the phone's own site on which the app does not run, also without network

FILES = """async ([role, name, text]) => {
  const folder = `/data-${role}`;
  const open = indexedDB.open(folder, 21);
  open.onupgradeneeded = () => open.result.createObjectStore("FILE_DATA").createIndex("timestamp", "timestamp");
  const db = await new Promise((ok, no) => { open.onsuccess = () => ok(open.result); open.onerror = () => no(open.error); });
  const files = db.transaction("FILE_DATA", text === null ? "readonly" : "readwrite").objectStore("FILE_DATA");
  const done = (request) => new Promise((ok, no) => {
    request.onsuccess = () => ok(request.result);
    request.onerror = () => no(request.error);
  });
  let answer = null;
  if (text === null) {
    answer = {};
    for (const key of await done(files.getAllKeys())) {
      const { contents } = await done(files.get(key));
      if (!contents) continue;
      let out = "";
      for (const byte of contents) out += String.fromCharCode(byte);
      answer[key.split("/").pop()] = btoa(out);
    }
  } else if (text === "") {
    await done(files.delete(`${folder}/${name}`));
  } else {
    const contents = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    await done(files.put({ timestamp: new Date(), mode: 33188, contents }, `${folder}/${name}`));
  }
  db.close();
  return answer;
}"""
FORGET_KEY = """() => new Promise((ok, no) => {
  const gone = indexedDB.deleteDatabase("veertig-keys");
  gone.onsuccess = () => ok(true);
  gone.onerror = gone.onblocked = () => no(new Error("blocked"));
})"""


def link(server: Reachable, number: int = 1, time: int = NOON) -> str:
    """What a display shows in session `number`."""
    return qr_text.to_text(server.origin, qr_text.SESSION, token(LIBRARY, number=number, time=time))


def follow(page: Page, text: str) -> None:
    """What the phone's own camera app does: open the link."""
    page.evaluate("(link) => { location.href = link; }", text)


def save(phone: Phone, number: int, time: int = NOON) -> None:
    """A scan, until it is called saved."""
    if phone.page.locator(by_key("saved")).count():
        phone.go_home()  # the screen of the moment before would be taken for this one's
    follow(phone.page, link(phone.server, number, time))
    phone.sees("saved")


def gone(phone: Phone, key: str) -> None:
    """Wait until this is no longer on the screen."""
    phone.page.wait_for_selector(by_key(key), state="detached")


def sent(phone: Phone) -> None:
    """Wait until the list shows a visit that is still open and the server has all that the phone has. Beside the question how
    long it was there is no tick, so it is the button "send now" that goes.
    """
    phone.tap("moments")
    phone.page.wait_for_selector('[flt-semantics-identifier^="until-"]', state="attached")
    gone(phone, "send")


def said(phone: Phone) -> str:
    """The kind sentence on the screen."""
    phone.sees("message")
    return phone.page.locator(by_key("message")).first.inner_text()


def sentence(code: str) -> str:
    return DUTCH("refusal", refusals.refusal(code)[1])


def away(phone: Phone, change: Callable[[Page], object]) -> None:
    """Leave the app, change what the browser holds, and come back."""
    phone.page.goto(phone.server.origin + QUIET)
    change(phone.page)
    phone.page.goto(phone.server.origin + "/")
    phone.ready()


def worker(phone: Phone) -> Any:
    """Python's own thread."""
    return wait_for(lambda: phone.page.workers, "the worker")[0]


def files(page: Page) -> dict[str, bytes]:
    """What IndexedDB holds of the phone's folder, by name."""
    found: dict[str, str] = page.evaluate(FILES, ["phone", "", None])
    return {name: base64.b64decode(text) for name, text in found.items()}


def write_file(page: Page, name: str, data: bytes) -> None:
    page.evaluate(FILES, ["phone", name, base64.b64encode(data).decode()])


def rows(data: bytes, sql: str) -> list[Any]:
    """What a question to the phone's file gives."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(data)
        return db.execute(sql).fetchall()


def with_version(data: bytes, version: int) -> bytes:
    """The same SQLite file, as if another app had written it (user_version stands at byte 60)."""
    return data[:60] + struct.pack(">I", version) + data[64:]


class Ripe:
    """A profile in which the app is installed, works offline and speaks Dutch. Every story gets a copy of its own."""

    def __init__(self, playwright: Playwright, server: Server, folder: Path) -> None:
        self._playwright, self.server, self._folder = playwright, server, folder
        if (folder / "ripe").exists():
            return
        phone = Phone(playwright, folder / "ripe", server)
        phone.open()
        phone.tap("language-nl")
        phone.sees("floor")
        phone.tab.until_kept()
        phone.close()

    def profile(self) -> Path:
        copy = Path(tempfile.mkdtemp(dir=self._folder))
        shutil.copytree(self._folder / "ripe", copy, ignore=shutil.ignore_patterns("Singleton*"), dirs_exist_ok=True)
        return copy

    @contextmanager
    def phone(self, profile: Path | None = None, **options: Any) -> Iterator[Phone]:
        """A phone that is not opened yet; closed afterwards, whatever happened."""
        one = Phone(self._playwright, profile or self.profile(), self.server, **options)
        try:
            yield one
        finally:
            one.close()
