"""Signing receipts, and replacing those that no phone believes.

A receipt that was signed by a key that is not in the trust list (a wrong file lay in the data folder) is replaced by one that
names the same time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.protocol import receipt
from app.protocol.ed25519 import Key
from app.protocol.keys import key_id
from app.protocol.receipt import Receipt
from app.protocol.trust_entries import KeyPeriod
from sync_server.errors import ServerRefusal


class ReceiptSigner:
    """Signs the receipts of one request, with one key and one time. A renewed key is used from the next request on."""

    def __init__(self, key: Callable[[], Key], listed: Callable[[], Sequence[KeyPeriod]], time: Callable[[], int]) -> None:
        """`key` reads the private receipt key, `listed` gives the receipt keys of the trust list, `time` is in Unix seconds."""
        self._read_key, self._listed, self._time = key, listed, time
        self._key: Key | None = None
        self._now: int | None = None

    @property
    def now(self) -> int:
        """The time of this request's receipts, in Unix seconds. Raises ServerRefusal("clock-odd")."""
        if self._now is None:
            self._now = self._time()
        return self._now

    def sign(self, statement: Receipt) -> bytes:
        """The signed receipt. Raises ServerRefusal: "no-region", or "wrong-key" when no phone would believe the signature."""
        if self._key is None:
            self._key = self._read_key()
        if not any(key.public == self._key.public and key.good_at(statement.time) for key in self._listed()):
            raise ServerRefusal("wrong-key")
        return self._key.seal(receipt.to_draft(statement, self._key.public))

    def replacement(self, held: bytes) -> bytes | None:
        """A new receipt with the time of `held` when no phone believes `held`; None when phones believe it."""
        outer, statement = receipt.from_bytes(held)
        if any(key_id(key.public) == outer.key and key.good_at(statement.time) for key in self._listed()):
            return None
        return self.sign(Receipt(statement.record, min(statement.time, self.now)))
