"""Validity periods: extended for every key that nobody revoked, so that nothing ends by time alone.

A poster's end is never moved, because its last day is printed on it.
"""

from __future__ import annotations

from sync_server.region import certificates
from sync_server.region.registry import DAY, YEAR, Registry

LEFT = 180 * DAY  # a period that ends sooner than this is extended (seconds)
RECEIPTS = 10 * YEAR  # how long a receipt key is listed (seconds)

DISPLAYS = "poster IS NULL AND revoked IS NULL AND stolen IS NULL AND end_time < ?"
BUDDIES = "revoked IS NULL AND stolen IS NULL AND end_time < ?"


def receipts_end(registry: Registry) -> int:
    """When the receipt key's validity period ends (Unix seconds). Raises ServerRefusal("no-region")."""
    stored = registry.value("receipt-end")
    return int(registry.need("receipt-start")) + RECEIPTS if stored is None else int(stored)


def are_due(registry: Registry) -> bool:
    """Would `extend` change anything?"""
    soon = registry.now() + LEFT
    tables = (("displays", DISPLAYS), ("buddies", BUDDIES))
    rows = (registry.db.execute(f"SELECT 1 FROM {table} WHERE {where}", [soon]).fetchone() for table, where in tables)  # noqa: S608
    return receipts_end(registry) < soon or any(row is not None for row in rows)


def extend(registry: Registry) -> None:
    """Extend periods that end soon, or ended while the server was off. Inside an act; their beginnings stay."""
    now = registry.now()
    soon, end = now + LEFT, now + YEAR
    registry.db.execute(f"UPDATE displays SET end_time = ? WHERE {DISPLAYS}", [end, soon])  # noqa: S608
    for (public,) in registry.db.execute(f"SELECT public FROM buddies WHERE {BUDDIES}", [soon]).fetchall():  # noqa: S608
        certificates.extend(registry, public, end)
    if receipts_end(registry) < soon:
        registry.set("receipt-end", str(now + RECEIPTS).encode())
