"""Refusals as answers: the body `{"code": ...}`, the status, and after how many seconds to ask again."""

from __future__ import annotations

import sqlite3

import msgspec
from starlette.responses import Response

from app.protocol.errors import ProtocolError
from sync_server import errors
from sync_server.errors import ServerRefusal
from sync_server.records.connections import trouble

NO_STORE = {"Cache-Control": "no-store"}


def refuse(error: ServerRefusal | ProtocolError, headers: dict[str, str] | None = None) -> Response:
    """The answer for a refusal, with these headers besides its own."""
    wait = error.wait if isinstance(error, ServerRefusal) else None
    later = {} if wait is None else {"Retry-After": str(wait)}
    body = msgspec.json.encode({"code": error.code})
    return Response(body, errors.status(error.code), {**NO_STORE, **later, **(headers or {})}, "application/json")


def refusal_of(error: sqlite3.Error) -> ServerRefusal | None:
    """The refusal for an error of the database file; None when the error is a fault of this program."""
    code = trouble(error)
    return None if code is None else ServerRefusal(code)
