"""The region's signed trust list: made from the tables, read back as a phone would, and only then published.

The next version is made when the tables changed. Before it is stored, it is read by the phones' own reader and admitted by
their own rule, against the list before it (`app.protocol.trust`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.protocol import trust
from app.protocol.ed25519 import verify
from app.protocol.errors import ProtocolError
from app.protocol.trust import Display, KeyPeriod, Offer, Organisation, Roots, TrustList
from app.protocol.trust_entries import Revocation
from sync_server.errors import ServerRefusal
from sync_server.region import counting, validity
from sync_server.region.registry import DAY, Registry

REFRESH, BEFORE_REFRESH = 30 * DAY, 10 * DAY  # seconds until a list is due, and how long before that it is signed anew
# An organisation that was merged into another shows the other's name.
ORGANISATIONS = """
    SELECT own.id, coalesce(other.name, own.name) FROM organisations own LEFT JOIN organisations other ON other.id = own.merged
    ORDER BY own.id
"""


@dataclass(frozen=True, slots=True)
class PublishedTrust:
    """What GET /v1/trust answers: the root's public key, the list-key certificate and the trust list (`listed`), as bytes.

    `earlier` are pairs of certificate and list with which a root announced the next one, for phones that were off while the
    next root took over.
    """

    root: bytes
    certificate: bytes
    listed: bytes
    earlier: tuple[tuple[bytes, bytes], ...] = ()


def bundle(registry: Registry) -> PublishedTrust:
    """The newest trust bundle, as bytes. Raises ServerRefusal("no-region")."""
    root, list_key, listed = (registry.value(key) for key in ("root", "certificate", "list"))
    if root is None or list_key is None or listed is None:
        raise ServerRefusal("no-region")
    earlier = registry.db.execute("SELECT certificate, list FROM announcements ORDER BY number").fetchall()
    return PublishedTrust(root, list_key, listed, tuple(earlier))


def version(registry: Registry) -> int:
    """The version of the newest list, 0 when there is none."""
    return int(registry.value("version") or 0)


def is_due(registry: Registry) -> bool:
    """Is it time to sign the list anew without a change? Within ten days before its `refresh`, and for a new list key."""
    before = registry.value("list")
    if before is None or registry.value("list-certificate") != registry.value("certificate"):
        return True
    try:
        return trust.list_from_bytes(before)[1].refresh - registry.now() < BEFORE_REFRESH
    except ProtocolError:
        return True


def publish(registry: Registry, anew: bool = False) -> None:
    """Sign and store the next version if its content is new or it is due; with `anew` in any case. Inside a transaction.

    Raises ServerRefusal("list-broken") when a phone that holds the last list would not admit this one.
    """
    now, listing, newest = registry.now(), registry.list_key(), content(registry)
    before = registry.value("list")
    if before is not None and not anew and not is_due(registry) and _says_the_same(before, newest):
        return
    newest = replace(newest, version=version(registry) + 1, issued=now, refresh=now + REFRESH)
    try:
        sealed = listing.seal(trust.list_draft(newest, listing.public))
        _admitted_by_phones(registry, sealed, newest)
    except (ProtocolError, ValueError, OverflowError) as error:
        raise ServerRefusal("list-broken") from error
    registry.set("version", str(newest.version).encode())
    registry.set("list", sealed)
    registry.set("list-certificate", registry.need("certificate"))
    registry.set("list-root", registry.need("root"))


def content(registry: Registry) -> TrustList:
    """The trust list that the tables give now; its version and times are 0."""
    rows, agreed = registry.db.execute, counting.agreements(registry)
    return TrustList(
        region=registry.need("region"),
        version=0,
        issued=0,
        refresh=0,
        policy=counting.policy(registry),
        organisations=tuple(Organisation(id, name, agreed.get(id, ())) for id, name in rows(ORGANISATIONS)),
        displays=tuple(_displays(registry)),
        receipt_keys=(_receipt_key(registry), *_former(registry, "receipt")),
        former=tuple(_former(registry, "list")),
        revoked=tuple(sorted(_revoked(registry), key=lambda revocation: (revocation.public, revocation.time))),
    )


def parsed_bundle(registry: Registry) -> trust.TrustBundle:
    """The newest trust bundle, parsed. Raises ServerRefusal("no-region")."""
    newest = bundle(registry)
    return trust.bundle_from_bytes(newest.certificate, newest.listed)


def _receipt_key(registry: Registry) -> KeyPeriod:
    start, end = int(registry.need("receipt-start")), validity.receipts_end(registry)
    return KeyPeriod(registry.need("receipt-key"), start, end)


def _former(registry: Registry, purpose: str) -> Iterator[KeyPeriod]:
    """Former keys, which are believed for their validity period; a stolen list key is in no list."""
    sql = (
        "SELECT public, start_time, end_time, revoked FROM former_keys"
        " WHERE purpose = ? AND (stolen IS NULL OR purpose <> 'list') ORDER BY start_time, public"
    )
    for row in registry.db.execute(sql, [purpose]):
        yield KeyPeriod(*row)


def _revoked(registry: Registry) -> Iterator[Revocation]:
    for public, time, stolen in registry.db.execute("SELECT public, revoked, stolen FROM buddies WHERE revoked IS NOT NULL"):
        yield Revocation(public, time, stolen)
    for public, time, again in registry.db.execute("SELECT public, revoked, again FROM absences"):
        yield Revocation(public, time, None, again)


def _says_the_same(before: bytes, newest: TrustList) -> bool:
    try:
        _, held = trust.list_from_bytes(before)
    except ProtocolError:
        return False
    return replace(held, version=0, issued=0, refresh=0) == newest


def _admitted_by_phones(registry: Registry, sealed: bytes, meant: TrustList) -> None:
    """Raises ProtocolError when a phone would refuse the new list, ValueError when it would read something else than meant."""
    offered = trust.bundle_from_bytes(registry.need("certificate"), sealed)
    if offered.trust_list != meant:
        raise ValueError("read back differently")
    held = None
    before, certificate = registry.value("list"), registry.value("list-certificate") or registry.value("certificate")
    if before is not None and certificate is not None:
        try:
            held = trust.bundle_from_bytes(certificate, before)
        except ProtocolError:
            held = None  # no phone holds a list that none could read
    root = registry.need("root") if held is None else registry.value("list-root") or registry.need("root")
    trust.admit(Roots(root, held.certificate.next_root if held else None), held, offered, verify)


def _displays(registry: Registry) -> Iterator[Display]:
    """Displays and posters as they are, and as they were before enrolling again. A stolen key is stolen in each entry."""
    columns = "public, start_time, end_time, revoked, organisation, offers, poster"
    before = (
        "SELECT f.public, f.start_time, f.end_time, coalesce(f.revoked, d.stolen), f.organisation, f.offers, d.poster, d.stolen"
        " FROM former_displays f JOIN displays d ON d.public = f.public"
    )
    sql = f"SELECT {columns}, stolen FROM displays UNION ALL {before} ORDER BY start_time, public"  # noqa: S608 - our own words
    for public, start, end, revoked, organisation, offers, poster, stolen in registry.db.execute(sql):
        key, offered = KeyPeriod(public, start, end, revoked, stolen), tuple(Offer(*fields) for fields in json.loads(offers))
        yield Display(key, organisation, offered, poster=poster is not None)
