"""The screen of a phone or tablet, kept on while it is a display."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

import flet as ft


def keeper(page: ft.Page) -> Callable[[], None]:
    """What keeps the screen on from when it is called. Where the system does not let it, the screen sleeps as usual."""
    lock: list[ft.Wakelock] = []  # kept, or the system would have it back

    async def stay_awake() -> None:
        lock.append(ft.Wakelock())
        with suppress(RuntimeError):
            await lock[-1].enable()  # type: ignore[no-untyped-call]

    def ask() -> None:
        page.run_task(stay_awake)

    return ask
