"""Links that are opened while the app runs in the browser. Import only in the browser."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from app.platform.browser.bridge import Bridge

LINK_PATIENCE = 1.5  # seconds that another tab waits for our data


class Links:
    """The links that were opened while the app runs. A link waits here until the app listens; the page keeps it until it is
    handled.
    """

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._listener: asyncio.Future[Callable[[str], Awaitable[None]]] = asyncio.get_running_loop().create_future()
        self._turn = asyncio.Lock()

    def listen(self, handler: Callable[[str], Awaitable[None]]) -> None:
        """Handle every link with `handler`, which takes its route ("/s/<digits>"), from now on. Only the first call counts."""
        if not self._listener.done():
            self._listener.set_result(handler)

    async def open(self, link: dict[str, Any]) -> None:
        """Handle `link` ({"id", "route"}) after those before it, and tell the page. Raises BridgeError, or what the handler
        raises.
        """
        async with self._turn:
            handler = await self._listener
            try:
                await handler(link["route"])
            finally:
                await self._bridge.call("link-done", id=link["id"])

    async def settle(self) -> None:
        """Return when the link that was opened is handled. Raises TimeoutError after LINK_PATIENCE."""
        if self._listener.done():
            async with asyncio.timeout(LINK_PATIENCE), self._turn:
                return
