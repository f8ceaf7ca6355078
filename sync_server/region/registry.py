"""The register of one region: its tables, the folder with its keys, and its clock."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.protocol.ed25519 import Key
from app.protocol.trust import Certificate, certificate_from_bytes
from sync_server.errors import ServerRefusal
from sync_server.records.database import Connections
from sync_server.region import keys

HOUR, DAY = 3600, 86400
YEAR = 366 * DAY
LOG_SIZE = 8  # the name of the log that cursors belong to; another one after each restore


@dataclass(frozen=True, slots=True)
class Registry:
    """`data` holds the keys; `now` is the server's clock in Unix seconds; `who` stands in the audit beside each act."""

    connections: Connections
    data: Path
    now: Callable[[], int]
    who: str = "server"

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection."""
        return self.connections.mine()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing: a refusal on the way leaves no lock and no half a change."""
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
        """The key that signs the trust list, certificates and invitations. Raises ServerRefusal("no-region")."""
        return keys.in_use(self.data / "list.key", self.list_certificate().public)

    def receipt_key(self) -> Key:
        """Raises ServerRefusal("no-region")."""
        return keys.in_use(self.data / "receipt.key", self.need("receipt-key"))

    def list_certificate(self) -> Certificate:
        """The root's word on the list key. Raises ServerRefusal("no-region")."""
        return certificate_from_bytes(self.need("certificate"))[1]

    def value(self, key: str) -> bytes | None:
        """One of the region's few values, by its name."""
        row = self.db.execute("SELECT value FROM region WHERE key = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])

    def log(self) -> bytes:
        """The name of the log (8 bytes); b"" before the region was made."""
        return self.value("log") or b""

    def need(self, key: str) -> bytes:
        """Raises ServerRefusal("no-region")."""
        value = self.value(key)
        if value is None:
            raise ServerRefusal("no-region")
        return value

    def set(self, key: str, value: bytes) -> None:
        sql = "INSERT INTO region VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        self.db.execute(sql, [key, value])
