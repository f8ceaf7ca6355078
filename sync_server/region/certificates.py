"""The region's word on buddies' phones: certificates, made anew before they end, and those from before.

Rules:
1. A certificate begins when its phone came and is made anew with the same beginning, so that the newest says all of what
   the one before said. Only for another programme a second one begins.
2. It begins inside the window of the list key, also when that is over: a renewal that is late keeps nobody out (protocol, B7).
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


def beginning(registry: Registry) -> int:
    """When a certificate made now begins: an hour ago, for clocks that are behind."""
    listed = registry.list_certificate()
    return max(listed.start, min(registry.now() - HOUR, listed.end - 1))


def certify(registry: Registry, public: bytes, organisation: bytes) -> None:
    """This phone is vouched for by this programme, from now on. Within an act."""
    sql = "SELECT organisation, start_time, end_time, certificate, revoked FROM buddies WHERE public = ?"
    before, now = registry.db.execute(sql, [public]).fetchone(), registry.now()
    start = beginning(registry)
    if before is not None:
        programme, began, ended, given, revoked = before
        if revoked is not None:
            again = max(revoked, now - HOUR)
            registry.db.execute("INSERT OR REPLACE INTO absences VALUES (?, ?, ?)", [public, revoked, again])
        if programme == organisation:
            start = began
        elif given and began < start:
            sql = "INSERT OR REPLACE INTO former_certificates VALUES (?, ?, ?, ?, ?)"
            registry.db.execute(sql, [public, began, ended, programme, given])
    registry.db.execute(
        "INSERT INTO buddies (public, organisation, start_time, end_time, certificate) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (public) DO UPDATE SET organisation = excluded.organisation, start_time = excluded.start_time,"
        " end_time = excluded.end_time, certificate = excluded.certificate, revoked = NULL",
        [public, organisation, start, now + YEAR, _sealed(registry, public, organisation, start, now + YEAR)],
    )


def extend(registry: Registry, public: bytes, end: int) -> None:
    """The same certificate, until `end`. Within an act."""
    sql = "SELECT organisation, start_time FROM buddies WHERE public = ?"
    organisation, start = registry.db.execute(sql, [public]).fetchone()
    sealed = _sealed(registry, public, organisation, start, end)
    sql = "UPDATE buddies SET end_time = ?, certificate = ? WHERE public = ?"
    registry.db.execute(sql, [end, sealed, public])


def sign_again(registry: Registry) -> None:
    """Every certificate, by the list key in use, because another one's word is believed no longer. Newcomers' phones hear of
    them as of meetings that changed. Within an act.
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
    """The newest certificate of a buddy in good standing, and the programme's name."""
    sql = (
        "SELECT b.certificate, o.name FROM buddies b JOIN organisations o ON o.id = b.organisation"
        " WHERE b.public = ? AND b.revoked IS NULL"
    )
    row = registry.db.execute(sql, [public]).fetchone()
    return None if row is None else (bytes(row[0]), row[1])


def of_buddies(registry: Registry, publics: Iterable[bytes]) -> list[tuple[bytes, str]]:
    """`current` of each of these who has one."""
    return [one for public in publics if (one := current(registry, public))]


def _sealed(registry: Registry, public: bytes, organisation: bytes, start: int, end: int) -> bytes:
    """Raises ServerRefusal("list-broken") when a phone would read something else than was meant."""
    listing = registry.list_key()
    made = KeyCertificate(registry.need("region"), public, start, end, BUDDY, organisation)
    sealed = listing.seal(certificate.to_draft(made, listing.public))
    outer, read = certificate.from_bytes(sealed)
    if read != made or not verify(outer.check(listing.public)):
        raise ServerRefusal("list-broken")
    return sealed


def named(data: bytes | str) -> set[bytes]:
    """Whose certificate this is, for whoever asks with one; nobody's when it cannot be read."""
    try:
        return {certificate.from_bytes(data)[1].public} if isinstance(data, bytes) else set()
    except ProtocolError:
        return set()
