"""Refusals as answers: `{"code": ...}`, its status, and when to ask again."""

from __future__ import annotations

import sqlite3

import msgspec
from starlette.responses import Response

from app.protocol.errors import ProtocolError
from sync_server import errors
from sync_server.errors import ServerRefusal
from sync_server.records.database import trouble

NO_STORE = {"Cache-Control": "no-store"}


def refuse(error: ServerRefusal | ProtocolError, headers: dict[str, str] | None = None) -> Response:
    """The answer that says so."""
    wait = error.wait if isinstance(error, ServerRefusal) else None
    later = {} if wait is None else {"Retry-After": str(wait)}
    body = msgspec.json.encode({"code": error.code})
    return Response(body, errors.status(error.code), {**NO_STORE, **later, **(headers or {})}, "application/json")


def refusal_of(error: sqlite3.Error) -> ServerRefusal | None:
    """What a trouble of the database means for whoever asked; None when it is a fault of ours."""
    code = trouble(error)
    return None if code is None else ServerRefusal(code)
