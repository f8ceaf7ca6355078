"""The screen of a phone or tablet stays on while a code is shown, where the system lets it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import flet as ft


def stay_awake_on(page: ft.Page) -> Callable[[bool], None]:
    """What keeps the screen on from now on, or no longer. It never raises. Call this where `page` is at hand."""
    lock = ft.Wakelock()

    async def follow(on: bool) -> None:
        with suppress(RuntimeError, TimeoutError):  # a system without one: the screen sleeps as usual
            await (lock.enable() if on else lock.disable())  # type: ignore[no-untyped-call]

    def stay_awake(on: bool) -> None:
        page.run_task(follow, on)

    return stay_awake
