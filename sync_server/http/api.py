"""The addresses of phones and displays under /v1/: parse the request, call, answer (REFERENCE.md).

Whatever reads the database or checks a signature runs on a lane (lanes.py), never on the event loop.
"""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.protocol import base64url
from app.protocol.errors import Malformed, ProtocolError
from app.protocol.packed import is_packed
from sync_server.errors import ServerRefusal
from sync_server.health_watch import Watch
from sync_server.http import answers, carried_secret
from sync_server.http.bodies import (
    MOST_BODY,
    CardOpening,
    CardRequestBody,
    EnrolRequest,
    ForgetRequest,
    ListRequest,
    MeetingsRequest,
    PullRequest,
    PushRequest,
    SecretRequest,
    parse,
    read,
    read_bytes,
)
from sync_server.http.limits import sender
from sync_server.http.refusals import NO_STORE, refuse
from sync_server.lanes import Lanes
from sync_server.records.service import Service
from sync_server.region import brought_certificates, certificates, lost_lists, members
from sync_server.region.registry import Registry

MOST_LIST = 1536 * 1024  # bytes of a body with a trust list, which may have 1 MiB
MOST_RECORDS = 100
MOST_MEETINGS = 50  # and withdrawals

Handler = Callable[[Request], Awaitable[Response]]

to_text = base64url.encode


def from_text(text: str) -> bytes:
    """The bytes of base64url text without padding. Raises ServerRefusal("bad-request")."""
    try:
        return base64url.decode(text)
    except Malformed:
        raise ServerRefusal("bad-request") from None


def answer(value: Any, headers: dict[str, str] | None = None, status: int = 200) -> Response:
    """A JSON answer that nobody may cache, unless `headers` say otherwise."""
    return Response(msgspec.json.encode(value), status, {**NO_STORE, **(headers or {})}, "application/json")


def guarded(handler: Handler) -> Handler:
    """The handler, whose refusals become answers with their code and status."""

    async def wrapped(request: Request) -> Response:
        try:
            return await handler(request)
        except (ServerRefusal, ProtocolError) as error:
            return refuse(error)

    return wrapped


def routes(service: Service, registry: Registry, lanes: Lanes, health: Watch, proxies: int = 0) -> list[Route]:
    """Every address under /v1/. `proxies`: how many of our own proxies stand before this server."""

    async def healthy(request: Request) -> Response:
        report = await health.report()
        return answer(report.to_fields(), status=200 if report.is_ok else 503)

    async def trust(request: Request) -> Response:
        newest = await lanes.reads.run(answers.newest_trust, registry)
        tag = f'"{to_text(hashlib.sha256(msgspec.json.encode(newest)).digest()[:16])}"'
        if request.headers.get("if-none-match") == tag:
            return Response(status_code=304, headers={"ETag": tag})
        return answer(newest, headers={"ETag": tag, "Cache-Control": "no-cache"})

    async def push(request: Request) -> Response:
        body = await read_bytes(request)
        if is_packed(body):
            records, secret = await lanes.signatures.run(service.pushes.unpack, body, MOST_RECORDS, MOST_BODY)
        else:
            parsed = parse(body, PushRequest)
            records, secret = [from_text(text) for text in parsed.records], from_text(parsed.secret)
        if len(records) > MOST_RECORDS:
            raise ServerRefusal("too-large")
        results = await service.pushes.take_in(records, secret, sender(request.scope, proxies))
        news = await lanes.reads.run(answers.list_and_log, registry)
        return answer({"results": [answers.result(result) for result in results], **news})

    async def challenge(request: Request) -> Response:
        return answer({"nonce": to_text(service.pulls.nonce())})

    async def pull(request: Request) -> Response:
        body = await read(request, PullRequest)
        page = await lanes.reads.run(service.pulls.page, from_text(body.request), body.meetings_after)
        return answer({**answers.page(page), "log": to_text(await lanes.reads.run(registry.log))})

    async def meet(request: Request) -> Response:
        body = await read(request, MeetingsRequest)
        if len(body.meetings) + len(body.withdrawals) > MOST_MEETINGS:
            raise ServerRefusal("too-large")
        pairs = [(from_text(proposal), from_text(answered)) for proposal, answered in body.meetings]
        withdrawals = [from_text(text) for text in body.withdrawals]
        brought = from_text(body.certificate) if body.certificate else None
        if brought is not None:
            await lanes.registry.run(brought_certificates.readmit, registry, brought)
        met, withdrawn = await service.meetings.take_in(pairs, withdrawals, sender(request.scope, proxies))
        givers = {result.giver for result in met if result.giver} | certificates.keys_named(brought)
        granted = await lanes.reads.run(certificates.current_of_each, registry, sorted(givers))
        return answer(
            {
                "meetings": [answers.result(result) for result in met],
                "withdrawals": [answers.result(result) for result in withdrawn],
                "certificates": [[to_text(data), programme] for data, programme in granted],
                "log": to_text(await lanes.reads.run(registry.log)),
            }
        )

    async def bring_list(request: Request) -> Response:
        body = parse(await read_bytes(request, MOST_LIST), ListRequest)
        if body.request:
            outer, _ = service.pulls.request(from_text(body.request))
            await lanes.registry.run(members.note_request, registry, outer)
        await lanes.registry.run(lost_lists.bring_back, registry, from_text(body.certificate), from_text(body.list))
        return answer(await lanes.reads.run(answers.newest_trust, registry))

    async def enrol(request: Request) -> Response:
        body = await read(request, EnrolRequest)
        return answer(await lanes.registry.run(answers.enrolled, registry, from_text(body.enrolment)))

    async def keep_card(request: Request) -> Response:
        body = await read(request, CardRequestBody)
        await service.cards.register(from_text(body.request))
        return answer({})

    async def open_card(request: Request) -> Response:
        body = await read(request, CardOpening)
        return answer({"sealed": to_text(await service.cards.open(from_text(body.place), sender(request.scope, proxies)))})

    async def forget(request: Request) -> Response:
        body = await read(request, ForgetRequest)
        wished = service.wishes.carry_out, from_text(body.wish), from_text(body.secret), sender(request.scope, proxies)
        await lanes.registry.run(*wished)
        return answer({})

    async def keep_secret(request: Request) -> Response:
        carried_secret.refuse_foreign(request)
        body = await read(request, SecretRequest)
        return answer({}, {"Set-Cookie": carried_secret.cookie(from_text(body.secret))})

    async def give_secret(request: Request) -> Response:
        carried_secret.refuse_foreign(request)
        return answer({"secret": carried_secret.carried(request)})

    async def forget_secret(request: Request) -> Response:
        carried_secret.refuse_foreign(request)
        return answer({}, {"Set-Cookie": carried_secret.no_cookie()})

    async def secret(request: Request) -> Response:
        return await {"POST": keep_secret, "DELETE": forget_secret}.get(request.method, give_secret)(request)

    return [
        Route("/v1/health", guarded(healthy), methods=["GET"]),
        Route("/v1/trust", guarded(trust), methods=["GET"]),
        Route("/v1/push", guarded(push), methods=["POST"]),
        Route("/v1/challenge", guarded(challenge), methods=["POST"]),
        Route("/v1/pull", guarded(pull), methods=["POST"]),
        Route("/v1/meetings", guarded(meet), methods=["POST"]),
        Route("/v1/again", guarded(bring_list), methods=["POST"]),
        Route("/v1/card", guarded(keep_card), methods=["POST"]),
        Route("/v1/card/open", guarded(open_card), methods=["POST"]),
        Route("/v1/enrol", guarded(enrol), methods=["POST"]),
        Route("/v1/forget", guarded(forget), methods=["POST"]),
        Route(carried_secret.PATH, guarded(secret), methods=["GET", "POST", "DELETE"]),
    ]
