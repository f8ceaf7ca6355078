"""Phones and displays: parse, call, answer. JSON outside, base64url of signed bytes inside.

What reads a file or checks a signature runs on a lane (lanes.py), never on the event loop.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Annotated, Any, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.protocol import base64url, enrolment
from app.protocol.errors import Malformed, ProtocolError
from app.protocol.packed import is_packed
from sync_server.errors import ServerRefusal
from sync_server.health import Watch
from sync_server.http.limits import sender
from sync_server.http.refusals import NO_STORE, refuse
from sync_server.lanes import Lanes
from sync_server.records.meetings import StoredMeeting
from sync_server.records.service import Result, Service
from sync_server.region import brought_certificates, certificates, enrolments, lost_lists, members, publication
from sync_server.region.publication import PublishedTrust
from sync_server.region.registry import Registry

MOST_BODY = 256 * 1024
MOST_LIST = 1536 * 1024  # a trust list may have 1 MiB
MOST_RECORDS = 100
MOST_MEETINGS = 50

Body = TypeVar("Body", bound=msgspec.Struct)
Handler = Callable[[Request], Awaitable[Response]]


class Push(msgspec.Struct, forbid_unknown_fields=True):
    records: list[str]
    secret: str = ""


class PullRequest(msgspec.Struct, forbid_unknown_fields=True):
    request: str
    meetings_after: Annotated[int, msgspec.Meta(ge=0, le=1 << 40)] = 0


class MeetingsRequest(msgspec.Struct, forbid_unknown_fields=True):
    meetings: list[tuple[str, str]] = []
    withdrawals: list[str] = []
    certificate: str = ""


class Again(msgspec.Struct, forbid_unknown_fields=True):
    certificate: str
    list: str
    request: str = ""


class Enrol(msgspec.Struct, forbid_unknown_fields=True):
    enrolment: str


to_text = base64url.encode


def from_text(text: str) -> bytes:
    """The bytes of base64url text without padding. Raises ServerRefusal("bad-request")."""
    try:
        return base64url.decode(text)
    except Malformed:
        raise ServerRefusal("bad-request") from None


def answer(value: Any, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(msgspec.json.encode(value), status, {**NO_STORE, **(headers or {})}, "application/json")


async def read_bytes(request: Request, most: int = MOST_BODY) -> bytes:
    """The body, if it is small. Raises ServerRefusal before reading more than it takes."""
    length = request.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and (len(length) > 9 or int(length) > most):
        raise ServerRefusal("too-large")
    parts = bytearray()
    async for part in request.stream():
        parts += part
        if len(parts) > most:
            raise ServerRefusal("too-large")
    return bytes(parts)


def parse(body: bytes, shape: type[Body]) -> Body:
    """A JSON body of this shape. Raises ServerRefusal."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise ServerRefusal("bad-request") from None


async def read(request: Request, shape: type[Body]) -> Body:
    return parse(await read_bytes(request), shape)


def guarded(handler: Handler) -> Handler:
    """A refusal becomes its code and status."""

    async def wrapped(request: Request) -> Response:
        try:
            return await handler(request)
        except (ServerRefusal, ProtocolError) as error:
            return refuse(error)

    return wrapped


def _bundle(bundle: PublishedTrust) -> dict[str, object]:
    parts = {"root": to_text(bundle.root), "certificate": to_text(bundle.certificate), "list": to_text(bundle.listed)}
    earlier = [[to_text(certificate), to_text(listed)] for certificate, listed in bundle.earlier]
    return {**parts, **({"earlier": earlier} if earlier else {})}


def _newest(registry: Registry) -> dict[str, object]:
    """The newest list, and which ones were lost, if any: whoever holds one brings it back."""
    gap = lost_lists.gap(registry)
    lost = {"lost": {"after": gap.after, "before": gap.before}} if gap else {}
    return {**_bundle(publication.bundle(registry)), **lost}


def _told(registry: Registry) -> dict[str, object]:
    """By which a phone learns that there is a newer list, or that a backup was put back."""
    return {"list": publication.version(registry), "log": to_text(registry.log())}


def _result(result: Result) -> dict[str, str | None]:
    fields = {"id": to_text(result.id) if result.id else None, "status": result.status}
    if result.code:
        fields["code"] = result.code
    if result.receipt:
        fields["receipt"] = to_text(result.receipt)
    return fields


def _meeting(one: StoredMeeting) -> dict[str, str | int]:
    fields: dict[str, str | int] = {"cursor": one.cursor, "proposal": to_text(one.proposal), "answer": to_text(one.answer)}
    optional = {"certificate": one.certificate, "withdrawal": one.withdrawal, "receipt": one.receipt}
    return fields | {name: to_text(data) for name, data in optional.items() if data is not None}


def _enrolled(registry: Registry, data: bytes) -> dict[str, object]:
    outer, told = enrolment.enrolment_from_bytes(data)
    known = enrolments.enrol(registry, outer, told)
    shown = {"organisation": known.organisation, "offers": known.offers, "planned": known.planned}
    certificate = {"certificate_of_buddy": to_text(known.certificate)} if known.certificate else {}
    return {**_bundle(publication.bundle(registry)), **shown, **certificate}


def routes(service: Service, registry: Registry, lanes: Lanes, health: Watch, proxies: int = 0) -> list[Route]:
    """Every address under /v1/."""

    async def healthy(request: Request) -> Response:
        seen = await health.look()
        return answer(seen.told(), 200 if seen.is_ok else 503)

    async def trust(request: Request) -> Response:
        newest = await lanes.reading.run(_newest, registry)
        tag = f'"{to_text(hashlib.sha256(msgspec.json.encode(newest)).digest()[:16])}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        return answer(newest, headers={"ETag": tag, "Cache-Control": "no-cache"})

    async def push(request: Request) -> Response:
        body = await read_bytes(request)
        if is_packed(body):
            records, secret = await lanes.judging.run(service.unpack, body, MOST_RECORDS, MOST_BODY)
        else:
            given = parse(body, Push)
            records, secret = [from_text(text) for text in given.records], from_text(given.secret)
        if len(records) > MOST_RECORDS:
            raise ServerRefusal("too-large")
        results = await service.push(records, secret, sender(request.scope, proxies))
        told = await lanes.reading.run(_told, registry)
        return answer({"results": [_result(result) for result in results], **told})

    async def challenge(request: Request) -> Response:
        return answer({"nonce": to_text(service.nonce())})

    async def pull(request: Request) -> Response:
        body = await read(request, PullRequest)
        pulled = await lanes.reading.run(service.pull, from_text(body.request), body.meetings_after)
        rows = [{"cursor": row.cursor, "record": to_text(row.data), "receipt": to_text(row.receipt)} for row in pulled.rows]
        cursor = pulled.rows[-1].cursor if pulled.rows else None
        met = [_meeting(one) for one in pulled.meetings]
        told = {"cursor": cursor, "more": pulled.more, "log": to_text(await lanes.reading.run(registry.log))}
        return answer({"rows": rows, "meetings": met, **told})

    async def meet(request: Request) -> Response:
        body = await read(request, MeetingsRequest)
        if len(body.meetings) + len(body.withdrawals) > MOST_MEETINGS:
            raise ServerRefusal("too-large")
        pairs = [(from_text(proposal), from_text(answered)) for proposal, answered in body.meetings]
        taken_back = [from_text(text) for text in body.withdrawals]
        if body.certificate:
            await lanes.joining.run(brought_certificates.know_again, registry, from_text(body.certificate))
        met, withdrawn = await service.meet(pairs, taken_back, sender(request.scope, proxies))
        givers = {one.giver for one in met if one.giver} | certificates.named(body.certificate and from_text(body.certificate))
        granted = await lanes.reading.run(certificates.of_buddies, registry, sorted(givers))
        return answer(
            {
                "meetings": [_result(one) for one in met],
                "withdrawals": [_result(one) for one in withdrawn],
                "certificates": [[to_text(data), programme] for data, programme in granted],
                "log": to_text(await lanes.reading.run(registry.log)),
            }
        )

    async def again(request: Request) -> Response:
        body = parse(await read_bytes(request, MOST_LIST), Again)
        if body.request:
            outer, _ = service.asked(from_text(body.request))
            await lanes.joining.run(members.seen, registry, outer)
        await lanes.joining.run(lost_lists.bring_back, registry, from_text(body.certificate), from_text(body.list))
        return answer(await lanes.reading.run(_newest, registry))

    async def enrol(request: Request) -> Response:
        body = await read(request, Enrol)
        return answer(await lanes.joining.run(_enrolled, registry, from_text(body.enrolment)))

    return [
        Route("/v1/health", guarded(healthy), methods=["GET"]),
        Route("/v1/trust", guarded(trust), methods=["GET"]),
        Route("/v1/push", guarded(push), methods=["POST"]),
        Route("/v1/challenge", guarded(challenge), methods=["POST"]),
        Route("/v1/pull", guarded(pull), methods=["POST"]),
        Route("/v1/meetings", guarded(meet), methods=["POST"]),
        Route("/v1/again", guarded(again), methods=["POST"]),
        Route("/v1/enrol", guarded(enrol), methods=["POST"]),
    ]
