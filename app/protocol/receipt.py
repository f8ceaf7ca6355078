"""A receipt: the server's signed answer that it holds a record durably."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import ID_SIZE, Envelope, SignatureCheck
from app.protocol.errors import ProtocolError
from app.protocol.fields import opened
from app.protocol.trust_list import KeyWindow

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


def believed(data: bytes, record: bytes, keys: Iterable[KeyWindow], fits: Callable[[SignatureCheck], bool]) -> bool:
    """Is this a receipt for the record with this id, signed by one of the receipt keys that is good at its time?"""
    try:
        outer, receipt = from_bytes(data)
    except ProtocolError:
        return False
    if receipt.record != record:
        return False
    answers = [fits(check) for check in outer.checks(key.public for key in keys if key.good_at(receipt.time))]
    return any(answers)
