"""The wire: what the server is asked and what its answers mean. Every answer is parsed strictly; rubbish counts as offline.

* SyncError
  x Offline   offline      no connection, a time-out, a captive portal, an answer that is not ours
  x Busy      server-odd   the server says "later" (429, 5xx); `wait` in seconds if it named one
  x Declined  <its code>   the server understood and said no
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

MOST_RECORDS = 100
LONGEST_WAIT = 6 * 3600


class SyncError(Exception):
    code = "offline"


class Offline(SyncError):
    pass


class Busy(SyncError):
    code = "server-odd"

    def __init__(self, wait: int | None) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait


class Declined(SyncError):
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Answer:
    """The server's word on one record: `status` is stored, known, refused or unknown-device."""

    id: bytes | None
    status: str
    code: str
    receipt: bytes | None


@dataclass(frozen=True, slots=True)
class TrustAnswer:
    root: bytes
    certificate: bytes
    listed: bytes


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a new display learns: the region's keys, its organisation's name and what it may show."""

    trust: TrustAnswer
    organisation: str
    activities: tuple[int, ...]
    planned: int


def to_text(data: bytes) -> str:
    """base64url without padding (RFC 4648, section 5)."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_text(value: Any) -> bytes:
    """The bytes of base64url text. Raises Offline for anything else."""
    if not isinstance(value, str):
        raise Offline("text expected")
    try:
        data = base64.b64decode(value.encode("ascii") + b"=" * (-len(value) % 4), altchars=b"-_", validate=True)
    except (UnicodeEncodeError, binascii.Error) as error:
        raise Offline("not base64url") from error
    if to_text(data) != value:
        raise Offline("not the one spelling of base64url")
    return data


class Client:
    """One server. Give it an `httpx.AsyncClient` whose base address is the server's origin."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def trust(self) -> TrustAnswer:
        """The region's root, list key certificate and trust list. Raises SyncError."""
        return _trust(await self._ask("GET", "/v1/trust"))

    async def push(self, records: Sequence[bytes]) -> list[Answer]:
        """Offer at most 100 records; one answer for each, in order. Raises SyncError."""
        answer = await self._ask("POST", "/v1/push", {"records": [to_text(data) for data in records]})
        results = answer.get("results")
        if not isinstance(results, list) or len(results) != len(records):
            raise Offline("push answer")
        return [_answer(result) for result in results]

    async def enrol(self, enrolment: bytes) -> Enrolled:
        """Make a display known. Raises SyncError; Declined says why (used, expired, unknown-invitation)."""
        answer = await self._ask("POST", "/v1/enrol", {"enrolment": to_text(enrolment)})
        name, offers, planned = answer.get("organisation"), answer.get("offers"), answer.get("planned")
        if not isinstance(name, str) or not isinstance(offers, list) or type(planned) is not int:
            raise Offline("enrolment answer")
        activities = tuple(offer[0] for offer in offers if isinstance(offer, list) and offer and type(offer[0]) is int)
        return Enrolled(_trust(answer), name, activities, planned)

    async def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        import httpx

        try:
            response = await self._http.request(method, path, json=body)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Offline(type(error).__name__) from error
        if response.status_code in (408, 429) or response.status_code >= 500:
            raise Busy(_wait(response.headers.get("retry-after")))
        if not response.headers.get("content-type", "").startswith("application/json"):
            raise Offline("not JSON")  # a captive portal, or another server altogether
        try:
            answer = json.loads(response.content)
        except (ValueError, RecursionError) as error:
            raise Offline("not JSON") from error
        if not isinstance(answer, dict):
            raise Offline("not an object")
        if response.status_code != 200:
            code = answer.get("code")
            raise Declined(code) if isinstance(code, str) else Offline(f"status {response.status_code}")
        return answer


def _wait(header: str | None) -> int | None:
    return min(int(header), LONGEST_WAIT) if header and header.isascii() and header.isdigit() and len(header) < 9 else None


def _trust(answer: dict[str, Any]) -> TrustAnswer:
    return TrustAnswer(*(from_text(answer.get(part)) for part in ("root", "certificate", "list")))


def _answer(result: Any) -> Answer:
    if not isinstance(result, dict) or result.get("status") not in ("stored", "known", "refused", "unknown-device"):
        raise Offline("push answer")
    id, code, receipt = result.get("id"), result.get("code"), result.get("receipt")
    return Answer(
        None if id is None else from_text(id),
        result["status"],
        code if isinstance(code, str) else "",
        None if receipt is None else from_text(receipt),
    )
