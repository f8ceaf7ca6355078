"""Profiles in which the app is installed and was never used: one first visit for each address and release, then copies of it.

A first visit costs far more processor time than a later start (fetching, compiling, the copy of Python's memory), and most
stories are about something else. What a first visit itself does is told by those that ask for a fresh profile.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
import urllib.request
from functools import cache
from pathlib import Path

from playwright.sync_api import Playwright

from tests.web.chromium import Browser, Tab

STARTS, SETTLE = 1, 1500  # a browser keeps compiled code when it meets it again, some ms after it ran
QUIET = "/manifest.json"  # a page of the same site on which nothing runs
# Leave the app's files and the copy of Python's memory, and nothing that tells of a person or a role.
UNUSED = """async () => {
  const whole = localStorage.getItem("veertig.whole");
  localStorage.clear();
  localStorage.setItem("veertig.whole", whole);
  sessionStorage.clear();
  const done = (request) => new Promise((ok, no) => {
    request.onsuccess = () => ok();
    request.onerror = request.onblocked = () => no(new Error("not deleted"));
  });
  for (const { name } of await indexedDB.databases()) await done(indexedDB.deleteDatabase(name));
  for (const name of await caches.keys()) if (!/^veertig-(files|memory)/.test(name)) await caches.delete(name);
}"""


def install(playwright: Playwright, origin: str, profile: Path) -> None:
    """Make `profile` one in which the app at `origin` is installed; a profile that is there already stays as it is."""
    if profile.exists():
        return
    with urllib.request.urlopen(f"{origin}/sw.js") as answer:
        release = hashlib.sha256(answer.read()).hexdigest()[:16]
    kept = _folder() / f"{origin.rpartition(':')[2]}-{release}"
    if not kept.exists():
        draft = Path(tempfile.mkdtemp(dir=_folder()))  # a visit that breaks off leaves nothing for the next story
        _visit(playwright, origin, draft)
        draft.rename(kept)
    shutil.copytree(kept, profile, ignore=shutil.ignore_patterns("Singleton*"))


def _visit(playwright: Playwright, origin: str, profile: Path) -> None:
    """Fetch everything; start the browser anew, so that it keeps the code that it compiled; then forget who was there."""
    browser, tab = _opened(playwright, origin, profile)
    tab.until_kept()
    tab.page.wait_for_selector("html[data-memory]", state="attached")
    for _ in range(STARTS):
        browser.close()
        browser, tab = _opened(playwright, origin, profile)
        tab.page.wait_for_timeout(SETTLE)
    tab.page.goto(origin + QUIET)
    tab.page.evaluate(UNUSED)
    browser.close()


def _opened(playwright: Playwright, origin: str, profile: Path) -> tuple[Browser, Tab]:
    browser = Browser(playwright, profile)
    tab = browser.open(origin)
    tab.until("shown")
    return browser, tab


@cache
def _folder() -> Path:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
