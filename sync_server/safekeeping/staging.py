"""Making an unpacked backup ready to replace what is in the data folder (restoration.py)."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from app.protocol import trust
from app.protocol.ed25519 import Key
from app.protocol.errors import ProtocolError
from app.protocol.trust import Certificate, TrustBundle
from sync_server.errors import CommandRefusal, ServerRefusal
from sync_server.records.connections import Connections, connect
from sync_server.records.tables import migrate
from sync_server.region import lost_lists, publication, renewal
from sync_server.region.acts import act
from sync_server.region.keys import write_key
from sync_server.region.registry import LOG_SIZE, YEAR, Registry
from sync_server.safekeeping import backups, erasure
from sync_server.safekeeping.archive import DATABASE, Manifest


def make_ready(
    folder: Path, old: Path | None, now: Callable[[], int], who: str, root: Key | None, manifest: Manifest
) -> tuple[int, int]:
    """Give the unpacked backup in `folder` a new rank, log and trust list, and what only the data folder `old` knows.

    With the private key `root` the region gets a new list key, too. `now` is the clock in Unix seconds; `who` is named in the
    audit. Gives the version of the new list, and how many invitations are open.

    Raises CommandRefusal: "other-root", "broken-database" or "wrong-key".
    """
    connections = Connections(folder / DATABASE)
    try:
        registry = Registry(connections, folder, now, who)
        backups.facts_of(folder, registry)
        migrate(registry.db)
        before = publication.parsed_bundle(registry).rank
        known = _list_of(old, registry) if old else None
        if known and not root and known.rank[0] > before[0]:
            raise CommandRefusal("other-root", "The list key was renewed after this backup: give the root key with --root.")
        with act(registry, "restore", f"backup of {manifest.made}"):
            if known:
                lost_lists.take_over_missing(registry, known)
            if root:
                _new_list_key(registry, root)
            version = max(now() - 1, publication.version(registry), known.trust_list.version if known else 0)
            registry.set("log", secrets.token_bytes(LOG_SIZE))
            registry.set("version", str(version).encode())
            registry.set("clock", str(now()).encode())  # who gives the command confirms the time
            publication.publish(registry, anew=True)
            lost_lists.open_gap(registry, before, publication.parsed_bundle(registry).rank)
        if old:
            erasure.carry_over(_tombstones(old), registry)
        registry.db.execute("PRAGMA journal_mode = DELETE")  # so that the database is one file, which can be moved
        sql = "SELECT count(*) FROM invitations WHERE uses < times AND expires > ? AND cancelled IS NULL"
        return publication.version(registry), int(registry.db.execute(sql, [now()]).fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise CommandRefusal("broken-database", f"The database in the backup cannot be read ({error}).") from error
    finally:
        connections.close()


def _new_list_key(registry: Registry, root: Key) -> None:
    """Make a new list key, certified by the root; the old one becomes a former key. Inside a transaction."""
    now = registry.now()
    _, old = trust.certificate_from_bytes(registry.need("certificate"))
    if root.public not in (registry.need("root"), old.next_root):
        raise CommandRefusal("other-root", "This is not the root key of the region in the backup.")
    new = Key.generate()
    renewal.keep_announcement(registry, root.public)
    following = old.next_root if old.next_root != root.public else None
    certified = Certificate(old.region, new.public, old.start, now + YEAR, max(old.serial + 1, now), following)
    (registry.data / "list.key").unlink()
    write_key(registry.data / "list.key", new)
    registry.set("certificate", root.seal(trust.certificate_draft(certified, root.public)))
    registry.set("root", root.public)
    sql = "INSERT INTO former_keys (public, purpose, start_time, end_time) VALUES (?, 'list', ?, ?)"
    registry.db.execute(sql, [old.public, old.start, now + 1])


def _list_of(old: Path, registry: Registry) -> TrustBundle | None:
    """The newest trust bundle in the folder that is replaced, if it can be read and is of the same region."""
    try:
        with closing(connect(old / DATABASE)) as db:
            values = dict(db.execute("SELECT key, value FROM region").fetchall())
        bundle = trust.bundle_from_bytes(values["certificate"], values["list"])
        lost_lists.check(registry, bundle)
    except (sqlite3.Error, KeyError, ProtocolError, ServerRefusal):
        return None
    return bundle


def _tombstones(old: Path) -> list[tuple[bytes, int]]:
    """The hashes of erased names in the folder that is replaced, and when they were erased (Unix seconds)."""
    try:
        with closing(connect(old / DATABASE)) as db:
            return db.execute("SELECT hash, time FROM erased").fetchall()
    except sqlite3.Error:
        return []
