"""Is everything in a data folder whole, and does it belong together? These functions read only.

Rules:
1. Nothing is signed with a key that is not the one that phones believe: a receipt by another key is worth nothing.
2. Each fault is one sentence that says what to do.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from app.protocol import trust
from app.protocol.ed25519 import verify
from app.protocol.errors import ProtocolError
from sync_server.errors import CommandRefusal, ServerRefusal
from sync_server.records.connections import trouble
from sync_server.region import publication
from sync_server.region.registry import Registry
from sync_server.safekeeping.archive import DATABASE, KEYS, Facts

MEND = "Put it back from a backup: `restore FILE --replace`."
LINKS = {  # rows that name something that has to exist, and how to count those that do not
    "records of an unknown device": "SELECT count(*) FROM records WHERE device NOT IN (SELECT public FROM devices)",
    "records of another person than their device": (
        "SELECT count(*) FROM records r JOIN devices d ON d.public = r.device WHERE d.person != r.person"
    ),
    "recovery cards that open nothing": (
        "SELECT count(*) FROM cards WHERE sealed IS NOT NULL AND person NOT IN (SELECT person FROM devices)"
    ),
    "displays of an unknown organisation": (
        "SELECT count(*) FROM displays WHERE organisation NOT IN (SELECT id FROM organisations)"
    ),
    "invitations of an unknown organisation": (
        "SELECT count(*) FROM invitations WHERE organisation NOT IN (SELECT id FROM organisations)"
    ),
}


def advice(error: sqlite3.DatabaseError) -> str:
    """A sentence that says what to do about this error of SQLite."""
    return (
        MEND
        if trouble(error) == "broken-database"
        else "Nothing was changed: mend that, or wait for whoever works with it, and try again."
    )


def check_keys(registry: Registry) -> None:
    """Raises CommandRefusal("wrong-key") when a key in the folder is missing or not the one that phones believe."""
    for sentence in wrong_keys(registry):
        raise CommandRefusal("wrong-key", f"{sentence} {MEND}")


def wrong_keys(registry: Registry) -> Iterator[str]:
    """One sentence for each key that is missing, unreadable or of another region."""
    if not registry.exists():
        keys = [name for name in KEYS if (registry.data / name).exists()]
        if keys:
            yield (
                f"{registry.data} holds {keys[0]} but no region in {DATABASE} (if the region was never made, remove its keys)."
            )
        return
    _, certified = trust.certificate_from_bytes(registry.need("certificate"))
    wanted = (certified.public, registry.need("receipt-key"))
    for name, read, wants in zip(KEYS, (registry.list_key, registry.receipt_key), wanted, strict=True):
        path = registry.data / name
        try:
            public = read().public
        except (OSError, ServerRefusal):
            yield f"{path} cannot be read as a key." if path.exists() else f"{path} is missing."
        else:
            if public != wants:
                yield f"{path} is not the key that phones of this region believe."


def troubles(registry: Registry) -> Iterator[str]:
    """Every fault of the database, keys and trust list: one sentence each, with what to do."""
    yield from (f"{sentence} {MEND}" for sentence in (*damages(registry.db), *wrong_keys(registry)))
    if registry.exists():
        yield from _list_troubles(registry)
    for what, sql in LINKS.items():
        if count := registry.db.execute(sql).fetchone()[0]:
            yield f"{count} {what}. {MEND}"


def damages(db: sqlite3.Connection) -> Iterator[str]:
    """One sentence when SQLite's own check finds the database damaged."""
    reports = [row[0] for row in db.execute("PRAGMA integrity_check(10)")]
    if reports != ["ok"]:
        yield f"The database is damaged ({reports[0].splitlines()[-1]})."


def _list_troubles(registry: Registry) -> Iterator[str]:
    try:
        bundle = publication.bundle(registry)
        parsed = trust.bundle_from_bytes(bundle.certificate, bundle.listed)
    except (ProtocolError, ServerRefusal):
        yield f"The trust list cannot be read. {MEND}"
        return
    if not all(verify(check) for check in parsed.checks(bundle.root)):
        yield f"The trust list is not signed by this region's keys. {MEND}"
    if registry.need("receipt-key") not in {key.public for key in parsed.trust_list.receipt_keys}:
        yield f"The trust list does not name the key that signs receipts. {MEND}"
    if int(registry.value("outranked") or 0) > parsed.certificate.serial:
        yield (
            "Phones hold a list of a list key that came after this one, so they refuse what this server publishes. Restore"
            " again with `--root ROOT.KEY`, or renew the list key with the root."
        )


def facts(registry: Registry) -> Facts:
    """What this region holds, for a manifest. Raises ServerRefusal("no-region")."""
    parsed = trust.bundle_from_bytes(registry.need("certificate"), registry.need("list"))
    count = registry.db.execute
    return Facts(
        registry.need("region").hex(),
        *parsed.rank,
        count("SELECT count(*) FROM records").fetchone()[0],
        count("SELECT count(*) FROM meetings").fetchone()[0],
        count("PRAGMA user_version").fetchone()[0],
    )


def is_region(folder: Path) -> bool:
    """Does this folder hold a region, or a part of one?"""
    if any((folder / name).exists() for name in KEYS):
        return True
    if not (folder / DATABASE).exists():
        return False
    try:
        with closing(sqlite3.connect(folder / DATABASE)) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'region'").fetchone():
                return False
            return db.execute("SELECT 1 FROM region WHERE key = 'certificate'").fetchone() is not None
    except sqlite3.Error:
        return True  # unreadable: it may be a region, so it is replaced only when asked for
