"""Phones and displays: parse, call, answer. JSON outside, base64url of signed bytes inside."""

from __future__ import annotations

import asyncio
import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.protocol import enrolment
from app.protocol.errors import ProtocolError
from sync_server import errors
from sync_server.errors import Refused
from sync_server.records.meetings import PulledMeeting
from sync_server.records.packed import is_packed
from sync_server.records.service import Result, Service
from sync_server.region import enrolments, publication
from sync_server.region.publication import Bundle
from sync_server.region.registry import Registry

MOST_BODY = 256 * 1024
MOST_RECORDS = 100
MOST_MEETINGS = 50

Body = TypeVar("Body", bound=msgspec.Struct)
Handler = Callable[[Request], Awaitable[Response]]


class Push(msgspec.Struct, forbid_unknown_fields=True):
    records: list[str]
    secret: str = ""


class Pull(msgspec.Struct, forbid_unknown_fields=True):
    request: str
    meetings_after: Annotated[int, msgspec.Meta(ge=0, le=1 << 40)] = 0


class Meetings(msgspec.Struct, forbid_unknown_fields=True):
    meetings: list[tuple[str, str]] = []
    withdrawals: list[str] = []


class Enrol(msgspec.Struct, forbid_unknown_fields=True):
    enrolment: str


def to_text(data: bytes) -> str:
    """base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(text: str) -> bytes:
    """The bytes of base64url text without padding. Raises Refused("bad-request")."""
    try:
        return base64.b64decode(text.encode("ascii") + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise Refused("bad-request") from None


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    own = {"Cache-Control": "no-store", **(headers or {})}
    return Response(msgspec.json.encode(value), status, own, "application/json")


def refuse(code: str) -> Response:
    return answer({"code": code}, errors.status(code))


async def read_bytes(request: Request) -> bytes:
    """The body, if it is small. Raises Refused before reading more than it takes."""
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length) > MOST_BODY:
        raise Refused("too-large")
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > MOST_BODY:
            raise Refused("too-large")
    return bytes(parts)


def parse(body: bytes, shape: type[Body]) -> Body:
    """A JSON body of this shape. Raises Refused."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise Refused("bad-request") from None


async def read(request: Request, shape: type[Body]) -> Body:
    return parse(await read_bytes(request), shape)


def guarded(handler: Handler) -> Handler:
    """A refusal becomes its code and status."""

    async def wrapped(request: Request) -> Response:
        try:
            return await handler(request)
        except (Refused, ProtocolError) as error:
            return refuse(error.code)

    return wrapped


def _bundle(bundle: Bundle) -> dict[str, object]:
    return {"root": to_text(bundle.root), "certificate": to_text(bundle.certificate), "list": to_text(bundle.listed)}


def _result(result: Result) -> dict[str, str | None]:
    fields = {"id": to_text(result.id) if result.id else None, "status": result.status}
    if result.code:
        fields["code"] = result.code
    if result.receipt:
        fields["receipt"] = to_text(result.receipt)
    return fields


def _meeting(one: PulledMeeting) -> dict[str, str | int]:
    fields: dict[str, str | int] = {"cursor": one.cursor, "proposal": to_text(one.proposal), "answer": to_text(one.answer)}
    optional = {"certificate": one.certificate, "withdrawal": one.withdrawal}
    return fields | {name: to_text(data) for name, data in optional.items() if data is not None}


def routes(service: Service, registry: Registry) -> list[Route]:
    """Every address under /v1/."""

    async def health(request: Request) -> Response:
        return answer({"status": "ok"})

    async def trust(request: Request) -> Response:
        bundle = publication.bundle(registry)
        tag = f'"{to_text(bundle.listed[-16:])}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        return answer(_bundle(bundle), headers={"ETag": tag, "Cache-Control": "no-cache"})

    async def push(request: Request) -> Response:
        body = await read_bytes(request)
        if is_packed(body):
            records, secret = await asyncio.to_thread(service.unpack, body, MOST_RECORDS, MOST_BODY)
        else:
            given = parse(body, Push)
            records, secret = [from_text(text) for text in given.records], from_text(given.secret)
        if len(records) > MOST_RECORDS:
            raise Refused("too-large")
        results = await service.push(records, secret)
        return answer({"results": [_result(result) for result in results], "list": publication.version(registry)})

    async def challenge(request: Request) -> Response:
        return answer({"nonce": to_text(service.nonce())})

    async def pull(request: Request) -> Response:
        body = await read(request, Pull)
        pulled = service.pull(from_text(body.request), body.meetings_after)
        rows = [{"cursor": row.cursor, "record": to_text(row.data), "receipt": to_text(row.receipt)} for row in pulled.rows]
        cursor = pulled.rows[-1].cursor if pulled.rows else None
        met = [_meeting(one) for one in pulled.meetings]
        return answer({"rows": rows, "cursor": cursor, "more": pulled.more, "meetings": met})

    async def meet(request: Request) -> Response:
        body = await read(request, Meetings)
        if len(body.meetings) + len(body.withdrawals) > MOST_MEETINGS:
            raise Refused("too-large")
        pairs = [(from_text(proposal), from_text(answered)) for proposal, answered in body.meetings]
        met, withdrawn = await service.meet(pairs, [from_text(text) for text in body.withdrawals])
        return answer({"meetings": [_result(one) for one in met], "withdrawals": [_result(one) for one in withdrawn]})

    async def enrol(request: Request) -> Response:
        body = await read(request, Enrol)
        outer, told = enrolment.enrolment_from_bytes(from_text(body.enrolment))
        known = enrolments.enrol(registry, outer, told)
        shown = {"organisation": known.organisation, "offers": known.offers, "planned": known.planned}
        certificate = {"certificate_of_buddy": to_text(known.certificate)} if known.certificate else {}
        return answer({**_bundle(publication.bundle(registry)), **shown, **certificate})

    return [
        Route("/v1/health", guarded(health), methods=["GET"]),
        Route("/v1/trust", guarded(trust), methods=["GET"]),
        Route("/v1/push", guarded(push), methods=["POST"]),
        Route("/v1/challenge", guarded(challenge), methods=["POST"]),
        Route("/v1/pull", guarded(pull), methods=["POST"]),
        Route("/v1/meetings", guarded(meet), methods=["POST"]),
        Route("/v1/enrol", guarded(enrol), methods=["POST"]),
    ]
