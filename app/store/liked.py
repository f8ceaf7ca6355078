"""How a moment was, as one of three faces. Kept on this phone only: nothing that is signed or sent reads this table.

A moment is known by when it began and what it was: that stays the same whatever becomes of its record.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from app.store.errors import explained

if TYPE_CHECKING:
    from sqlite3 import Connection

Liked = dict[tuple[int, int], int]  # start in Unix seconds and activity: face


class LikedRows:
    """Plain reading and writing; `writing` makes one transaction of what is done inside it."""

    def __init__(self, db: Connection, writing: Callable[[], AbstractContextManager[None]]) -> None:
        self._db, self._writing = db, writing

    def put(self, start: int, activity: int, face: int) -> None:
        """The face of this moment; 0 takes it away."""
        with self._writing():
            if face:
                self._db.execute("INSERT OR REPLACE INTO liked VALUES (?, ?, ?)", [start, activity, face])
            else:
                self._db.execute("DELETE FROM liked WHERE start = ? AND activity = ?", [start, activity])

    def all(self) -> Liked:
        with explained():
            rows = self._db.execute("SELECT start, activity, face FROM liked")
            return {(start, activity): face for start, activity, face in rows}
