"""Putting a backup back, so that every phone is whole after its next sync.

Rules:
1. All is made ready in a folder of its own; one rename decides. Killed before it, nothing has changed; killed after it, the
   next command or start goes on from there (`finish`).
2. The list gets a version that beats every list handed out since the backup: the time in seconds, for versions count by ones.
   With the root there is a new list key, too, whose serial is made in the same way.
3. The log gets another name: cursors that phones hold are places in a log that is gone.
4. What was there before is kept beside, and what it still knows of erasing and withdrawing is taken over.
"""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.protocol import trust
from app.protocol.ed25519 import Key
from app.protocol.errors import ProtocolError
from app.protocol.trust import Certificate, TrustBundle
from sync_server.errors import Advised, ServerRefusal
from sync_server.records.database import Connections, connect
from sync_server.records.migrations import migrate
from sync_server.region import lost_lists, publication, renewal
from sync_server.region.acts import act
from sync_server.region.keys import write_key
from sync_server.region.registry import LOG_SIZE, YEAR, Registry
from sync_server.safekeeping import archive, backups, claims, disk, erasure, soundness
from sync_server.safekeeping.archive import DATABASE, KEYS, PARTS, Manifest

STAGING, DECIDED, BEFORE = "restore-unfinished", "restore-decided", "before"
BESIDE = (f"{DATABASE}-wal", f"{DATABASE}-shm", "list.next", "receipt.next")  # go with the database they belong to


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back; `kept` is where the files lie that were there before; `open_invitations` can be used again."""

    manifest: Manifest
    version: int
    kept: Path | None
    open_invitations: int


def restore(
    data: Path,
    path: Path,
    now: Callable[[], int],
    who: str,
    root: Path | None = None,
    replace: bool = False,
) -> Restored:
    """Put the backup at `path` into the folder `data`. Raises ServerRefusal, and nothing has changed."""
    key = None if root is None else _root_key(root)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with claims.alone(data):
        finish(data, now())
        there = soundness.is_region(data)
        if there and not replace:
            raise Advised(
                "holds-region",
                f"{data} holds a region already. With --replace the backup takes its place, and its files are kept beside.",
            )
        staging = data / STAGING
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir(mode=0o700)
        try:
            manifest = archive.unpack(path, staging)
            version, invitations = _make_ready(staging, data if there else None, now, who, key, manifest)
        except BaseException:
            shutil.rmtree(staging, ignore_errors=True)
            raise
        disk.settle(staging, PARTS)
        staging.rename(data / DECIDED)
        disk.settle(data)
        return Restored(manifest, version, finish(data, now()), invitations)


def finish(data: Path, now: int) -> Path | None:
    """Go on with a restore that was decided, from wherever it was stopped; where the old files are now. Held alone."""
    decided = data / DECIDED
    if not decided.is_dir():
        return None
    kept = decided / BEFORE
    kept.mkdir(mode=0o700, exist_ok=True)
    if (decided / DATABASE).exists():
        for name in (*BESIDE, DATABASE):
            _keep(data, kept, name)
        disk.settle(data)
    for name in (DATABASE, *KEYS):
        if (decided / name).exists():
            _keep(data, kept, name)
            (decided / name).rename(data / name)
    disk.settle(data)
    place = None
    if any(kept.iterdir()):
        place = next(data / name for name in _names(now) if not (data / name).exists())
        kept.rename(place)
    shutil.rmtree(decided)
    disk.settle(data)
    return place


@contextmanager
def settled(data: Path, now: Callable[[], int]) -> Iterator[None]:
    """The folder for whoever works with it: nobody restores it meanwhile, and no restore is half done."""
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    if (data / DECIDED).is_dir():
        with claims.alone(data):
            finish(data, now())
    with claims.together(data):
        yield


def kept_before(data: Path) -> list[Path]:
    """The folders with what was there before each restore."""
    return sorted(data.glob(f"{BEFORE}-*"))


def _keep(data: Path, kept: Path, name: str) -> None:
    if (data / name).exists() and not (kept / name).exists():
        (data / name).rename(kept / name)


def _names(now: int) -> Iterator[str]:
    number = now
    while True:
        yield f"{BEFORE}-{number}"
        number += 1


def _root_key(path: Path) -> Key:
    try:
        return Key(path.read_bytes())
    except (OSError, ValueError):
        raise Advised("other-root", f"{path} cannot be read as a root key.") from None


def _make_ready(
    staging: Path, old: Path | None, now: Callable[[], int], who: str, root: Key | None, manifest: Manifest
) -> tuple[int, int]:
    """Complete what was unpacked: rank, log, list, and what the old folder knows. The version, and how many invitations."""
    connections = Connections(staging / DATABASE)
    try:
        registry = Registry(connections, staging, now, who)
        backups.look_into(staging, registry)
        migrate(registry.db)
        before = publication.listed(registry).rank
        known = _list_of(old, registry) if old else None
        if known and not root and known.rank[0] > before[0]:
            raise Advised("other-root", "The list key was renewed after this backup: give the root key with --root.")
        with act(registry, "restore", f"backup of {manifest.made}"):
            if known:
                lost_lists.learn(registry, known)
            if root:
                _new_list_key(registry, root)
            version = max(now() - 1, publication.version(registry), known.trust_list.version if known else 0)
            registry.set("log", secrets.token_bytes(LOG_SIZE))
            registry.set("version", str(version).encode())
            registry.set("clock", str(now()).encode())  # whoever gives the command says that this is the time
            publication.publish(registry, anew=True)
            lost_lists.open_gap(registry, before, publication.listed(registry).rank)
        if old:
            erasure.carry_over(_tombstones(old), registry)
        registry.db.execute("PRAGMA journal_mode = DELETE")  # all of it in one file, so that one file can be moved
        sql = "SELECT count(*) FROM invitations WHERE display IS NULL AND expires > ? AND cancelled IS NULL"
        return publication.version(registry), int(registry.db.execute(sql, [now()]).fetchone()[0])
    except sqlite3.DatabaseError as error:
        raise Advised("broken-database", f"The database in the backup cannot be read ({error}).") from error
    finally:
        connections.close()


def _new_list_key(registry: Registry, root: Key) -> None:
    """The root's word on a new list key; the old one is a former one from now on."""
    now = registry.now()
    _, old = trust.certificate_from_bytes(registry.need("certificate"))
    if root.public not in (registry.need("root"), old.next_root):
        raise Advised("other-root", "This is not the root key of the region in the backup.")
    new = Key.generate()
    renewal.announced(registry, root.public)
    following = old.next_root if old.next_root != root.public else None
    certified = Certificate(old.region, new.public, old.start, now + YEAR, max(old.serial + 1, now), following)
    (registry.data / "list.key").unlink()
    write_key(registry.data / "list.key", new)
    registry.set("certificate", root.seal(trust.certificate_draft(certified, root.public)))
    registry.set("root", root.public)
    sql = "INSERT INTO former_keys (public, purpose, start_time, end_time) VALUES (?, 'list', ?, ?)"
    registry.db.execute(sql, [old.public, old.start, now + 1])


def _list_of(old: Path, registry: Registry) -> TrustBundle | None:
    """The newest list in the folder that is replaced, if it can still be read and is of the same region."""
    try:
        with closing(connect(old / DATABASE)) as db:
            values = dict(db.execute("SELECT key, value FROM region").fetchall())
        bundle = trust.bundle_from_bytes(values["certificate"], values["list"])
        lost_lists.check(registry, bundle)
    except (sqlite3.Error, KeyError, ProtocolError, ServerRefusal):
        return None
    return bundle


def _tombstones(old: Path) -> list[tuple[bytes, int]]:
    try:
        with closing(connect(old / DATABASE)) as db:
            return db.execute("SELECT hash, time FROM erased").fetchall()
    except sqlite3.Error:
        return []
