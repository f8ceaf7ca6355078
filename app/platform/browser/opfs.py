"""Room in the browser: asked by the page, found out by the worker (app/web_shell/storage.js). Import only in the browser."""

from __future__ import annotations

import asyncio

import js
from pyodide.ffi import JsException

from app.platform.browser.bridge import Bridge, BridgeError

PATIENCE = 10.0  # seconds; a full phone may never answer


class BrowserRoom:
    """Where nobody can tell, there is room."""

    def __init__(self, role: str, bridge: Bridge) -> None:
        self._role, self._bridge = role, bridge
        self._looking = asyncio.Lock()

    async def ask_to_keep(self) -> bool:
        try:
            return bool(await js.veertig.isPersisted()) or bool(await self._bridge.call("persist"))
        except (JsException, BridgeError):
            return False

    async def is_tight(self) -> bool:
        async with self._looking:
            try:
                return bool(await asyncio.wait_for(js.veertig.isTight(self._role), PATIENCE))
            except TimeoutError:
                return True  # what a full phone does
            except JsException:
                return False

    async def note(self) -> str:
        try:
            return str(await self._bridge.call("note", role=self._role))
        except BridgeError:
            return ""

    async def leave_note(self, text: str) -> None:
        self._bridge.tell("leave-note", role=self._role, text=text)

    async def let_go(self) -> bool:
        async with self._looking:
            try:
                return bool(await asyncio.wait_for(js.veertig.letGo(self._role), PATIENCE))
            except (JsException, TimeoutError):
                return False
