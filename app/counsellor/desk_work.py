"""Does what a desk is for: files are judged one after the other, a line is copied, a page is opened."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING

from app.counsellor.model import Event, FilesJudged
from app.counsellor.opened import Changes, OpenedFile, judged_file
from app.platform.desk import PrintedPage
from app.protocol.brussels import date_of
from app.records import judge_proof
from app.ui.failures import code_of

if TYPE_CHECKING:
    from app.platform import Platform
    from app.platform.desk import WaitingFile
    from app.store.store import Store
    from app.ui.texts import Texts

Note = Callable[[str, Exception], Awaitable[None]]
PAUSE = 0.5  # seconds between two looks at how far it is; each draws the list anew


class DeskWork:
    """The work of one counsellor's page. `send` gives an event to its model, `note` keeps an unforeseen fault."""

    def __init__(self, platform: Platform, store: Store, send: Callable[[Event], None], note: Note) -> None:
        self._platform, self._store, self._send, self._note = platform, store, send, note

    async def judge(self, files: Sequence[WaitingFile], run: int, is_wanted: Callable[[], bool]) -> None:
        """Judge these files in order, as long as `is_wanted`, and tell the model now and then. One at a time is in memory."""
        done: list[OpenedFile] = []
        shown = time.monotonic()
        for file in files:
            if not is_wanted():
                return
            done.append(await self._judged(file))
            if time.monotonic() - shown > PAUSE:
                self._send(FilesJudged(tuple(done), run))
                done, shown = [], time.monotonic()
        if done:
            self._send(FilesJudged(tuple(done), run))

    async def _judged(self, file: WaitingFile) -> OpenedFile:
        """The file, judged. What cannot be read, or not opened by the device, gets the code of the reason."""
        try:
            picked = await self._platform.desk.read(file)
            judged = await judge_proof.judge(picked.text, self._store, self._platform.verifier)
        except Exception as error:  # one file that nobody foresaw keeps no other from being judged
            await self._note("judge", error)
            return OpenedFile(file.number, file.name, code=code_of(error))
        return judged_file(file.number, file.name, judged, self._platform.clock().wall)

    async def copy(self, file: OpenedFile, texts: Texts) -> bytes:
        """Copy the line of this proof for the register. Returns its digest, or b"" when it is shown instead."""
        from app.counsellor.register_line import register_line

        line = register_line(file, date_of(self._platform.clock().wall))
        title, close = texts("counsellor", "This line is for the register. Copy it."), texts("saved", "Good")
        how = await self._platform.desk.copy(line, title, close, rtl=texts.rtl)
        return file.digest if how == "copied" else b""

    async def open_page(self, file: OpenedFile, since: Changes | None, texts: Texts) -> None:
        """Open the page of this proof that can be printed."""
        from app.counsellor.printed_proof import FILE, as_page

        html = as_page(file, since, self._platform.clock().wall)
        page = PrintedPage(FILE, html, texts("counsellor", "The page is ready."))
        await self._platform.desk.open_page(page, texts("counsellor", "Page to print"), rtl=texts.rtl)
