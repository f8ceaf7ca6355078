"""The outermost layer: whatever happens inside, the client gets an answer, and an error is one line in the log.

The line names the class of the error and the route, never the content of a request or its sender. A client that hangs up has
made no error.
"""

from __future__ import annotations

import asyncio
import logging
import sqlite3

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sync_server.errors import ServerRefusal
from sync_server.http.refusals import refusal_of, refuse

log = logging.getLogger("veertig")


def route_of(scope: Scope) -> str:
    """The route's pattern as in the source, such as `/v1/push`."""
    return str(getattr(scope.get("route"), "path", "no route"))


class Boundary:
    """Turns exceptions of the application inside it into refusals."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, sending)
        except asyncio.CancelledError:
            log.debug("stopped at %s", route_of(scope))  # the server stops, and nobody waits for this answer
            return
        except ClientDisconnect:
            log.debug("hung up at %s", route_of(scope))
            refusal = ServerRefusal("bad-request")
        except Exception as error:
            of_database = refusal_of(error) if isinstance(error, sqlite3.Error) else None
            refusal = of_database or ServerRefusal("server-odd")
            log.error("%s at %s", of_database.code if of_database else type(error).__name__, route_of(scope))
        else:
            return
        if not started:
            await refuse(refusal)(scope, receive, send)
