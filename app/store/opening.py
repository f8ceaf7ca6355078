"""Opens the file. An older file is brought to the newest tables, a newer one is left as it is, a damaged one is set aside."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from app.store.errors import StoreError, as_store_errors
from app.store.quarantine import set_aside
from app.store.store import Store

NEWEST = 5  # the number of the last step in `migrations`; the file holds the number of its last step as user_version


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """A store; `damaged` is the path of the damaged file that was set aside before, if the store had to begin anew."""

    store: Store
    damaged: Path | None = None


def open_or_begin_anew(path: Path, *, wal: bool, now: int) -> OpenedStore:
    """Open or create the file; a damaged file is set aside first, never deleted. `now` is in Unix seconds; `wal` as in
    `open_store`.

    Raises StoreError for everything but damage.
    """
    try:
        return OpenedStore(open_store(path, wal=wal))
    except StoreError as error:
        if error.code != "damaged-database":
            raise
    damaged = set_aside(path, now)
    return OpenedStore(open_store(path, wal=wal), damaged)


def open_store(path: Path, *, wal: bool) -> Store:
    """Open or create the file and bring it to the newest tables. `wal`: write-ahead logging, for a real file system only, so
    not in the browser. Raises StoreError; then the file is left as it is.
    """
    with as_store_errors():
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > NEWEST:
                raise StoreError("newer-database", f"version {version}")
            if version and connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StoreError("damaged-database", "quick_check")
            connection.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")  # a search in a damaged file must not show what was deleted
            connection.execute("PRAGMA busy_timeout = 5000")
            if version < NEWEST:
                _carry_forward(connection)
            return Store(connection)
        except BaseException:
            connection.close()
            raise


def _carry_forward(connection: sqlite3.Connection) -> None:
    """Take each step that the file has not taken yet, wholly or not at all."""
    from sqlite_utils import Database

    from app.store import migrations

    migrations.steps.apply(Database(connection, execute_plugins=False))
