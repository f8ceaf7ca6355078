"""Displays and buddies' phones that are known: which organisation they belong to, and revoking them."""

from __future__ import annotations

from typing import NamedTuple

from app.protocol.ed25519 import verify
from app.protocol.envelope import Envelope
from app.protocol.keys import key_id
from sync_server.errors import ServerRefusal
from sync_server.region.acts import act
from sync_server.region.invitations import activities_of
from sync_server.region.registry import DAY, Registry


class Member(NamedTuple):
    """One display or buddy's phone. `key` is its key id in hex. A buddy's phone has no label or activity.

    Times are Unix seconds: it is believed from `start` until before `end`, and not from `revoked` on; `seen` is when a display
    last asked for the trust list.
    """

    key: str
    organisation: str
    revoked: int | None
    start: int
    end: int
    label: str = ""
    activities: tuple[int, ...] = ()
    seen: int | None = None


def displays(registry: Registry) -> list[Member]:
    """Every display, the oldest first; posters are not among them."""
    sql = (
        "SELECT m.public, o.name, m.revoked, m.start_time, m.end_time, m.label, m.offers, m.seen FROM displays m"
        " JOIN organisations o ON o.id = m.organisation WHERE m.poster IS NULL ORDER BY m.start_time, m.public"
    )
    return [
        Member(key_id(public).hex(), name, revoked, start, end, label, activities_of(offers), seen)
        for public, name, revoked, start, end, label, offers, seen in registry.db.execute(sql)
    ]


def buddies(registry: Registry) -> list[Member]:
    """Every buddy's phone with a certificate, the oldest first."""
    sql = (
        "SELECT m.public, o.name, m.revoked, m.start_time, m.end_time FROM buddies m"
        " JOIN organisations o ON o.id = m.organisation ORDER BY m.start_time, m.public"
    )
    return [Member(key_id(public).hex(), *rest) for public, *rest in registry.db.execute(sql)]


def revoke(registry: Registry, key: str, stolen: int | None = None) -> None:
    """No longer believe a display or buddy's phone, by its key id in hex. What it signed before stays believed.

    `stolen` (Unix seconds): since when somebody else has the key; then only what was received before that time stays believed.
    A device that was revoked already may be reported stolen. Raises ServerRefusal: "not-found" or "future-date".
    """
    now = registry.now()
    if stolen is not None and stolen > now:
        raise ServerRefusal("future-date")
    for table in ("displays", "buddies"):
        where = "revoked IS NULL" if stolen is None else "stolen IS NULL OR stolen > ?"
        values = [] if stolen is None else [stolen]
        rows = registry.db.execute(f"SELECT public, revoked FROM {table} WHERE {where}", values).fetchall()  # noqa: S608
        for public, before in rows:
            if key_id(public).hex() == key:
                since = min(time for time in (before, stolen, now) if time is not None)
                with act(registry, "revoke", key if stolen is None else f"{key} stolen"):
                    sql = f"UPDATE {table} SET revoked = ?, stolen = coalesce(?, stolen) WHERE public = ?"  # noqa: S608
                    registry.db.execute(sql, [since, stolen, public])
                return
    raise ServerRefusal("not-found")


def note_request(registry: Registry, request: Envelope) -> None:
    """Note, once a day, that a display signed a request over a fresh nonce. A request of any other key changes nothing."""
    now = registry.now()
    sql = "SELECT public FROM displays WHERE seen IS NULL OR seen <= ?"
    known = [public for (public,) in registry.db.execute(sql, [now - DAY]) if key_id(public) == request.key]
    for public in known:
        if verify(request.check(public)):
            registry.db.execute("UPDATE displays SET seen = ? WHERE public = ?", [now, public])
