"""Several newcomers in one browser: the page keeps the list and starts again for one of them (app/web_shell/sharers.js).
Import only in the browser.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.platform.browser.bridge import BridgeError
from app.platform.browser.errors import storage_error
from app.platform.sharers import Sharer, from_text, to_text, with_kept

if TYPE_CHECKING:
    from app.platform.browser.bridge import Bridge


class PageSharers:
    """See `Sharers`. `people` is the list as the page keeps it."""

    def __init__(self, bridge: Bridge, slot: int, people: str, language: str) -> None:
        self._bridge, self._here = bridge, from_text(people)
        self.slot, self.language = slot, language

    def here(self) -> tuple[Sharer, ...]:
        """See `Sharers.here`."""
        return self._here

    async def keep(self, *sharers: Sharer) -> None:
        """See `Sharers.keep`."""
        here = with_kept(self._here, sharers)
        with storage_error():
            await self._bridge.call("people-keep", people=to_text(here))
        self._here = here

    async def switch(self, slot: int, route: str = "", hand: str = "") -> None:
        """See `Sharers.switch`."""
        with storage_error():
            await self._bridge.call("people-switch", slot=slot, route=route, along=hand)

    async def take_hand(self) -> str:
        """See `Sharers.take_hand`."""
        try:
            return str(await self._bridge.call("people-hand"))
        except BridgeError:
            return ""

    async def forget(self) -> None:
        """Delete everything of the newcomer who uses the app; the data is closed already. Raises PlatformError."""
        with storage_error():
            await self._bridge.call("people-forget", slot=self.slot)
