"""A receipt: the server's signed answer that it holds a record durably."""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import ID_SIZE, Envelope
from app.protocol.errors import Malformed
from app.protocol.fields import Fields

KIND = "receipt"
TYPE = 7


@dataclass(frozen=True, slots=True)
class Receipt:
    """`record` is the id of the record held; `time` when it arrived, Unix seconds of the server."""

    record: bytes
    time: int


def to_draft(receipt: Receipt, public: bytes) -> envelope.Draft:
    """The receipt to be signed by the server's receipt key."""
    return envelope.draft(KIND, public, {1: TYPE, 2: receipt.record, 3: receipt.time})


def from_bytes(data: bytes) -> tuple[Envelope, Receipt]:
    """Raises Malformed or Newer. Believe it after a receipt key of the trust list was found to fit."""
    outer, payload = envelope.open_envelope(KIND, data)
    fields = Fields(payload, KIND)
    if fields.integer(1) != TYPE:
        raise Malformed("not a receipt")
    receipt = Receipt(fields.raw(2, ID_SIZE), fields.integer(3))
    fields.done()
    return outer, receipt
