"""The file itself: records, their receipts, settings, scans that wait for their place. Open it with `open_store`.

The rows are the truth. What is in memory is a copy of them, made at opening and read again from each row that was written, so
that nothing is parsed twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.protocol.moments import Verdict
from app.protocol.record import Device, Record, person_of
from app.store import rows
from app.store.errors import explained
from app.store.liked import LikedRows
from app.store.met import MetRows
from app.store.rows import KEPT, WAITING, PendingScan, StoredRecord, to_row
from app.store.signatures import SignatureRows

if TYPE_CHECKING:
    from sqlite3 import Connection


class Store:
    """Plain reading and writing; every write is one transaction. Raises StoreError when the file is not as it should be.

    The connection begins no transactions by itself (`isolation_level` None).
    """

    def __init__(self, db: Connection) -> None:
        self._db = db
        self.met = MetRows(db, self._writing)
        self.liked = LikedRows(db, self._writing)
        self.signatures = SignatureRows(db, self._writing)
        self._kept: dict[int, StoredRecord] = {}  # by seq, in that order
        self._unsaid: set[bytes] = set()
        self.changes = 0  # rises with every change of records or scans
        self._read_again()
        self._scans = self._read_scans()

    def close(self) -> None:
        self._db.close()

    # --- settings ---

    def setting(self, key: str) -> bytes | None:
        with explained():
            row = self._db.execute("SELECT value FROM settings WHERE key = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])

    def text(self, key: str, default: str = "") -> str:
        value = self.setting(key)
        return default if value is None else value.decode(errors="replace")

    def number(self, key: str) -> int | None:
        text = self.text(key)
        return int(text) if text.isascii() and text.isdigit() else None

    @property
    def is_restoring(self) -> bool:
        """Does the chain still have to come back from the server? The setting holds the place to go on from."""
        return self.number("restore") is not None

    def set_settings(self, values: Mapping[str, bytes | str]) -> None:
        with self._writing():
            self._set(values)

    # --- records ---

    def records(self) -> list[StoredRecord]:
        """All records of this person on this device, in the order they are sent in."""
        return list(self._kept.values())

    def newest_place(self, device: bytes) -> tuple[int, bytes] | None:
        """Number and id of the last record in the chain of the key with this id; None while there is none."""
        mine = (kept.record for kept in self._kept.values() if kept.record.envelope.key == device)
        last = max(mine, key=lambda one: one.position.number, default=None)
        return None if last is None else (last.position.number, last.id)

    def person(self) -> bytes | None:
        """The pseudonym that every key of this person names."""
        bodies = (kept.record.body for kept in self._kept.values())
        found = next((body.person for body in bodies if isinstance(body, Device)), None)
        secret = self.secret()
        return found if found or not secret else person_of(secret)

    def secret(self) -> bytes | None:
        """What the pseudonym is made of: a server lets another key join this person only with it."""
        return self.setting("secret")

    @property
    def is_recalled(self) -> bool:
        """Was the secret found in a note, when nothing else was left? Then the key is new, too."""
        return self.setting("recalled") is not None

    def newest_receipt(self) -> bytes | None:
        return next((kept.receipt for kept in reversed(self._kept.values()) if kept.receipt is not None), None)

    def add(
        self,
        records: Iterable[tuple[Record, Verdict]],
        scan: int | None = None,
        settings: Mapping[str, bytes] = MappingProxyType({}),
    ) -> None:
        """Append to the chain, all or none, with `settings`; `scan` is the scan that became these records. They are sent after
        `said`.
        """
        made = list(records)
        with self._writing():
            self._db.executemany(rows.INSERT, [to_row(one, verdict, WAITING) for one, verdict in made])
            if scan is not None:
                self._db.execute("DELETE FROM scans WHERE n = ?", [scan])
            self._set(settings)
        self._unsaid |= {one.id for one, _ in made}
        self._read_again("seq > ?", [max(self._kept, default=0)])
        self._scans = self._read_scans()

    def said(self) -> None:
        """All that was added is durable now: it may be sent."""
        self._unsaid.clear()

    def take_back(self, ids: Iterable[bytes]) -> None:
        """Forget records that could not be made durable. Only for these: nobody was told they were saved."""
        wanted = set(ids) & self._unsaid
        gone = {kept.record.id for kept in self._kept.values() if kept.record.id in wanted and kept.state == WAITING}
        with self._writing():
            for id in gone:
                self._db.execute("DELETE FROM records WHERE id = ?", [id])
        self._unsaid -= gone
        self._kept = {seq: kept for seq, kept in self._kept.items() if kept.record.id not in gone}

    def restore(self, records: Iterable[tuple[Record, bytes | None]], settings: Mapping[str, bytes | str]) -> None:
        """Keep what came back, from the server (with receipt) or from a damaged file; `settings` in the same transaction."""
        held = {kept.record.id for kept in self._kept.values()}
        fresh, receipts = [], {}
        for one, receipt in records:
            if one.id not in held:
                fresh.append(to_row(one, Verdict.UNKNOWN, WAITING if receipt is None else KEPT, receipt))
                held.add(one.id)
            elif receipt is not None:
                receipts[one.id] = receipt
        with self._writing():
            self._db.executemany(rows.INSERT, fresh)
            self._settle(receipts, {})
            self._set(settings)
        self._read_again()

    # --- what the server has ---

    def waiting(self, most: int, size: int) -> list[Record]:
        """The oldest records the server does not have, the device record first: at most so many, and so many bytes."""
        found: list[Record] = []
        for kept in self._kept.values():
            if kept.state != WAITING or kept.record.id in self._unsaid:
                continue
            size -= len(kept.record.envelope.data)
            if len(found) == most or (found and size < 0):
                break
            found.append(kept.record)
        return found

    def settle(self, receipts: dict[bytes, bytes], refused: dict[bytes, str]) -> None:
        """Write down the server's answers: receipts by record id, and codes of what it would not take. Nothing is deleted."""
        with self._writing():
            self._settle(receipts, refused)
        self._read_again_ids([*receipts, *refused])

    def requeue_kept(self, device: bytes | None = None) -> int:
        """The server lost what it had a receipt for: send everything again, of one key or of all. Returns how many."""
        ids = [
            kept.record.id for kept in self._kept.values() if kept.state == KEPT and device in (None, kept.record.envelope.key)
        ]
        with self._writing():
            for id in ids:
                self._db.execute("UPDATE records SET state = 'waiting' WHERE id = ?", [id])
        self._read_again_ids(ids)
        return len(ids)

    def ask_again(self, ids: Iterable[bytes]) -> None:
        """Receipts of these are worth nothing any more (their key was stolen): they are sent again, for others."""
        gone = list(ids)
        with self._writing():
            for id in gone:
                self._db.execute("UPDATE records SET state = 'waiting', receipt = NULL WHERE id = ? AND state = 'kept'", [id])
        self._read_again_ids(gone)

    def set_verdicts(self, verdicts: dict[bytes, Verdict]) -> None:
        with self._writing():
            for id, verdict in verdicts.items():
                self._db.execute("UPDATE records SET verdict = ? WHERE id = ?", [verdict.value, id])
        self._read_again_ids(verdicts)

    # --- scans that wait for their place in the chain ---

    def scans(self) -> list[PendingScan]:
        return self._scans

    def add_scan(self, token: bytes, wall: int, boot: int | None, boot_id: bytes | None, body: bytes | None = None) -> int:
        """Keep a token, or a whole record without its place, until the chain is known; returns its number."""
        with self._writing():
            sql = "INSERT INTO scans (token, wall, boot, boot_id, body) VALUES (?, ?, ?, ?, ?)"
            n = self._db.execute(sql, [token, wall, boot, boot_id, body]).lastrowid or 0
        self._scans = self._read_scans()
        return n

    def drop_scan(self, n: int) -> None:
        """It could not be made durable, or says nothing that is not written down already."""
        with self._writing():
            self._db.execute("DELETE FROM scans WHERE n = ?", [n])
        self._scans = self._read_scans()

    # --- inside ---

    @contextmanager
    def _writing(self) -> Iterator[None]:
        with explained(), self._db:  # the connection commits, and rolls back when that or anything before it fails
            self._db.execute("BEGIN")
            yield
        self.changes += 1

    def _set(self, values: Mapping[str, bytes | str]) -> None:
        pairs = [(key, value.encode() if isinstance(value, str) else value) for key, value in values.items()]
        self._db.executemany("INSERT OR REPLACE INTO settings VALUES (?, ?)", pairs)

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
        with explained():
            self._kept |= rows.read(self._db, self._kept, where, values)
        self.changes += 1

    def _read_scans(self) -> list[PendingScan]:
        with explained():
            return [
                PendingScan(*row)
                for row in self._db.execute("SELECT n, token, wall, boot, boot_id, body FROM scans ORDER BY n")
            ]
