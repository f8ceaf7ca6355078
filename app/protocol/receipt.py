"""A receipt: the server's signed answer that it holds a record durably."""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import ID_SIZE, Envelope
from app.protocol.fields import opened

KIND = "receipt"
TYPE = 7
SALT_SIZE = 16


@dataclass(frozen=True, slots=True)
class Receipt:
    """`record` is the id of the record held; `time` when it arrived, Unix seconds of the server.

    `salt` is set when the server keeps a log: it makes the record's leaf (see `log`) and is known to nobody else.
    """

    record: bytes
    time: int
    salt: bytes | None = None


def to_draft(receipt: Receipt, public: bytes) -> envelope.Draft:
    """The receipt to be signed by the server's receipt key."""
    salt = {} if receipt.salt is None else {4: receipt.salt}
    return envelope.draft(KIND, public, {1: TYPE, 2: receipt.record, 3: receipt.time, **salt})


def from_bytes(data: bytes) -> tuple[Envelope, Receipt]:
    """Raises Malformed or Newer. Believe it after a receipt key of the trust list was found to fit."""
    outer, fields = opened(KIND, TYPE, data)
    salt = fields.raw(4, SALT_SIZE) if fields.has(4) else None
    receipt = Receipt(fields.raw(2, ID_SIZE), fields.integer(3), salt)
    fields.done()
    return outer, receipt
