"""The outermost layer: whatever happens inside, whoever asked gets an answer, and the log one line.

The line names the kind of the error and the route, never what was asked or by whom. Who hangs up has made no error.
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
    """The pattern of the address, as the source says it."""
    return str(getattr(scope.get("route"), "path", "no route"))


class Boundary:
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
            log.debug("stopped at %s", route_of(scope))  # the server ends, and nobody waits for this any more
            return
        except ClientDisconnect:
            log.debug("hung up at %s", route_of(scope))
            refusal = ServerRefusal("bad-request")
        except Exception as error:
            trouble = refusal_of(error) if isinstance(error, sqlite3.Error) else None
            refusal = trouble or ServerRefusal("server-odd")
            log.error("%s at %s", trouble.code if trouble else type(error).__name__, route_of(scope))
        else:
            return
        if not started:
            await refuse(refusal)(scope, receive, send)
