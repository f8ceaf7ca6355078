"""What reaches the native app from outside: opened links, a network that is back, and the app coming to the front or leaving.

Links wait until the app listens, and it handles one after the other. Systems write a link in different ways (`/#/s/123`,
`/s/123`, the whole address, with what a messenger added); `link_finder` finds it. The page's route is cleared at once:
otherwise the same poster would not open a second time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import flet as ft

from app.platform.link_finder import link_in_address

PHONES = (ft.PagePlatform.ANDROID, ft.PagePlatform.IOS)
FRONT = (ft.AppLifecycleState.RESUME, ft.AppLifecycleState.SHOW)
LEFT = (ft.AppLifecycleState.HIDE, ft.AppLifecycleState.PAUSE, ft.AppLifecycleState.DETACH)


class Outside:
    """Passes the page's events on. It listens to the page from the moment it is made."""

    def __init__(self, page: ft.Page) -> None:
        self._page = page
        self._links: list[str] = []
        self._listener: Callable[[str], Awaitable[None]] | None = None
        self._wakers: list[Callable[[], Awaitable[None]]] = []
        self._leavers: list[Callable[[], None]] = []
        self._turn = asyncio.Lock()
        page.on_route_change = self._route_changed
        page.on_app_lifecycle_state_change = self._state_changed
        self._network = ft.Connectivity(on_change=self._network_changed)

    def on_link(self, listener: Callable[[str], Awaitable[None]]) -> None:
        """Call `listener` with the route of each link ("/s/<digits>"), also of those that wait. The last listener counts."""
        self._listener = listener
        self._page.run_task(self._hand_on)

    def on_wake(self, waker: Callable[[], Awaitable[None]]) -> None:
        """Call `waker` soon, and then each time the network comes back or the app comes to the front."""
        self._wakers.append(waker)
        self._page.run_task(self._wake)

    def on_leave(self, leaver: Callable[[], None]) -> None:
        """Call `leaver` each time the app is no longer in front."""
        self._leavers.append(leaver)

    def take_first(self) -> str:
        """The link that the app was opened with ("" for none). It waits as every link does, and the page's route is cleared."""
        link = link_in_address(self._page.route or "/")
        if link:
            self._page.route = "/"
            self._links.append(link)
        return link

    async def _route_changed(self, event: ft.RouteChangeEvent) -> None:
        link = link_in_address(event.route)
        if not link:
            return
        self._links.append(link)
        self._page.run_task(self._page.push_route, "/")
        await self._hand_on()

    async def _hand_on(self) -> None:
        async with self._turn:
            while self._listener and self._links:
                await self._listener(self._links.pop(0))

    async def _state_changed(self, event: ft.AppLifecycleStateChangeEvent) -> None:
        if event.state in LEFT:
            for leaver in self._leavers:
                leaver()
        elif event.state in FRONT:
            await self._wake()

    async def _network_changed(self, event: ft.ConnectivityChangeEvent) -> None:
        if any(kind is not ft.ConnectivityType.NONE for kind in event.connectivity):
            await self._wake()

    async def _wake(self) -> None:
        for waker in self._wakers:
            await waker()
