"""Why the file cannot be used. Each error has a code, which picks a picture and a sentence.

* StoreError
    newer-database    a newer app wrote the file; it is left as it is
    damaged-database  the file's bytes are not what was written; it is set aside, never deleted (see `quarantine`)
    storage-full      the device has no space left; what was in the file before is still there
    storage-blocked   the file system does not let us read or write
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from app.protocol.errors import CodedError

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT}


class StoreError(CodedError):
    """An error of the file, with one of the codes above. The exception's text is for developers."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


@contextmanager
def as_store_errors() -> Iterator[None]:
    """Inside this, each sqlite3.Error becomes a StoreError. A busy or unreadable file never counts as damaged: it would be set
    aside.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_code(error), str(error)) from error


def _code(error: sqlite3.Error) -> str:
    primary = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the higher bits hold the extended code
    if primary in _DAMAGED:
        return "damaged-database"
    return "storage-full" if primary == sqlite3.SQLITE_FULL else "storage-blocked"
