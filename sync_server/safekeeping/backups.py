"""Making a backup while the server runs, and saying whether one is whole.

Rules:
1. A file that has the name of a backup is whole: it is made under another name, read back, and only then renamed.
2. What is packed was looked at first: a damaged database or a wrong key makes no backup that looks good.
3. The root key is never in it.
"""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sync_server.errors import Advised
from sync_server.records.database import Connections
from sync_server.region.keys import write_key
from sync_server.region.registry import Registry
from sync_server.safekeeping import archive, claims, disk, soundness
from sync_server.safekeeping.archive import DATABASE, KEYS, Facts, Manifest

UNFINISHED = ".unfinished"


def make(registry: Registry, target: Path) -> Manifest:
    """Write all that this server knows, but the root, into one file. Raises ServerRefusal; then `target` is as before."""
    registry.need("region")
    soundness.check_keys(registry)
    if target.exists() and not archive.is_one(target):
        raise Advised("bad-target", f"{target} is there and is no backup, so it is not overwritten. Choose another name.")
    with _workplace(target) as folder:
        with closing(sqlite3.connect(folder / DATABASE)) as copy:
            registry.db.backup(copy)  # one moment of the database, also while the server writes
            copy.execute("PRAGMA journal_mode = DELETE")
        for name, key in zip(KEYS, (registry.list_key(), registry.receipt_key()), strict=True):
            write_key(folder / name, key)
        try:
            facts = look_into(folder, registry)
        except Advised as error:
            raise Advised(error.code, f"{error.sentence} {soundness.MEND}") from None
        made = archive.write(folder / "backup", folder, registry.now(), facts)
        archive.read_through(folder / "backup")
        (folder / "backup").replace(target)
        disk.settle(target.parent)
    return made


def check(path: Path, registry: Registry) -> Manifest:
    """What a backup holds. Raises Advised("broken-backup") when it is not whole. `registry` lends its clock only."""
    with tempfile.TemporaryDirectory(prefix="veertig-") as place:
        folder = Path(place)
        manifest = archive.unpack(path, folder)
        try:
            facts = look_into(folder, registry)
        except Advised as error:
            raise archive.broken(path, error.sentence.rstrip(".")) from None
        if facts != manifest.facts:
            raise archive.broken(path, "it holds something else than its manifest says")
    return manifest


def look_into(folder: Path, registry: Registry) -> Facts:
    """What an unpacked backup holds. Raises Advised when it is damaged or its keys do not fit."""
    connections = Connections(folder / DATABASE)
    try:
        inside = Registry(connections, folder, registry.now, registry.who)
        for sentence in soundness.damages(inside.db):
            raise Advised("broken-database", sentence)
        for sentence in soundness.wrong_keys(inside):
            raise Advised("wrong-key", sentence)
        return soundness.facts(inside)
    except sqlite3.DatabaseError as error:
        raise Advised("broken-database", f"The database cannot be read ({error}).") from error
    finally:
        connections.close()


@contextmanager
def _workplace(target: Path) -> Iterator[Path]:
    """An empty folder beside `target`, for this process alone. What a killed one left there is swept away."""
    for left in target.parent.glob(f".*{UNFINISHED}"):
        with suppress(Advised, OSError), claims.alone(left):
            shutil.rmtree(left)
    folder = target.with_name(f".{target.name}{UNFINISHED}")
    folder.mkdir(mode=0o700, exist_ok=True)
    with claims.alone(folder):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
