"""One act of administration: all of it or nothing, with a line in the audit, and a new trust list if what it says changed.

On the way what ends soon is moved (`windows`).
Acts know nothing of who calls them: the command line now, pages in a browser later.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sync_server.region import publication, windows
from sync_server.region.registry import Registry


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit: when (Unix seconds), who, which act, about what."""

    time: int
    who: str
    act: str
    about: str


@contextmanager
def act(registry: Registry, name: str, about: str = "") -> Iterator[None]:
    """Do what is within as the act `name`. Raises ServerRefusal("list-broken") and changes nothing when phones would
    refuse the new list.
    """
    with registry.transaction():
        yield
        windows.extend(registry)
        registry.db.execute(
            "INSERT INTO audit (time, who, act, about) VALUES (?, ?, ?, ?)", [registry.now(), registry.who, name, about]
        )
        publication.publish(registry)


def done(registry: Registry, most: int = 100) -> list[AuditEntry]:
    """The last acts, the newest first."""
    sql = "SELECT time, who, act, about FROM audit ORDER BY number DESC LIMIT ?"
    return [AuditEntry(*row) for row in registry.db.execute(sql, [most])]
