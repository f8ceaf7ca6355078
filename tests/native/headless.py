"""Flet's client, played in this process: it answers what Python asks of a phone, taps, and opens links; it draws nothing.

Reaches into Flet 1.0.5 (`flet.messaging`). Every message is packed as on the real line, so what cannot be sent is noticed.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

import flet as ft
import msgpack
from flet.controls.base_control import BaseControl
from flet.controls.context import _context_page
from flet.messaging.connection import Connection
from flet.messaging.protocol import MessageAction, configure_encode_object_for_msgpack
from flet.messaging.session import Session
from flet.pubsub.pubsub_hub import PubSubHub

NEVER = object()  # the answer of a phone that does not answer
Answer = Callable[[dict[str, Any]], Any]
PACK: Any = configure_encode_object_for_msgpack(BaseControl)  # type: ignore[no-untyped-call]


class Client(Connection):
    """`answers` maps (control, method) to what the phone does; what is not in it is answered with nothing."""

    def __init__(self, answers: dict[tuple[str, str], Answer]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.answers = answers
        self.asked: list[tuple[str, str]] = []
        self.crashes: list[str] = []
        self.loop = asyncio.get_running_loop()
        self.executor = ThreadPoolExecutor(1)
        self.pubsubhub = PubSubHub(loop=self.loop, executor=self.executor)
        self.page_url = "dartbridge://1"
        self.session: Any = Session(self)
        self.page: ft.Page = self.session.page

    def send_message(self, message: Any) -> None:
        msgpack.packb([message.action, message.body], default=PACK)
        if message.action == MessageAction.INVOKE_METHOD:
            self.loop.call_soon(self._answer, message.body)
        elif message.action == MessageAction.SESSION_CRASHED:
            self.crashes.append(message.body.message)

    def dispose(self) -> None:
        self.executor.shutdown()

    def _answer(self, asked: Any) -> None:
        control = self.session.index.get(asked.control_id)
        name = (type(control).__name__, asked.name)
        self.asked.append(name)
        result, error = None, None
        if name == ("Page", "push_route"):
            self._moved(asked.args["route"])
        elif name in self.answers:
            try:
                result = self.answers[name](asked.args or {})
            except Exception as raised:  # a client reports its errors as text
                error = str(raised)
        if result is NEVER:
            return
        self.session.handle_invoke_method_results(asked.control_id, asked.call_id, result, error)

    def _moved(self, route: str) -> None:
        self.session.apply_page_patch({"route": route})
        self.loop.create_task(self.session.dispatch_event(self.page._i, "route_change", {"route": route}))

    async def open_link(self, route: str) -> None:
        """The system hands a link to the running app."""
        self._moved(route)
        await asyncio.sleep(0)

    async def happens(self, event: str, data: Any, control: BaseControl | None = None) -> None:
        """An event of the page, or of a control."""
        await self.session.dispatch_event((control or self.page)._i, event, data)

    async def tap(self, key: str) -> None:
        """Tap what has this identifier, as soon as it is there."""
        button = await self.until(lambda: next((one for one in self.walk() if getattr(one, "identifier", None) == key), None))
        await self.happens("click", None, next(one for one in self.walk(button) if getattr(one, "on_click", None)))

    def walk(self, root: Any = None) -> Iterator[BaseControl]:
        """Every control that is on the page now."""
        page: Any = self.page
        windows = [one for one in page._dialogs.controls if one.open]
        for one in [page.views, windows, page._services._services] if root is None else [root]:
            yield from _walk(one)

    def words(self) -> list[str]:
        return [one.value for one in self.walk() if isinstance(one, ft.Text) and one.value]

    async def until(self, seen: Callable[[], Any], seconds: float = 10) -> Any:
        """What `seen` returns, once that is something."""
        async with asyncio.timeout(seconds):
            while not (value := seen()):
                await asyncio.sleep(0.01)
        return value


def _walk(one: Any) -> Iterator[BaseControl]:
    if isinstance(one, list | tuple):
        for each in one:
            yield from _walk(each)
    elif type(one).__name__ == "Component":
        yield from _walk(one._b)
    elif isinstance(one, BaseControl):
        yield one
        for name in ("controls", "content", "title", "actions"):
            yield from _walk(getattr(one, name, None))


@asynccontextmanager
async def running(
    main: Callable[[ft.Page], Awaitable[None] | None],
    *,
    route: str = "/",
    platform: str = "android",
    answers: dict[tuple[str, str], Answer] | None = None,
) -> Any:
    """`main`, started on a phone that was asked to open `route`."""
    client = Client(answers or {})
    page: Any = client.page
    context = _context_page.set(page)
    try:
        client.session.apply_page_patch({"route": route, "platform": platform, "web": False, "width": 360, "height": 640})
        msgpack.packb(client.session.get_page_patch(), default=PACK)
        client.session.start_updates_scheduler()
        started = main(client.page)
        if inspect.isawaitable(started):
            await started
        await client.session.after_event(client.page)
        yield client
    finally:
        client.session.close()
        _context_page.reset(context)
        client.dispose()
