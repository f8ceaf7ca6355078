"""Without network: the app starts, what was saved is there, also after the browser was killed; nobody else is ever asked."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, sync_playwright

from app.tools.lacking import chromium
from tests.web.chromium import ARGUMENTS, Browser, Tab
from tests.web.installed import install
from tests.web.serving import Site

pytestmark = pytest.mark.browser
Launch = Callable[..., Browser]

STORE = """
import sqlite3
db = sqlite3.connect(path)
db.execute("create table if not exists hours (n integer primary key)")
"""
ADD = """
for _ in range({}):
    db.execute("insert into hours default values")
    db.commit()
    await platform.storage.flush()
_ = db.execute("select count(*) from hours").fetchone()[0]
"""
COUNT = '_ = [db.execute("pragma integrity_check").fetchone()[0], db.execute("select count(*) from hours").fetchone()[0]]'
SIGN = """
from app.protocol.envelope import SignatureCheck
public = await platform.signer.public_key()
signature = await platform.signer.sign(b"an hour")
good = SignatureCheck(public, signature, b"an hour")
_ = [public.hex(), *await platform.verifier.verify(
    [good, SignatureCheck(public, signature, b"another"), SignatureCheck(b"short", signature, b"an hour"), good])]
"""
ASK = """
import httpx
async with httpx.AsyncClient(base_url=platform.origin, transport=platform.transport(), trust_env=False) as client:
    try:
        _ = (await client.get({!r})).status_code
    except httpx.HTTPError as error:
        _ = type(error).__name__
"""


def test_everything_works_with_the_server_stopped(site: Site, launch_fresh: Launch) -> None:
    browser = launch_fresh()
    tab = browser.open(site.origin)
    tab.until("shown")
    assert tab.python("import sys; _ = 'httpx' in sys.modules") is False
    assert tab.python(ASK.format("/api/none")) == 404
    assert tab.python(ASK.format("https://example.org/")) == "ConnectError"
    tab.python(STORE)
    assert tab.python(ADD.format(3)) == 3
    key = tab.python(SIGN)
    assert key[1:] == [True, False, False, True]
    tab.until_kept()
    assert browser.foreign == []
    assert [path for path, status in site.asked if status >= 400] == ["/api/none"]
    browser.close()

    site.stop()
    browser = launch_fresh()
    tab = browser.open(site.origin + "/#/s/4242")
    tab.until("shown")
    assert tab.python("_ = route") == "/s/4242"
    tab.python(STORE)
    assert tab.python(COUNT) == ["ok", 3]
    assert tab.python(SIGN) == key
    assert tab.python(ASK.format("/api/none")) == "ConnectError"
    assert not [line for line in tab.lines if "Content Security Policy" in line]
    browser.close()
    site.start()


def test_a_letter_that_our_font_lacks_asks_nobody_twice(site: Site, launch: Launch) -> None:
    browser = launch()
    tab = browser.open(site.origin)
    tab.until("shown")
    tab.until_kept()
    before = len(site.asked)
    tab.python("label.value = '\\u4e2d\\U0001F600 \\u10d0'; page.update()")
    for _ in range(3):
        tab.python("label.value += '.'; page.update(); await asyncio.sleep(0.2)")
    assert [path for path, status in site.asked[before:]] in ([], ["/sw.js"])
    assert browser.foreign == []
    browser.close()


def test_what_was_saved_survives_a_killed_browser(site: Site, tmp_path: Path) -> None:
    saved = 0
    with sync_playwright() as playwright:
        install(playwright, site.origin, tmp_path / "profile")
        for _ in range(3):
            process, tab = start_chromium(playwright, tmp_path / "profile", site.origin)
            try:
                tab.python(STORE)
                state, count = tab.python(COUNT)
                assert state == "ok"
                assert count >= saved
                saved = tab.python(ADD.format(5))
            finally:
                kill(process)


def test_a_browser_that_is_killed_while_it_loads_for_the_first_time_goes_on_and_starts_without_network(
    site: Site, tmp_path: Path
) -> None:
    site.rate = 4_000_000
    with sync_playwright() as playwright:
        for tiles in (2, 15, 30):
            process, _ = start_chromium(playwright, tmp_path / "profile", site.origin, f"#picture i.laid:nth-child({tiles})")
            kill(process)
        process, tab = start_chromium(playwright, tmp_path / "profile", site.origin)
        tab.until_kept()
        kill(process)
        site.stop()
        process, tab = start_chromium(playwright, tmp_path / "profile", site.origin)
        tab.python(STORE)
        assert tab.python(ADD.format(1)) == 1
        kill(process)
        site.start()


def kill(process: subprocess.Popen[bytes]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def start_chromium(
    playwright: Playwright, profile: Path, url: str, until: str = "html[data-tab=shown]"
) -> tuple[subprocess.Popen[bytes], Tab]:
    """Chromium as a process group of its own, so that it can be killed as a whole."""
    options = ["--headless=new", "--remote-debugging-port=0", f"--user-data-dir={profile}", *ARGUMENTS]
    command = [str(chromium()), *options, "about:blank"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, start_new_session=True)
    assert process.stderr
    address = next(found[1] for line in process.stderr if (found := re.search(rb"DevTools listening on (\S+)", line)))
    browser = playwright.chromium.connect_over_cdp(address.decode())
    page: Page = browser.contexts[0].new_page()
    tab = Tab(page)
    page.goto(url, wait_until="commit")
    page.wait_for_selector(until, state="attached")
    return process, tab
