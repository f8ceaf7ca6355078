"""The store: records with their receipts, and scans that wait for their chain position. Open it with `open_store`.

The rows of the file decide. The store keeps a copy of them in memory, made when the file is opened; it reads each written row
again, so that no record is parsed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.protocol.moments import Verdict
from app.protocol.record import Device, Record, person_of
from app.store import rows
from app.store.errors import as_store_errors
from app.store.liked import LikedRows
from app.store.met import MetRows
from app.store.rows import JOINED, KEPT, WAITING, PendingScan, StoredRecord, to_row
from app.store.settings import SettingStore
from app.store.signatures import SignatureRows

if TYPE_CHECKING:
    from sqlite3 import Connection


class Store(SettingStore):
    """Reads and writes everything that a device keeps; every write is one transaction. Raises StoreError when the file is not
    as it should be. `met`, `liked` and `signatures` read and write the other tables.
    """

    def __init__(self, db: Connection) -> None:
        super().__init__(db)
        self.met = MetRows(db, self._writing)
        self.liked = LikedRows(db, self._writing)
        self.signatures = SignatureRows(db, self._writing)
        self._kept: dict[int, StoredRecord] = {}  # by seq, in that order
        self._not_durable: set[bytes] = set()  # ids of records that were added and may not be sent yet
        self._read_again()
        self._scans = self._read_scans()

    # --- records ---

    def records(self) -> list[StoredRecord]:
        """All records of this person on this device, in the order in which they are sent."""
        return list(self._kept.values())

    def newest_position(self, device: bytes) -> tuple[int, bytes] | None:
        """The number and id of the last record in the chain of the key with the key id `device`; None when there is none."""
        chain = (kept.record for kept in self._kept.values() if kept.record.envelope.key == device)
        last = max(chain, key=lambda record: record.position.number, default=None)
        return None if last is None else (last.position.number, last.id)

    def person(self) -> bytes | None:
        """The pseudonym (16 bytes) that every key of this person names; None when nothing here tells it. A key may have named
        another person before it joined this one (`app.records.joining`), so the recovery secret decides, then the newest name.
        """
        secret = self.secret()
        if secret:
            return person_of(secret)
        bodies = (kept.record.body for kept in reversed(self._kept.values()))
        return next((body.person for body in bodies if isinstance(body, Device)), None)

    def devices(self) -> set[bytes]:
        """The public keys of this person's devices that are known here, this one's among them; none before the first record."""
        bodies = (kept.record.body for kept in self._kept.values())
        return {body.public for body in bodies if isinstance(body, Device)}

    def joined(self) -> int:
        """How many phones of this person made themselves known after this one had its hours."""
        return self.number(JOINED) or 0

    def is_erased(self) -> bool:
        """Did the server refuse a record because this person was erased there? It takes none of this person again."""
        with as_store_errors():
            row = self._db.execute("SELECT 1 FROM records WHERE state = 'refused' AND code = 'erased' LIMIT 1").fetchone()
        return row is not None

    def newest_receipt(self) -> bytes | None:
        """The receipt, a whole message, of the last record that has one; None when no record has one."""
        return next((kept.receipt for kept in reversed(self._kept.values()) if kept.receipt is not None), None)

    def add(
        self,
        records: Iterable[tuple[Record, Verdict]],
        scan: int | None = None,
        settings: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """Append records to the chain, and set `settings`: all of it or nothing. `scan` is the number of the scan that became
        these records; it is deleted. The records are sent only after `mark_durable`.
        """
        added = list(records)
        with self._writing():
            self._db.executemany(rows.INSERT, [to_row(record, verdict, WAITING) for record, verdict in added])
            if scan is not None:
                self._db.execute("DELETE FROM scans WHERE n = ?", [scan])
            self._set(settings)
        self._not_durable |= {record.id for record, _ in added}
        self._read_again("seq > ?", [max(self._kept, default=0)])
        self._scans = self._read_scans()

    def mark_durable(self) -> None:
        """Everything that was added is durable now, so it may be sent."""
        self._not_durable.clear()

    def take_back(self, ids: Iterable[bytes]) -> None:
        """Delete records that could not be made durable, so that no screen said "saved". Other ids are ignored."""
        wanted = set(ids) & self._not_durable
        deleted = {kept.record.id for kept in self._kept.values() if kept.record.id in wanted and kept.state == WAITING}
        with self._writing():
            for id in deleted:
                self._db.execute("DELETE FROM records WHERE id = ?", [id])
        self._not_durable -= deleted
        self._kept = {seq: kept for seq, kept in self._kept.items() if kept.record.id not in deleted}

    def restore(self, records: Iterable[tuple[Record, bytes | None]], settings: Mapping[str, bytes | str]) -> None:
        """Keep records that came back, from the server (with a receipt) or from a damaged file (None). `settings` are set in
        the same transaction.
        """
        held = {kept.record.id for kept in self._kept.values()}
        fresh, receipts = [], {}
        for record, receipt in records:
            if record.id not in held:
                fresh.append(to_row(record, Verdict.UNKNOWN, WAITING if receipt is None else KEPT, receipt))
                held.add(record.id)
            elif receipt is not None:
                receipts[record.id] = receipt
        with self._writing():
            self._db.executemany(rows.INSERT, fresh)
            self._settle(receipts, {})
            self._set(settings)
        self._read_again()

    # --- what the server has ---

    def waiting(self, most: int, size: int) -> list[Record]:
        """The oldest records that the server lacks, the device record first: at most `most` of them and `size` bytes, but at
        least one.
        """
        records: list[Record] = []
        for kept in self._kept.values():
            if kept.state != WAITING or kept.record.id in self._not_durable:
                continue
            size -= len(kept.record.envelope.data)
            if len(records) == most or (records and size < 0):
                break
            records.append(kept.record)
        return records

    def settle(self, receipts: dict[bytes, bytes], refused: dict[bytes, str]) -> None:
        """Keep what the server answered, by record id: receipts, and codes of refusals. Nothing is deleted."""
        with self._writing():
            self._settle(receipts, refused)
        self._read_again_ids([*receipts, *refused])

    def requeue_kept(self, device: bytes | None = None) -> int:
        """Send everything again, because the server lost what it had given receipts for: the records of the key with the key id
        `device`, or of all keys. Gives how many records these are.
        """
        ids = [
            kept.record.id for kept in self._kept.values() if kept.state == KEPT and device in (None, kept.record.envelope.key)
        ]
        with self._writing():
            for id in ids:
                self._db.execute("UPDATE records SET state = 'waiting' WHERE id = ?", [id])
        self._read_again_ids(ids)
        return len(ids)

    def renew_receipts(self, ids: Iterable[bytes]) -> None:
        """Send these records again for new receipts: the ones they have count no longer, because the receipt key was stolen."""
        renewed = list(ids)
        with self._writing():
            for id in renewed:
                self._db.execute("UPDATE records SET state = 'waiting', receipt = NULL WHERE id = ? AND state = 'kept'", [id])
        self._read_again_ids(renewed)

    def set_verdicts(self, verdicts: dict[bytes, Verdict]) -> None:
        """Keep the verdicts on tokens, by record id."""
        with self._writing():
            for id, verdict in verdicts.items():
                self._db.execute("UPDATE records SET verdict = ? WHERE id = ?", [verdict.value, id])
        self._read_again_ids(verdicts)

    # --- scans that wait for their chain position ---

    def scans(self) -> list[PendingScan]:
        """The scans that wait, in their order."""
        return self._scans

    def add_scan(self, token: bytes, wall: int, boot: int | None, boot_id: bytes | None, body: bytes | None = None) -> int:
        """Keep a token, or a record without chain position as `body`, until the chain is known. Gives the number of the scan.

        `wall` (Unix seconds), `boot` (seconds since the start) and `boot_id` are the phone's clocks.
        """
        with self._writing():
            sql = "INSERT INTO scans (token, wall, boot, boot_id, body) VALUES (?, ?, ?, ?, ?)"
            n = self._db.execute(sql, [token, wall, boot, boot_id, body]).lastrowid or 0
        self._scans = self._read_scans()
        return n

    def drop_scan(self, n: int) -> None:
        """Delete the scan with this number: it could not be made durable, or a record holds the same already."""
        with self._writing():
            self._db.execute("DELETE FROM scans WHERE n = ?", [n])
        self._scans = self._read_scans()

    # --- inside ---

    def _settle(self, receipts: dict[bytes, bytes], refused: dict[bytes, str]) -> None:
        for id, receipt in receipts.items():
            sql = "UPDATE records SET state = 'kept', receipt = coalesce(receipt, ?), code = '' WHERE id = ?"
            self._db.execute(sql, [receipt, id])
        for id, code in refused.items():
            sql = "UPDATE records SET state = 'refused', code = ? WHERE id = ? AND state = 'waiting'"
            self._db.execute(sql, [code, id])

    def _read_again_ids(self, ids: Iterable[bytes]) -> None:
        wanted = list(ids)
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            self._read_again(f"id IN ({','.join('?' * len(part))})", part)

    def _read_again(self, where: str = "1", values: Iterable[object] = ()) -> None:
        with as_store_errors():
            self._kept |= rows.read(self._db, self._kept, where, values)
        self.changes += 1

    def _read_scans(self) -> list[PendingScan]:
        with as_store_errors():
            return [
                PendingScan(*row)
                for row in self._db.execute("SELECT n, token, wall, boot, boot_id, body FROM scans ORDER BY n")
            ]
