"""Wishes to be forgotten, which the page keeps in its localStorage (app/web_shell/left_wishes.js)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.platform.browser.errors import storage_error

if TYPE_CHECKING:
    from app.platform.browser.bridge import Bridge


class PageLeftWishes:
    """See `LeftWishes`."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def keep(self, text: str) -> None:
        """See `LeftWishes.keep`."""
        with storage_error():
            await self._bridge.call("keep-wish", text=text)

    async def kept(self) -> list[str]:
        """See `LeftWishes.kept`."""
        with storage_error():
            return [str(text) for text in await self._bridge.call("kept-wishes")]

    async def drop(self, text: str) -> None:
        """See `LeftWishes.drop`."""
        with storage_error():
            await self._bridge.call("drop-wish", text=text)
