"""Where records are kept: SQLite with one writer. What was acknowledged is on the disk.

Rules:
1. One thread writes (writer.py). Jobs that wait are written in one transaction; each caller gets its answer after its COMMIT.
2. That thread gives each record its position in the log (`cursor`), so a phone that pulls never misses one.
3. A record is never changed. The same record again changes nothing. What was erased is not kept again.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from app.protocol import record
from app.protocol.envelope import ID_SIZE
from app.protocol.keys import key_id
from app.protocol.meeting import Pair
from app.protocol.record import Record
from sync_server.records import meetings, persons, tombstones
from sync_server.records.connections import SERVER_WAIT, Connections, connect
from sync_server.records.meetings import MeetingRow, StoredMeeting
from sync_server.records.quota import PersonUsage
from sync_server.records.tables import migrate
from sync_server.records.writer import Writer

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Row:
    """A record ready to be kept: verified, and its receipt signed.

    `person` is a pseudonym (16 bytes), `device` the public key of its chain, `number` its chain position, `before` the id of
    the record before it, `received` in Unix seconds. `introduces`: the record is the first of its device.
    """

    id: bytes
    person: bytes
    device: bytes
    number: int
    before: bytes | None
    received: int
    data: bytes
    receipt: bytes
    introduces: bool
    meeting: MeetingRow | None = None


@dataclass(frozen=True, slots=True)
class PulledRecord:
    """A record as a pull returns it: its position in the log, its bytes and its receipt."""

    cursor: int
    data: bytes
    receipt: bytes


class SqliteStore:
    """Records and devices. Any thread may read; only the writer's thread writes."""

    def __init__(self, path: Path, wait: int = SERVER_WAIT) -> None:
        """`wait`: seconds to wait for a lock. Raises NewerDatabase or sqlite3.Error."""
        writing = connect(path, wait)
        try:
            migrate(writing)
        except BaseException:
            writing.close()
            raise
        self.connections = Connections(path, wait)
        self.writer = Writer(writing)

    def close(self) -> None:
        """Do the jobs that wait, then stop; afterwards the whole database is in one file."""
        self.writer.stop()
        self.writer.join()
        self.connections.close()

    def receipts(self, ids: Iterable[bytes]) -> dict[bytes, bytes]:
        """The receipts of those records that are kept, by record id."""
        wanted = list(ids)
        receipts: dict[bytes, bytes] = {}
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            sql = f"SELECT id, receipt FROM records WHERE id IN ({','.join('?' * len(part))})"  # noqa: S608 - only marks
            receipts.update(self.connections.of_this_thread().execute(sql, part).fetchall())
        return receipts

    def record_with_prefix(self, start: bytes) -> tuple[bytes, bytes, bytes] | None:
        """Id, bytes and receipt of a record whose id begins with `start`; None when there is none."""
        sql = "SELECT id, data, receipt FROM records WHERE id >= ? AND id <= ? LIMIT 1"
        row = self.connections.of_this_thread().execute(sql, [start, start + b"\xff" * (ID_SIZE - len(start))]).fetchone()
        return None if row is None else (bytes(row[0]), bytes(row[1]), bytes(row[2]))

    def devices(self, key: bytes) -> list[tuple[bytes, bytes]]:
        """Public key and person of every device whose key id is `key`."""
        return self.connections.of_this_thread().execute("SELECT public, person FROM devices WHERE key = ?", [key]).fetchall()

    def records_after(self, person: bytes, cursor: int, limit: int) -> list[PulledRecord]:
        """The person's records after `cursor`, in the order of the log, at most `limit`."""
        sql = "SELECT cursor, data, receipt FROM records WHERE person = ? AND cursor > ? ORDER BY cursor LIMIT ?"
        return [
            PulledRecord(*row) for row in self.connections.of_this_thread().execute(sql, [person, cursor, limit]).fetchall()
        ]

    def records_of(self, device: bytes) -> int:
        """How many records of the device with this public key are kept."""
        sql = "SELECT count(*) FROM records WHERE device = ?"
        return int(self.connections.of_this_thread().execute(sql, [device]).fetchone()[0])

    def forks(self, ids: Iterable[bytes]) -> set[bytes]:
        """Those of these records, by id, whose chain position another record of their key had before them."""
        wanted = list(ids)
        sql = f"SELECT id FROM records WHERE mark = 'fork' AND id IN ({','.join('?' * len(wanted))})"  # noqa: S608 - only marks
        return {bytes(row[0]) for row in self.connections.of_this_thread().execute(sql, wanted)}

    def newest_cursor(self) -> int:
        """The cursor of the newest record, 0 when there is none."""
        return int(self.connections.of_this_thread().execute("SELECT coalesce(max(cursor), 0) FROM records").fetchone()[0])

    def last_received(self) -> int:
        """When the newest record came (Unix seconds), 0 when there is none. The last of the log may have moved."""
        sql = "SELECT coalesce(max(received), 0) FROM (SELECT received FROM records ORDER BY cursor DESC LIMIT 2500)"
        return int(self.connections.of_this_thread().execute(sql).fetchone()[0])

    def usage(self, person: bytes) -> PersonUsage | None:
        """How much is kept of one person; None when nothing is."""
        sql = "SELECT count(*), min(received) FROM records WHERE person = ?"
        count, first = self.connections.of_this_thread().execute(sql, [person]).fetchone()
        return None if first is None else PersonUsage(count, first)

    def knows_either(self, asker: bytes, giver: bytes) -> bool:
        """Is one of a meeting's two phones known: a newcomer's with records here, or a buddy's with a certificate?"""
        sql = "SELECT EXISTS (SELECT 1 FROM devices WHERE public = ?) OR EXISTS (SELECT 1 FROM buddies WHERE public = ?)"
        return bool(self.connections.of_this_thread().execute(sql, [asker, giver]).fetchone()[0])

    def put(self, rows: Sequence[Row]) -> Future[list[bytes]]:
        """Keep records. Once they are durable, the future holds the receipt that counts for each: b"" for what was erased."""
        return self.write(lambda connection: [self._insert(connection, row) for row in rows])

    def write(self, work: Callable[[sqlite3.Connection], Result]) -> Future[Result]:
        """Do `work` inside a transaction; the future holds its result once it is durable. Raises ServerRefusal("busy")."""
        return self.writer.write(work)

    def replace_receipts(self, receipts: Mapping[bytes, bytes]) -> Future[None]:
        """Put these receipts, by record id, in the place of others that no phone believes."""

        def work(connection: sqlite3.Connection) -> None:
            sql = "UPDATE records SET receipt = ? WHERE id = ?"
            connection.executemany(sql, [(receipt, id) for id, receipt in receipts.items()])

        return self.write(work)

    def move(self, proven: Sequence[Record]) -> Future[None]:
        """Let the devices of these device records, whose secret came now, belong to the persons that they name."""

        def work(connection: sqlite3.Connection) -> None:
            for device_record in proven:
                persons.move(connection, device_record)

        return self.write(work)

    def is_erased(self, *names: bytes) -> bool:
        """Was a person or device with one of these names (pseudonym, key id) erased here?"""
        return tombstones.any_erased(self.connections.of_this_thread(), *names)

    def meetings(self, person: bytes, cursor: int) -> list[StoredMeeting]:
        """The person's meetings that came or changed after `cursor`, at most 100."""
        return meetings.meetings_after(self.connections.of_this_thread(), person, cursor)

    def meeting_receipts(self, answers: Sequence[bytes]) -> dict[bytes, bytes]:
        """The receipts of those answers that are kept, by the answer's id."""
        return meetings.receipts(self.connections.of_this_thread(), answers)

    def refuse_one_person(self, pair: Pair) -> None:
        """Raises SamePerson when both phones of a meeting are known to belong to one person."""
        meetings.refuse_one_person(self.connections.of_this_thread(), pair)

    def _insert(self, connection: sqlite3.Connection, row: Row) -> bytes:
        if tombstones.any_erased(connection, key_id(row.device), row.person):
            return b""
        if row.introduces:
            sql = "INSERT INTO devices VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
            connection.execute(sql, [row.device, key_id(row.device), row.person])
            if row.person != persons.alone(row.device):
                persons.move(connection, record.from_bytes(row.data))
        person = persons.settled(connection, row.device, row.person)
        sql = (
            "INSERT INTO records (id, person, device, number, received, mark, data, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING"
        )
        if row.meeting is not None:
            meetings.keep(connection, row.meeting)
        mark = _mark(connection, row)
        values = [row.id, person, row.device, row.number, row.received, mark, row.data, row.receipt]
        if connection.execute(sql, values).rowcount == 1:
            return row.receipt
        return bytes(connection.execute("SELECT receipt FROM records WHERE id = ?", [row.id]).fetchone()[0])


def _mark(connection: sqlite3.Connection, row: Row) -> str:
    """The mark on a record: "fork" when another has its chain position, "gap" when the record before is missing, else ""."""
    sql = "SELECT id, number FROM records WHERE device = ? AND number IN (?, ?)"
    near = connection.execute(sql, [row.device, row.number, row.number - 1]).fetchall()
    if any(number == row.number and id != row.id for id, number in near):
        return "fork"
    if row.before is not None and not any(id == row.before for id, _ in near):
        return "gap"
    return ""
