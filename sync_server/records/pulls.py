"""Who may pull, and what a pull returns.

A pull is signed over a fresh nonce of this server. A nonce holds its own time and a MAC, so the server remembers none.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from app.protocol import pull
from app.protocol.ed25519 import verify
from app.protocol.envelope import Envelope
from app.protocol.errors import ProtocolError
from app.protocol.pull import Pull
from sync_server.errors import ServerRefusal
from sync_server.records.meetings import StoredMeeting
from sync_server.records.store import PulledRecord, SqliteStore

NONCE_SECONDS = 120  # how long a nonce is accepted


@dataclass(frozen=True, slots=True)
class PulledPage:
    """A page of a person's records, whether more records follow, and meetings that came or changed. `own` says how many records
    of the asking device are held in all: a phone that has fewer got an old file back.
    """

    rows: list[PulledRecord]
    more: bool
    meetings: list[StoredMeeting]
    own: int


class Pulls:
    """Gives nonces, and answers the requests that devices sign over them."""

    def __init__(self, store: SqliteStore, now: Callable[[], int]) -> None:
        """`now` is the machine's clock in Unix seconds."""
        self._store, self._now = store, now
        self._secret = secrets.token_bytes(32)

    def nonce(self) -> bytes:
        """A fresh nonce (32 bytes): 8 bytes of time in Unix seconds, then 24 bytes of HMAC-SHA256 over them."""
        time = self._now().to_bytes(8, "big")
        return time + self._mac(time)

    def is_fresh(self, nonce: bytes) -> bool:
        """Did this server make the nonce, at most two minutes ago?"""
        time, mac = nonce[:8], nonce[8:]
        young = 0 <= self._now() - int.from_bytes(time, "big") <= NONCE_SECONDS
        return hmac.compare_digest(mac, self._mac(time)) and young

    def request(self, data: bytes) -> tuple[Envelope, Pull]:
        """A request over a nonce of this server that is not older than two minutes. The caller checks the signature.

        Raises ServerRefusal("not-allowed").
        """
        try:
            outer, request = pull.from_bytes(data)
        except ProtocolError:
            raise ServerRefusal("not-allowed") from None
        if not self.is_fresh(request.nonce):
            raise ServerRefusal("not-allowed")
        return outer, request

    def page(self, data: bytes, meetings_after: int = 0) -> PulledPage:
        """A person's records after the request's cursor, and meetings after the cursor `meetings_after`.

        Raises ServerRefusal: "not-allowed" (the same for every wrong request) or "bad-cursor".
        """
        outer, request = self.request(data)
        asker = next((held for held in self._store.devices(outer.key) if verify(outer.check(held[0]))), None)
        if asker is None:
            raise ServerRefusal("not-allowed")
        public, person = asker
        if request.cursor > self._store.newest_cursor():
            raise ServerRefusal("bad-cursor")
        rows = self._store.records_after(person, request.cursor, request.limit + 1)
        meetings, own = self._store.meetings(person, meetings_after), self._store.records_of(public)
        return PulledPage(rows[: request.limit], len(rows) > request.limit, meetings, own)

    def _mac(self, time: bytes) -> bytes:
        return hmac.digest(self._secret, time, hashlib.sha256)[:24]
