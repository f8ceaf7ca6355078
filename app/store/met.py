"""What a newcomer's phone keeps of meetings beside its records: proposals, messages of the server about buddies, pictures.

All messages are kept whole, as bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from app.store.errors import as_store_errors

if TYPE_CHECKING:
    from sqlite3 import Connection


class MetRows:
    """Reads and writes these tables; `writing` makes one transaction of what is done inside it. Raises StoreError."""

    def __init__(self, db: Connection, writing: Callable[[], AbstractContextManager[None]]) -> None:
        self._db, self._writing = db, writing

    def add_proposal(self, id: bytes, data: bytes) -> None:
        """Keep a proposal with its id (32 bytes) before it is shown: the answer names only the id."""
        with self._writing():
            self._db.execute("INSERT INTO proposals VALUES (?, ?)", [id, data])

    def drop_proposal(self, id: bytes) -> None:
        """Delete a proposal that could not be made durable, so it was not shown."""
        with self._writing():
            self._db.execute("DELETE FROM proposals WHERE id = ?", [id])

    def proposals(self) -> list[bytes]:
        """All proposals that were kept."""
        with as_store_errors():
            return [bytes(row[0]) for row in self._db.execute("SELECT data FROM proposals")]

    def proposal(self, id: bytes) -> bytes | None:
        """The proposal with this id, or None."""
        with as_store_errors():
            row = self._db.execute("SELECT data FROM proposals WHERE id = ?", [id]).fetchone()
        return None if row is None else bytes(row[0])

    def learn(
        self,
        certificates: Mapping[tuple[bytes, int], bytes],
        withdrawals: Mapping[bytes, bytes],
        receipts: Mapping[bytes, bytes],
    ) -> None:
        """Keep certificates by the buddy's public key and their start, and withdrawals and receipts by the answer's id. A
        certificate replaces one with the same key and start; a receipt replaces an earlier receipt; of two withdrawals the
        first stays.
        """
        with self._writing():
            for (public, start), data in certificates.items():
                self._db.execute("INSERT OR REPLACE INTO certificates VALUES (?, ?, ?)", [public, start, data])
            for answer, data in withdrawals.items():
                self._db.execute("INSERT OR IGNORE INTO withdrawals VALUES (?, ?)", [answer, data])
            for answer, data in receipts.items():
                self._db.execute("INSERT OR REPLACE INTO receipts VALUES (?, ?)", [answer, data])

    def certificates(self) -> list[bytes]:
        """All certificates of buddies."""
        with as_store_errors():
            return [bytes(row[0]) for row in self._db.execute("SELECT data FROM certificates")]

    def withdrawn(self) -> frozenset[bytes]:
        """The ids of the withdrawn answers; the signatures of the withdrawals were checked before they were kept."""
        with as_store_errors():
            return frozenset(bytes(row[0]) for row in self._db.execute("SELECT answer FROM withdrawals"))

    def withdrawals(self) -> list[bytes]:
        """All withdrawals."""
        with as_store_errors():
            return [bytes(row[0]) for row in self._db.execute("SELECT data FROM withdrawals")]

    def receipts(self) -> dict[bytes, bytes]:
        """Receipts of the meetings that buddies sent, by the answer's id; they counted (B9) when they were kept."""
        with as_store_errors():
            return {bytes(answer): bytes(data) for answer, data in self._db.execute("SELECT answer, data FROM receipts")}

    def remember(self, key: bytes, picture: int) -> None:
        """Keep the picture of the person whose key has the key id `key`; it replaces an earlier picture."""
        with self._writing():
            self._db.execute("INSERT OR REPLACE INTO people VALUES (?, ?)", [key, picture])

    def people(self) -> dict[bytes, int]:
        """The pictures of the people, by key id."""
        with as_store_errors():
            return {bytes(key): picture for key, picture in self._db.execute("SELECT key, picture FROM people")}
