"""While a code is shown, the screen of a phone or tablet stays on and is bright, where the system lets it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import suppress

import flet as ft

from app.platform.phone.outside import PHONES


def stay_awake_on(page: ft.Page) -> Callable[[bool], None]:
    """What keeps the screen on and bright from now on, or no longer. It never raises. Call this where `page` is at hand."""
    lock = ft.Wakelock()
    light = (
        ft.ScreenBrightness() if page.platform in PHONES and not page.web else None
    )  # only of this app, so without permission

    async def follow(ask: Callable[[], Awaitable[None]]) -> None:
        with suppress(RuntimeError, TimeoutError):  # a system without one: the screen is as usual
            await ask()

    async def brighten() -> None:
        if light:
            await light.set_application_screen_brightness(1.0)

    def stay_awake(on: bool) -> None:
        page.run_task(follow, lock.enable if on else lock.disable)
        if light:
            page.run_task(follow, brighten if on else light.reset_application_screen_brightness)

    return stay_awake
