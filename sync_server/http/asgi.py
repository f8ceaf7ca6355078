"""The whole server as one ASGI application. Nothing happens at import time."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.health import Watch, examine
from sync_server.http import api, wellknown
from sync_server.http.boundary import Boundary
from sync_server.http.limits import RateLimits
from sync_server.http.pages import Pages, safe_headers
from sync_server.http.refusals import refuse
from sync_server.lanes import Lanes
from sync_server.records.clock import ClockBounds, ReceiptClock
from sync_server.records.quota import Quota
from sync_server.records.service import Service
from sync_server.records.store import SqliteStore
from sync_server.region import upkeep
from sync_server.region.receipt_keys import ReceiptKeys
from sync_server.region.registry import HOUR, Registry

log = logging.getLogger("veertig")
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class Headers:
    """Puts the safe headers on every answer, also on errors."""

    def __init__(self, app: ASGIApp, headers: dict[str, str]) -> None:
        self._app = app
        self._headers = [(name.lower().encode(), value.encode()) for name, value in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        await self._app(scope, receive, sending)


def unix_time() -> int:
    return int(time.time())


def create_app(config: Config, now: Callable[[], int] = unix_time, ticks: Callable[[], float] | None = None) -> ASGIApp:
    """The server for `config`. `ticks` counts seconds and cannot be set; where only `now` is given it moves with it.

    Raises NewerDatabase.
    """
    ticks = ticks or (time.monotonic if now is unix_time else now)
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = SqliteStore(config.data / "server.db")
    registry = Registry(store.connections, config.data, now)
    clock = ReceiptClock(now, ticks, lambda: known_time(store, registry), store.last_received())
    lanes = Lanes()
    listed = ReceiptKeys(registry)
    service = Service(store, registry.receipt_key, listed, now, clock, Quota(config.new, ticks), lanes.judging)
    health = Watch(store, lambda: examine(registry, config.data, clock), clock, lanes.looking)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        log.info("started")
        tasks = [asyncio.create_task(task) for task in (health.keep_looking(), upkeep.daily(registry, lanes.joining.run))]
        yield
        await end(set(tasks))
        store.writer.stop()  # beside what still runs on the lanes: both may wait for one lock
        lanes.close()
        store.close()
        log.info("stopped")

    ours = api.routes(service, registry, lanes, health, config.proxies)
    methods = {route.path: ", ".join(sorted(route.methods or ())) for route in ours}

    async def unknown(request: Request) -> Response:
        allowed = methods.get(request.scope["path"])
        return refuse(ServerRefusal("bad-method"), {"Allow": allowed}) if allowed else refuse(ServerRefusal("not-found"))

    routes = [
        *ours,
        *wellknown.routes(config.android, config.apple),
        Route("/v1/{rest:path}", unknown, methods=METHODS),
        Route("/{rest:path}", Pages(config.web, lanes.reading).__call__, methods=["GET"]),
    ]
    inside = [Middleware(Boundary), Middleware(RateLimits, proxies=config.proxies, ticks=ticks)]
    app = Starlette(routes=routes, lifespan=lifespan, middleware=inside, exception_handlers={HTTPException: odd})
    return Headers(app, safe_headers(config.web))


async def end(tasks: set[asyncio.Task[None]]) -> None:
    """Cancel until all have ended: before Python 3.12 one whose wait is over in that moment does not hear the first word."""
    while tasks:
        for task in tasks:
            task.cancel()
        _, tasks = await asyncio.wait(tasks, timeout=0.1)


async def odd(request: Request, error: Exception) -> Response:
    """What the routes refuse by themselves, in our words: a method that an address does not take, or no address at all."""
    if isinstance(error, HTTPException) and error.status_code == 405:
        return refuse(ServerRefusal("bad-method"), dict(error.headers or {}))
    return refuse(ServerRefusal("not-found"))


def known_time(store: SqliteStore, registry: Registry) -> ClockBounds:
    """What the database knows of time."""
    made, seen = int(registry.value("receipt-start") or 0), int(registry.value("clock") or 0)
    return ClockBounds(made, max(store.last_received(), seen, made + HOUR if made else 0))
