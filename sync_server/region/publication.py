"""The region's signed trust list: the few values and the key it is made with, and a new version at each change.

The root key is not among them: after `region-create` it belongs on a medium that is kept offline.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.protocol import trust
from app.protocol.ed25519 import Key
from app.protocol.trust import Display, KeyWindow, Offer, Organisation, TrustList
from sync_server.errors import Refused
from sync_server.region.keys import read_key

YEAR = 366 * 86400
REFRESH = 30 * 86400


@dataclass(frozen=True, slots=True)
class Bundle:
    """What GET /v1/trust answers: the root's public key, the certificate and the list, as bytes."""

    root: bytes
    certificate: bytes
    listed: bytes


class Listing:
    """The newest list, and how the next one is made."""

    def __init__(self, connection: sqlite3.Connection, data: Path, now: Callable[[], int]) -> None:
        self._db, self._data, self._now = connection, data, now

    def key(self) -> Key:
        """The yearly key that signs the list. Raises Refused("no-region")."""
        return read_key(self._data / "list.key")

    def bundle(self) -> Bundle:
        """Raises Refused("no-region")."""
        root, list_key, listed = (self.value(key) for key in ("root", "certificate", "list"))
        if root is None or list_key is None or listed is None:
            raise Refused("no-region")
        return Bundle(root, list_key, listed)

    def version(self) -> int:
        return int(self.value("version") or 0)

    @contextmanager
    def change(self) -> Iterator[None]:
        """What is changed within makes a new version of the list, in the same transaction."""
        with self.transaction():
            yield
            self.publish()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing: a refusal on the way leaves no lock and no half a change."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def publish(self) -> None:
        """Make and sign the next version. Within a transaction."""
        version, now, listing = int(self.need("version")) + 1, self._now(), self.key()
        start = int(self.need("receipt-start"))
        newest = TrustList(
            region=self.need("region"),
            version=version,
            issued=now,
            refresh=now + REFRESH,
            organisations=tuple(
                Organisation(*row) for row in self._db.execute("SELECT id, name FROM organisations ORDER BY id")
            ),
            displays=tuple(map(_display, self._db.execute("SELECT * FROM displays ORDER BY start_time, public"))),
            revoked=tuple(self._db.execute("SELECT public, revoked FROM buddies WHERE revoked IS NOT NULL ORDER BY public")),
            receipt_keys=(KeyWindow(self.need("receipt-key"), start, start + 10 * YEAR),),
        )
        self.set("version", str(version).encode())
        self.set("list", listing.seal(trust.list_draft(newest, listing.public)))

    def value(self, key: str) -> bytes | None:
        """One of the region's few values, by its name."""
        row = self._db.execute("SELECT value FROM region WHERE key = ?", [key]).fetchone()
        return None if row is None else bytes(row[0])

    def need(self, key: str) -> bytes:
        value = self.value(key)
        if value is None:
            raise Refused("no-region")
        return value

    def set(self, key: str, value: bytes) -> None:
        sql = "INSERT INTO region VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"
        self._db.execute(sql, [key, value])


def _display(row: tuple[bytes, bytes, str, int, int, int | None]) -> Display:
    public, organisation, offers, start, end, revoked = row
    return Display(KeyWindow(public, start, end, revoked), organisation, tuple(Offer(*offer) for offer in json.loads(offers)))
