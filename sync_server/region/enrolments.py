"""How a display or a buddy's phone comes in: it answers an invitation with a key of its own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from app.protocol import certificate, enrolment
from app.protocol.certificate import KeyCertificate
from app.protocol.ed25519 import verify
from app.protocol.enrolment import Enrolment
from app.protocol.envelope import Envelope
from app.protocol.errors import BadSignature
from app.protocol.keys import key_id
from sync_server.errors import Refused
from sync_server.region.acts import act
from sync_server.region.registry import HOUR, YEAR, Registry


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What a new display learns; a buddy's phone gets its certificate."""

    organisation: str
    offers: list[list[object]]
    planned: int
    certificate: bytes | None


def enrol(registry: Registry, outer: Envelope, answer: Enrolment) -> Enrolled:
    """Make a display or a buddy known. The same device may ask again. Raises Refused or ProtocolError."""
    if not verify(outer.check(answer.public)):
        raise BadSignature("enrolment")
    _, invitation = enrolment.invitation_from_bytes(answer.invitation)
    hashed = hashlib.sha256(invitation.secret).digest()
    row = registry.db.execute(
        "SELECT i.offers, i.planned, i.role, i.display, o.name FROM invitations i"
        " JOIN organisations o ON o.id = i.organisation WHERE i.secret_hash = ?",
        [hashed],
    ).fetchone()
    if row is None:
        raise Refused("unknown-invitation")
    offers, planned, role, taken_by, name = row
    if taken_by != answer.public:
        with act(registry, "enrol", key_id(answer.public).hex()):
            _take(registry, hashed, answer.public)
            if role == enrolment.BUDDY:
                _certify(registry, answer.public, hashed)
            else:
                _list(registry, answer.public, hashed)
    held = registry.db.execute("SELECT certificate FROM buddies WHERE public = ?", [answer.public]).fetchone()
    return Enrolled(name, json.loads(offers), planned, bytes(held[0]) if held and role == enrolment.BUDDY else None)


def _take(registry: Registry, hashed: bytes, public: bytes) -> None:
    """The invitation is this device's now, if nobody was before it. Raises Refused("used", "expired" or "cancelled")."""
    sql = "SELECT display, expires, cancelled FROM invitations WHERE secret_hash = ?"
    taken_by, expires, cancelled = registry.db.execute(sql, [hashed]).fetchone()
    if taken_by is not None:
        raise Refused("used")
    if cancelled is not None:
        raise Refused("cancelled")
    if registry.now() >= expires:
        raise Refused("expired")
    sql = "UPDATE invitations SET display = ?, used = ? WHERE secret_hash = ?"
    registry.db.execute(sql, [public, registry.now(), hashed])


def _list(registry: Registry, public: bytes, hashed: bytes) -> None:
    """Into the list; one that is known already moves to what the new invitation says."""
    now = registry.now()
    registry.db.execute(
        "INSERT INTO displays (public, organisation, offers, planned, label, start_time, end_time)"
        " SELECT ?, organisation, offers, planned, label, ?, ? FROM invitations WHERE secret_hash = ?"
        " ON CONFLICT (public) DO UPDATE SET organisation = excluded.organisation, offers = excluded.offers,"
        " planned = excluded.planned, label = excluded.label, end_time = max(end_time, excluded.end_time)",
        [public, now - HOUR, now + YEAR, hashed],
    )


def _certify(registry: Registry, public: bytes, hashed: bytes) -> None:
    """A new certificate, also for a phone that has one: of this programme, from now on."""
    listing, now = registry.list_key(), registry.now()
    [organisation] = registry.db.execute("SELECT organisation FROM invitations WHERE secret_hash = ?", [hashed]).fetchone()
    made = KeyCertificate(registry.need("region"), public, now - HOUR, now + YEAR, enrolment.BUDDY, organisation)
    sealed = listing.seal(certificate.to_draft(made, listing.public))
    outer, read = certificate.from_bytes(sealed)
    if read != made or not verify(outer.check(listing.public)):
        raise Refused("list-broken")
    registry.db.execute(
        "INSERT INTO buddies (public, organisation, start_time, end_time, certificate) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (public) DO UPDATE SET organisation = excluded.organisation, end_time = excluded.end_time,"
        " start_time = excluded.start_time, certificate = excluded.certificate",
        [public, organisation, made.start, made.end, sealed],
    )
