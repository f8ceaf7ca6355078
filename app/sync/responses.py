"""The answers of the server as values. Every answer is parsed strictly; one that is not as expected raises Offline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.protocol import base64url
from app.protocol.errors import Malformed
from app.protocol.wire import LostLists, PulledMeeting, TrustAnswer
from app.sync.errors import Offline

MOST_ROWS = 200  # records, and meetings, that one answer to a pull may hold
MOST_MEETINGS = 50  # meetings and withdrawals that one request may bring

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RecordStatus:
    """What the server did with one record, meeting or withdrawal: `status` is stored, known, refused (then `code` says why) or
    unknown-device. `receipt` is the signed receipt, if there is one. `fork`: the server holds another record at this place of
    the chain, so this phone lacks records that its key signed.
    """

    id: bytes | None
    status: str
    code: str
    receipt: bytes | None
    fork: bool = False


@dataclass(frozen=True, slots=True)
class PushResponse:
    """A status for each record, in order; the version of the server's trust list; and the name of its log. Another name than
    before says that a backup was put back.
    """

    statuses: tuple[RecordStatus, ...]
    list_version: int | None
    log: str = ""


@dataclass(frozen=True, slots=True)
class PullResponse:
    """`rows` are records with their receipts, as the server holds them; when there are `more`, pull again after `cursor`.
    `own` is how many records of this phone's key it holds in all; None when it does not say.
    """

    rows: tuple[tuple[bytes, bytes], ...]
    cursor: int | None
    more: bool
    meetings: tuple[PulledMeeting, ...] = ()
    log: str = ""
    own: int | None = None


@dataclass(frozen=True, slots=True)
class MeetingsResponse:
    """A status for each meeting and each withdrawal that a buddy sent, in order; their ids are those of the answers and of the
    withdrawals. `certificates` holds the newest certificate of each buddy who gave one of these answers, and the name of its
    organisation.
    """

    meetings: tuple[RecordStatus, ...]
    withdrawals: tuple[RecordStatus, ...]
    log: str = ""
    certificates: tuple[tuple[bytes, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EnrolResponse:
    """What a new display learns: the region's keys, the name of its organisation, the activities it may show, and the `planned`
    minutes of a session. A buddy also gets its `certificate`.
    """

    trust: TrustAnswer
    organisation: str
    activities: tuple[int, ...]
    planned: int
    certificate: bytes | None = None


def from_text(value: Any) -> bytes:
    """The bytes of base64url text (RFC 4648, section 5, without padding). Raises Offline for anything else."""
    try:
        return base64url.decode(value)
    except Malformed as error:
        raise Offline(str(error)) from error


def trust_answer(reply: Json) -> TrustAnswer:
    """The answer to a request for the trust bundle. Raises Offline."""
    root, certificate, listed = (from_text(reply.get(part)) for part in ("root", "certificate", "list"))
    earlier = reply.get("earlier", [])
    if not isinstance(earlier, list) or not all(isinstance(bundle, list) and len(bundle) == 2 for bundle in earlier):
        raise Offline("trust answer")
    bundles = tuple((from_text(certified), from_text(signed_list)) for certified, signed_list in earlier)
    return TrustAnswer(root, certificate, listed, _lost(reply.get("lost")), bundles)


def push_response(reply: Json, count: int) -> PushResponse:
    """The answer to a push of `count` records. Raises Offline."""
    results, version = reply.get("results"), reply.get("list")
    if not isinstance(results, list) or len(results) != count:
        raise Offline("push answer")
    return PushResponse(tuple(map(_status, results)), version if type(version) is int else None, _log(reply))


def pull_response(reply: Json, after: int) -> PullResponse:
    """The answer to a pull after the cursor `after`. Raises Offline, also for an answer that would make pulling endless."""
    rows, cursor, more = reply.get("rows"), reply.get("cursor"), reply.get("more")
    if not isinstance(rows, list) or len(rows) > MOST_ROWS or type(more) is not bool:
        raise Offline("pull answer")
    if (rows and (type(cursor) is not int or cursor <= after)) or (more and not rows):
        raise Offline("pull answer")  # it would never end
    meetings = reply.get("meetings", [])
    if not isinstance(meetings, list) or len(meetings) > MOST_ROWS:
        raise Offline("pull answer")
    own = reply.get("own")
    counted = own if type(own) is int else None
    return PullResponse(tuple(map(_row, rows)), cursor, more, tuple(map(_meeting, meetings)), _log(reply), counted)


def meetings_response(reply: Json, meetings: int, withdrawals: int) -> MeetingsResponse:
    """The answer to a request that brought so many meetings and withdrawals. Raises Offline."""
    met, withdrawn = reply.get("meetings"), reply.get("withdrawals")
    if not isinstance(met, list) or not isinstance(withdrawn, list):
        raise Offline("meetings answer")
    if len(met) != meetings or len(withdrawn) != withdrawals:
        raise Offline("meetings answer")
    granted = reply.get("certificates", [])
    if not isinstance(granted, list) or len(granted) > MOST_MEETINGS:
        raise Offline("meetings answer")
    certificates = tuple(map(_certificate, granted))
    return MeetingsResponse(tuple(map(_status, met)), tuple(map(_status, withdrawn)), _log(reply), certificates)


def enrol_response(reply: Json) -> EnrolResponse:
    """The answer to an enrolment. Raises Offline."""
    name, offers, planned = reply.get("organisation"), reply.get("offers"), reply.get("planned")
    if not isinstance(name, str) or not isinstance(offers, list) or type(planned) is not int:
        raise Offline("enrolment answer")
    activities = tuple(offer[0] for offer in offers if isinstance(offer, list) and offer and type(offer[0]) is int)
    certificate = reply.get("certificate_of_buddy")
    return EnrolResponse(
        trust_answer(reply), name, activities, planned, None if certificate is None else from_text(certificate)
    )


def _log(reply: Json) -> str:
    log = reply.get("log")
    return log if isinstance(log, str) else ""


def _lost(value: Any) -> LostLists | None:
    """None for whatever is no pair of ranks: a device without it loses nothing."""
    if not isinstance(value, dict):
        return None
    after, before = _rank(value.get("after")), _rank(value.get("before"))
    return LostLists(after, before) if after and before else None


def _rank(value: Any) -> tuple[int, int] | None:
    is_rank = isinstance(value, list) and len(value) == 2 and all(type(number) is int for number in value)
    return (value[0], value[1]) if is_rank else None


def _certificate(value: Any) -> tuple[bytes, str]:
    if not isinstance(value, list) or len(value) != 2 or not isinstance(value[1], str):
        raise Offline("meetings answer")
    return from_text(value[0]), value[1]


def _meeting(value: Any) -> PulledMeeting:
    if not isinstance(value, dict) or type(value.get("cursor")) is not int:
        raise Offline("pulled meeting")
    parts = ("certificate", "withdrawal", "receipt")
    optional = (None if value.get(part) is None else from_text(value[part]) for part in parts)
    return PulledMeeting(value["cursor"], from_text(value.get("proposal")), from_text(value.get("answer")), *optional)


def _row(value: Any) -> tuple[bytes, bytes]:
    if not isinstance(value, dict):
        raise Offline("pull answer")
    return from_text(value.get("record")), from_text(value.get("receipt"))


def _status(value: Any) -> RecordStatus:
    if not isinstance(value, dict) or value.get("status") not in ("stored", "known", "refused", "unknown-device"):
        raise Offline("push answer")
    id, code, receipt = value.get("id"), value.get("code"), value.get("receipt")
    return RecordStatus(
        None if id is None else from_text(id),
        value["status"],
        code if isinstance(code, str) else "",
        None if receipt is None else from_text(receipt),
        value.get("fork") is True,
    )
