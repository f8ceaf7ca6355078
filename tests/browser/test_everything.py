"""Amina takes everything along in one file, which her counsellor's page opens; then she removes everything from everywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright

from tests.browser.drive import Phone, Server, by_key, wait_for
from tests.browser.test_proof import ninety_minutes, opens

pytestmark = pytest.mark.browser

LEFT = """async () => ({
  databases: (await indexedDB.databases()).map(({ name }) => name),
  folders: await Array.fromAsync((await navigator.storage.getDirectory()).keys()),
  local: Object.keys(localStorage),
  cookies: document.cookie,
})"""
# Every row of a database of the browser, as text.
ROWS = """(name) => new Promise((resolve, reject) => {
  const opening = indexedDB.open(name);
  opening.onerror = () => reject(opening.error);
  opening.onsuccess = () => {
    const rows = [];
    const reading = opening.result.transaction([...opening.result.objectStoreNames]);
    for (const store of opening.result.objectStoreNames) {
      reading.objectStore(store).openCursor().onsuccess = ({ target: { result } }) => {
        if (!result) return;
        rows.push(`${store} ${String(result.key)} ${JSON.stringify(result.value)}`);
        result.continue();
      };
    }
    reading.oncomplete = () => resolve(rows);
  };
})"""
# What may be there after everything left: what the app itself needs, and what its next start makes.
OF_THE_APP = {"veertig.tried", "veertig.whole", "veertig.ready"}  # this browser can run it, and holds all of its files
OF_A_NEW_START = {"veertig.home", "/data-phone", "veertig-keys", "veertig-newcomer"}  # which role it opened, and empty places


def test_everything_is_taken_along_as_the_proof_and_removed_from_everywhere(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    amina = ninety_minutes(playwright, tmp_path, server)
    wait_for(lambda: len(server.records()) == 3, "the server to have all records")

    amina.tap("settings")
    amina.page.wait_for_selector(f"{by_key('mine')}, {by_key('more')}", state="attached")
    if not amina.page.locator(by_key("mine")).count():
        amina.tap("more")  # a browser that offers to install the app has one choice more
    amina.tap("mine")
    amina.tap("take")
    with amina.page.expect_download() as waiting:
        amina.tap("hand-all")
    amina.sees("saved")
    assert waiting.value.suggested_filename == "alles-van-mij.html"
    text = Path(waiting.value.path()).read_text()
    assert "1:30" in text
    assert "<svg" in text
    counsellor = Phone(playwright, tmp_path / "counsellor", server, role="counsellor")
    counsellor.open("/#/counsellor")
    opens(counsellor.page, text)
    counsellor.sees("total")
    assert "1:30\u00a0/\u00a040:00" in counsellor.page.locator(by_key("total")).inner_text()
    counsellor.close()

    amina.tap("back")
    amina.tap("remove")
    amina.tap("remove-yes")
    amina.browser.context.set_offline(True)
    amina.starts_again(lambda: amina.tap("remove-everywhere"))
    amina.sees("language-nl")
    assert len(server.records()) == 3
    amina.browser.context.set_offline(False)
    wait_for(lambda: server.records() == {}, "the server to forget")
    wait_for(lambda: not amina.page.evaluate("localStorage.getItem('veertig.wishes')"), "the wish to be gone")
    left: dict[str, Any] = amina.page.evaluate(LEFT)
    kept = {*left["databases"], *left["folders"], *left["local"]}
    assert kept <= OF_THE_APP | OF_A_NEW_START
    assert left["cookies"] == ""
    assert amina.page.evaluate(ROWS, "veertig-keys") == []
    assert amina.page.evaluate(ROWS, "veertig-newcomer") == ["rows closed true"]  # the light page stays closed
    assert amina.records() == {}
    amina.close()
