"""What the server knows, as the JSON fields of its answers (REFERENCE.md). Bytes become unpadded base64url.

These functions read the database, so they run on a lane; only those without a registry may run on the event loop.
"""

from __future__ import annotations

from app.protocol import enrolment
from app.protocol.base64url import encode
from sync_server.records.meetings import StoredMeeting
from sync_server.records.pulls import PulledPage
from sync_server.records.result import Result
from sync_server.region import enrolments, lost_lists, publication
from sync_server.region.registry import Registry


def trust_bundle(registry: Registry) -> dict[str, object]:
    """The newest trust bundle. Raises ServerRefusal("no-region")."""
    bundle = publication.bundle(registry)
    parts = {"root": encode(bundle.root), "certificate": encode(bundle.certificate), "list": encode(bundle.listed)}
    earlier = [[encode(certificate), encode(listed)] for certificate, listed in bundle.earlier]
    return {**parts, **({"earlier": earlier} if earlier else {})}


def newest_trust(registry: Registry) -> dict[str, object]:
    """The newest trust bundle, and which lists were lost, so that a device that holds one brings it back."""
    gap = lost_lists.gap(registry)
    lost = {"lost": {"after": gap.after, "before": gap.before}} if gap else {}
    return {**trust_bundle(registry), **lost}


def list_and_log(registry: Registry) -> dict[str, object]:
    """The list's version and the log's name: they tell a phone that there is a newer list, or that a backup was put back."""
    return {"list": publication.version(registry), "log": encode(registry.log())}


def result(outcome: Result) -> dict[str, str | bool | None]:
    """The result about one record, meeting or withdrawal."""
    fields: dict[str, str | bool | None] = {
        "id": encode(outcome.id) if outcome.id else None,
        "status": outcome.status,
    }
    if outcome.code:
        fields["code"] = outcome.code
    if outcome.fork:
        fields["fork"] = True
    if outcome.receipt:
        fields["receipt"] = encode(outcome.receipt)
    return fields


def meeting(stored: StoredMeeting) -> dict[str, str | int]:
    """A meeting as a newcomer's phone pulls it."""
    fields: dict[str, str | int] = {
        "cursor": stored.cursor,
        "proposal": encode(stored.proposal),
        "answer": encode(stored.answer),
    }
    optional = {"certificate": stored.certificate, "withdrawal": stored.withdrawal, "receipt": stored.receipt}
    return fields | {name: encode(data) for name, data in optional.items() if data is not None}


def page(pulled: PulledPage) -> dict[str, object]:
    """A page of a pull; `cursor` is that of its last record, None when it has none."""
    rows = [{"cursor": row.cursor, "record": encode(row.data), "receipt": encode(row.receipt)} for row in pulled.rows]
    cursor = pulled.rows[-1].cursor if pulled.rows else None
    return {
        "rows": rows,
        "meetings": [meeting(stored) for stored in pulled.meetings],
        "cursor": cursor,
        "more": pulled.more,
        "own": pulled.own,
    }


def enrolled(registry: Registry, data: bytes) -> dict[str, object]:
    """Enrol the device of a signed enrolment, and what it learns. Raises ServerRefusal or ProtocolError."""
    outer, signed = enrolment.enrolment_from_bytes(data)
    known = enrolments.enrol(registry, outer, signed)
    shown = {"organisation": known.organisation, "offers": known.offers, "planned": known.planned}
    certificate = {"certificate_of_buddy": encode(known.certificate)} if known.certificate else {}
    return {**trust_bundle(registry), **shown, **certificate}
