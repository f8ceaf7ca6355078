"""Opening the file: brought forward to the newest shape, left alone when a newer app wrote it, set aside when it is damaged."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from app.store.errors import StoreError, explained
from app.store.quarantine import set_aside
from app.store.store import Store

NEWEST = 5  # the number of the newest step (`migrations`), which the file holds as its user_version


@dataclass(frozen=True, slots=True)
class OpenedStore:
    """`damaged` is the copy of what could not be used, when the store had to begin anew."""

    store: Store
    damaged: Path | None = None


def open_or_begin_anew(path: Path, *, wal: bool, now: int) -> OpenedStore:
    """The store; a damaged file is set aside first, never deleted. Raises StoreError for everything but damage."""
    try:
        return OpenedStore(open_store(path, wal=wal))
    except StoreError as error:
        if error.code != "damaged-database":
            raise
    damaged = set_aside(path, now)
    return OpenedStore(open_store(path, wal=wal), damaged)


def open_store(path: Path, *, wal: bool) -> Store:
    """Open or create the file and bring it to the newest shape. `wal` where the file system is real, not in the browser.

    Raises StoreError; the file is left as it is.
    """
    with explained():
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > NEWEST:
                raise StoreError("newer-database", f"version {version}")
            if version and connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise StoreError("damaged-database", "quick_check")
            connection.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA secure_delete = ON")  # what was taken back must not be found again in a damaged file
            connection.execute("PRAGMA busy_timeout = 5000")
            if version < NEWEST:
                _carry_forward(connection)
            return Store(connection)
        except BaseException:
            connection.close()
            raise


def _carry_forward(connection: sqlite3.Connection) -> None:
    """Take every step that the file has not yet taken, each whole or not at all."""
    from sqlite_utils import Database

    from app.store import migrations

    migrations.steps.apply(Database(connection, execute_plugins=False))
