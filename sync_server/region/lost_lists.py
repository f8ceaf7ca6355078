"""Lists that this server published and lost: after a restore, devices hold newer ones and bring them back.

Rules:
1. A list is ours when the region's root signed its list key, that key signed it, and it is not known to be stolen.
2. It is looked at when it was published in the gap (after the backup, before the restore), or when it outranks ours: then files
   were put back by hand, and the log gets another name, as after a restore.
3. What nobody here knows comes back: organisations, agreements, displays, posters, revocations, list keys, and a counting
   policy of a higher version. A window only grows. What is known here stays as it is here.
4. The next version is above every list that was brought. One of a list key that came after ours can only be answered with the
   root: it is noted (`outranked`).
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
from app.protocol.trust import Display, KeyWindow, Organisation
from app.protocol.trust_list import Revocation, offer_fields
from sync_server.region import counting, publication
from sync_server.region.acts import act
from sync_server.region.registry import LOG_SIZE, YEAR, Registry

Rank = tuple[int, int]  # serial of the certificate, version of the list
FURTHEST = YEAR  # versions count from 1 or from a time in seconds: none is further ahead of the clock


@dataclass(frozen=True, slots=True)
class Gap:
    """Lists of a rank above `after` and below `before` were published and are not known here."""

    after: Rank
    before: Rank

    def holds(self, rank: Rank) -> bool:
        return self.after < rank < self.before


def gap(registry: Registry) -> Gap | None:
    """What was lost by the last restore and did not come back yet, as far as anybody can say."""
    ends = [registry.value(key) for key in ("lost-after", "lost-before")]
    after, before = (None if end is None else tuple(map(int, end.split())) for end in ends)
    return Gap((after[0], after[1]), (before[0], before[1])) if after and before else None


def open_gap(registry: Registry, after: Rank, before: Rank) -> None:
    """A restore: the backup held the list of rank `after`, and now `before` is published. Within a transaction."""
    known = gap(registry)
    _set(registry, "lost-after", min(after, known.after) if known else after)
    _set(registry, "lost-before", before)


def bring_back(registry: Registry, certificate: bytes, listed: bytes) -> bool:
    """A device brings a list; True when it was one that was lost. Raises ProtocolError when it is not one of ours."""
    brought, ours, lost = trust.bundle_from_bytes(certificate, listed), publication.listed(registry), gap(registry)
    outranks = brought.rank >= ours.rank
    if brought.ids == ours.ids or not (outranks or (lost and lost.holds(brought.rank))):
        return False
    check(registry, brought)
    with act(registry, "list-brought-back", "{} {}".format(*brought.rank)):
        learn(registry, brought)
        if lost and lost.holds(brought.rank):
            _set(registry, "lost-after", brought.rank)
        elif brought.certificate.public != ours.certificate.public:
            registry.set("outranked", str(brought.certificate.serial).encode())
        else:
            registry.set("log", secrets.token_bytes(LOG_SIZE))
            registry.set("version", str(max(publication.version(registry), brought.trust_list.version)).encode())
            publication.publish(registry, anew=True)
    return True


def learn(registry: Registry, brought: trust.TrustBundle) -> None:
    """Take over what is missing here. Within a transaction; the list's signatures were checked."""
    organisations = {one.id: _organisation(registry, one) for one in brought.trust_list.organisations}
    for organisation in brought.trust_list.organisations:
        _agreements(registry, organisations[organisation.id], organisation.agreements)
    if brought.trust_list.policy.version > counting.policy(registry).version:
        registry.set(counting.POLICY, cbor.encode(brought.trust_list.policy.to_fields()))
    for display in sorted(brought.trust_list.displays, key=lambda one: one.key.start):
        _display(registry, display, organisations.get(display.organisation, display.organisation))
    for revoked in brought.trust_list.revoked:
        _revoked(registry, revoked)
    one = brought.certificate
    _keys(registry, "list", [KeyWindow(one.public, one.start, one.end), *brought.trust_list.former])
    _keys(registry, "receipt", brought.trust_list.receipt_keys)


def check(registry: Registry, brought: trust.TrustBundle) -> None:
    """Raises NotTrusted unless this list is one of this region's own."""
    if brought.certificate.region != registry.need("region"):
        raise NotTrusted("another region")
    if not all(verify(check) for check in brought.checks(registry.need("root"))):
        raise NotTrusted("not signed by this region")
    sql = "SELECT 1 FROM former_keys WHERE public = ? AND (stolen IS NOT NULL OR revoked IS NOT NULL)"
    if registry.db.execute(sql, [brought.certificate.public]).fetchone():
        raise NotTrusted("a list key that is not believed any more")
    if brought.trust_list.version > max(registry.now(), publication.version(registry)) + FURTHEST:
        raise NotTrusted("no list of this region has such a version")


def _organisation(registry: Registry, one: Organisation) -> bytes:
    """The id under which this organisation is known here: its own, or that of the one that was made anew with its name."""
    for column, value in (("id", one.id), ("name", one.name)):
        row = registry.db.execute(f"SELECT id FROM organisations WHERE {column} = ?", [value]).fetchone()  # noqa: S608
        if row:
            return bytes(row[0])
    registry.db.execute("INSERT INTO organisations (id, name) VALUES (?, ?)", [one.id, one.name])
    return one.id


def _agreements(registry: Registry, organisation: bytes, agreed: Iterable[Agreement]) -> None:
    sql = f"INSERT INTO agreements (organisation, {counting.FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"  # noqa: S608
    for one in agreed:
        registry.db.execute(sql, [organisation, *one.place, int(one.kind), one.dutch_context, one.social, one.papers])


def _display(registry: Registry, one: Display, organisation: bytes) -> None:
    """An entry of a display or poster. One that begins where the one that is known here had ended: it came again."""
    number = "(SELECT coalesce(max(poster), 0) + 1 FROM displays)" if one.poster else "NULL"
    key, offers = one.key, json.dumps(offer_fields(one.offers))
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
        return  # as it was before it came again: known here
    registry.db.execute(
        "INSERT INTO displays (public, organisation, offers, start_time, end_time, revoked, stolen, poster)"  # noqa: S608
        f" VALUES (?, ?, ?, ?, ?, ?, ?, {number}) ON CONFLICT (public) DO UPDATE SET"
        " end_time = max(end_time, excluded.end_time), revoked = coalesce(revoked, excluded.revoked),"
        " stolen = coalesce(stolen, excluded.stolen)",
        [key.public, organisation, offers, key.start, key.end, key.revoked, key.stolen],
    )


def _revoked(registry: Registry, one: Revocation) -> None:
    """Of a buddy. One that nobody here knows is kept with nothing but its revocation, until it is back."""
    if one.again is not None:
        sql = "INSERT INTO absences VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
        registry.db.execute(sql, [one.public, one.time, one.again])
        sql = "UPDATE buddies SET revoked = NULL WHERE public = ? AND revoked = ? AND stolen IS NULL"
        registry.db.execute(sql, [one.public, one.time])
        return
    registry.db.execute(
        "INSERT INTO buddies (public, organisation, start_time, end_time, certificate, revoked, stolen)"
        " VALUES (?, x'', 0, 0, x'', ?, ?) ON CONFLICT (public) DO UPDATE SET revoked = coalesce(revoked, excluded.revoked),"
        " stolen = coalesce(stolen, excluded.stolen)",
        [one.public, one.time, one.stolen],
    )


def _keys(registry: Registry, purpose: str, windows: Iterable[KeyWindow]) -> None:
    """Keys of the region that signed after the backup: their word stays, though nobody here can sign with them."""
    in_use = {publication.listed(registry).certificate.public, registry.need("receipt-key")}
    sql = (
        "INSERT INTO former_keys (public, purpose, start_time, end_time, revoked) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING"
    )
    for one in windows:
        if one.public not in in_use:
            registry.db.execute(sql, [one.public, purpose, one.start, one.end, one.revoked])


def _set(registry: Registry, key: str, rank: Rank) -> None:
    registry.set(key, "{} {}".format(*rank).encode())
