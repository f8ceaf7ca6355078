"""The voice in a real browser: what is fetched, what sounds, what stops, and what is left without network."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright

from app.ui.texts import Texts
from tests.browser.drive import WEB, Phone, Server, by_key, region, see, wait_for
from tests.web.installed import QUIET

pytestmark = pytest.mark.browser
DUTCH = Texts("nl")
# Every sound of the page, however it was made: which element, what happened, whether more than one sounded at once.
EAR = """
window.heard = [];
window.most = 0;
const sounding = new Set();
for (const what of ["playing", "pause", "ended"]) {
  document.addEventListener(what, ({ target }) => {
    if (what === "playing" && sounding.has(target)) return;  // it had to wait for its own bytes, and goes on
    what === "playing" ? sounding.add(target) : sounding.delete(target);
    window.most = Math.max(window.most, sounding.size);
    window.heard.push(what);
  }, true);
}
window.Audio = function () { throw new Error("a second player"); };
window.AudioContext = window.Audio;
"""


class Listener(Phone):
    """A phone whose sounds and fetched voices are noted. No voice was fetched before."""

    def __init__(self, playwright: Playwright, profile: Path, server: Server, **options: Any) -> None:
        super().__init__(playwright, profile, server, **options)
        before = self.browser.open(server.origin + QUIET)
        before.page.evaluate("caches.delete('veertig-voices')")
        before.page.close()
        self.fetched: list[str] = []
        self.browser.context.add_init_script(EAR)
        self.browser.context.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if "/audio/" in url:
            self.fetched.append(url.split("/audio/")[1])

    def heard(self, *what: str) -> None:
        """Wait until these happened last."""
        try:
            wait_for(lambda: self.events()[-len(what) :] == list(what), "sounds", 60)
        except TimeoutError:
            raise AssertionError(f"{what} did not come last in {self.events()}") from None

    def events(self) -> list[str]:
        return list(self.page.evaluate("window.heard"))

    def until_voice(self, language: str) -> None:
        self.page.wait_for_selector(f"html[data-voice={language}]", state="attached")

    def speaker(self, label: str, key: str = "speak") -> None:
        """Wait until the speaker is named so."""
        wait_for(lambda: name(self.page, key) == label, label, 20)


def name(page: Page, key: str) -> str:
    node = page.locator(by_key(key)).first
    return node.get_attribute("aria-label") or node.inner_text()


def files(language: str, web: Path = WEB) -> set[str]:
    return set(json.loads((web / "audio" / f"{language}.json").read_text()).values())


def test_amina_hears_the_languages_chooses_hers_and_only_that_voice_is_fetched_and_kept(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    phone = Listener(playwright, tmp_path / "phone", server)
    phone.open()
    phone.sees("hear-language-ar")
    phone.tab.until_kept()
    assert (phone.events(), phone.fetched) == ([], [])

    phone.tap("hear-language-ar")
    phone.heard("playing", "pause", "ended")
    names = json.loads((WEB / "audio" / "ar.json").read_text())
    assert sorted(phone.fetched) == sorted(["ar.json", names["name/ar"]])

    phone.tap("language-ar")
    phone.sees("floor")
    phone.until_voice("ar")
    assert set(phone.fetched) == files("ar") | {"ar.json"}
    assert len(phone.fetched) == len(files("ar")) + 2  # each clip once; the list again, for its newest form

    before = len(phone.fetched)
    phone.page.reload()
    phone.ready()
    phone.until_voice("ar")
    assert phone.fetched[before:] == ["ar.json"]
    assert phone.browser.foreign == []

    server.stop()
    phone.browser.context.set_offline(True)
    phone.page.reload()
    phone.ready()
    phone.sees("floor")
    assert phone.events() == []
    phone.tap("speak")
    phone.heard("playing", "pause", "ended", "playing")  # the hours are said, then what there is to do
    phone.close()


def test_a_second_tap_stops_and_a_screen_that_is_left_falls_silent(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    phone = Listener(playwright, tmp_path / "phone", server)
    phone.open()
    phone.tap("speak")  # all languages, one after the other
    phone.heard("playing")
    phone.tap("hear-language-nl")
    phone.speaker(DUTCH("voice", "Listen"))
    phone.heard("playing", "pause", "ended")
    phone.tap("language-nl")
    phone.until_voice("nl")
    phone.speaker(DUTCH("voice", "Listen"))
    phone.tap("speak")
    phone.heard("playing")
    phone.speaker(DUTCH("voice", "Stop"))
    phone.tap("speak")
    phone.heard("playing", "pause")
    phone.speaker(DUTCH("voice", "Listen"))

    phone.tap("speak")
    phone.heard("pause", "playing")
    phone.page.evaluate("document.querySelector('audio').pause()")  # as a phone call does
    phone.speaker(DUTCH("voice", "Listen"))

    phone.tap("speak")
    phone.heard("pause", "playing")
    phone.tap("settings")
    phone.sees("reading")
    phone.heard("playing", "pause")
    assert phone.page.evaluate("window.most") == 1
    assert phone.page.evaluate("document.querySelector('audio').paused")

    count = len(phone.events())
    phone.tap("reading")
    phone.tap("voice")
    phone.page.wait_for_selector(by_key("speak"), state="detached")
    phone.tap("back")
    phone.tap("back")
    phone.sees("scan")
    assert not phone.page.locator(by_key("speak")).count()
    assert len(phone.events()) == count
    phone.close()


def test_a_voice_that_was_not_fetched_yet_is_a_calm_sign_and_comes_with_the_network(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    phone = Listener(playwright, tmp_path / "phone", server)
    phone.open()
    phone.tab.until_kept()
    server.stop()
    phone.browser.context.set_offline(True)
    phone.tap("language-nl")
    phone.sees("floor")
    phone.tap("speak")
    phone.speaker(DUTCH("voice", "No sound yet. It comes with internet."))
    assert phone.events() == []
    phone.tap("scan")  # nothing else is hindered
    phone.page.wait_for_selector("dialog[open]")
    phone.page.keyboard.press("Escape")
    phone.page.wait_for_selector("dialog", state="detached")
    assert not [line for line in phone.tab.lines if "pageerror" in line or "Traceback" in line]

    server.start()
    phone.browser.context.set_offline(False)
    phone.until_voice("nl")
    phone.tap("speak")
    phone.heard("playing")
    phone.close()


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A web app that may be changed."""
    return Path(shutil.copytree(WEB, tmp_path / "web"))


@pytest.fixture
def publisher(web: Path, tmp_path: Path) -> Iterator[Server]:
    """The server that gives it out."""
    with region(tmp_path / "server", web, "stories") as one:
        yield one


def test_the_voice_survives_an_update_and_only_clips_that_changed_are_fetched(
    playwright: Playwright, publisher: Server, web: Path, tmp_path: Path
) -> None:
    phone = Listener(playwright, tmp_path / "phone", publisher)
    phone.open()
    phone.tap("language-en")
    phone.until_voice("en")
    phone.tab.until_kept()

    sw = (web / "sw.js").read_text()
    (web / "sw.js").write_text(sw.replace('const VERSION = "', 'const VERSION = "next-'))
    (web / "sw.js.br").unlink()
    changed = json.loads((web / "audio" / "en.json").read_text())
    old = changed["home/Scan"]
    changed["home/Scan"] = "en/0123456789abcdef.mp3"
    shutil.copyfile(web / "audio" / old, web / "audio" / changed["home/Scan"])
    (web / "audio" / "en.json").write_text(json.dumps(changed))
    (web / "audio" / "en.json.br").unlink()
    before = len(phone.fetched)
    phone.page.evaluate("async () => (await navigator.serviceWorker.getRegistration()).update()")
    wait_for(
        lambda: phone.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => Boolean(one.waiting))"),
        "an update",
    )
    phone.page.reload()
    phone.ready()
    phone.until_voice("en")
    kept = "caches.open('veertig-voices').then((cache) => cache.keys()).then((keys) => keys.map(({ url }) => url))"
    wait_for(lambda: not [url for url in phone.page.evaluate(kept) if url.endswith(old)], "the old clip to go")
    assert set(phone.fetched[before:]) == {"en.json", changed["home/Scan"]}
    publisher.stop()
    phone.browser.context.set_offline(True)
    phone.page.reload()
    phone.ready()
    phone.tap("speak")
    phone.heard("playing", "pause", "ended", "playing", "pause", "ended", "playing")
    phone.close()


def middle(phone: Listener, key: str) -> tuple[float, float]:
    phone.sees(key)
    box = phone.page.locator(by_key(key)).first.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def around(phone: Listener, place: tuple[float, float]) -> bytes:
    """The picture of what is drawn there."""
    return phone.page.screenshot(clip={"x": place[0] - 40, "y": place[1] - 40, "width": 80, "height": 80})


def test_a_finger_that_stays_on_a_tile_makes_its_word_heard_and_nothing_else_happens(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    phone = Listener(playwright, tmp_path / "phone", server)
    phone.open()
    phone.tap("language-nl")
    phone.until_voice("nl")
    tile = middle(phone, "moments")
    phone.page.mouse.move(1, 1)
    drawn = around(phone, tile)
    phone.page.reload()  # without what screen readers use, as on most phones: there a long press would be a tap, too
    phone.tab.until("shown")
    wait_for(lambda: around(phone, tile) == drawn, "the tile is drawn again")
    phone.page.mouse.move(*tile)
    phone.page.mouse.down()
    phone.heard("playing")
    phone.page.mouse.up()
    phone.heard("playing", "pause", "ended")
    assert phone.events().count("playing") == 1
    see(phone.page)
    phone.sees("scan")
    phone.close()


def test_a_passer_by_who_is_a_buddy_hears_the_screen_and_fetches_no_more_than_is_said(
    playwright: Playwright, server: Server, tmp_path: Path
) -> None:
    jan = Listener(playwright, tmp_path / "jan", server, role="buddy")
    jan.open("/#/buddy")
    jan.tab.until_kept()
    assert jan.fetched == []
    jan.tap("speak")
    jan.heard("playing", "pause", "ended", "playing")
    jan.tap("settings")
    jan.sees("language")
    jan.heard("playing", "pause")
    assert "nl.json" in jan.fetched
    assert len(jan.fetched) <= 4  # the list, and a clip for each thing that the screen says
    jan.close()
