"""Making a backup while the server runs, and checking whether a backup is whole.

Rules:
1. A file with the name of a backup is whole: it is made under another name, read back, and only then renamed.
2. The database and keys are checked before they are packed, so that no backup hides a damaged database or a wrong key.
3. The root key is never in it.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sync_server.errors import CommandRefusal
from sync_server.records.connections import Connections
from sync_server.region.keys import write_key
from sync_server.region.registry import Registry
from sync_server.safekeeping import archive, claims, disk, soundness
from sync_server.safekeeping.archive import DATABASE, KEYS, Facts, Manifest

UNFINISHED = ".unfinished"


def make(registry: Registry, target: Path) -> Manifest:
    """Write everything that this server keeps, except the root key, into one file.

    Raises ServerRefusal or OSError; then `target` is as it was.
    """
    registry.need("region")
    soundness.check_keys(registry)
    if target.exists() and not archive.looks_like_backup(target):
        raise CommandRefusal(
            "bad-target", f"{target} is there and is no backup, so it is not overwritten. Choose another name."
        )
    with _workplace(target) as folder:
        with closing(sqlite3.connect(folder / DATABASE)) as copy:
            registry.db.backup(copy)  # a consistent copy, also while the server writes
            copy.execute("PRAGMA journal_mode = DELETE")
        for name, key in zip(KEYS, (registry.list_key(), registry.receipt_key()), strict=True):
            write_key(folder / name, key)
        try:
            facts = facts_of(folder, registry)
        except CommandRefusal as error:
            raise CommandRefusal(error.code, f"{error.sentence} {soundness.MEND}") from None
        manifest = archive.write(folder / "backup", folder, registry.now(), facts)
        archive.read_through(folder / "backup")
        (folder / "backup").replace(target)
        disk.flush(target.parent)
    return manifest


def check(path: Path, registry: Registry) -> Manifest:
    """The manifest of a whole backup; of `registry` only the clock is used. Raises CommandRefusal("broken-backup")."""
    with tempfile.TemporaryDirectory(prefix="veertig-") as place:
        folder = Path(place)
        manifest = archive.unpack(path, folder)
        try:
            facts = facts_of(folder, registry)
        except CommandRefusal as error:
            raise archive.broken(path, error.sentence.rstrip(".")) from None
        if facts != manifest.facts:
            raise archive.broken(path, "it holds something else than its manifest says")
    return manifest


def facts_of(folder: Path, registry: Registry) -> Facts:
    """What the database in `folder` holds.

    Raises CommandRefusal: "broken-database", or "wrong-key" when a key in the folder is not the one that phones believe.
    """
    connections = Connections(folder / DATABASE)
    try:
        inside = Registry(connections, folder, registry.now, registry.who)
        for sentence in soundness.damages(inside.db):
            raise CommandRefusal("broken-database", sentence)
        for sentence in soundness.wrong_keys(inside):
            raise CommandRefusal("wrong-key", sentence)
        return soundness.facts(inside)
    except sqlite3.DatabaseError as error:
        raise CommandRefusal("broken-database", f"The database cannot be read ({error}).") from error
    finally:
        connections.close()


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """An empty folder beside `target`, for this process only. Folders that killed processes left there are removed."""
    for left in target.parent.glob(f".*{UNFINISHED}"):
        with suppress(CommandRefusal, OSError), claims.exclusive(left):
            shutil.rmtree(left)
    folder = target.with_name(f".{target.name}{UNFINISHED}")
    folder.mkdir(mode=0o700, exist_ok=True)
    with claims.exclusive(folder):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
