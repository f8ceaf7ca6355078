"""Why the file cannot be used, in codes that pick a picture and a sentence.

* StoreError
    newer-database    a newer app wrote it; it is left as it is
    damaged-database  its bytes are not what was written; it is set aside, never deleted (see `quarantine`)
    storage-full      no room for what was to be written; what was there before is still there
    storage-blocked   the file system does not let us read or write
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from app.protocol.errors import CodedError

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}


class StoreError(CodedError):
    """`code` as listed above; the text is for developers."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


@contextmanager
def explained() -> Iterator[None]:
    """Whatever SQLite says becomes a StoreError. A busy or unreadable file is never called damaged: that would set it aside."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_code(error), str(error)) from error


def _code(error: sqlite3.Error) -> str:
    primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the rest says which kind of it
    if primary in _DAMAGED:
        return "damaged-database"
    return "storage-full" if primary == sqlite3.SQLITE_FULL else "storage-blocked"
