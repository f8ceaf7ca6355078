"""The wire: what the server is asked and what its answers mean. Every answer is parsed strictly; rubbish counts as offline.

* SyncError
  x Offline   offline      no connection, a time-out, a captive portal (also 511), an answer that is not ours
  x Busy      server-odd   the server says "later" (429, 5xx); `wait` in seconds if it named one
  x Declined  <its code>   the server understood and said no
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from app.protocol import base64url
from app.protocol.errors import CodedError, Malformed
from app.protocol.packed import Base, pack
from app.protocol.wire import LostLists, PulledMeeting, TrustAnswer

if TYPE_CHECKING:
    import httpx

MOST_RECORDS = 100
MOST_BYTES = 150_000  # so that it fits in any form
MOST_ROWS = 200
MOST_MEETINGS = 50
NO_MEETINGS = 1 << 40  # a cursor after which there are none
LONGEST_WAIT = 6 * 3600
PORTAL = 511  # "network authentication required"


class SyncError(CodedError):
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
class RecordStatus:
    """The server's word on one record: `status` is stored, known, refused or unknown-device."""

    id: bytes | None
    status: str
    code: str
    receipt: bytes | None


@dataclass(frozen=True, slots=True)
class Pushed:
    """One answer for each record, in order, the version of the server's trust list, and the name of its log: another name says
    that a backup was put back.
    """

    answers: tuple[RecordStatus, ...]
    listed: int | None
    log: str = ""


@dataclass(frozen=True, slots=True)
class PullResponse:
    """Records with their receipts, as the server holds them; ask on after `cursor` when there is `more`."""

    rows: tuple[tuple[bytes, bytes], ...]
    cursor: int | None
    more: bool
    meetings: tuple[PulledMeeting, ...] = ()
    log: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """One answer for each meeting and each withdrawal that a buddy's phone brought, in order. Ids are those of the answers and
    the withdrawals. `certificates`: the newest of each buddy who gave one of these answers, with the programme's name.
    """

    meetings: tuple[RecordStatus, ...]
    withdrawals: tuple[RecordStatus, ...]
    log: str = ""
    certificates: tuple[tuple[bytes, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EnrolResponse:
    """What a new display learns: the region's keys, its organisation's name and what it may show. A buddy: its certificate."""

    trust: TrustAnswer
    organisation: str
    activities: tuple[int, ...]
    planned: int
    certificate: bytes | None = None


to_text = base64url.encode


def from_text(value: Any) -> bytes:
    """The bytes of base64url text. Raises Offline for anything else."""
    try:
        return base64url.decode(value)
    except Malformed as error:
        raise Offline(str(error)) from error


class Client:
    """One server. Give it an `httpx.AsyncClient` whose base address is the server's origin."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def trust(self) -> TrustAnswer:
        """The region's root, list key certificate and trust list. Raises SyncError."""
        return _trust(await self._ask("GET", "/v1/trust"))

    async def push(self, records: Sequence[bytes], base: Base | None = None, secret: bytes = b"") -> Pushed:
        """Offer at most 100 records, in the short form; a server that does not know it gets the long one. `secret` (16 bytes)
        goes with a device's first record, to join its person.

        Raises SyncError; Declined("unknown-base") when the server does not hold `base`, though we have its receipt.
        """
        try:
            answer = await self._ask("POST", "/v1/push", pack(records, base, secret))
        except Declined as error:
            if error.code == "unknown-base":
                raise
            shown = {"secret": to_text(secret)} if secret else {}
            answer = await self._ask("POST", "/v1/push", {"records": [to_text(data) for data in records], **shown})
        results, listed = answer.get("results"), answer.get("list")
        if not isinstance(results, list) or len(results) != len(records):
            raise Offline("push answer")
        return Pushed(tuple(map(_answer, results)), listed if type(listed) is int else None, _log(answer))

    async def challenge(self) -> bytes:
        """A fresh word to sign. Raises SyncError."""
        return from_text((await self._ask("POST", "/v1/challenge")).get("nonce"))

    async def pull(self, request: bytes, after: int, meetings_after: int = NO_MEETINGS) -> PullResponse:
        """What follows after the cursor that `request` names, and meetings after theirs. Raises SyncError;
        Declined("not-allowed") for an unknown key.
        """
        answer = await self._ask("POST", "/v1/pull", {"request": to_text(request), "meetings_after": meetings_after})
        rows, cursor, more = answer.get("rows"), answer.get("cursor"), answer.get("more")
        if not isinstance(rows, list) or len(rows) > MOST_ROWS or type(more) is not bool:
            raise Offline("pull answer")
        if (rows and (type(cursor) is not int or cursor <= after)) or (more and not rows):
            raise Offline("pull answer")  # it would never end
        met = answer.get("meetings", [])
        if not isinstance(met, list) or len(met) > MOST_ROWS:
            raise Offline("pull answer")
        return PullResponse(tuple(map(_pulled, rows)), cursor, more, tuple(map(_met, met)), _log(answer))

    async def bring(
        self, pairs: Sequence[tuple[bytes, bytes]], withdrawals: Sequence[bytes], certificate: bytes = b""
    ) -> Brought:
        """Meetings as (proposal, answer), and answers taken back: at most 50 in all. A buddy's `certificate` goes along: a
        server that lost it knows the buddy again. Raises SyncError.
        """
        body: dict[str, Any] = {
            "meetings": [[to_text(proposal), to_text(answer)] for proposal, answer in pairs],
            "withdrawals": [to_text(data) for data in withdrawals],
        }
        if certificate:
            body["certificate"] = to_text(certificate)
        answer = await self._ask("POST", "/v1/meetings", body)
        met, withdrawn = answer.get("meetings"), answer.get("withdrawals")
        if not isinstance(met, list) or not isinstance(withdrawn, list):
            raise Offline("meetings answer")
        if len(met) != len(pairs) or len(withdrawn) != len(withdrawals):
            raise Offline("meetings answer")
        granted = answer.get("certificates", [])
        if not isinstance(granted, list) or len(granted) > MOST_MEETINGS:
            raise Offline("meetings answer")
        certificates = tuple(map(_granted, granted))
        return Brought(tuple(map(_answer, met)), tuple(map(_answer, withdrawn)), _log(answer), certificates)

    async def bring_back(self, certificate: bytes, listed: bytes, request: bytes = b"") -> TrustAnswer:
        """Bring a trust list that the server may have lost, and get its newest. `request`, signed over a fresh word, says which
        display asks. Raises SyncError.
        """
        asked = {"request": to_text(request)} if request else {}
        return _trust(
            await self._ask("POST", "/v1/again", {"certificate": to_text(certificate), "list": to_text(listed), **asked})
        )

    async def enrol(self, enrolment: bytes) -> EnrolResponse:
        """Make a display or a buddy known. Raises SyncError; Declined says why (used, expired, unknown-invitation)."""
        answer = await self._ask("POST", "/v1/enrol", {"enrolment": to_text(enrolment)})
        name, offers, planned = answer.get("organisation"), answer.get("offers"), answer.get("planned")
        if not isinstance(name, str) or not isinstance(offers, list) or type(planned) is not int:
            raise Offline("enrolment answer")
        activities = tuple(offer[0] for offer in offers if isinstance(offer, list) and offer and type(offer[0]) is int)
        mine = answer.get("certificate_of_buddy")
        return EnrolResponse(_trust(answer), name, activities, planned, None if mine is None else from_text(mine))

    async def _ask(self, method: str, path: str, body: dict[str, Any] | bytes | None = None) -> dict[str, Any]:
        import httpx

        content = {"content": body} if isinstance(body, bytes) else {"json": body}
        try:
            response = await self._http.request(method, path, **content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Offline(type(error).__name__) from error
        if response.status_code == PORTAL:
            raise Offline("captive portal")
        if response.status_code in (408, 429) or response.status_code >= 500:
            raise Busy(_wait(response.headers))
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


def _wait(headers: httpx.Headers) -> int | None:
    """Retry-After in seconds, at most six hours. A date is compared with the server's own: the phone's clock may be wrong."""
    after = headers.get("retry-after", "")
    if after.isascii() and after.isdigit() and len(after) < 9:
        return min(int(after), LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(after) - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
    except (TypeError, ValueError):
        return None
    return min(max(0, int(seconds)), LONGEST_WAIT)


def _log(answer: dict[str, Any]) -> str:
    log = answer.get("log")
    return log if isinstance(log, str) else ""


def _trust(answer: dict[str, Any]) -> TrustAnswer:
    root, certificate, listed = (from_text(answer.get(part)) for part in ("root", "certificate", "list"))
    earlier = answer.get("earlier", [])
    if not isinstance(earlier, list) or not all(isinstance(one, list) and len(one) == 2 for one in earlier):
        raise Offline("trust answer")
    before = tuple((from_text(one), from_text(other)) for one, other in earlier)
    return TrustAnswer(root, certificate, listed, _lost(answer.get("lost")), before)


def _lost(value: Any) -> LostLists | None:
    """None for whatever is no pair of ranks: nothing is lost by that."""
    if not isinstance(value, dict):
        return None
    after, before = _rank(value.get("after")), _rank(value.get("before"))
    return LostLists(after, before) if after and before else None


def _rank(value: Any) -> tuple[int, int] | None:
    fits = isinstance(value, list) and len(value) == 2 and all(type(one) is int for one in value)
    return (value[0], value[1]) if fits else None


def _granted(one: Any) -> tuple[bytes, str]:
    if not isinstance(one, list) or len(one) != 2 or not isinstance(one[1], str):
        raise Offline("meetings answer")
    return from_text(one[0]), one[1]


def _met(row: Any) -> PulledMeeting:
    if not isinstance(row, dict) or type(row.get("cursor")) is not int:
        raise Offline("pulled meeting")
    optional = (None if row.get(part) is None else from_text(row[part]) for part in ("certificate", "withdrawal", "receipt"))
    return PulledMeeting(row["cursor"], from_text(row.get("proposal")), from_text(row.get("answer")), *optional)


def _pulled(row: Any) -> tuple[bytes, bytes]:
    if not isinstance(row, dict):
        raise Offline("pull answer")
    return from_text(row.get("record")), from_text(row.get("receipt"))


def _answer(result: Any) -> RecordStatus:
    if not isinstance(result, dict) or result.get("status") not in ("stored", "known", "refused", "unknown-device"):
        raise Offline("push answer")
    id, code, receipt = result.get("id"), result.get("code"), result.get("receipt")
    return RecordStatus(
        None if id is None else from_text(id),
        result["status"],
        code if isinstance(code, str) else "",
        None if receipt is None else from_text(receipt),
    )
