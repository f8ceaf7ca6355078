"""Files of text, which the page around us hands over and lets a person choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.platform.files import CardSheet, PickedFile

if TYPE_CHECKING:
    from app.platform.browser.bridge import Bridge


class PageFiles:
    """The browser's sharing, or its downloads where it cannot share; and its chooser of files (app/web_shell/files.js)."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge

    async def hand_over(self, name: str, text: str, title: str) -> str:
        """See `Files.hand_over`. Raises BridgeError."""
        return str(await self._bridge.call("hand-over", name=name, text=text, title=title))

    async def hand_over_card(self, name: str, sheet: CardSheet, title: str) -> str:
        """See `Files.hand_over_card`: the page draws a PNG. Raises BridgeError."""
        lines = {"above": list(sheet.above), "below": list(sheet.below), "rtl": sheet.rtl}
        drawing = {"code": list(sheet.code), "pictures": list(sheet.pictures), **lines}
        return str(await self._bridge.call("hand-over-card", name=name, sheet=drawing, title=title))

    async def pick(self) -> PickedFile | None:
        """See `Files.pick`. Raises BridgeError."""
        chosen = await self._bridge.call("pick")
        return PickedFile(chosen["name"], chosen["text"]) if chosen else None
