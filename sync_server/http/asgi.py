"""The whole server as one ASGI application. Nothing happens at import time."""

from __future__ import annotations

import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.config import Config
from sync_server.http import api, wellknown
from sync_server.http.pages import Pages, safe_headers
from sync_server.records.service import Service
from sync_server.records.store import SqliteStore
from sync_server.region.registry import Registry

log = logging.getLogger("veertig")


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


def create_app(config: Config, now: Callable[[], int] = unix_time) -> ASGIApp:
    """The server for `config`. Raises NewerDatabase."""
    config.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = config.data / "server.db"
    store = SqliteStore(path)
    registry = Registry(store.connections, config.data, now)
    service = Service(store, registry.receipt_key, now)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        store.close()

    async def broken(request: Request, error: Exception) -> Response:
        log.error("%s at %s", type(error).__name__, request.url.path)  # no body, no query, no address: nothing personal
        return api.refuse("server-odd")

    async def unknown(request: Request) -> Response:
        return api.refuse("not-found")

    pages = Pages(config.web)
    routes = [
        *api.routes(service, registry),
        *wellknown.routes(config.android, config.apple),
        Route("/v1/{rest:path}", unknown, methods=["GET", "POST", "PUT", "DELETE"]),
        Route("/{rest:path}", pages.__call__, methods=["GET"]),
    ]
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers={Exception: broken})
    return Headers(app, safe_headers(config.web))
