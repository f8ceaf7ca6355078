"""How long keys are believed: moved forwards while they are in good standing, so that nothing ends by time alone.

In good standing is what nobody withdrew. A poster's end is never moved: its last day is printed on it.
"""

from __future__ import annotations

from sync_server.region import certificates
from sync_server.region.registry import DAY, YEAR, Registry

LEFT = 180 * DAY  # with less than this left a window is moved
RECEIPTS = 10 * YEAR

DISPLAYS = "poster IS NULL AND revoked IS NULL AND stolen IS NULL AND end_time < ?"
BUDDIES = "revoked IS NULL AND stolen IS NULL AND end_time < ?"


def receipts_end(registry: Registry) -> int:
    """Until when the receipt key is listed. Raises ServerRefusal("no-region")."""
    chosen = registry.value("receipt-end")
    return int(registry.need("receipt-start")) + RECEIPTS if chosen is None else int(chosen)


def are_due(registry: Registry) -> bool:
    """Would `extend` change anything?"""
    soon = registry.now() + LEFT
    tables = (("displays", DISPLAYS), ("buddies", BUDDIES))
    some = (registry.db.execute(f"SELECT 1 FROM {table} WHERE {where}", [soon]).fetchone() for table, where in tables)  # noqa: S608
    return receipts_end(registry) < soon or any(row is not None for row in some)


def extend(registry: Registry) -> None:
    """Move what ends soon, or has ended while nobody looked. Within an act; what began earlier stays so."""
    now = registry.now()
    soon, end = now + LEFT, now + YEAR
    registry.db.execute(f"UPDATE displays SET end_time = ? WHERE {DISPLAYS}", [end, soon])  # noqa: S608
    for (public,) in registry.db.execute(f"SELECT public FROM buddies WHERE {BUDDIES}", [soon]).fetchall():  # noqa: S608
        certificates.extend(registry, public, end)
    if receipts_end(registry) < soon:
        registry.set("receipt-end", str(now + RECEIPTS).encode())
