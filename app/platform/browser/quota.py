"""The storage quota of the browser: the page asks for it, the worker measures it (app/web_shell/storage.js). Import only in the
browser.
"""

from __future__ import annotations

import asyncio

import js
from pyodide.ffi import JsException

from app.platform.browser.bridge import Bridge, BridgeError

PATIENCE = 10.0  # seconds; a full phone may never answer


class BrowserQuota:
    """Counts as not low where the browser cannot tell. The recovery secret lies in the page's localStorage; a newcomer's iPhone
    has it also in a cookie, for which the server has to be asked (app/web_shell/carried.js). `is_apart`: it is such an iPhone.
    """

    def __init__(self, role: str, bridge: Bridge, *, is_apart: bool = False) -> None:
        self._role, self._bridge, self._is_apart = role, bridge, is_apart
        self._measuring = asyncio.Lock()

    async def ask_to_keep(self) -> bool:
        """See `StorageQuota.ask_to_keep`."""
        try:
            return bool(await js.veertig.isPersisted()) or bool(await self._bridge.call("persist"))
        except (JsException, BridgeError):
            return False

    async def is_low(self) -> bool:
        """See `StorageQuota.is_low`. True after PATIENCE seconds without an answer."""
        async with self._measuring:
            try:
                return bool(await asyncio.wait_for(js.veertig.isTight(self._role), PATIENCE))
            except TimeoutError:
                return True  # a full phone does not answer
            except JsException:
                return False

    async def secret_apart(self) -> str | None:
        """See `StorageQuota.secret_apart`."""
        try:
            note = await self._bridge.call("note", role=self._role)
        except BridgeError:
            return ""
        return None if note is False else str(note)

    def wants_secret(self) -> bool:
        """See `StorageQuota.wants_secret`."""
        return self._is_apart

    async def keep_secret_apart(self, text: str) -> None:
        """See `StorageQuota.keep_secret_apart`; the page does it some time later."""
        self._bridge.tell("leave-note", role=self._role, text=text)

    async def release_reserved_space(self) -> bool:
        """See `StorageQuota.release_reserved_space`. False after PATIENCE seconds without an answer."""
        async with self._measuring:
            try:
                return bool(await asyncio.wait_for(js.veertig.letGo(self._role), PATIENCE))
            except (JsException, TimeoutError):
                return False
