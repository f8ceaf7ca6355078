"""What a buddy's phone keeps: each meeting that the buddy signed, and whether the server has it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from app.protocol import meeting
from app.protocol.errors import ProtocolError
from app.protocol.meeting import Pair
from app.store.errors import StoreError, as_store_errors
from app.store.rows import KEPT, WAITING

if TYPE_CHECKING:
    from sqlite3 import Connection

COLUMNS = "proposal, answer, state, withdrawal, withdrawal_sent"


@dataclass(frozen=True, slots=True)
class StoredSignature:
    """A meeting that the buddy signed. `state` is WAITING (to be sent), KEPT (the server has it) or REFUSED; `withdrawal` is a
    whole message, or None when the buddy did not withdraw the answer.
    """

    pair: Pair
    state: str
    withdrawal: bytes | None
    withdrawal_sent: bool

    @property
    def id(self) -> bytes:
        """The answer's id (32 bytes), which receipts and withdrawals name."""
        return self.pair.answer_envelope.id

    @property
    def is_sent(self) -> bool:
        """Does the server have the meeting, and the withdrawal if there is one?"""
        return self.state == KEPT and (self.withdrawal is None or self.withdrawal_sent)


class SignatureRows:
    """Reads and writes the signed meetings; `writing` makes one transaction of what is done inside it. Raises StoreError."""

    def __init__(self, db: Connection, writing: Callable[[], AbstractContextManager[None]]) -> None:
        self._db, self._writing = db, writing

    def add(self, pair: Pair) -> None:
        """Keep a meeting that was signed here; it waits to be sent."""
        values = [pair.answer_envelope.id, pair.proposal_envelope.data, pair.answer_envelope.data, WAITING]
        with self._writing():
            self._db.execute("INSERT INTO signatures (answer_id, proposal, answer, state) VALUES (?, ?, ?, ?)", values)

    def drop(self, id: bytes) -> None:
        """Delete the meeting with this answer's id: it could not be made durable, so nobody saw it."""
        with self._writing():
            self._db.execute("DELETE FROM signatures WHERE answer_id = ?", [id])

    def all(self) -> list[StoredSignature]:
        """Every meeting signed here, in the order of signing."""
        return self._read("1")

    def of(self, proposal: bytes) -> StoredSignature | None:
        """The meeting whose proposal is exactly these bytes, or None."""
        return next(iter(self._read("proposal = ?", proposal)), None)

    def waiting(self, most: int) -> list[StoredSignature]:
        """At most `most` meetings that the server lacks, or whose withdrawal it lacks, the oldest first."""
        where = f"state = '{WAITING}' OR (withdrawal IS NOT NULL AND NOT withdrawal_sent AND state = '{KEPT}')"
        return self._read(where)[:most]

    def settle(self, receipts: dict[bytes, bytes], refused: dict[bytes, str], withdrawn: set[bytes]) -> None:
        """Keep what the server answered, by the answer's id: receipts, codes of refusals, and the ids whose withdrawals it has
        now.
        """
        with self._writing():
            for id, receipt in receipts.items():
                sql = f"UPDATE signatures SET state = '{KEPT}', receipt = coalesce(receipt, ?), code = '' WHERE answer_id = ?"  # noqa: S608
                self._db.execute(sql, [receipt, id])
            for id, code in refused.items():
                self._db.execute("UPDATE signatures SET state = 'refused', code = ? WHERE answer_id = ?", [code, id])
            for id in withdrawn:
                self._db.execute("UPDATE signatures SET withdrawal_sent = 1 WHERE answer_id = ?", [id])

    def requeue(self) -> None:
        """Send everything again, because the server lost what it had given receipts for."""
        with self._writing():
            self._db.execute(f"UPDATE signatures SET state = '{WAITING}', withdrawal_sent = 0 WHERE state = '{KEPT}'")  # noqa: S608

    def withdraw(self, id: bytes, data: bytes | None) -> None:
        """Keep the withdrawal of the answer with this id; None removes one that could not be made durable."""
        with self._writing():
            self._db.execute("UPDATE signatures SET withdrawal = ?, withdrawal_sent = 0 WHERE answer_id = ?", [data, id])

    def _read(self, where: str, *values: Any) -> list[StoredSignature]:
        sql = f"SELECT {COLUMNS} FROM signatures WHERE {where} ORDER BY n"  # noqa: S608 - our own words
        with as_store_errors():
            return [_stored(*row) for row in self._db.execute(sql, list(values))]


def _stored(proposal: bytes, answer: bytes, state: str, withdrawal: bytes | None, sent: int) -> StoredSignature:
    try:
        return StoredSignature(meeting.pair_from_bytes(proposal, answer), state, withdrawal, bool(sent))
    except ProtocolError as error:
        raise StoreError("damaged-database", str(error)) from error
