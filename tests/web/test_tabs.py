"""Tabs, roles and links: one tab of a role runs, roles live side by side, and no link that somebody opened is ever lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.drive import wait_for
from tests.web.chromium import Browser, Tab
from tests.web.installed import forget, install
from tests.web.serving import Site, serving

pytestmark = pytest.mark.browser

KEEP = "open(path, 'w').write({!r}); await platform.storage.flush()"
KEPT = "import os; _ = open(path).read() if os.path.exists(path) else ''"


@pytest.fixture(scope="module")
def site(probe_folder: Path) -> Iterator[Site]:
    with serving(probe_folder, "probe") as one:
        yield one


@pytest.fixture(scope="module")
def installed(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    profile = tmp_path_factory.mktemp("tabs") / "profile"
    with sync_playwright() as playwright:
        install(playwright, site.origin, profile)
        browser = Browser(playwright, profile)
        yield browser
        browser.close()


@pytest.fixture
def browser(installed: Browser, site: Site) -> Browser:
    """The browser of all stories here; for each the app was never used."""
    forget(installed, site.origin)
    return installed


def hash_of(tab: Tab) -> str:
    return str(tab.page.evaluate("location.hash"))


def seen_links(tab: Tab) -> list[str]:
    return list(tab.python("await asyncio.sleep(0); _ = [route, *links]"))


def wait_for_links(tab: Tab, count: int) -> list[str]:
    code = f"\nwhile len(links) < {count}: await asyncio.sleep(0.01)\n_ = [route, *links]"
    return list(tab.python(code))


def test_a_second_tab_shows_a_picture_and_one_button(site: Site, browser: Browser) -> None:
    first = browser.open(site.origin)
    first.until("shown")
    first.python(KEEP.format("an hour"))
    second = browser.open(site.origin)
    second.until("elsewhere")
    assert second.page.get_by_text("Veertig is open in een ander venster.").is_visible()
    assert not second.page.query_selector("flutter-view")
    second.page.get_by_role("button", name="Hier verder").click()
    second.until("shown")
    first.until("elsewhere")
    assert second.python(KEPT) == "an hour"
    first.page.get_by_role("button", name="Hier verder").click()
    first.until("shown")
    assert first.python(KEPT) == "an hour"
    second.until("elsewhere")


def test_a_link_in_a_second_tab_takes_over_and_what_was_committed_is_kept(site: Site, browser: Browser) -> None:
    first = browser.open(site.origin)
    first.until("shown")
    first.python("open(path, 'w').write('committed, not flushed')")
    second = browser.open(site.origin + "/#/s/12345")
    second.until("shown")
    assert second.python("_ = [route, open(path).read()]") == ["/s/12345", "committed, not flushed"]
    assert hash_of(second) == "#/"
    first.until("elsewhere")


def state(tab: Tab) -> str:
    return tab.page.get_attribute("html", "data-tab") or ""


def test_three_links_in_three_tabs_at_once_all_arrive(site: Site, browser: Browser) -> None:
    tabs = [browser.open(f"{site.origin}/#/s/{number}") for number in (1, 2, 3)]
    wait_for(lambda: sorted(map(state, tabs)) == ["elsewhere", "elsewhere", "shown"], "one tab that runs")  # whichever
    winner = next(tab for tab in tabs if state(tab) == "shown")
    assert sorted(wait_for_links(winner, 2)) == ["/s/1", "/s/2", "/s/3"]


def test_a_link_that_is_opened_while_the_app_loads_arrives_too(site: Site, browser: Browser) -> None:
    tab = browser.open(site.origin + "/#/s/1")
    tab.until("running")
    tab.page.evaluate("location.hash = '#/s/2'")
    tab.until("shown")
    assert wait_for_links(tab, 1) == ["/s/1", "/s/2"]


def test_a_link_in_the_running_tab_arrives_each_time(site: Site, browser: Browser) -> None:
    tab = browser.open(site.origin)
    tab.until("shown")
    for count in (1, 2):
        tab.page.evaluate("location.hash = '#/s/77'")
        wait_for_links(tab, count)
    assert wait_for_links(tab, 2) == ["/", "/s/77", "/s/77"]
    assert hash_of(tab) == "#/"
    assert tab.python("_ = routes") == []  # Flutter heard of none of it


def test_a_reload_does_not_open_the_link_again(site: Site, browser: Browser) -> None:
    tab = browser.open(site.origin + "/#/s/12345")
    tab.until("shown")
    assert seen_links(tab) == ["/s/12345"]
    tab.page.reload()
    tab.until("shown")
    assert seen_links(tab) == ["/"]
    assert "12345" not in tab.page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage) + location.href")


def test_a_link_that_was_not_dealt_with_survives_a_reload(site: Site, browser: Browser) -> None:
    tab = browser.open(site.origin)
    tab.until("shown")
    tab.python("never = asyncio.Event(); hold.append(never)")  # the app is still busy with each link
    tab.page.evaluate("location.hash = '#/s/88'")
    assert wait_for_links(tab, 1) == ["/", "/s/88"]
    tab.page.reload()
    tab.until("shown")
    assert wait_for_links(tab, 1) == ["/", "/s/88"]


def test_phone_and_display_run_side_by_side(site: Site, browser: Browser) -> None:
    phone = browser.open(site.origin)
    display = browser.open(site.origin + "/#/display/12345678")
    other = browser.open(site.origin + "/#/e/9987654321")
    for tab in (phone, display, other):
        tab.until("shown")
    who = "_ = [platform.role, path, (await platform.signer.public_key()).hex()]"
    roles = [tab.python(who) for tab in (phone, display, other)]
    assert [role[0] for role in roles] == ["phone", "display-12345678", "display-87654321"]
    assert len({role[1] for role in roles}) == 3
    assert len({role[2] for role in roles}) == 3
    assert [hash_of(tab) for tab in (display, other)] == ["#/display/12345678", "#/display/87654321"]
    phone.page.evaluate("location.hash = '#/s/5'")
    assert wait_for_links(phone, 1) == ["/", "/s/5"]
    assert display.python("_ = links") == []
    again = browser.open(site.origin + "/#/display/12345678")
    again.until("elsewhere")
    assert display.python("_ = platform.role") == "display-12345678"
    assert browser.foreign == []


def test_a_frozen_tab_is_left_behind_and_cannot_save(site: Site, browser: Browser) -> None:
    frozen = browser.open(site.origin)
    frozen.until("shown")
    frozen.python(KEEP.format("before"))
    # Its page no longer answers, but its Python still runs.
    frozen.page.evaluate("BroadcastChannel.prototype.postMessage = () => {}")
    fresh = browser.open(site.origin + "/#/s/9")
    fresh.until("shown")
    assert fresh.python(KEPT) == "before"
    frozen.until("elsewhere")


def test_a_window_that_nobody_looks_at_starts_all_the_same(site: Site, browser: Browser) -> None:
    tab = Tab(browser.context.new_page())
    tab.page.add_init_script("window.requestAnimationFrame = () => 0")  # none is drawn
    tab.page.goto(site.origin)
    tab.until("shown")
    assert tab.python("_ = platform.role") == "phone"
