"""Persons and devices that were erased and must not come back. Only hashes of their names are kept."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable

TAG = b"veertig erased "


def hash_of(name: bytes) -> bytes:
    """The SHA-256 (32 bytes) of a person's pseudonym (16 bytes) or of a device's key id (8 bytes), with a tag before it."""
    return hashlib.sha256(TAG + name).digest()


def add(connection: sqlite3.Connection, names: Iterable[bytes], time: int) -> None:
    """Inside a transaction: nothing of these names is kept again. `time` in Unix seconds."""
    values = [(hash_of(name), time) for name in names]
    connection.executemany("INSERT INTO erased VALUES (?, ?) ON CONFLICT DO NOTHING", values)


def any_erased(connection: sqlite3.Connection, *names: bytes) -> bool:
    """Was at least one of these names (pseudonym, key id) erased?"""
    sql = f"SELECT 1 FROM erased WHERE hash IN ({','.join('?' * len(names))}) LIMIT 1"  # noqa: S608 - only marks
    return connection.execute(sql, [hash_of(name) for name in names]).fetchone() is not None
