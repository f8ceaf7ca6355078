"""Profiles in which the app is installed and was never used: one first visit for each release, then copies of it.

A first visit costs far more processor time than a later start (fetching, compiling, the copy of Python's memory), and most
stories are about something else. What a first visit itself does is told by those that ask for a fresh profile.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Playwright

from tests.web import places
from tests.web.chromium import Browser, Tab

KEPT = Path(__file__).resolve().parent.parent.parent / "build" / "cache" / "installed"
SETTLE = 1500  # ms; a browser keeps compiled code when it meets it again, a moment after it ran
QUIET = "/manifest.json"  # a page of the same site on which nothing runs
# The Dutch voice, fetched as the app does when somebody chooses Dutch: most stories do.
DUTCH = """async () => {
  const { addVoice } = await import("/shell/voice.js");
  const acts = {};
  addVoice({ on: (name, act) => { acts[name] = act; } });
  if (!(await acts["keep-voice"]({ language: "nl" }))) throw new Error("no voice");
}"""
# Leave the app's files, the copy of Python's memory and the voice, and nothing that tells of a person or a role.
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
  for (const name of await caches.keys()) if (!/^veertig-(files|memory|voices)/.test(name)) await caches.delete(name);
}"""


def install(playwright: Playwright, origin: str, profile: Path) -> None:
    """Make `profile` one in which the app at `origin` is installed.

    A profile that is there already stays as it is, and at an address that is none of the `places` the app is visited first.
    """
    port = places.port_of(origin)
    if profile.exists() or port is None:
        return
    with _alone():
        kept = KEPT / origin.rpartition(":")[2] / _release(port)
        if not kept.exists():
            shutil.rmtree(kept.parent, ignore_errors=True)  # of a release before
            kept.parent.mkdir(parents=True)
            draft = Path(tempfile.mkdtemp(dir=KEPT))  # a visit that breaks off leaves nothing for the next story
            _visit(playwright, origin, draft)
            draft.rename(kept)
        shutil.copytree(kept, profile, ignore=shutil.ignore_patterns("Singleton*"))


def _release(port: int) -> str:
    """What an installed app depends on, in short: the app's files, and how it is installed here."""
    with urllib.request.urlopen(f"http://localhost:{port}/sw.js") as answer:
        return hashlib.sha256(answer.read() + Path(__file__).read_bytes()).hexdigest()[:16]


@contextmanager
def _alone() -> Iterator[None]:
    """One process at a time; the others wait and find it installed."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "lock").open("w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        yield


def _visit(playwright: Playwright, origin: str, profile: Path) -> None:
    """Fetch everything; start the browser anew, so that it keeps the code that it compiled; then forget who was there."""
    browser, tab = _opened(playwright, origin, profile)
    tab.until_kept()
    tab.page.wait_for_selector("html[data-memory=made]", state="attached")
    browser.close()
    browser, tab = _opened(playwright, origin, profile)
    tab.page.wait_for_timeout(SETTLE)
    tab.page.goto(origin + QUIET)
    tab.page.evaluate(DUTCH)
    tab.page.evaluate(UNUSED)
    browser.close()


def forget(browser: Browser, origin: str) -> None:
    """Close all pages of the app; it stays installed and is as if never used."""
    quiet = browser.open(origin + QUIET)
    for page in browser.context.pages:
        if page is not quiet.page:
            page.close()
    quiet.page.evaluate(UNUSED)


def _opened(playwright: Playwright, origin: str, profile: Path) -> tuple[Browser, Tab]:
    browser = Browser(playwright, profile)
    tab = browser.open(origin)
    tab.until("shown")
    return browser, tab
