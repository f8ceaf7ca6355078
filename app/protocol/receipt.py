"""A receipt: the server's signed statement of when it received a record, which is durable there (README.md, 4 and 7)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import ID_SIZE, Envelope, SignatureCheck
from app.protocol.errors import ProtocolError
from app.protocol.fields import open_message
from app.protocol.read_once import read_once
from app.protocol.trust_entries import KeyPeriod

KIND = "receipt"
TYPE = 7
SALT_SIZE = 16


@dataclass(frozen=True, slots=True)
class Receipt:
    """The message `receipt` (README.md, 4): `record` is the id of the record or answer (32 bytes), `time` when it was received,
    in Unix seconds of the server. `salt` (16 bytes) is for a server with a transparency log: it makes the record's leaf (see
    `log`).
    """

    record: bytes
    time: int
    salt: bytes | None = None


def to_draft(receipt: Receipt, public: bytes) -> envelope.Draft:
    """The receipt, to be signed by the server's receipt key `public`."""
    salt = {} if receipt.salt is None else {4: receipt.salt}
    return envelope.draft(KIND, public, {1: TYPE, 2: receipt.record, 3: receipt.time, **salt})


@read_once
def from_bytes(data: bytes) -> tuple[Envelope, Receipt]:
    """The envelope and the receipt in it. Raises Malformed or Newer. The signature is not checked: see `believed`."""
    outer, fields = open_message(KIND, TYPE, data)
    salt = fields.raw(4, SALT_SIZE) if fields.has(4) else None
    receipt = Receipt(fields.raw(2, ID_SIZE), fields.integer(3), salt)
    fields.done()
    return outer, receipt


def believed(data: bytes, record: bytes, keys: Iterable[KeyPeriod], holds: Callable[[SignatureCheck], bool]) -> bool:
    """Does the receipt `data` count for the id `record`: did one of the receipt keys `keys` sign it that is good at its time
    (B9)?

    `holds` is called for every check, whatever its answers are.
    """
    try:
        outer, receipt = from_bytes(data)
    except ProtocolError:
        return False
    if receipt.record != record:
        return False
    answers = [holds(check) for check in outer.checks(key.public for key in keys if key.good_at(receipt.time))]
    return any(answers)
