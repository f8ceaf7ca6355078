"""Connections to the server's SQLite file, and the refusal codes of SQLite's errors."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

COMMAND_WAIT, SERVER_WAIT = 10, 4  # seconds to wait for a lock: a command can wait, a phone rather asks again
OWNER_ONLY = 0o600  # rights of the file
CODES = {
    sqlite3.SQLITE_BUSY: "busy",
    sqlite3.SQLITE_LOCKED: "busy",
    sqlite3.SQLITE_PROTOCOL: "busy",
    sqlite3.SQLITE_FULL: "cannot-write",
    sqlite3.SQLITE_IOERR: "cannot-write",
    sqlite3.SQLITE_READONLY: "cannot-write",
    sqlite3.SQLITE_CANTOPEN: "cannot-write",
    sqlite3.SQLITE_PERM: "cannot-write",
    sqlite3.SQLITE_CORRUPT: "broken-database",
    sqlite3.SQLITE_NOTADB: "broken-database",
}


def trouble(error: sqlite3.Error) -> str | None:
    """The code of an error of the file or the disk, which passes or needs the operator; None for a fault of this program."""
    return CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def connect(path: Path, wait: int = COMMAND_WAIT) -> sqlite3.Connection:
    """A connection that is durable at COMMIT and waits `wait` seconds for a lock. Only this user may read the file.

    Raises sqlite3.Error.
    """
    keep_private(path)
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {wait * 1000}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def keep_private(path: Path) -> None:
    """Make the file readable for this user only, new or existing. SQLite gives the files beside it the same rights.

    An existing file is never opened: closing it would drop every lock that this process holds on it (POSIX).
    """
    with suppress(OSError):  # it exists, or cannot be made: then SQLite says why
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, OWNER_ONLY))
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            if file.stat().st_mode & 0o077:
                file.chmod(OWNER_ONLY)


class Connections:
    """One connection for each thread that asks. All are closed together, so that SQLite leaves no file beside the database."""

    def __init__(self, path: Path, wait: int = COMMAND_WAIT) -> None:
        """`wait`: seconds to wait for a lock."""
        self._path, self._wait, self._local = path, wait, threading.local()
        self._lock, self._opened = threading.Lock(), list[sqlite3.Connection]()

    def of_this_thread(self) -> sqlite3.Connection:
        """This thread's connection, opened at its first use. Raises sqlite3.Error."""
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self._path, self._wait)
            with self._lock:
                self._opened.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection

    def close(self) -> None:
        """Close every connection; none may be used afterwards."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
