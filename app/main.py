"""The composition root: it opens the shell, the store and the role's app, and gives the page to that app.

No other file connects these parts.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import flet as ft

from app.platform import Platform, absent
from app.platform.errors import ODD, PlatformError
from app.platform.sharers import ASK
from app.store.errors import StoreError

if TYPE_CHECKING:
    from app.store.opening import OpenedStore


async def main(page: ft.Page, *, named: bool = False, slot: int = ASK, hand: str = "") -> None:
    """Start the app on `page` in the role that the page's address names: newcomer, buddy, counsellor or display.

    `named`: the person asked for this address, even if it is "/". Otherwise "/" may only be what every icon opens. `slot`:
    which of several newcomers was chosen, and `hand` what that one takes along; only a native app begins anew in this way.
    Raises nothing: when the app cannot be opened, the page says why.
    """
    page.padding = 0
    page.spacing = 0
    start_again: Callable[[str], Coroutine[object, object, None]] = absent.no_new_start
    try:
        platform = await open_platform(page, named=named, slot=slot, hand=hand)
        start_again = platform.start_again
        await start(page, platform)
    except Exception as error:
        from app.ui.stopped import show

        show(page, error.code if isinstance(error, PlatformError | StoreError) else ODD, start_again)


async def open_platform(page: ft.Page, *, named: bool = False, slot: int = ASK, hand: str = "") -> Platform:
    """The shell that this Python runs in: the browser's or the native one. The other arguments as in `main`. Raises
    PlatformError.
    """
    if sys.platform == "emscripten":
        from app.platform.browser.shell import open_platform as in_browser

        return await in_browser(page)
    from app.platform.phone.shell import open_platform as native
    from app.ui import theme
    from app.ui.native_camera.scanner import CameraScanner

    async def go(route: str) -> None:
        page.route = route
        await main(page, named=True)

    async def again(slot: int, route: str, hand: str) -> None:
        page.route = route or "/"
        await main(page, named=True, slot=slot, hand=hand)

    page.fonts = {theme.FAMILY: "/fonts/Veertig-Regular.ttf"}
    shell = await native(page, partial(CameraScanner, page), named=named, slot=slot, hand=hand, again=again)
    return replace(shell, go=go)


async def start(page: ft.Page, platform: Platform) -> None:
    """Open the file of the platform's role and run its app on `page`.

    Raises PlatformError or StoreError when it cannot be opened. Any other exception is written into the diagnosis, then raised.
    """
    platform = await who_is_it(page, platform)
    opened = await open_file(platform)
    try:
        await run(page, platform, opened)
    except (PlatformError, StoreError):
        raise
    except Exception as error:
        from app.ui.diagnosis import Diagnosis

        diagnosis = Diagnosis(opened.store, platform)
        diagnosis.note("start", error)
        await diagnosis.keep()
        raise


async def run(page: ft.Page, platform: Platform, opened: OpenedStore) -> None:
    """Run the app of the platform's role on `page`, with the file `opened` for this role."""
    from app.records.trust import Trust

    store = opened.store
    trust = Trust(store, platform.verifier)
    if platform.role == "phone":
        from app.newcomer.app import PhoneApp
        from app.records.diary import Diary
        from app.records.light_page import take_over
        from app.records.recovery import prepare

        await take_over(store, platform)
        await prepare(store, platform.signer, platform.verifier, opened.damaged)
        diary = Diary(store, platform.storage, platform.quota, platform.signer, trust, platform.clock, secrets.token_bytes)
        await PhoneApp(page, platform, store, trust, diary).run()
    elif platform.role == "buddy":
        from app.buddy.app import BuddyApp

        await BuddyApp(page, platform, store, trust).run()
    elif platform.role == "counsellor":
        from app.counsellor.app import CounsellorApp

        await CounsellorApp(page, platform, store, trust).run()
    else:
        from app.organisation.app import DisplayApp

        await DisplayApp(page, platform, store, trust).run()


async def who_is_it(page: ft.Page, platform: Platform) -> Platform:
    """The shell of the newcomer who uses the app; it is asked who that is where several share the device."""
    if platform.role != "phone" or platform.sharers.slot != ASK:
        return platform
    from app.newcomer.door import Door

    return await Door(page, platform).ask()


async def open_file(platform: Platform) -> OpenedStore:
    """Open the role's file; on a full device give up the reserved space for it. Raises PlatformError or StoreError."""
    from app.store.opening import open_or_begin_anew

    path, now, wal = await platform.storage.open(), platform.clock().wall, sys.platform != "emscripten"
    try:
        return open_or_begin_anew(path, wal=wal, now=now)
    except StoreError as error:
        if error.code != "storage-full" or not await platform.quota.release_reserved_space():
            raise
        return open_or_begin_anew(path, wal=wal, now=now)
