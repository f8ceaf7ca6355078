"""A role's data in the browser: one folder in IndexedDB, copied to memory at start and back at each flush. Import only in the
browser.
"""

from __future__ import annotations

import asyncio
import os
import time
from functools import cache
from pathlib import Path

import js
import pyodide_js
from pyodide.ffi import JsException, create_once_callable

from app.platform.browser.errors import fault_of
from app.platform.errors import PlatformError

DATABASE = "veertig.db"
PATIENCE = 10.0  # seconds; a full phone may never answer, nor a lost connection
PROBE_PATIENCE = 3.0  # seconds; a full phone may never answer this either
WITHOUT_KEY = "counsellor"  # the role that signs nothing


class BrowserStorage:
    """One role's folder. A commit lives in memory only, until `flush` returns."""

    def __init__(self, role: str) -> None:
        self._role = role
        self._folder = Path(f"/data-{role}")
        self._flushing = asyncio.Lock()
        self._stamp = 0
        self._opening: asyncio.Future[None] | None = None
        self._is_closed = False

    async def open(self) -> Path:
        """See `Storage.open`. May be called again, also while the first call runs: the folder is opened once."""
        if self._opening is None:
            self._opening = asyncio.ensure_future(self._open())
        await self._opening
        return self._folder / DATABASE

    async def _open(self) -> None:
        files = pyodide_js.FS
        try:
            await js.veertig.ownData(self._role)
            self._folder.mkdir(exist_ok=True)
            files.mount(files.filesystems.IDBFS, js.Object.new(), str(self._folder))
            await self._copy_surely(to_memory=True)
            if self._role != WITHOUT_KEY:
                await js.veertig.rehearsed  # a key can be made and kept here: tried before the person has begun
        except (OSError, JsException, TimeoutError) as error:
            raise PlatformError(fault_of(str(error)), str(error)) from None

    async def close(self) -> None:
        """Keep nothing from now on, so that the folder can be deleted. A flush raises PlatformError("storage-lost") then."""
        async with self._flushing:
            self._is_closed = True
            pyodide_js.FS.filesystems.IDBFS.quit()

    async def flush(self) -> None:
        """See `Storage.flush`. Raises PlatformError: `storage-lost`, or when the copy fails what that means: `storage-full`,
        `storage-blocked` or `start-again`.
        """
        async with self._flushing:
            self._refuse_if_lost()
            try:
                self._mark_changed()
                await self._copy_surely(to_memory=False)
            except TimeoutError:
                raise PlatformError("storage-full" if await self._is_full() else "start-again", "no answer") from None
            except (OSError, JsException) as error:
                raise PlatformError(fault_of(str(error)), str(error)) from None
            self._refuse_if_lost()  # the new owner may have read before our copy was there

    async def _copy_surely(self, *, to_memory: bool) -> None:
        """Copy. When a person clears the browser's data, the database is closed, and a browser may lose the connection to it:
        open it anew and copy all.
        """
        try:
            await self._copy(to_memory=to_memory)
        except TimeoutError:
            raise
        except (OSError, JsException):
            pyodide_js.FS.filesystems.IDBFS.quit()
            await self._copy(to_memory=to_memory)

    async def _is_full(self) -> bool:
        """After a copy that never ended: does the phone have no space left? It counts as full when it does not answer."""
        try:
            return bool(await asyncio.wait_for(js.veertig.isTight(self._role), PROBE_PATIENCE))
        except TimeoutError:
            return True
        except JsException:
            return False

    def _refuse_if_lost(self) -> None:
        if self._is_closed or js.veertig.lost:
            raise PlatformError("storage-lost", "the data is deleted, or another tab owns it now")

    def _mark_changed(self) -> None:
        """Give the file a new time at each flush: IDBFS compares times by the millisecond, and two commits may share one."""
        file = self._folder / DATABASE
        if file.exists():
            self._stamp = max(self._stamp + 1, int(time.time() * 1000))
            os.utime(file, ns=(self._stamp * 1_000_000, self._stamp * 1_000_000))

    async def _copy(self, *, to_memory: bool) -> None:
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def finished(error: object = None) -> None:
            if done.done():
                return
            if error:
                done.set_exception(OSError(str(error)))
            else:
                done.set_result(None)

        pyodide_js.FS.syncfs(to_memory, create_once_callable(finished))
        await asyncio.wait_for(done, PATIENCE)


@cache
def storage_of(role: str) -> BrowserStorage:
    """The one storage of this role. It may be opened before there is a page."""
    return BrowserStorage(role)
