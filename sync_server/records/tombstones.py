"""What was erased and must not come back: only a hash of each name is kept, so the list says nothing to who reads it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

TAG = b"veertig erased "


def hash_of(name: bytes) -> bytes:
    """32 bytes for a person's pseudonym (16 bytes) or a device's key id (8 bytes)."""
    return hashlib.sha256(TAG + name).digest()


def lay(connection: sqlite3.Connection, names: Iterable[bytes], time: int) -> None:
    """Within a transaction: what has one of these names is not kept again."""
    values = [(hash_of(name), time) for name in names]
    connection.executemany("INSERT INTO erased VALUES (?, ?) ON CONFLICT DO NOTHING", values)


def covers(connection: sqlite3.Connection, *names: bytes) -> bool:
    """Was one of these erased?"""
    sql = f"SELECT 1 FROM erased WHERE hash IN ({','.join('?' * len(names))}) LIMIT 1"  # noqa: S608 - only marks
    return connection.execute(sql, [hash_of(name) for name in names]).fetchone() is not None
