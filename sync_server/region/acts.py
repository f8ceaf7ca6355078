"""One act of administration: done whole or not at all, with a line in the audit, and a new trust list if its content changed.

Each act also extends validity periods that end soon (validity.py). Acts do not depend on what calls them, such as the command
line.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sync_server.region import publication, validity
from sync_server.region.registry import Registry


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit: the time (Unix seconds), the account, the act, and what it was about."""

    time: int
    who: str
    act: str
    about: str


@contextmanager
def act(registry: Registry, name: str, about: str = "") -> Iterator[None]:
    """Run the block in one transaction, as the act `name` of the audit.

    Raises ServerRefusal("list-broken") and changes nothing when phones would refuse the new trust list.
    """
    with registry.transaction():
        yield
        validity.extend(registry)
        registry.db.execute(
            "INSERT INTO audit (time, who, act, about) VALUES (?, ?, ?, ?)", [registry.now(), registry.who, name, about]
        )
        publication.publish(registry)


def audit_entries(registry: Registry, most: int = 100) -> list[AuditEntry]:
    """The last acts, at most `most`, the newest first."""
    sql = "SELECT time, who, act, about FROM audit ORDER BY number DESC LIMIT ?"
    return [AuditEntry(*row) for row in registry.db.execute(sql, [most])]
