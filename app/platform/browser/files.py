"""Files of text handed over and taken by the page around us."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.platform import Picked

if TYPE_CHECKING:
    from app.platform.browser.bridge import Bridge


class PageFiles:
    """The browser's: what can be shared is shared, else it is kept with the downloads (app/web_shell/files.js).

    Raises BridgeError, a PlatformError.
    """

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def hand_over(self, name: str, text: str, title: str) -> str:
        return str(await self._bridge.call("hand-over", name=name, text=text, title=title))

    async def pick(self) -> Picked | None:
        chosen = await self._bridge.call("pick")
        return Picked(chosen["name"], chosen["text"]) if chosen else None
