"""A phone that only knows the light page: a new release costs it the light page again, and never the whole app."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from app.protocol import qr_text
from tests.browser.drive import WEB, wait_for
from tests.light.conftest import proposal
from tests.light.phone import at
from tests.web.chromium import Browser, again
from tests.web.releases import publish
from tests.web.serving import serving

pytestmark = pytest.mark.browser

UPDATED = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  await registration.update();
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return "nothing new";
  const changed = () => new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
  while (worker.state === "installing") await changed();
  return worker.state;
}"""
APP = ("/main.dart.js", "/pyodide/", "/code/", "/canvaskit/", "/packages.zip")


def test_a_new_release_brings_the_light_page_and_nothing_of_the_app(playwright: Playwright, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(WEB, tmp_path / "web"))
    with serving(folder) as site:
        link = f"{site.origin}/#{qr_text.to_route(qr_text.MEETING, proposal())}"
        browser = Browser(playwright, tmp_path / "jan")
        page = browser.open(link).page
        page.wait_for_selector("html[data-light-kept]", state="attached")
        publish(folder, 2)
        style = folder / "shell" / "light" / "light.css"
        style.write_text(style.read_text("utf-8") + "/* 2 */\n", "utf-8")
        style.with_name("light.css.br").unlink()
        publish(folder, 3)
        before = len(site.asked)
        assert page.evaluate(UPDATED) in ("installed", "activating", "activated")
        assert "/shell/light/light.css" in {path for path, _ in site.asked[before:]}
        again(lambda limit: page.reload(timeout=limit))
        page.wait_for_selector(at("together"))
        styled = "fetch('/shell/light/light.css').then((answer) => answer.text()).then((text) => text.endsWith('/* 2 */\\n'))"

        def arrived() -> bool:
            again(lambda limit: page.reload(timeout=limit))
            page.wait_for_selector(at("together"))
            return bool(page.evaluate(styled))

        wait_for(arrived, "the new release")
        assert [path for path, _ in site.asked if path.startswith(APP)] == []
        site.stop()
        again(lambda limit: page.reload(timeout=limit))
        page.wait_for_selector(at("together"))
        site.start()
        browser.close()
