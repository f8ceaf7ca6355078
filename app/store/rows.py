"""Rows of the tables of records and scans, as values."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.protocol import record as records
from app.protocol.errors import Newer, ProtocolError
from app.protocol.moments import Verdict
from app.protocol.record import Record
from app.store.errors import StoreError

WAITING, KEPT, REFUSED = "waiting", "kept", "refused"
JOINED = "phones-joined"  # the setting: how many phones of this person made themselves known after this one
INSERT = "INSERT INTO records (id, device, number, data, verdict, state, receipt) VALUES (?, ?, ?, ?, ?, ?, ?)"
STATES = {WAITING, KEPT, REFUSED}


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record of this person; `state` is WAITING (to be sent), KEPT (the server has it) or REFUSED; `receipt` is a whole
    message.
    """

    record: Record
    verdict: Verdict
    state: str
    receipt: bytes | None


@dataclass(frozen=True, slots=True)
class PendingScan:
    """What the phone keeps until it knows the end of its chain: a scanned `token`, or `body`, a record that lacks only its
    chain position and its signature.

    `n` is its number in the table. `wall` (Unix seconds), `boot` (seconds since the start) and `boot_id` are the phone's clocks
    at that time.
    """

    n: int
    token: bytes
    wall: int
    boot: int | None
    boot_id: bytes | None
    body: bytes | None = None


def to_row(record: Record, verdict: Verdict, state: str, receipt: bytes | None = None) -> tuple[Any, ...]:
    """The values for INSERT."""
    return record.id, record.envelope.key, record.position.number, record.envelope.data, verdict.value, state, receipt


def read(
    db: sqlite3.Connection, known: dict[int, StoredRecord], where: str, values: Iterable[Any] = ()
) -> dict[int, StoredRecord]:
    """The records for which the SQL condition `where` is true, by seq and in that order. A record in `known` with the same
    bytes is not parsed again. Raises StoreError.
    """
    sql = f"SELECT seq, id, data, verdict, state, receipt FROM records WHERE {where} ORDER BY seq"  # noqa: S608 - our own condition
    stored = {}
    for seq, id, data, verdict, state, receipt in db.execute(sql, list(values)):
        before = known.get(seq)
        parsed = before.record if before and before.record.envelope.data == data else parse(data)
        if parsed.id != id or state not in STATES or verdict not in Verdict._value2member_map_:
            raise StoreError("damaged-database", f"record {seq}")
        stored[seq] = StoredRecord(parsed, Verdict(verdict), state, receipt)
    return stored


def parse(data: bytes) -> Record:
    """The record in `data`. Raises StoreError when a newer app wrote it, or when it is damaged."""
    try:
        return records.from_bytes(data)
    except Newer as error:
        raise StoreError("newer-database", str(error)) from error
    except ProtocolError as error:
        raise StoreError("damaged-database", str(error)) from error
