"""An iPhone has two apps of ours, Safari and the one on the home screen, and they are one person.

They share nothing but the cookies of one moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.platform.errors import PlatformError
from app.protocol.record import Device, person_of
from tests.journeys.buddies import line
from tests.journeys.test_recovery import marks
from tests.journeys.town import Disk, Handset, HeldKey, Jar, code, waiting
from tests.people import LIBRARY, NOON, key
from tests.server.test_server import Town

HOUR = 3600


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def safari(folder: Path, town: Town | None) -> Handset:
    """An iPhone's browser, opened for the first time; without a town there is no network."""
    jar = Jar(online=town is not None)
    return await Handset(folder, transport=line(town) if town else None, jar=jar, file="safari").open()


async def put_on_home_screen(browser: Handset) -> Handset:
    """The icon is made and opened: iOS copies the cookies, and nothing else."""
    assert browser.jar
    jar = replace(browser.jar)
    other = HeldKey(key("the home screen's key"))
    return await Handset(
        browser.folder, clock=browser.clock, transport=browser.transport, key=other, jar=jar, file="icon"
    ).open()


async def visit(app: Handset, number: int) -> None:
    """An hour at the library, on day `number`."""
    for time in (NOON + number * 86400, NOON + number * 86400 + HOUR):
        app.clock.wall = time
        await app.diary.scanned(code(LIBRARY, number=number, time=time))


async def come_back(*apps: Handset) -> None:
    """Each app is opened again later, with network."""
    for app in apps:
        app.clock.wall += HOUR
        await app.runner.wake()


def persons(*apps: Handset) -> set[bytes | None]:
    named = {kept.record.body.person for app in apps for kept in app.store.records() if isinstance(kept.record.body, Device)}
    return named | {app.store.person() for app in apps}


def totals(*apps: Handset) -> list[int]:
    return [app.diary.page().total for app in apps]


def test_the_home_screens_app_is_the_same_person_and_gets_back_what_was_sent(tmp_path: Path) -> None:
    async def story() -> None:
        browser = await safari(tmp_path, Town(tmp_path))
        await visit(browser, 1)
        await browser.runner.wake()
        icon = await put_on_home_screen(browser)
        await icon.runner.wake()
        assert totals(browser, icon) == [60, 60]
        await visit(icon, 2)
        await icon.runner.wake()
        assert (totals(icon), len(persons(browser, icon))) == ([120], 1)

    run(story())


def test_an_icon_that_was_made_before_the_first_moment_is_the_same_person_too(tmp_path: Path) -> None:
    async def story() -> None:
        browser = await safari(tmp_path, Town(tmp_path))
        icon = await put_on_home_screen(browser)
        await visit(icon, 1)
        await visit(browser, 2)
        await come_back(icon, browser, icon, browser)
        assert totals(browser, icon) == [120, 120]
        assert len(persons(browser, icon)) == 1
        assert marks(tmp_path_server(tmp_path)) == set()

    run(story())


def tmp_path_server(folder: Path) -> Path:
    """The folder in which `marks` looks for `server/server.db`."""
    (folder / "server").symlink_to(folder / "data")
    return folder


def test_codes_scanned_with_the_phones_camera_open_safari_and_both_apps_show_the_same_total(tmp_path: Path) -> None:
    async def story() -> None:
        browser = await safari(tmp_path, Town(tmp_path))
        await visit(browser, 1)
        await browser.runner.wake()
        icon = await put_on_home_screen(browser)
        await icon.runner.wake()
        for number in range(2, 8):
            await visit(icon if number % 2 else browser, number)
            await come_back(browser, icon, browser)
            assert totals(browser, icon) == [60 * number] * 2
        assert (waiting(browser.store), waiting(icon.store), len(persons(browser, icon))) == (0, 0, 1)

    run(story())


def test_who_came_by_one_app_leaves_by_the_other(tmp_path: Path) -> None:
    async def story() -> None:
        browser = await safari(tmp_path, Town(tmp_path))
        await visit(browser, 1)
        await browser.runner.wake()
        icon = await put_on_home_screen(browser)
        await icon.runner.wake()
        browser.clock.wall = start = NOON + 2 * 86400
        await browser.diary.scanned(code(LIBRARY, number=2, time=start))
        await come_back(browser, icon)
        assert (await icon.diary.scanned(code(LIBRARY, number=2, time=icon.clock.wall))).what == "left"
        await come_back(icon, browser)
        assert totals(browser, icon) == [60 + 120] * 2

    run(story())


def test_a_first_scan_while_nobody_can_tell_whose_it_is_is_saved_and_signed_later(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        browser = await safari(tmp_path, town)
        await visit(browser, 1)
        await browser.runner.wake()
        assert browser.jar
        browser.jar.online = False
        icon = await put_on_home_screen(browser)
        icon.transport = None
        icon.clock.wall = NOON + 2 * 86400
        assert (await icon.diary.scanned(code(LIBRARY, number=2, time=icon.clock.wall))).what == "came"
        await icon.runner.wake()
        await icon.reopen()
        await icon.runner.wake()
        page = icon.diary.page()
        assert (len(page.entries), page.restoring, icon.store.person()) == (1, False, None)  # no hours are promised back
        assert not await icon.key.is_kept()  # type: ignore[union-attr]  # nothing is signed for a person that is a guess
        assert icon.jar
        icon.jar.online, icon.transport, icon.runner._client = True, line(town), None
        await icon.runner.wake()
        await come_back(browser, icon)
        assert (len(icon.diary.page().entries), len(persons(browser, icon)), waiting(icon.store)) == (2, 1, 0)

    run(story())


def test_a_new_iphone_without_network_at_its_first_start_begins_its_own_person_when_the_cookie_is_known(tmp_path: Path) -> None:
    async def story() -> None:
        browser = await safari(tmp_path, None)
        await visit(browser, 1)
        assert (totals(browser), browser.store.person()) == ([60], None)
        assert browser.jar
        browser.jar.online, browser.transport = True, line(Town(tmp_path))
        await browser.runner.wake()
        page = browser.diary.page()
        assert (page.total, page.waiting, browser.store.is_recalled, browser.store.is_asking) == (60, 0, False, False)
        assert person_of(bytes.fromhex(browser.jar.cookie)) == browser.store.person()

    run(story())


def test_a_safari_that_the_phone_emptied_after_seven_days_gets_back_what_was_sent(tmp_path: Path) -> None:
    async def story() -> None:
        browser = await safari(tmp_path, Town(tmp_path))
        await visit(browser, 1)
        await browser.runner.wake()
        browser.store.close()
        for file in browser.disk.folder.iterdir():
            file.unlink()
        (tmp_path / "safari.note").unlink()  # localStorage goes with the rest; the cookie, which a server wrote, stays
        browser.key = HeldKey(key("a new key of amina"))
        await browser.open()
        await browser.runner.wake()
        await visit(browser, 8)
        await browser.runner.wake()
        assert (totals(browser), len(persons(browser))) == ([120], 1)

    run(story())


def test_a_phone_that_has_one_app_makes_no_secret_before_its_first_record_and_asks_for_nothing_more(tmp_path: Path) -> None:
    async def story() -> None:
        asked: list[str] = []
        inner = line(Town(tmp_path))

        async def listen(request: httpx.Request) -> httpx.Response:
            asked.append(request.url.path)
            return await inner.handle_async_request(request)

        android = await Handset(tmp_path, transport=httpx.MockTransport(listen)).open()
        assert (android.store.secret(), (tmp_path / "amina.note").exists()) == (None, False)
        await visit(android, 1)
        await come_back(android, android)
        assert "/v1/pull" not in asked
        assert android.store.secret()

    run(story())


def test_the_other_app_is_asked_about_once_a_minute_at_most(tmp_path: Path) -> None:
    async def story() -> None:
        browser = await safari(tmp_path, Town(tmp_path))
        await visit(browser, 1)
        await browser.runner.wake()
        assert not browser.round.is_due()
        browser.clock.wall += 59
        assert not browser.round.is_due()
        browser.clock.wall += 1
        assert browser.round.is_due()
        await browser.runner.wake()
        assert not browser.round.is_due()
        browser.clock.wall -= 10 * HOUR  # the clock was set back
        assert browser.round.is_due()

    run(story())


@pytest.mark.parametrize(("cursor", "log"), [("999", "another"), ("999", ""), ("4", "another")])
def test_a_server_put_back_from_yesterday_is_read_from_the_start(tmp_path: Path, cursor: str, log: str) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        browser = await safari(tmp_path, town)
        await visit(browser, 1)
        await browser.runner.wake()
        icon = await put_on_home_screen(browser)
        await icon.runner.wake()
        icon.store.set_settings({"caught-up": cursor, "caught-up-log": log or icon.store.text("caught-up-log")})
        await visit(browser, 2)
        await browser.runner.wake()
        await come_back(icon)
        assert totals(browser, icon) == [120, 120]

    run(story())


def test_a_full_phone_at_its_first_start_leaves_no_secret_that_it_would_forget(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def full(disk: Disk) -> None:
        raise PlatformError("storage-full")

    async def story() -> None:
        with monkeypatch.context() as patched:
            patched.setattr(Disk, "flush", full)
            browser = await safari(tmp_path, Town(tmp_path))
        assert browser.jar
        assert browser.jar.cookie == ""
        await visit(browser, 1)
        await browser.runner.wake()
        assert browser.jar.cookie == (browser.store.secret() or b"").hex() != ""
        assert totals(browser) == [60]

    run(story())
