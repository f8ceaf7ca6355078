"""Messages between Python, which runs in a worker, and the page around it. Import only in the browser.

The page's end, which describes the messages, is app/web_shell/bridge.js.
"""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import js
from pyodide.ffi import JsException, create_proxy, to_js

from app.platform.errors import ODD, PlatformError

Handler = Callable[[Any], Awaitable[None]]


class BridgeError(PlatformError):
    """The page could not do what Python asked for; `detail` begins with the name of the JavaScript error. The code is `odd`."""

    def __init__(self, detail: str) -> None:
        super().__init__(ODD, detail)


def as_js(value: object) -> Any:
    """Python values as the page understands them: dicts become objects, bytes become Uint8Array."""
    return to_js(value, dict_converter=js.Object.fromEntries)


class Bridge:
    """Asks the page with `call`; `on` registers what the page may send. Make it where there is a Flet page: handlers run in its
    context.
    """

    def __init__(self, tab: str) -> None:
        self._context = contextvars.copy_context()  # in another context Flet does not know which page it is
        self._handlers: dict[str, Handler] = {}
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._count = 0
        self._channel = js.BroadcastChannel.new(f"veertig-{tab}")
        self._on_message = create_proxy(self._receive)  # kept, or the browser would call a proxy that is destroyed
        self._channel.onmessage = self._on_message

    def on(self, event: str, handler: Handler) -> None:
        """Call `handler` with the data of each `event`, one handler for each event. `tell("hello")` when all are there."""
        self._handlers[event] = handler

    async def call(self, op: str, **args: object) -> Any:
        """Let the page do `op` with these arguments (app/web_shell/ops.js) and return its answer. Raises BridgeError."""
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
        """Let the page do `op` some time, and wait for no answer. Never fails."""
        with suppress(JsException):
            self._channel.postMessage(as_js({"id": 0, "op": op, "args": args}))

    def _receive(self, event: Any) -> None:
        message: dict[str, Any] = event.data.to_py()
        if "re" in message:
            self._settle(message)
        elif message.get("event") in self._handlers:
            handling = self._run(self._handlers[message["event"]], message.get("data"))
            task = asyncio.get_running_loop().create_task(handling, context=self._context)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _settle(self, message: dict[str, Any]) -> None:
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
        except Exception as error:  # nobody awaits this task; only the console can show it
            js.console.error(f"{type(error).__name__}: {error}")


class BridgeEvent:
    """One event of the page. What arrives before the app listens is kept for it."""

    def __init__(self) -> None:
        self._handler: Handler | None = None
        self._kept: list[Any] = []

    async def receive(self, data: Any) -> None:
        """Pass `data` to the handler, or keep it while there is none. Raises what the handler raises."""
        if self._handler:
            await self._handler(data)
        else:
            self._kept.append(data)

    def listen(self, handler: Handler) -> None:
        """Call `handler` with the data that is kept and with all that comes. The last handler counts."""
        self._handler = handler
        self._tasks = [asyncio.ensure_future(handler(data)) for data in self._kept]
        self._kept.clear()
