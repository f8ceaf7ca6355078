"""Buddy certificates: made, renewed before they end, and kept when another one follows.

Rules:
1. A certificate begins when its phone enrolled. It is renewed with the same beginning, so that the newest one covers the
   earlier ones. Only for another organisation a second one begins.
2. Its beginning lies inside the validity period of the list key, even when that is over: a late renewal of the list key keeps
   nobody out (protocol, B7).
"""

from __future__ import annotations

from collections.abc import Iterable

from app.protocol import certificate
from app.protocol.certificate import KeyCertificate
from app.protocol.ed25519 import verify
from app.protocol.enrolment import BUDDY
from app.protocol.errors import ProtocolError
from sync_server.errors import ServerRefusal
from sync_server.region.registry import HOUR, YEAR, Registry


def start_of_new(registry: Registry) -> int:
    """When a certificate made now begins (Unix seconds): an hour ago, for phones whose clocks are behind."""
    listed = registry.list_certificate()
    return max(listed.start, min(registry.now() - HOUR, listed.end - 1))


def certify(registry: Registry, public: bytes, organisation: bytes) -> None:
    """Certify this phone (its public key) for this organisation (its id), for a year from now. Inside an act."""
    sql = "SELECT organisation, start_time, end_time, certificate, revoked FROM buddies WHERE public = ?"
    before, now = registry.db.execute(sql, [public]).fetchone(), registry.now()
    start = start_of_new(registry)
    if before is not None:
        programme, began, ended, old, revoked = before
        if revoked is not None:
            again = max(revoked, now - HOUR)
            registry.db.execute("INSERT OR REPLACE INTO absences VALUES (?, ?, ?)", [public, revoked, again])
        if programme == organisation:
            start = began
        elif old and began < start:
            sql = "INSERT OR REPLACE INTO former_certificates VALUES (?, ?, ?, ?, ?)"
            registry.db.execute(sql, [public, began, ended, programme, old])
    registry.db.execute(
        "INSERT INTO buddies (public, organisation, start_time, end_time, certificate) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (public) DO UPDATE SET organisation = excluded.organisation, start_time = excluded.start_time,"
        " end_time = excluded.end_time, certificate = excluded.certificate, revoked = NULL",
        [public, organisation, start, now + YEAR, _sealed(registry, public, organisation, start, now + YEAR)],
    )


def extend(registry: Registry, public: bytes, end: int) -> None:
    """Renew a phone's certificate, until `end` (Unix seconds). Inside an act."""
    sql = "SELECT organisation, start_time FROM buddies WHERE public = ?"
    organisation, start = registry.db.execute(sql, [public]).fetchone()
    sealed = _sealed(registry, public, organisation, start, end)
    sql = "UPDATE buddies SET end_time = ?, certificate = ? WHERE public = ?"
    registry.db.execute(sql, [end, sealed, public])


def sign_again(registry: Registry) -> None:
    """Sign every certificate with the list key in use, because an earlier list key is no longer believed. Inside an act.

    The meetings of these buddies get new cursors, so that newcomers' phones pull the new certificates.
    """
    for public, end in registry.db.execute("SELECT public, end_time FROM buddies WHERE certificate != x''").fetchall():
        extend(registry, public, end)
    columns = "public, organisation, start_time, end_time"
    for public, organisation, start, end in registry.db.execute(f"SELECT {columns} FROM former_certificates").fetchall():  # noqa: S608
        sealed = _sealed(registry, public, organisation, start, end)
        sql = "UPDATE former_certificates SET certificate = ? WHERE public = ? AND start_time = ?"
        registry.db.execute(sql, [sealed, public, start])
    newest = registry.db.execute("SELECT coalesce(max(cursor), 0) FROM meetings").fetchone()[0]
    sql = "UPDATE meetings SET cursor = cursor + ? WHERE giver IN (SELECT public FROM buddies)"
    registry.db.execute(sql, [newest])


def current(registry: Registry, public: bytes) -> tuple[bytes, str] | None:
    """The newest certificate of a phone that is not revoked, and its organisation's name; None when there is none."""
    sql = (
        "SELECT b.certificate, o.name FROM buddies b JOIN organisations o ON o.id = b.organisation"
        " WHERE b.public = ? AND b.revoked IS NULL"
    )
    row = registry.db.execute(sql, [public]).fetchone()
    return None if row is None else (bytes(row[0]), row[1])


def current_of_each(registry: Registry, publics: Iterable[bytes]) -> list[tuple[bytes, str]]:
    """`current` of each of these public keys that has one."""
    return [pair for public in publics if (pair := current(registry, public))]


def _sealed(registry: Registry, public: bytes, organisation: bytes, start: int, end: int) -> bytes:
    """A signed certificate. Raises ServerRefusal("list-broken") when a phone would read something else than was meant."""
    listing = registry.list_key()
    made = KeyCertificate(registry.need("region"), public, start, end, BUDDY, organisation)
    sealed = listing.seal(certificate.to_draft(made, listing.public))
    outer, read = certificate.from_bytes(sealed)
    if read != made or not verify(outer.check(listing.public)):
        raise ServerRefusal("list-broken")
    return sealed


def keys_named(data: bytes | None) -> set[bytes]:
    """The public key that this certificate names; empty without one, or when it cannot be read."""
    try:
        return set() if data is None else {certificate.from_bytes(data)[1].public}
    except ProtocolError:
        return set()
