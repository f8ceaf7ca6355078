"""A counsellor's desk in the browser: files dragged onto the page, the clipboard, pages that print (app/web_shell/desk).

A page that could not fetch these parts still opens one file at a time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from app.platform.browser.bridge import BridgeError, BridgeEvent
from app.platform.desk import Batch, PrintedPage, WaitingFile
from app.platform.errors import ODD, PlatformError
from app.platform.files import PickedFile

if TYPE_CHECKING:
    from app.platform.browser.bridge import Bridge
    from app.platform.files import Files


def _batch(answer: Any) -> Batch:
    files = tuple(WaitingFile(int(file["number"]), str(file["name"])) for file in answer["files"])
    return Batch(files, int(answer["more"]))


class PageDesk:
    """The page's side of a desk. `files` chooses a file where the page cannot choose several."""

    def __init__(self, bridge: Bridge, files: Files) -> None:
        self._bridge, self._files = bridge, files
        self._dropped = BridgeEvent()
        self._alone: PickedFile | None = None  # chosen by `files`
        bridge.on("files", self._dropped.receive)

    def on_files(self, handler: Callable[[Batch], Awaitable[None]]) -> None:
        """See `Desk.on_files`."""
        self._dropped.listen(lambda answer: handler(_batch(answer)))

    async def choose(self) -> Batch:
        """See `Desk.choose`."""
        try:
            return _batch(await self._bridge.call("choose-files"))
        except BridgeError:
            self._alone = await self._files.pick()
            return Batch((WaitingFile(0, self._alone.name),)) if self._alone else Batch()

    async def read(self, file: WaitingFile) -> PickedFile:
        """See `Desk.read`."""
        if file.number:
            return PickedFile(file.name, str(await self._bridge.call("read-file", number=file.number)))
        picked, self._alone = self._alone, None
        if picked is None:
            raise PlatformError(ODD, "no file waits")
        return picked

    async def copy(self, text: str, title: str, close: str, *, rtl: bool) -> str:
        """See `Desk.copy`."""
        words = {"title": title, "close": close, "rtl": rtl}
        return str(await self._bridge.call("copy", text=text, words=words))

    async def open_page(self, page: PrintedPage, word: str, *, rtl: bool) -> str:
        """See `Desk.open_page`."""
        words = {"title": page.title, "open": word, "rtl": rtl}
        return str(await self._bridge.call("open-page", name=page.name, html=page.html, title=page.title, words=words))
