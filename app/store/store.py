"""The file itself: records, their receipts, settings. Open it with `open_store`."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.protocol import record
from app.protocol.moments import Verdict
from app.protocol.record import Record

if TYPE_CHECKING:
    from sqlite_utils import Database

WAITING, KEPT, REFUSED = "waiting", "kept", "refused"


# A record never changes, and all of them are read for each total.
_parsed = lru_cache(maxsize=4096)(record.from_bytes)


class StoreError(Exception):
    """The file cannot be used. Codes: `newer-database` (a newer app wrote it; it is left untouched), `damaged-database`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


@dataclass(frozen=True, slots=True)
class Kept:
    """A record of this device and how it fares."""

    record: Record
    verdict: Verdict
    state: str
    receipt: bytes | None


def open_store(path: Path, *, wal: bool) -> Store:
    """Open or create the file and bring it to the newest shape. `wal` where the file system is real, not in the browser.

    Raises StoreError; a file that cannot be read is left as it is.
    """
    from sqlite_utils import Database

    from app.store import migrations

    try:
        connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version > migrations.NEWEST:
            connection.close()
            raise StoreError("newer-database", f"version {version}")
        if version and connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            connection.close()
            raise StoreError("damaged-database", "quick_check")
        connection.execute(f"PRAGMA journal_mode = {'WAL' if wal else 'DELETE'}")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA busy_timeout = 5000")
        db = Database(connection)
        migrations.steps.apply(db)
    except sqlite3.DatabaseError as error:
        raise StoreError("damaged-database", str(error)) from error
    return Store(db)


class Store:
    """Plain reading and writing; every write is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def close(self) -> None:
        self._db.close()

    def setting(self, key: str) -> bytes | None:
        row = self._db.execute("SELECT value FROM settings WHERE key = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])

    def text(self, key: str, default: str = "") -> str:
        value = self.setting(key)
        return default if value is None else value.decode()

    def set_settings(self, values: dict[str, bytes | str]) -> None:
        rows = [{"key": key, "value": value.encode() if isinstance(value, str) else value} for key, value in values.items()]
        with self._db.atomic():
            self._db.table("settings").upsert_all(rows, pk="key")

    def newest_place(self) -> tuple[int, bytes] | None:
        """Number and id of the last record of the chain; None while there is none."""
        row = self._db.execute("SELECT number, id FROM records ORDER BY number DESC LIMIT 1").fetchone()
        return None if row is None else (int(row[0]), bytes(row[1]))

    def newest_receipt(self) -> bytes | None:
        row = self._db.execute("SELECT receipt FROM records WHERE receipt IS NOT NULL ORDER BY number DESC LIMIT 1").fetchone()
        return None if row is None else bytes(row[0])

    def add(self, records: Iterable[tuple[Record, Verdict]]) -> None:
        """Append to the chain, all or none."""
        rows = [
            {"number": one.place.number, "id": one.id, "data": one.envelope.data, "verdict": verdict.value, "state": WAITING}
            for one, verdict in records
        ]
        with self._db.atomic():
            self._db.table("records").insert_all(rows)

    def take_back(self, ids: Iterable[bytes]) -> None:
        """Forget records that could not be made durable. Only for these: nobody was told they were saved."""
        with self._db.atomic():
            for id in ids:
                self._db.execute("DELETE FROM records WHERE id = ? AND state = 'waiting'", [id])

    def records(self) -> list[Kept]:
        """All records of this device, in the order of the chain."""
        rows = self._db.execute("SELECT data, verdict, state, receipt FROM records ORDER BY number").fetchall()
        return [Kept(_parsed(bytes(row[0])), Verdict(row[1]), row[2], row[3]) for row in rows]

    def waiting(self, most: int) -> list[tuple[bytes, bytes]]:
        """Id and bytes of the oldest records the server does not have, the device record first."""
        sql = "SELECT id, data FROM records WHERE state = 'waiting' ORDER BY number LIMIT ?"
        return [(bytes(id), bytes(data)) for id, data in self._db.execute(sql, [most]).fetchall()]

    def waiting_count(self) -> int:
        return int(self._db.execute("SELECT count(*) FROM records WHERE state = 'waiting'").fetchone()[0])

    def settle(self, receipts: dict[bytes, bytes], refused: dict[bytes, str]) -> None:
        """Write down the server's answers: receipts by record id, and codes of what it would not take. Nothing is deleted."""
        with self._db.atomic():
            for id, receipt in receipts.items():
                self._db.execute("UPDATE records SET state = 'kept', receipt = ?, code = '' WHERE id = ?", [receipt, id])
            for id, code in refused.items():
                sql = "UPDATE records SET state = 'refused', code = ? WHERE id = ? AND state = 'waiting'"
                self._db.execute(sql, [code, id])

    def requeue_kept(self) -> int:
        """The server does not know this device (any more): send everything again from the first record. Returns how many."""
        with self._db.atomic():
            return int(self._db.execute("UPDATE records SET state = 'waiting' WHERE state = 'kept'").rowcount)

    def set_verdicts(self, verdicts: dict[bytes, Verdict]) -> None:
        with self._db.atomic():
            for id, verdict in verdicts.items():
                self._db.execute("UPDATE records SET verdict = ? WHERE id = ?", [verdict.value, id])
