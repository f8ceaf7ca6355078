"""Enrolment of displays and buddies' phones: the device answers an invitation with a key of its own."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from app.protocol import enrolment
from app.protocol.ed25519 import verify
from app.protocol.enrolment import Enrolment
from app.protocol.envelope import Envelope
from app.protocol.errors import BadSignature
from app.protocol.keys import key_id
from sync_server.errors import ServerRefusal
from sync_server.region import certificates
from sync_server.region.acts import act
from sync_server.region.registry import HOUR, YEAR, Registry


@dataclass(frozen=True, slots=True)
class EnrolmentResult:
    """What the device learns: the organisation's name, offers and planned minutes; a buddy's phone also its certificate."""

    organisation: str
    offers: list[list[object]]
    planned: int
    certificate: bytes | None


def enrol(registry: Registry, outer: Envelope, answer: Enrolment) -> EnrolmentResult:
    """Make a display or a buddy's phone known. The same device may ask again.

    Raises BadSignature or another ProtocolError, or ServerRefusal: "unknown-invitation", "used", "expired", "cancelled",
    "stolen-key" or "list-broken".
    """
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
        raise ServerRefusal("unknown-invitation")
    offers, planned, role, taken_by, name = row
    _refuse_stolen(registry, answer.public)
    if taken_by != answer.public:
        with act(registry, "enrol", key_id(answer.public).hex()):
            _take(registry, hashed, answer.public)
            if role == enrolment.BUDDY:
                certificates.certify(registry, answer.public, _organisation(registry, hashed))
            else:
                _list(registry, answer.public, hashed)
                _end_former(registry, taken_by, hashed)
    held = registry.db.execute("SELECT certificate FROM buddies WHERE public = ?", [answer.public]).fetchone()
    return EnrolmentResult(name, json.loads(offers), planned, bytes(held[0]) if held and role == enrolment.BUDDY else None)


def _refuse_stolen(registry: Registry, public: bytes) -> None:
    """Raises ServerRefusal("stolen-key") for a key that somebody else may have: the device has to make another."""
    for table in ("displays", "buddies"):
        sql = f"SELECT 1 FROM {table} WHERE public = ? AND stolen IS NOT NULL"  # noqa: S608
        if registry.db.execute(sql, [public]).fetchone():
            raise ServerRefusal("stolen-key")


def _take(registry: Registry, hashed: bytes, public: bytes) -> None:
    """Give the invitation to this device. Raises ServerRefusal: "used", "expired" or "cancelled"."""
    sql = "SELECT uses >= times, expires, cancelled FROM invitations WHERE secret_hash = ?"
    is_used, expires, cancelled = registry.db.execute(sql, [hashed]).fetchone()
    if is_used:
        raise ServerRefusal("used")
    if cancelled is not None:
        raise ServerRefusal("cancelled")
    if registry.now() >= expires:
        raise ServerRefusal("expired")
    sql = "UPDATE invitations SET display = ?, used = ?, uses = uses + 1 WHERE secret_hash = ?"
    registry.db.execute(sql, [public, registry.now(), hashed])


def _end_former(registry: Registry, former: bytes | None, hashed: bytes) -> None:
    """No longer believe the display that used this invitation before, unless another invitation made it a display meanwhile. A
    link that was seen by somebody else thus makes one display at a time, until the organisation's own tablet uses it again.
    """
    if former is None:
        return
    sql = (
        "UPDATE displays SET revoked = ? WHERE public = ? AND coalesce(revoked, ?) >= ?"
        " AND NOT EXISTS (SELECT 1 FROM invitations WHERE display = ? AND secret_hash != ?)"
    )
    now = registry.now()
    registry.db.execute(sql, [now, former, now, now, former, hashed])


def _organisation(registry: Registry, hashed: bytes) -> bytes:
    """The id of the organisation to which the invitation belongs now; a merge may have changed it."""
    row = registry.db.execute("SELECT organisation FROM invitations WHERE secret_hash = ?", [hashed]).fetchone()
    return bytes(row[0])


def _list(registry: Registry, public: bytes, hashed: bytes) -> None:
    """Put a display into the trust list. A known display gets the organisation and offers of the new invitation from now on."""
    now = registry.now()
    start = now - HOUR
    columns = "organisation, offers, start_time, end_time, revoked"
    before = registry.db.execute(f"SELECT {columns} FROM displays WHERE public = ?", [public]).fetchone()  # noqa: S608
    if before is not None:
        programme, offered, began, ended, revoked = before
        sql = "SELECT organisation, offers FROM invitations WHERE secret_hash = ?"
        if revoked is None and (programme, offered) == registry.db.execute(sql, [hashed]).fetchone():
            start = began
        else:
            start = now if revoked is None else max(revoked, start)
            former = [public, programme, offered, began, min(ended, now) if revoked is None else ended, revoked]
            registry.db.execute(f"INSERT INTO former_displays (public, {columns}) VALUES (?, ?, ?, ?, ?, ?)", former)  # noqa: S608
    registry.db.execute(
        "INSERT INTO displays (public, organisation, offers, planned, label, start_time, end_time)"
        " SELECT ?, organisation, offers, planned, label, ?, ? FROM invitations WHERE secret_hash = ?"
        " ON CONFLICT (public) DO UPDATE SET organisation = excluded.organisation, offers = excluded.offers,"
        " planned = excluded.planned, label = excluded.label, start_time = excluded.start_time,"
        " end_time = max(end_time, excluded.end_time), revoked = NULL",
        [public, start, now + YEAR, hashed],
    )
