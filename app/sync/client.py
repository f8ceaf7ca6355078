"""The requests to the region's server, over HTTP. `app.sync.responses` parses what it answers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from app.protocol import base64url
from app.protocol.packed import Base, pack
from app.sync import responses
from app.sync.errors import LONGEST_WAIT, Busy, Declined, Offline

if TYPE_CHECKING:
    import httpx

    from app.protocol.wire import TrustAnswer
    from app.sync.responses import EnrolResponse, Json, MeetingsResponse, PullResponse, PushResponse

MOST_RECORDS = 100  # in one push
MOST_BYTES = 150_000  # of records in one push, so that they fit in the short form and in the long one
NO_MEETINGS = 1 << 40  # a cursor after which there are no meetings
PORTAL = 511  # HTTP status "network authentication required" (RFC 6585)

to_text = base64url.encode


class Client:
    """One server. Give it an `httpx.AsyncClient` whose base address is the server's origin."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http
        self._date = ""  # of the last answer that was understood

    async def trust(self) -> TrustAnswer:
        """The region's root, list-key certificate and trust list. Raises SyncError."""
        return responses.trust_answer(await self._ask("GET", "/v1/trust"))

    async def push(self, records: Sequence[bytes], base: Base | None = None, secret: bytes = b"") -> PushResponse:
        """Send at most MOST_RECORDS records in the short form; a server that does not know that form gets the long one. The
        recovery `secret` (16 bytes) goes with a device's first record, so that the device joins its person.

        Raises SyncError; Declined("unknown-base") when the server does not hold `base`, though we have its receipt.
        """
        try:
            reply = await self._ask("POST", "/v1/push", pack(records, base, secret))
        except Declined as error:
            if error.code == "unknown-base":
                raise
            optional = {"secret": to_text(secret)} if secret else {}
            reply = await self._ask("POST", "/v1/push", {"records": [to_text(data) for data in records], **optional})
        return responses.push_response(reply, len(records))

    async def challenge(self) -> bytes:
        """A fresh nonce to sign. Raises SyncError."""
        return responses.from_text((await self._ask("POST", "/v1/challenge")).get("nonce"))

    async def time(self) -> int | None:
        """The server's time in Unix seconds, by the date of its answer (RFC 9110, section 6.6.1); None when it names none.
        Raises SyncError.
        """
        await self.challenge()  # an answer that nobody may cache
        try:
            return int(parsedate_to_datetime(self._date).timestamp())
        except (TypeError, ValueError):
            return None

    async def pull(self, request: bytes, after: int, meetings_after: int = NO_MEETINGS) -> PullResponse:
        """Records after the cursor `after`, which the signed `request` names, and meetings after the cursor `meetings_after`.
        Raises SyncError; Declined("not-allowed") for an unknown key.
        """
        reply = await self._ask("POST", "/v1/pull", {"request": to_text(request), "meetings_after": meetings_after})
        return responses.pull_response(reply, after)

    async def send_meetings(
        self, pairs: Sequence[tuple[bytes, bytes]], withdrawals: Sequence[bytes], certificate: bytes = b""
    ) -> MeetingsResponse:
        """Send meetings, as pairs of signed bytes (proposal, answer), and withdrawals: at most MOST_MEETINGS in all. The
        `certificate` of the buddy goes along, so that a server that lost it knows the buddy again. Raises SyncError.
        """
        body: dict[str, Any] = {
            "meetings": [[to_text(proposal), to_text(answer)] for proposal, answer in pairs],
            "withdrawals": [to_text(data) for data in withdrawals],
        }
        if certificate:
            body["certificate"] = to_text(certificate)
        reply = await self._ask("POST", "/v1/meetings", body)
        return responses.meetings_response(reply, len(pairs), len(withdrawals))

    async def send_trust_list(self, certificate: bytes, listed: bytes, request: bytes = b"") -> TrustAnswer:
        """Send a trust bundle (list-key `certificate` and list) that the server may have lost, and get its newest. `request`,
        signed over a fresh nonce, says which display asks. Raises SyncError.
        """
        optional = {"request": to_text(request)} if request else {}
        body = {"certificate": to_text(certificate), "list": to_text(listed), **optional}
        return responses.trust_answer(await self._ask("POST", "/v1/again", body))

    async def enrol(self, enrolment: bytes) -> EnrolResponse:
        """Make a display or a buddy known with a signed enrolment. Raises SyncError; Declined says why (used, expired,
        unknown-invitation).
        """
        return responses.enrol_response(await self._ask("POST", "/v1/enrol", {"enrolment": to_text(enrolment)}))

    async def send_card(self, request: bytes) -> None:
        """Leave a sealed recovery secret: `request` is a signed message of the kind `card`. Raises SyncError;
        Declined("not-allowed") for a device that did not come with its person's secret.
        """
        await self._ask("POST", "/v1/card", {"request": to_text(request)})

    async def open_card(self, place: bytes) -> bytes:
        """What lies at the place (16 bytes) of a recovery card. Raises SyncError; Declined("no-card" or "old-card")."""
        return responses.from_text((await self._ask("POST", "/v1/card/open", {"place": to_text(place)})).get("sealed"))

    async def forget(self, wish: bytes, secret: bytes = b"") -> None:
        """Send a signed wish to be forgotten; returns when the server has erased the person. Raises SyncError; Declined when it
        will never be carried out (not-allowed, came-back).
        """
        body = {"wish": to_text(wish), **({"secret": to_text(secret)} if secret else {})}
        await self._ask("POST", "/v1/forget", body)

    async def _ask(self, method: str, path: str, body: dict[str, Any] | bytes | None = None) -> Json:
        import httpx

        content = {"content": body} if isinstance(body, bytes) else {"json": body}
        try:
            response = await self._http.request(method, path, **content)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise Offline(type(error).__name__) from error
        if response.status_code == PORTAL:
            raise Offline("captive portal")
        if response.status_code in (408, 429) or response.status_code >= 500:
            raise Busy(_wait(response.headers), response.status_code)
        if not response.headers.get("content-type", "").startswith("application/json"):
            raise Offline("not JSON")  # a captive portal, or another server altogether
        try:
            reply = json.loads(response.content)
        except (ValueError, RecursionError) as error:
            raise Offline("not JSON") from error
        if not isinstance(reply, dict):
            raise Offline("not an object")
        if response.status_code != 200:
            code = reply.get("code")
            raise Declined(code) if isinstance(code, str) else Offline(f"status {response.status_code}")
        self._date = response.headers.get("date", "")
        return reply


def _wait(headers: httpx.Headers) -> int | None:
    """Retry-After (RFC 9110, section 10.2.3) in seconds, at most LONGEST_WAIT. A date is compared with the server's own: the
    phone's clock may be wrong.
    """
    after = headers.get("retry-after", "")
    if after.isascii() and after.isdigit() and len(after) < 9:
        return min(int(after), LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(after) - parsedate_to_datetime(headers.get("date", ""))).total_seconds()
    except (TypeError, ValueError):
        return None
    return min(max(0, int(seconds)), LONGEST_WAIT)
