"""What a newcomer's phone keeps of meetings beside its records: proposals shown, what became known of the buddies, pictures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from app.store.errors import explained

if TYPE_CHECKING:
    from sqlite3 import Connection


class MetRows:
    """Plain reading and writing; `writing` makes one transaction of what is done inside it."""

    def __init__(self, db: Connection, writing: Callable[[], AbstractContextManager[None]]) -> None:
        self._db, self._writing = db, writing

    def add_proposal(self, id: bytes, data: bytes) -> None:
        """Before it is shown: the answer names only its id."""
        with self._writing():
            self._db.execute("INSERT INTO proposals VALUES (?, ?)", [id, data])

    def drop_proposal(self, id: bytes) -> None:
        """It could not be made durable, so it was not shown."""
        with self._writing():
            self._db.execute("DELETE FROM proposals WHERE id = ?", [id])

    def proposals(self) -> list[bytes]:
        with explained():
            return [bytes(row[0]) for row in self._db.execute("SELECT data FROM proposals")]

    def proposal(self, id: bytes) -> bytes | None:
        with explained():
            row = self._db.execute("SELECT data FROM proposals WHERE id = ?", [id]).fetchone()
        return None if row is None else bytes(row[0])

    def learn(
        self,
        certificates: Mapping[tuple[bytes, int], bytes],
        withdrawals: Mapping[bytes, bytes],
        receipts: Mapping[bytes, bytes],
    ) -> None:
        """Certificates by the buddy's public key and their `from`, withdrawals and receipts by the answer's id. Of two
        certificates that begin at one time, and of two receipts, the newest counts.
        """
        with self._writing():
            for (public, start), data in certificates.items():
                self._db.execute("INSERT OR REPLACE INTO certificates VALUES (?, ?, ?)", [public, start, data])
            for answer, data in withdrawals.items():
                self._db.execute("INSERT OR IGNORE INTO withdrawals VALUES (?, ?)", [answer, data])
            for answer, data in receipts.items():
                self._db.execute("INSERT OR REPLACE INTO receipts VALUES (?, ?)", [answer, data])

    def certificates(self) -> list[bytes]:
        with explained():
            return [bytes(row[0]) for row in self._db.execute("SELECT data FROM certificates")]

    def withdrawn(self) -> frozenset[bytes]:
        """Ids of the answers that were taken back; their signatures were checked before they were kept."""
        with explained():
            return frozenset(bytes(row[0]) for row in self._db.execute("SELECT answer FROM withdrawals"))

    def withdrawals(self) -> list[bytes]:
        with explained():
            return [bytes(row[0]) for row in self._db.execute("SELECT data FROM withdrawals")]

    def receipts(self) -> dict[bytes, bytes]:
        """Of meetings that buddies sent, by the answer's id; they were believed before they were kept."""
        with explained():
            return {bytes(answer): bytes(data) for answer, data in self._db.execute("SELECT answer, data FROM receipts")}

    def remember(self, key: bytes, picture: int) -> None:
        """The person whose key has this id, from now on by this picture."""
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO people VALUES (?, ?)", [key, picture])

    def people(self) -> dict[bytes, int]:
        """Pictures by key id."""
        with explained():
            return {bytes(key): picture for key, picture in self._db.execute("SELECT key, picture FROM people")}
