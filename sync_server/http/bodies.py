"""The JSON bodies of requests: their shapes, and reading them within limits. Bytes in them are unpadded base64url."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from starlette.requests import Request

from sync_server.errors import ServerRefusal

MOST_BODY = 256 * 1024  # bytes

Body = TypeVar("Body", bound=msgspec.Struct)


class PushRequest(msgspec.Struct, forbid_unknown_fields=True):
    """POST /v1/push: records, and the recovery secret when a device introduces itself."""

    records: list[str]
    secret: str = ""


class PullRequest(msgspec.Struct, forbid_unknown_fields=True):
    """POST /v1/pull: the signed request, and the cursor of the last meeting that the phone has (0: none)."""

    request: str
    meetings_after: Annotated[int, msgspec.Meta(ge=0, le=1 << 40)] = 0


class MeetingsRequest(msgspec.Struct, forbid_unknown_fields=True):
    """POST /v1/meetings: pairs of proposal and answer, withdrawals, and the buddy's certificate if it has one."""

    meetings: list[tuple[str, str]] = []
    withdrawals: list[str] = []
    certificate: str = ""


class ListRequest(msgspec.Struct, forbid_unknown_fields=True):
    """POST /v1/again: the trust bundle that a device holds; a display adds a signed request."""

    certificate: str
    list: str
    request: str = ""


class EnrolRequest(msgspec.Struct, forbid_unknown_fields=True):
    """POST /v1/enrol: the signed enrolment."""

    enrolment: str


class ForgetRequest(msgspec.Struct, forbid_unknown_fields=True):
    """POST /v1/forget: the signed wish to be forgotten, and the recovery secret of a device that never introduced itself."""

    wish: str
    secret: str = ""


class SecretRequest(msgspec.Struct, forbid_unknown_fields=True):
    """POST /v1/secret: the recovery secret, for the browser's own cookie."""

    secret: str


class CardRequestBody(msgspec.Struct, forbid_unknown_fields=True):
    """POST /v1/card: the signed request that brings a card's sealed secret."""

    request: str


class CardOpening(msgspec.Struct, forbid_unknown_fields=True):
    """POST /v1/card/open: the place that the card leads to."""

    place: str


async def read_bytes(request: Request, most: int = MOST_BODY) -> bytes:
    """The body, of at most `most` bytes. Raises ServerRefusal("too-large") before it reads more than that."""
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
    """A JSON body as a value of this shape. Raises ServerRefusal("bad-request")."""
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise ServerRefusal("bad-request") from None


async def read(request: Request, shape: type[Body]) -> Body:
    """The JSON body of a request, of at most 256 KiB. Raises ServerRefusal: "too-large" or "bad-request"."""
    return parse(await read_bytes(request), shape)
