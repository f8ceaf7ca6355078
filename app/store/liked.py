"""How a moment was, as one of three faces. This table stays on the phone: nothing that is signed or sent reads it.

The key of a moment is its start and its activity: both stay the same when another record replaces its record.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from app.store.errors import as_store_errors

if TYPE_CHECKING:
    from sqlite3 import Connection

Faces = dict[tuple[int, int], int]
"""Faces (3 nice, 2 all right, 1 not so nice) by start in Unix seconds and activity."""


class LikedRows:
    """Reads and writes the faces; `writing` makes one transaction of what is done inside it. Raises StoreError."""

    def __init__(self, db: Connection, writing: Callable[[], AbstractContextManager[None]]) -> None:
        self._db, self._writing = db, writing

    def put(self, start: int, activity: int, face: int) -> None:
        """Keep the face (1 to 3) of a moment that began at `start` (Unix seconds); 0 removes it."""
        with self._writing():
            if face:
                self._db.execute("INSERT OR REPLACE INTO liked VALUES (?, ?, ?)", [start, activity, face])
            else:
                self._db.execute("DELETE FROM liked WHERE start = ? AND activity = ?", [start, activity])

    def all(self) -> Faces:
        """The faces of all moments."""
        with as_store_errors():
            rows = self._db.execute("SELECT start, activity, face FROM liked")
            return {(start, activity): face for start, activity, face in rows}
