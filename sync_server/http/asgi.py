"""The whole server as one ASGI application. Importing this file opens and starts nothing."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import partial

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.config import Config
from sync_server.errors import ServerRefusal
from sync_server.health import examine
from sync_server.health_watch import Watch
from sync_server.http import api, wellknown
from sync_server.http.boundary import Boundary
from sync_server.http.limits import RateLimits
from sync_server.http.pages import Pages, safe_headers
from sync_server.http.refusals import refuse
from sync_server.lanes import Lanes
from sync_server.records.brought_meetings import BroughtMeetings
from sync_server.records.cards import Cards
from sync_server.records.clock import ClockBounds, ReceiptClock
from sync_server.records.pulls import Pulls
from sync_server.records.pushes import Pushes
from sync_server.records.quota import Quota
from sync_server.records.receipt_signer import ReceiptSigner
from sync_server.records.service import Service
from sync_server.records.store import SqliteStore
from sync_server.region import upkeep
from sync_server.region.receipt_keys import ReceiptKeys
from sync_server.region.registry import HOUR, Registry
from sync_server.safekeeping.wishes import Forgetting

log = logging.getLogger("veertig")
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


class Headers:
    """Adds the same headers to every answer, also to errors."""

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
    """The machine's clock in Unix seconds."""
    return int(time.time())


def create_app(config: Config, now: Callable[[], int] = unix_time, ticks: Callable[[], float] | None = None) -> ASGIApp:
    """The server for `config`. `now` is the clock in Unix seconds; `ticks` counts seconds and cannot be set.

    A test that passes `now` only, also uses it as `ticks`. Raises NewerDatabase.
    """
    ticks = ticks or (time.monotonic if now is unix_time else now)
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = SqliteStore(config.data / "server.db")
    registry = Registry(store.connections, config.data, now)
    clock = ReceiptClock(now, ticks, lambda: known_time(store, registry), store.last_received())
    lanes = Lanes()
    new_signer = partial(ReceiptSigner, registry.receipt_key, ReceiptKeys(registry), clock.time)
    quota = Quota(config.new, ticks)
    pushes = Pushes(store, new_signer, quota, lanes.signatures)
    pulls = Pulls(store, now)
    brought = BroughtMeetings(store, new_signer, quota, lanes.signatures)
    cards = Cards(store, pulls, lanes.signatures, ticks)
    service = Service(pushes, brought, pulls, Forgetting(registry, quota), cards)
    health = Watch(store, lambda: examine(registry, config.data, clock), clock, lanes.health)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        log.info("started")
        tasks = [asyncio.create_task(task) for task in (health.keep_reporting(), upkeep.daily(registry, lanes.registry.run))]
        yield
        await cancel_all(set(tasks))
        store.writer.stop()  # before the lanes end: their work and the writer may wait for the same lock
        lanes.close()
        store.close()
        log.info("stopped")

    api_routes = api.routes(service, registry, lanes, health, config.proxies)
    methods = {route.path: ", ".join(sorted(route.methods or ())) for route in api_routes}

    async def unknown(request: Request) -> Response:
        allowed = methods.get(request.scope["path"])
        return refuse(ServerRefusal("bad-method"), {"Allow": allowed}) if allowed else refuse(ServerRefusal("not-found"))

    routes = [
        *api_routes,
        *wellknown.routes(config.android, config.apple),
        Route("/v1/{rest:path}", unknown, methods=METHODS),
        Route("/{rest:path}", Pages(config.web, lanes.reads).__call__, methods=["GET"]),
    ]
    middleware = [Middleware(Boundary), Middleware(RateLimits, proxies=config.proxies, ticks=ticks)]
    app = Starlette(
        routes=routes, lifespan=lifespan, middleware=middleware, exception_handlers={HTTPException: routing_refusal}
    )
    return Headers(app, safe_headers(config.web))


async def cancel_all(tasks: set[asyncio.Task[None]]) -> None:
    """Cancel tasks until all have ended: before Python 3.12, a task whose wait ends at that moment ignores the first try."""
    while tasks:
        for task in tasks:
            task.cancel()
        _, tasks = await asyncio.wait(tasks, timeout=0.1)


async def routing_refusal(request: Request, error: Exception) -> Response:
    """The answer when no route takes the request: "bad-method" when the address knows other methods, else "not-found"."""
    if isinstance(error, HTTPException) and error.status_code == 405:
        return refuse(ServerRefusal("bad-method"), dict(error.headers or {}))
    return refuse(ServerRefusal("not-found"))


def known_time(store: SqliteStore, registry: Registry) -> ClockBounds:
    """What the database knows of time, for ReceiptClock."""
    made, seen = int(registry.value("receipt-start") or 0), int(registry.value("clock") or 0)
    return ClockBounds(made, max(store.last_received(), seen, made + HOUR if made else 0))
