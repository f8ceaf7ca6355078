"""Recovery cards: a sealed secret at a place that only the card leads to (README.md of the protocol, 19).

Rules:
1. Only a device that came with its person's secret may leave one, by a signed request over a fresh nonce.
2. A person has one card. A new one takes the place of the earlier, whose place stays known as old and gives nothing.
3. A place that nobody uses is a wrong try. 20 are allowed to one address, and again as many in an hour; all addresses together
   have 100,000 a day. A right place costs nothing, so people who share an address do not hinder each other.
4. A place is no secret that opens anything, but it stands in no log: nothing here is logged.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from app.protocol import card_request
from app.protocol.card import PLACE_SIZE
from app.protocol.card_request import CardRequest
from app.protocol.ed25519 import verify
from app.protocol.errors import ProtocolError
from sync_server.errors import ServerRefusal
from sync_server.lanes import Lane, within
from sync_server.rates import DAY, HOUR, Buckets, Rate
from sync_server.records import persons
from sync_server.records.pulls import Pulls
from sync_server.records.quota import EVERYBODY, put_off
from sync_server.records.store import SqliteStore
from sync_server.records.writer import WRITE_SECONDS

WRONG_OF_ONE_SENDER, WRONG_OF_ALL = Rate(20, HOUR), Rate(100_000, DAY)
NEW_OF_ONE_PERSON = Rate(20, DAY)
MOST_OLD = 50  # places of earlier cards that stay known for each person


class Cards:
    """Keeps and gives the sealed secrets of one region's cards."""

    def __init__(self, store: SqliteStore, pulls: Pulls, lane: Lane, ticks: Callable[[], float]) -> None:
        """`ticks` counts seconds and never goes back; signatures are checked and places looked up on `lane`."""
        self._store, self._pulls, self._lane = store, pulls, lane
        self._by_sender, self._by_all = Buckets(WRONG_OF_ONE_SENDER, ticks), Buckets(WRONG_OF_ALL, ticks)
        self._new = Buckets(NEW_OF_ONE_PERSON, ticks)

    async def register(self, data: bytes) -> None:
        """Keep the card of the signed request `data`; durable when this returns. Raises ServerRefusal: "not-allowed" for every
        request that is not signed by a device of its person over a fresh nonce, "too-many" or "busy".
        """
        public, person, request = await self._lane.run(self._examine, data)
        put_off(self._new.take(person))

        def work(connection: sqlite3.Connection) -> bool:
            return _keep(connection, public, person, request)

        if not await within(WRITE_SECONDS, self._store.write(work)):
            raise ServerRefusal("not-allowed")

    async def open(self, place: bytes, sender: str | None) -> bytes:
        """The sealed secret (44 bytes) at `place`. `sender` is a network address, used for counting only.

        Raises ServerRefusal: "no-card", "old-card", "too-many", or "bad-request" for a place that is none.
        """
        if len(place) != PLACE_SIZE:
            raise ServerRefusal("bad-request")
        buckets = [*([(self._by_sender, sender)] if sender is not None else []), (self._by_all, EVERYBODY)]
        for bucket, key in buckets:
            put_off(bucket.take(key))
        row = await self._lane.run(self._at, place)
        if row is None:
            raise ServerRefusal("no-card")
        for bucket, key in buckets:
            bucket.give_back(key)
        if row[0] is None:
            raise ServerRefusal("old-card")
        return bytes(row[0])

    def _at(self, place: bytes) -> tuple[bytes | None] | None:
        connection = self._store.connections.of_this_thread()
        row: tuple[bytes | None] | None = connection.execute("SELECT sealed FROM cards WHERE place = ?", [place]).fetchone()
        return row

    def _examine(self, data: bytes) -> tuple[bytes, bytes, CardRequest]:
        """Public key and person of the device that signed, and its request. Raises ServerRefusal("not-allowed")."""
        try:
            outer, request = card_request.from_bytes(data)
        except ProtocolError:
            raise ServerRefusal("not-allowed") from None
        signer = next((held for held in self._store.devices(outer.key) if verify(outer.check(held[0]))), None)
        if signer is None or not self._pulls.is_fresh(request.nonce) or signer[1] == persons.alone(signer[0]):
            raise ServerRefusal("not-allowed")
        return signer[0], signer[1], request


def _keep(connection: sqlite3.Connection, public: bytes, person: bytes, request: CardRequest) -> bool:
    """Inside a transaction: keep the card. False when the device left its person meanwhile, or the place is somebody else's."""
    if persons.settled(connection, public, b"") != person:
        return False
    held = connection.execute("SELECT person FROM cards WHERE place = ?", [request.place]).fetchone()
    if held is not None and bytes(held[0]) != person:
        return False
    connection.execute("UPDATE cards SET sealed = NULL WHERE person = ?", [person])
    connection.execute("DELETE FROM cards WHERE place = ?", [request.place])
    newest = "SELECT rowid FROM cards WHERE person = ? ORDER BY rowid DESC LIMIT ?"
    connection.execute(f"DELETE FROM cards WHERE person = ? AND rowid NOT IN ({newest})", [person, person, MOST_OLD])  # noqa: S608
    connection.execute("INSERT INTO cards VALUES (?, ?, ?)", [request.place, person, request.sealed])
    return True
