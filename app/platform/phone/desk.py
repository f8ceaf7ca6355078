"""A counsellor's desk on a phone or a computer with the installed app. Nothing can be dragged onto it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import flet as ft

from app.platform.desk import Batch, PrintedPage, WaitingFile
from app.platform.errors import ODD, PlatformError
from app.platform.files import PickedFile

if TYPE_CHECKING:
    from app.platform.files import Files


class PhoneDesk:
    """The system's file picker and clipboard; pages are handed over as files. Make it where there is a Flet page."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._picker, self._clipboard = ft.FilePicker(), ft.Clipboard()
        self._chosen: dict[int, PickedFile] = {}

    def on_files(self, handler: Callable[[Batch], Awaitable[None]]) -> None:
        """Never calls `handler`."""

    async def choose(self) -> Batch:
        """See `Desk.choose`."""
        try:
            chosen = await self._picker.pick_files(allow_multiple=True, with_data=True, cancel_upload_on_window_blur=False)
        except RuntimeError:
            return Batch()  # a system without a file picker
        except TimeoutError as error:
            raise PlatformError(ODD, str(error)) from error
        picked = [PickedFile(file.name, (file.bytes or b"").decode(errors="replace")) for file in chosen or []]
        self._chosen = dict(enumerate(picked))
        return Batch(tuple(WaitingFile(number, file.name) for number, file in self._chosen.items()))

    async def read(self, file: WaitingFile) -> PickedFile:
        """See `Desk.read`."""
        try:
            return self._chosen.pop(file.number)
        except KeyError as error:
            raise PlatformError(ODD, "no file waits") from error

    async def copy(self, text: str, title: str, close: str, *, rtl: bool) -> str:
        """See `Desk.copy`; a system without a clipboard is told as a fault."""
        try:
            await self._clipboard.set(text)
        except (RuntimeError, TimeoutError) as error:
            raise PlatformError(ODD, str(error)) from error
        return "copied"

    async def open_page(self, page: PrintedPage, word: str, *, rtl: bool) -> str:
        """See `Desk.open_page`: always as a file."""
        return await self._files.hand_over(page.name, page.html, page.title)
