"""What a counsellor's desk asks of a device: several files at once, a line for another program, a page that prints."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Protocol

from app.platform.files import PickedFile


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """A file that the person dragged onto the app or chose, and that nobody has read yet."""

    number: int
    name: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that arrived together, in order, and how many `more` of them the device left."""

    files: tuple[WaitingFile, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as HTML, whole in itself. `name`: of its file, where it becomes one. `title` heads the choice of who gets that."""

    name: str
    html: str
    title: str


class Desk(Protocol):
    """The ways in which a counsellor's files arrive together, and what is judged leaves the app."""

    def on_files(self, handler: Callable[[Batch], Awaitable[None]]) -> None:
        """Call `handler` when files, or folders with files, are dragged onto the app."""
        ...

    async def choose(self) -> Batch:
        """The files that the person chooses together; none when the person chooses none. Raises PlatformError."""
        ...

    async def read(self, file: WaitingFile) -> PickedFile:
        """The content of a file of the newest batch, once. Raises PlatformError when it cannot be read."""
        ...

    async def copy(self, text: str, title: str, close: str, *, rtl: bool) -> str:
        """Put `text` on the clipboard: `copied`. Or else show it selected, under `title` and with a button `close`: `shown`.
        Raises PlatformError.
        """
        ...

    async def open_page(self, page: PrintedPage, word: str, *, rtl: bool) -> str:
        """Open a page outside of the app: `opened`. Where that is impossible, give it as a file and return what
        `Files.hand_over` returns. `word`: of a button that a device may need for it. Raises PlatformError.
        """
        ...
