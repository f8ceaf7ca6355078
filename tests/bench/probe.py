"""The probe (tests/browser/probe) in a real browser, served by a real server over a line that counts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from app.tools.web_build import sizes
from app.tools.web_build.build import REPOSITORY, build
from app.tools.web_build.cache import Cache
from app.tools.web_build.stage import make_stage
from tests.browser.drive import Server
from tests.line import Line, line_to
from tests.web.chromium import Browser, Tab


@contextmanager
def probe() -> Iterator[tuple[Tab, Line, Server]]:
    """A fresh profile, shown; gone afterwards."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        staged = make_stage(REPOSITORY, folder / "stage", REPOSITORY / "tests" / "browser" / "probe" / "main.py")
        build(staged, folder / "web", Cache(REPOSITORY / "build" / "cache"), sizes.RELEASE)
        server = Server(folder / "server", folder / "web")
        server.command("region-create")
        server.start()
        try:
            with line_to(server.port) as line:
                browser = Browser(playwright, folder / "profile")
                tab = browser.open(f"http://localhost:{line.port}")
                tab.until("shown")
                yield tab, line, server
                browser.close()
        finally:
            server.stop()
