"""Connections to the one SQLite file."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path


def connect(path: Path) -> sqlite3.Connection:
    """A connection that is durable at COMMIT."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA busy_timeout = 10000")
    return connection


class Connections:
    """One connection for each thread that asks; all of them are closed together, so that nothing is left beside the file."""

    def __init__(self, path: Path) -> None:
        self._path, self._local = path, threading.local()
        self._lock, self._opened = threading.Lock(), list[sqlite3.Connection]()

    def mine(self) -> sqlite3.Connection:
        """This thread's connection."""
        if not hasattr(self._local, "connection"):
            self._local.connection = connect(self._path)
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
