"""One region: its tables, the folder with its keys, and its clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.protocol.ed25519 import Key
from app.protocol.trust import Certificate, certificate_from_bytes
from sync_server.errors import ServerRefusal
from sync_server.records.connections import Connections
from sync_server.region import keys

HOUR, DAY = 3600, 86400
YEAR = 366 * DAY  # HOUR, DAY and YEAR in seconds
LOG_SIZE = 8  # bytes of the log's name; cursors belong to a log, and each restore begins another one


@dataclass(frozen=True, slots=True)
class Registry:
    """Access to a region. `data` is the folder of its keys; `now` the clock in Unix seconds; `who` is named in the audit."""

    connections: Connections
    data: Path
    now: Callable[[], int]
    who: str = "server"

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection to the database."""
        return self.connections.of_this_thread()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block in one transaction; any exception rolls it back and is raised again."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.db.execute("ROLLBACK")
            raise
        self.db.execute("COMMIT")

    def exists(self) -> bool:
        """Was the region created?"""
        return self.value("certificate") is not None

    def list_key(self) -> Key:
        """The private list key, for trust lists, certificates and invitations.

        Raises ServerRefusal: "no-region" or "wrong-key".
        """
        return keys.key_in_use(self.data / "list.key", self.list_certificate().public)

    def receipt_key(self) -> Key:
        """The private key that signs receipts. Raises ServerRefusal: "no-region" or "wrong-key"."""
        return keys.key_in_use(self.data / "receipt.key", self.need("receipt-key"))

    def list_certificate(self) -> Certificate:
        """The root's certificate of the list key. Raises ServerRefusal("no-region")."""
        return certificate_from_bytes(self.need("certificate"))[1]

    def value(self, key: str) -> bytes | None:
        """A value of the table `region` by its key; None when it is not set."""
        row = self.db.execute("SELECT value FROM region WHERE key = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])

    def log(self) -> bytes:
        """The name of the log (8 bytes); b"" before the region was made."""
        return self.value("log") or b""

    def need(self, key: str) -> bytes:
        """As `value`, for what every region has. Raises ServerRefusal("no-region")."""
        value = self.value(key)
        if value is None:
            raise ServerRefusal("no-region")
        return value

    def set(self, key: str, value: bytes) -> None:
        """Set a value of the table `region`."""
        sql = "INSERT INTO region VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        self.db.execute(sql, [key, value])
