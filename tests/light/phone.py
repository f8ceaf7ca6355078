"""A buddy's phone that opened a newcomer's link and has nothing else of ours: the light page, driven."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

from tests.browser.drive import Server, read_code, wait_for
from tests.web.chromium import Browser, Tab

SIGNED = """async () => {
  const open = indexedDB.open("veertig-light", 1);
  const db = await new Promise((ok, no) => { open.onsuccess = () => ok(open.result); open.onerror = () => no(open.error); });
  if (!db.objectStoreNames.contains("signed")) return [];
  const get = db.transaction("signed").objectStore("signed").getAll();
  const rows = await new Promise((ok, no) => { get.onsuccess = () => ok(get.result); get.onerror = () => no(get.error); });
  db.close();
  const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return rows.map(({ asked, answer, sent }) => [hex(asked), hex(answer), sent]);
}"""


def at(key: str) -> str:
    return f'#light [data-key="{key}"]'


class LightPhone:
    """One browser profile, one tab, on the light page."""

    def __init__(self, playwright: Playwright, profile: Path, server: Server, extra: Sequence[str] = (), **more: Any) -> None:
        self.server = server
        self.browser = Browser(playwright, profile, extra, **{"device_scale_factor": 2, **more})

    @property
    def page(self) -> Page:
        return self.tab.page

    def open(self, link: str) -> Tab:
        """With the phone's own camera app, which gives the link to the browser."""
        self.tab = self.browser.open(link)
        return self.tab

    def on(self, screen: str) -> None:
        self.page.wait_for_selector(f'html[data-light="{screen}"]', state="attached")

    def sees(self, key: str) -> None:
        self.page.wait_for_selector(at(key))

    def tap(self, key: str) -> None:
        self.page.click(at(key))

    def words(self, key: str) -> str:
        self.sees(key)
        return self.page.locator(f"{at(key)} .own").inner_text()

    def until_kept(self) -> None:
        """Everything of the light page is here to start without network."""
        self.page.wait_for_selector("html[data-light-kept]", state="attached")
        done, total = str(self.page.get_attribute("html", "data-light-kept")).split("/")
        assert done == total

    def offline(self, yes: bool = True) -> None:
        self.browser.context.set_offline(yes)

    def shows(self) -> bytes:
        """A screenshot of the code on this phone, for another phone's camera."""
        self.sees("qr")

        def look() -> bytes | None:
            shot = self.page.screenshot()
            return shot if read_code(shot) else None

        found: bytes = wait_for(look, "a code on the light page")
        return found

    def signed(self) -> list[tuple[bytes, bytes, bool]]:
        """What it keeps: proposal, answer, and whether the server has them."""
        rows = self.page.evaluate(SIGNED)
        return [(bytes.fromhex(asked), bytes.fromhex(answer), sent) for asked, answer, sent in rows]

    def close(self) -> None:
        self.browser.close()
