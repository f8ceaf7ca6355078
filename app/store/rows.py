"""Rows of records, and what they say once parsed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.protocol import record
from app.protocol.errors import Newer, ProtocolError
from app.protocol.moments import Verdict
from app.protocol.record import Record
from app.store.errors import StoreError

WAITING, KEPT, REFUSED = "waiting", "kept", "refused"
INSERT = "INSERT INTO records (id, device, number, data, verdict, state, receipt) VALUES (?, ?, ?, ?, ?, ?, ?)"
STATES = {WAITING, KEPT, REFUSED}


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record of this person and how it fares."""

    record: Record
    verdict: Verdict
    state: str
    receipt: bytes | None


@dataclass(frozen=True, slots=True)
class PendingScan:
    """What was kept while the chain was not known, and the phone's clocks then: a token that was scanned, or the bytes of a
    record that lacks only its place and its signature.
    """

    n: int
    token: bytes
    wall: int
    boot: int | None
    boot_id: bytes | None
    body: bytes | None = None


def to_row(one: Record, verdict: Verdict, state: str, receipt: bytes | None = None) -> tuple[Any, ...]:
    """Values for INSERT."""
    return one.id, one.envelope.key, one.position.number, one.envelope.data, verdict.value, state, receipt


def read(
    db: sqlite3.Connection, known: dict[int, StoredRecord], where: str, values: Iterable[Any] = ()
) -> dict[int, StoredRecord]:
    """The rows that fit, by seq and in that order. Bytes that `known` has parsed are not parsed again. Raises StoreError."""
    sql = f"SELECT seq, id, data, verdict, state, receipt FROM records WHERE {where} ORDER BY seq"  # noqa: S608 - our own words
    found = {}
    for seq, id, data, verdict, state, receipt in db.execute(sql, list(values)):
        before = known.get(seq)
        one = before.record if before and before.record.envelope.data == data else parse(data)
        if one.id != id or state not in STATES or verdict not in Verdict._value2member_map_:
            raise StoreError("damaged-database", f"record {seq}")
        found[seq] = StoredRecord(one, Verdict(verdict), state, receipt)
    return found


def parse(data: bytes) -> Record:
    try:
        return record.from_bytes(data)
    except Newer as error:
        raise StoreError("newer-database", str(error)) from error
    except ProtocolError as error:
        raise StoreError("damaged-database", str(error)) from error
