"""Python's end of the line to the page around it. Import only in the browser.

The other end, with the shape of the messages, is app/web_shell/bridge.js.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import js
from pyodide.ffi import JsException, create_proxy, to_js

from app.platform import ODD, PlatformError

Handler = Callable[[Any], Awaitable[None]]


class BridgeError(PlatformError):
    """The page could not do it; `detail` begins with the name of its error."""

    def __init__(self, detail: str) -> None:
        super().__init__(ODD, detail)


def as_js(value: object) -> Any:
    """Python values as the page understands them: dicts become objects, bytes become Uint8Array."""
    return to_js(value, dict_converter=js.Object.fromEntries)


class Bridge:
    """Ask the page something with `call`; hear from it with `on`. Make it where a Flet page is at hand: handlers keep it."""

    def __init__(self, tab: str) -> None:
        self._context = contextvars.copy_context()  # outside of it Flet would not know which page it is
        self._handlers: dict[str, Handler] = {}
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._count = 0
        self._channel = js.BroadcastChannel.new(f"veertig-{tab}")
        self._hear = create_proxy(self._heard)  # kept, or the browser would call something that is gone
        self._channel.onmessage = self._hear

    def on(self, event: str, handler: Handler) -> None:
        """Hear `event`. Say `await call("hello")` when all handlers are there."""
        self._handlers[event] = handler

    async def call(self, op: str, **args: object) -> Any:
        """Let the page do `op` and return its answer. Raises BridgeError."""
        self._count += 1
        number = self._count
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        try:
            self._channel.postMessage(as_js({"id": number, "op": op, "args": args}))
            return await answer
        except JsException as error:
            raise BridgeError(str(error)) from error
        finally:
            del self._answers[number]

    def tell(self, op: str, **args: object) -> None:
        """Let the page do `op`, some time; nobody hears how it went. Never fails."""
        with suppress(JsException):
            self._channel.postMessage(as_js({"id": 0, "op": op, "args": args}))

    def _heard(self, event: Any) -> None:
        message: dict[str, Any] = event.data.to_py()
        if "re" in message:
            self._answered(message)
        elif message.get("event") in self._handlers:
            work = self._run(self._handlers[message["event"]], message.get("data"))
            task = asyncio.get_running_loop().create_task(work, context=self._context)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _answered(self, message: dict[str, Any]) -> None:
        answer = self._answers.get(message["re"])
        if answer is None or answer.done():
            return
        if "err" in message:
            answer.set_exception(BridgeError(message["err"]))
        else:
            answer.set_result(message.get("ok"))

    async def _run(self, handler: Handler, data: Any) -> None:
        try:
            await handler(data)
        except Exception as error:  # nobody waits for this task; the console is all there is
            js.console.error(f"{type(error).__name__}: {error}")


class Ear:
    """Something the page says, perhaps before the app listens: then it is kept."""

    def __init__(self) -> None:
        self._handler: Handler | None = None
        self._kept: list[Any] = []

    async def happened(self, data: Any) -> None:
        if self._handler:
            await self._handler(data)
        else:
            self._kept.append(data)

    def listen(self, handler: Handler) -> None:
        self._handler = handler
        self._tasks = [asyncio.ensure_future(handler(data)) for data in self._kept]
        self._kept.clear()
