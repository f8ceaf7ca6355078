"""What reaches the native app from outside: opened links, the network coming back, the app coming to the front or leaving.

Links wait until the app listens and are dealt with one after the other. What the system hands over differs (`/#/s/123`,
`/s/123`, the whole address); only the part after the # is ours. The address is cleared at once, so that the same poster opens
again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import flet as ft

from app.platform import is_link

PHONES = (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS)
FRONT = (ft.AppLifecycleState.RESUME, ft.AppLifecycleState.SHOW)
GONE = (ft.AppLifecycleState.HIDE, ft.AppLifecycleState.PAUSE, ft.AppLifecycleState.DETACH)


def link_in(route: str) -> str:
    """The link of ours in what the system handed over, as "/s/<digits>"; "" when there is none."""
    before, mark, after = route.partition("#")
    link = after if mark else before
    return link if is_link(link) else ""


class Outside:
    """Hears the page's events from the moment it is made."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self._links: list[str] = []
        self._listener: Callable[[str], Awaitable[None]] | None = None
        self._wakers: list[Callable[[], Awaitable[None]]] = []
        self._leavers: list[Callable[[], None]] = []
        self._turn = asyncio.Lock()
        page.on_route_change = self._moved
        page.on_app_lifecycle_state_change = self._lived
        self._network = ft.Connectivity(on_change=self._connected)

    def on_link(self, listener: Callable[[str], Awaitable[None]]) -> None:
        self._listener = listener
        self._page.run_task(self._hand_on)

    def on_wake(self, waker: Callable[[], Awaitable[None]]) -> None:
        """Call `waker` soon, and then each time there is reason to look at the network again."""
        self._wakers.append(waker)
        self._page.run_task(self._wake)

    def on_leave(self, leaver: Callable[[], None]) -> None:
        """Call `leaver` when nobody looks at the app any more."""
        self._leavers.append(leaver)

    def take_first(self) -> str:
        """The link that the app was opened with, if any: it waits like every other, and the page forgets it."""
        link = link_in(self._page.route or "/")
        if link:
            self._page.route = "/"
            self._links.append(link)
        return link

    async def _moved(self, event: ft.RouteChangeEvent) -> None:
        link = link_in(event.route)
        if not link:
            return
        self._links.append(link)
        self._page.run_task(self._page.push_route, "/")
        await self._hand_on()

    async def _hand_on(self) -> None:
        async with self._turn:
            while self._listener and self._links:
                await self._listener(self._links.pop(0))

    async def _lived(self, event: ft.AppLifecycleStateChangeEvent) -> None:
        if event.state in GONE:
            for leaver in self._leavers:
                leaver()
        elif event.state in FRONT:
            await self._wake()

    async def _connected(self, event: ft.ConnectivityChangeEvent) -> None:
        if any(kind is not ft.ConnectivityType.NONE for kind in event.connectivity):
            await self._wake()

    async def _wake(self) -> None:
        for waker in self._wakers:
            await waker()
