"""Connections to the one SQLite file, and what its refusals mean."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path

COMMAND_WAIT, SERVER_WAIT = 10, 4  # seconds for a lock: a command has the time, a phone would rather come again
MINE = 0o600
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
    """The code of a trouble of the file or the disk, which passes or is the operator's; None for a fault of ours."""
    return CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)


def connect(path: Path, wait: int = COMMAND_WAIT) -> sqlite3.Connection:
    """A connection that is durable at COMMIT and waits so many seconds for a lock. The file is for this user only."""
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
    """Make the file so, or mend it; what SQLite lays beside it gets the rights of the file itself.

    A file that is there is never opened: closing it would drop every lock that this process holds on it (POSIX).
    """
    with suppress(OSError):  # it is there, or nowhere: SQLite says what is wrong
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, MINE))
    for file in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            if file.stat().st_mode & 0o077:
                file.chmod(MINE)


class Connections:
    """One connection for each thread that asks; all of them are closed together, so that nothing is left beside the file."""

    def __init__(self, path: Path, wait: int = COMMAND_WAIT) -> None:
        self._path, self._wait, self._local = path, wait, threading.local()
        self._lock, self._opened = threading.Lock(), list[sqlite3.Connection]()

    def mine(self) -> sqlite3.Connection:
        """This thread's connection."""
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self._path, self._wait)
            with self._lock:
                self._opened.append(self._local.connection)
        connection: sqlite3.Connection = self._local.connection
        return connection

    def close(self) -> None:
        """Nobody may use one afterwards."""
        with self._lock:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
