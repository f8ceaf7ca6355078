"""Trust lists that this server published and lost: after a restore, devices hold newer lists and bring them back.

Rules:
1. A list is this region's own when the region's root certified its list key, that key signed it, and the key is not known to be
   stolen.
2. A list is taken when it was published in the gap (after the backup, before the restore), or when it outranks the server's. In
   the second case files were put back by hand, and the log gets another name, as after a restore.
3. What is unknown here is stored: organisations, agreements, displays, posters, revocations, list keys, and a counting policy
   of a higher version. A validity period only grows. What is known here stays as it is.
4. The next list gets a higher version than every list that was brought. A list of a later list key than the server's cannot be
   outranked without the root: its serial is noted (`outranked`).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from app.protocol import cbor, trust
from app.protocol.agreement import Agreement
from app.protocol.ed25519 import verify
from app.protocol.errors import NotTrusted
from app.protocol.trust import Display, KeyPeriod, Organisation
from app.protocol.trust_entries import Revocation, offer_fields
from sync_server.region import counting, publication
from sync_server.region.acts import act
from sync_server.region.registry import LOG_SIZE, YEAR, Registry

Rank = tuple[int, int]  # serial of the certificate, version of the list
FURTHEST = YEAR  # versions count from 1 or from a time in seconds: none is further ahead of the clock than this


@dataclass(frozen=True, slots=True)
class Gap:
    """Lists of a rank above `after` and below `before` were published, and the server does not have them."""

    after: Rank
    before: Rank

    def contains(self, rank: Rank) -> bool:
        """Is this the rank of a lost list?"""
        return self.after < rank < self.before


def gap(registry: Registry) -> Gap | None:
    """The gap after the last restore, without what came back already; None when nothing may be lost."""
    ends = [registry.value(key) for key in ("lost-after", "lost-before")]
    after, before = (None if end is None else tuple(map(int, end.split())) for end in ends)
    return Gap((after[0], after[1]), (before[0], before[1])) if after and before else None


def open_gap(registry: Registry, after: Rank, before: Rank) -> None:
    """Note a restore: the backup held the list of rank `after`, and now `before` is published. Inside a transaction."""
    known = gap(registry)
    _set(registry, "lost-after", min(after, known.after) if known else after)
    _set(registry, "lost-before", before)


def bring_back(registry: Registry, certificate: bytes, listed: bytes) -> bool:
    """Take a list that a device brings, with its certificate; True when it was a lost one.

    Raises NotTrusted or another ProtocolError when it is not this region's own, or ServerRefusal.
    """
    brought, newest, lost = trust.bundle_from_bytes(certificate, listed), publication.parsed_bundle(registry), gap(registry)
    outranks = brought.rank >= newest.rank
    if brought.ids == newest.ids or not (outranks or (lost and lost.contains(brought.rank))):
        return False
    check(registry, brought)
    with act(registry, "list-brought-back", "{} {}".format(*brought.rank)):
        take_over_missing(registry, brought)
        if lost and lost.contains(brought.rank):
            _set(registry, "lost-after", brought.rank)
        elif brought.certificate.public != newest.certificate.public:
            registry.set("outranked", str(brought.certificate.serial).encode())
        else:
            registry.set("log", secrets.token_bytes(LOG_SIZE))
            registry.set("version", str(max(publication.version(registry), brought.trust_list.version)).encode())
            publication.publish(registry, anew=True)
    return True


def take_over_missing(registry: Registry, brought: trust.TrustBundle) -> None:
    """Store what this list says and the tables do not know. Inside a transaction; its signatures were checked."""
    organisations = {listed.id: _organisation(registry, listed) for listed in brought.trust_list.organisations}
    for organisation in brought.trust_list.organisations:
        _agreements(registry, organisations[organisation.id], organisation.agreements)
    if brought.trust_list.policy.version > counting.policy(registry).version:
        registry.set(counting.POLICY, cbor.encode(brought.trust_list.policy.to_fields()))
    for display in sorted(brought.trust_list.displays, key=lambda display: display.key.start):
        _display(registry, display, organisations.get(display.organisation, display.organisation))
    for revoked in brought.trust_list.revoked:
        _revoked(registry, revoked)
    listing = brought.certificate
    _keys(registry, "list", [KeyPeriod(listing.public, listing.start, listing.end), *brought.trust_list.former])
    _keys(registry, "receipt", brought.trust_list.receipt_keys)


def check(registry: Registry, brought: trust.TrustBundle) -> None:
    """Raises NotTrusted unless this trust bundle is one of this region's own."""
    if brought.certificate.region != registry.need("region"):
        raise NotTrusted("another region")
    if not all(verify(check) for check in brought.checks(registry.need("root"))):
        raise NotTrusted("not signed by this region")
    sql = "SELECT 1 FROM former_keys WHERE public = ? AND (stolen IS NOT NULL OR revoked IS NOT NULL)"
    if registry.db.execute(sql, [brought.certificate.public]).fetchone():
        raise NotTrusted("a list key that is not believed any more")
    if brought.trust_list.version > max(registry.now(), publication.version(registry)) + FURTHEST:
        raise NotTrusted("no list of this region has such a version")


def _organisation(registry: Registry, listed: Organisation) -> bytes:
    """The id under which this organisation is known here: its own, or that of a new one with the same name."""
    for column, value in (("id", listed.id), ("name", listed.name)):
        row = registry.db.execute(f"SELECT id FROM organisations WHERE {column} = ?", [value]).fetchone()  # noqa: S608
        if row:
            return bytes(row[0])
    registry.db.execute("INSERT INTO organisations (id, name) VALUES (?, ?)", [listed.id, listed.name])
    return listed.id


def _agreements(registry: Registry, organisation: bytes, agreed: Iterable[Agreement]) -> None:
    sql = f"INSERT INTO agreements (organisation, {counting.COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"  # noqa: S608
    for agreement in agreed:
        registry.db.execute(sql, counting.row_of(organisation, agreement))


def _display(registry: Registry, listed: Display, organisation: bytes) -> None:
    """Store a display or poster. When it begins after the known entry of the same key had ended, the display came again."""
    number = "(SELECT coalesce(max(poster), 0) + 1 FROM displays)" if listed.poster else "NULL"
    key, offers = listed.key, json.dumps(offer_fields(listed.offers))
    columns = "organisation, offers, start_time, end_time, revoked"
    held = registry.db.execute(f"SELECT {columns} FROM displays WHERE public = ?", [key.public]).fetchone()  # noqa: S608
    if held and held[2] < key.start and min(held[3], held[3] if held[4] is None else held[4]) <= key.start:
        registry.db.execute(
            f"INSERT INTO former_displays (public, {columns}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            [key.public, *held],
        )
        sql = "UPDATE displays SET organisation = ?, offers = ?, start_time = ?, end_time = ?, revoked = ? WHERE public = ?"
        registry.db.execute(sql, [organisation, offers, key.start, key.end, key.revoked, key.public])
        return
    if held and held[2] > key.start:
        return  # this entry is from before the display came again, which is known here
    registry.db.execute(
        "INSERT INTO displays (public, organisation, offers, start_time, end_time, revoked, stolen, poster)"  # noqa: S608
        f" VALUES (?, ?, ?, ?, ?, ?, ?, {number}) ON CONFLICT (public) DO UPDATE SET"
        " end_time = max(end_time, excluded.end_time), revoked = coalesce(revoked, excluded.revoked),"
        " stolen = coalesce(stolen, excluded.stolen)",
        [key.public, organisation, offers, key.start, key.end, key.revoked, key.stolen],
    )


def _revoked(registry: Registry, revocation: Revocation) -> None:
    """Store the revocation of a buddy. An unknown buddy is stored with its revocation only, until its certificate is back."""
    if revocation.believed_again is not None:
        sql = "INSERT INTO absences VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        registry.db.execute(sql, [revocation.public, revocation.time, revocation.believed_again])
        sql = "UPDATE buddies SET revoked = NULL WHERE public = ? AND revoked = ? AND stolen IS NULL"
        registry.db.execute(sql, [revocation.public, revocation.time])
        return
    registry.db.execute(
        "INSERT INTO buddies (public, organisation, start_time, end_time, certificate, revoked, stolen)"
        " VALUES (?, x'', 0, 0, x'', ?, ?) ON CONFLICT (public) DO UPDATE SET revoked = coalesce(revoked, excluded.revoked),"
        " stolen = coalesce(stolen, excluded.stolen)",
        [revocation.public, revocation.time, revocation.stolen],
    )


def _keys(registry: Registry, purpose: str, keys: Iterable[KeyPeriod]) -> None:
    """Store keys that signed after the backup: their signatures stay believed, though the server lost the private keys."""
    in_use = {publication.parsed_bundle(registry).certificate.public, registry.need("receipt-key")}
    sql = (
        "INSERT INTO former_keys (public, purpose, start_time, end_time, revoked) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    )
    for key in keys:
        if key.public not in in_use:
            registry.db.execute(sql, [key.public, purpose, key.start, key.end, key.revoked])


def _set(registry: Registry, key: str, rank: Rank) -> None:
    registry.set(key, "{} {}".format(*rank).encode())
