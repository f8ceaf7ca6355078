"""Updates: fetched whole in the background or not at all, taken at the next start, and nothing of anybody is ever lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Page, Playwright

from app.platform import roles
from app.protocol import qr_text
from app.tools.web_build.archives import OWN
from tests.browser.drive import WEB, Phone, Server, region, wait_for
from tests.people import token
from tests.web.chromium import Browser, Tab
from tests.web.releases import TOUCHED, publish
from tests.web.serving import Site

pytestmark = pytest.mark.browser
Launch = Callable[..., Browser]
RELEASES = 4
DISPLAY = "/#/display/12345678"

UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const found = new Promise((tell) => {
    registration.addEventListener("updatefound", () => tell(registration.installing), { once: true });
  });
  await registration.update();
  const coming = registration.installing ?? registration.waiting ?? (await found);  // a broken one may be gone already
  const changed = () => new Promise((done) => coming.addEventListener("statechange", done, { once: true }));
  while (coming.state === "installing") await changed();
  return coming.state;
}"""
KEPT = """async () => {
  const names = [];
  for (const name of await caches.keys()) {
    for (const { url } of await (await caches.open(name)).keys()) names.push(`${name} ${url.split("/").slice(3).join("/")}`);
  }
  return names;
}"""


DISPLAY_RUNS = "navigator.locks.query().then(({ held }) => held.some(({ name }) => name === 'veertig-display-12345678'))"
LATE = """
const listen = navigator.serviceWorker.addEventListener;
navigator.serviceWorker.addEventListener = function (what, act, options) {
  listen.call(this, what, what === "controllerchange" ? (event) => setTimeout(act, 3500, event) : act, options);
};
"""  # longer than the page waits for it


def update(page: Page) -> str:
    """Look for the new release as the app does when it runs, perhaps at the same time; what became of it."""
    return str(page.evaluate(UPDATE))


def version(page: Page) -> str:
    """Which release this page is served: the parts its Python is made of. "" while it changes."""
    return _asked(page, "fetch('/shell/parts.js').then((answer) => answer.text())")


def runs(page: Page) -> str:
    """The number of the parts that this page imported when it started, whatever it would get now. "" while it changes."""
    return _asked(page, "import('/shell/parts.js').then(({ version }) => version)")


def _asked(page: Page, script: str) -> str:
    try:
        return str(page.evaluate(script))
    except PlaywrightError as error:
        if "navigation" in str(error):  # it took a release over just now, before anything ran
            return ""
        raise


def number_in(parts: str) -> str:
    return parts.split('"')[1]


def parts_of(site: Path) -> str:
    return (site / "shell" / "parts.js").read_text("utf-8")


def files_kept(page: Page) -> list[str]:
    """Paths of the app's files on this phone, with as many entries as there are copies."""
    return sorted(str(name).split()[1].split("?")[0] for name in page.evaluate(KEPT) if name.startswith("veertig-files"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site that may be changed."""
    return Path(shutil.copytree(WEB, tmp_path / "web"))


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    from tests.web.serving import serving

    with serving(folder, "stories") as one:
        yield one


@pytest.fixture
def server(folder: Path, tmp_path: Path) -> Iterator[Server]:
    with region(tmp_path / "server", folder, "stories") as one:
        yield one


def settle_in(phone: Phone) -> dict[bytes, bytes]:
    """A newcomer chooses a language and saves a moment; the phone keeps all of the app."""
    phone.open()
    phone.tap("language-nl")
    phone.page.evaluate("(route) => { location.hash = route; }", qr_text.to_route(qr_text.SESSION, token()))
    phone.sees("saved")
    phone.tab.until_kept()
    return phone.records()


def test_four_releases_one_after_another_and_one_phone_that_slept_through_them(
    server: Server, folder: Path, playwright: Playwright, tmp_path: Path
) -> None:
    awake = Phone(playwright, tmp_path / "awake", server)
    saved = settle_in(awake)
    first = files_kept(awake.page)
    asleep = Phone(playwright, tmp_path / "asleep", server)
    hers = settle_in(asleep)
    asleep.close()

    for number in range(2, RELEASES + 1):
        before = parts_of(folder)
        publish(folder, number)
        assert version(awake.page) == before
        assert update(awake.page) == "installed"
        assert version(awake.page) == before  # never under a running screen
        awake.page.close()
        awake.tab = awake.browser.open(server.origin)
        awake.tab.until("running")
        # Served the new files is not enough: until the page itself is of the release it is about to start again.
        wait_for(lambda: runs(awake.page) == number_in(parts_of(folder)), f"release {number}")
    awake.ready()
    awake.sees("floor")
    assert awake.records() == saved
    assert files_kept(awake.page) == first  # nothing of the three before is left
    awake.close()

    asleep = Phone(playwright, tmp_path / "asleep", server)
    asleep.open()
    old = version(asleep.page)
    assert old != parts_of(folder)
    assert update(asleep.page) == "installed"
    asleep.page.reload()
    asleep.ready()
    assert version(asleep.page) == parts_of(folder)
    asleep.sees("floor")
    assert asleep.records() == hers
    assert awake.browser.foreign + asleep.browser.foreign == []
    asleep.close()


def test_a_phone_that_gets_full_during_an_update_goes_on_with_the_old_release_says_so_and_loses_nothing(
    server: Server, folder: Path, playwright: Playwright, tmp_path: Path
) -> None:
    phone = Phone(playwright, tmp_path / "full", server)
    saved = settle_in(phone)
    old, here = version(phone.page), files_kept(phone.page)
    publish(folder, 2)
    browser = phone.browser.context.new_cdp_session(phone.page)
    used = browser.send("Storage.getUsageAndQuota", {"origin": server.origin})["usage"]
    browser.send("Storage.overrideQuotaForOrigin", {"origin": server.origin, "quotaSize": used + 100_000})
    assert update(phone.page) == "redundant"
    phone.browser.context.set_offline(True)
    phone.page.reload()
    phone.ready()
    assert version(phone.page) == old
    assert phone.records() == saved
    phone.sees("safety-full")
    assert set(here) <= set(files_kept(phone.page))

    browser.send("Storage.overrideQuotaForOrigin", {"origin": server.origin})  # she deleted some photos
    phone.browser.context.set_offline(False)
    assert update(phone.page) == "installed"
    phone.page.reload()
    phone.ready()
    assert version(phone.page) == parts_of(folder)
    assert phone.records() == saved
    phone.close()


def running(browser: Browser, site: Site) -> Tab:
    tab = browser.open(site.origin)
    tab.until("shown")
    return tab


def test_a_broken_release_leaves_the_old_one_working_and_the_mended_one_fetches_only_what_is_new(
    site: Site, folder: Path, launch: Launch
) -> None:
    browser = launch()
    tab = running(browser, site)
    tab.until_kept()
    old = version(tab.page)
    publish(folder, 2)
    for wrong in ("wrong", "half", "missing"):
        site.spoiled[f"/{TOUCHED}"] = wrong
        assert update(tab.page) == "redundant", wrong
        assert version(tab.page) == old, wrong
    site.stop()
    tab.page.reload()
    tab.until("shown")
    assert version(tab.page) == old
    site.start()
    site.spoiled.clear()
    before, seen = site.sent, len(site.asked)
    assert update(tab.page) == "installed"
    asked = [path for path, status in site.asked[seen:] if status == 200]
    assert set(asked) <= {"/sw.js", f"/{TOUCHED}", "/shell/parts.js"}
    assert site.sent - before < 150_000
    tab.page.reload()
    tab.until("shown")
    assert version(tab.page) == parts_of(folder)

    seen = len(site.asked)  # the page may look for a release by itself, as soon as there is one
    publish(folder, 3, *OWN.values())  # code of a display and of a counsellor, none of hers
    assert update(tab.page) == "installed"
    assert [path for path, status in site.asked[seen:] if status == 200] == ["/sw.js"]
    tab.page.reload()
    tab.until("shown")
    assert not {path for path, _ in site.asked} & {f"/{path}" for path in OWN.values()}


def test_a_browser_that_dies_in_the_middle_of_an_update_starts_with_the_old_release_and_goes_on_later(
    site: Site, folder: Path, launch: Launch
) -> None:
    browser = launch()
    tab = running(browser, site)
    tab.until_kept()
    old = version(tab.page)
    site.spoiled[f"/{TOUCHED}"] = "hangs"
    publish(folder, 2)
    tab.page.evaluate("navigator.serviceWorker.getRegistration().then((one) => { one.update(); })")
    wait_for(lambda: (f"/{TOUCHED}", 0) in site.asked, "the update to be under way")
    browser.close()
    site.freed.set()

    site.spoiled.clear()
    browser = launch()
    tab = running(browser, site)
    assert version(tab.page) == old
    assert update(tab.page) == "installed"
    tab.page.reload()
    tab.until("shown")
    assert version(tab.page) == parts_of(folder)


def test_a_release_waits_while_another_window_runs_and_brings_each_role_on_this_device_its_code(
    site: Site, folder: Path, launch: Launch
) -> None:
    browser = launch()
    display = browser.open(site.origin + DISPLAY)
    display.until("shown")
    display.until_kept()
    phone = running(browser, site)
    phone.until_kept()
    old = version(phone.page)
    publish(folder, 2, TOUCHED, *OWN.values())
    assert update(phone.page) == "installed"
    phone.page.close()
    phone = running(browser, site)
    assert (version(phone.page), version(display.page)) == (old, old)
    display.page.close()
    wait_for(lambda: not phone.page.evaluate(DISPLAY_RUNS), "the other window to be gone")
    phone.page.reload()
    phone.until("shown")
    assert version(phone.page) == parts_of(folder)
    asked = [path for path, status in site.asked if status == 200]
    assert (asked.count(f"/{OWN[roles.DISPLAY]}"), asked.count(f"/{OWN[roles.COUNSELLOR]}")) == (2, 0)

    phone.page.wait_for_selector("html[data-memory=made]", state="attached")
    for path in OWN.values():
        site.spoiled[f"/{path}"] = "missing"
    counsellor = browser.open(site.origin + "/#/counsellor")  # never opened here, and its code does not come
    counsellor.page.wait_for_selector("main[data-shows=stuck]")
    assert counsellor.page.evaluate("caches.has('veertig-memory')")  # it is no fault of the copy
    counsellor.page.close()
    display = browser.open(site.origin + DISPLAY)
    display.until("shown")
    [worker] = [one for one in display.page.workers if one.url.endswith("/worker.js")]
    assert worker.evaluate("python.FS.analyzePath('/home/pyodide/app/organisation/release_2.txt').exists")


def test_a_take_over_that_is_heard_of_late_starts_again_and_nothing_runs_half(site: Site, folder: Path, launch: Launch) -> None:
    browser = launch()
    tab = running(browser, site)
    tab.until_kept()
    publish(folder, 2)
    assert update(tab.page) == "installed"
    browser.context.add_init_script(LATE)
    tab.page.reload()
    tab.until("shown")
    assert [runs(tab.page), version(tab.page)] == [number_in(parts_of(folder)), parts_of(folder)]


def test_ready_without_network_is_said_only_when_it_is_true(site: Site, launch_fresh: Launch) -> None:
    site.spoiled["/scan/zxing_reader.wasm"] = "missing"
    browser = launch_fresh()
    tab = running(browser, site)
    wait_for(lambda: tab.page.get_attribute("html", "data-kept"), "a count of what is kept")
    done, total = map(int, str(tab.page.get_attribute("html", "data-kept")).split("/"))
    assert done == total - 1
    note: Any = "!document.getElementById('ready').hidden"
    tab.page.evaluate("localStorage.setItem('veertig.lang', 'nl'); dispatchEvent(new Event('veertig-language'))")
    assert tab.page.evaluate(note) is False
    site.spoiled.clear()
    tab.page.reload()
    tab.until_kept()
    wait_for(lambda: tab.page.evaluate(note), "the note")
