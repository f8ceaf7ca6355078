"""Displays and buddies' phones that are known: who they belong to, and taking one's word no longer."""

from __future__ import annotations

from app.protocol.keys import key_id
from sync_server.errors import Refused
from sync_server.region.acts import act
from sync_server.region.registry import Registry


def displays(registry: Registry) -> list[tuple[str, str, int | None]]:
    """Key id (hex), organisation and time of revocation of every display."""
    return _known(registry, "displays")


def buddies(registry: Registry) -> list[tuple[str, str, int | None]]:
    """Key id (hex), programme and time of revocation of every buddy with a certificate."""
    return _known(registry, "buddies")


def revoke(registry: Registry, key: str) -> None:
    """From now on this display or buddy is not believed; what was signed before stays. Raises Refused("not-found")."""
    for table in ("displays", "buddies"):
        for (public,) in registry.db.execute(f"SELECT public FROM {table} WHERE revoked IS NULL").fetchall():  # noqa: S608
            if key_id(public).hex() == key:
                with act(registry, "revoke", key):
                    sql = f"UPDATE {table} SET revoked = ? WHERE public = ?"  # noqa: S608
                    registry.db.execute(sql, [registry.now(), public])
                return
    raise Refused("not-found")


def _known(registry: Registry, table: str) -> list[tuple[str, str, int | None]]:
    sql = (
        f"SELECT m.public, o.name, m.revoked FROM {table} m JOIN organisations o ON o.id = m.organisation"  # noqa: S608
        " ORDER BY m.start_time, m.public"
    )
    return [(key_id(public).hex(), name, revoked) for public, name, revoked in registry.db.execute(sql).fetchall()]
