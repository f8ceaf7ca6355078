"""A proof: one file with all signed messages behind one person's hours, which its reader can check alone (README.md, 13).

Rules:
1. Each record, receipt, certificate and list is checked by itself; being in the file makes nothing believed (P5).
2. The proof as a whole is not signed. Whoever hands it over vouches for it by that.
3. As text it is armoured (RFC 7468), so that mail and messengers carry it; the lines before the armour are for people (P3).
4. The chains show when a record in the middle was left out. Nothing shows what was left out at the end.
"""

from __future__ import annotations

import base64
import binascii
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.protocol import cbor
from app.protocol.errors import Malformed, Newer, NotOurs
from app.protocol.fields import Fields
from app.protocol.record import PERSON_SIZE, Device, Record

FORM = 1
MOST = 5_000  # messages in each of the fields 3 to 6
LONGEST_TEXT = 8 << 20  # characters; the rest of a longer text is not looked at
BEGIN, END = "-----BEGIN VEERTIG PROOF-----", "-----END VEERTIG PROOF-----"
LINE_LENGTH = 64  # characters of base64


@dataclass(frozen=True, slots=True)
class Proof:
    """The messages of one `person` (16 bytes), verbatim (P1, P2). `list_key` and `trust_list` are both b"" or neither is."""

    person: bytes
    records: tuple[bytes, ...]
    receipts: tuple[bytes, ...] = ()
    certificates: tuple[bytes, ...] = ()
    withdrawals: tuple[bytes, ...] = ()
    list_key: bytes = b""
    trust_list: bytes = b""


def to_bytes(proof: Proof) -> bytes:
    """The bytes of a proof (P1, P2), without the trust bundle when they would be too many with it. Raises Malformed for a value
    that has no encoding.
    """
    fields: dict[int, Any] = {1: FORM, 2: proof.person, 3: list(proof.records)}
    more = {4: proof.receipts, 5: proof.certificates, 6: proof.withdrawals}
    fields |= {number: list(messages) for number, messages in more.items() if messages}
    if proof.list_key and 0 < len(proof.trust_list) <= cbor.LARGE.size:
        with_bundle = cbor.encode(fields | {7: proof.list_key, 8: proof.trust_list})
        if len(with_bundle) <= cbor.PROOF.size:
            return with_bundle
    return cbor.encode(fields)


def from_bytes(data: bytes) -> Proof:
    """The proof in `data`; the messages in it are not read (P1, P2). Raises Malformed or Newer."""
    fields = Fields(cbor.decode(data, cbor.PROOF), "proof")
    if fields.integer(1) != FORM:
        raise Newer("a proof of another form")
    person = fields.raw(2, PERSON_SIZE)
    records = _messages(fields.array(3, MOST))
    receipts, certificates, withdrawals = (_messages(fields.optional_array(number, MOST)) for number in (4, 5, 6))
    if fields.has(7) != fields.has(8):
        raise Malformed("a list and the key that signed it go together")
    bundle = (fields.raw(7, 1, cbor.SMALL.size), fields.raw(8, 1, cbor.LARGE.size)) if fields.has(7) else (b"", b"")
    fields.done()
    return Proof(person, records, receipts, certificates, withdrawals, *bundle)


def _messages(values: Sequence[Any]) -> tuple[bytes, ...]:
    if any(type(value) is not bytes or not 0 < len(value) <= cbor.SMALL.size for value in values):
        raise Malformed("no messages")
    return tuple(values)


def to_text(data: bytes, words: str = "") -> str:
    """The bytes of a proof as armoured text (P3); the text `words` stands before the armour and says what this is."""
    encoded = base64.b64encode(data).decode()
    lines = [encoded[start : start + LINE_LENGTH] for start in range(0, len(encoded), LINE_LENGTH)]
    return "\n".join([*([words, ""] if words else []), BEGIN, *lines, END, ""])


def from_text(text: str) -> bytes:
    """The bytes in the first armour of a text (P3). Raises NotOurs when there is none, Malformed when it is broken."""
    lines = [line.rstrip(" \t\r") for line in text[:LONGEST_TEXT].split("\n")]
    if BEGIN not in lines:
        raise NotOurs("no proof")
    inside = lines[lines.index(BEGIN) + 1 :]
    if END not in inside:
        raise Malformed("a proof without end")
    encoded = "".join(inside[: inside.index(END)])
    try:
        data = base64.b64decode(encoded)  # it ignores odd characters; the comparison below finds them
    except (binascii.Error, ValueError) as error:
        raise Malformed("no base64") from error
    if base64.b64encode(data).decode() != encoded:
        raise Malformed("base64 has one spelling")
    return data


def left_out(proof: Proof, believed: Iterable[Record]) -> int:
    """How many different messages of field 3 are not among the believed records (P5)."""
    return len(set(proof.records) - {record.envelope.data for record in believed})


def is_whole(records: Iterable[Record]) -> bool:
    """Do these records form unbroken chains, each from position 0 on and without a fork (P4)? The chain of a key that joined
    this person begins with the record that its device record names.
    """
    return broken_places(records) == (0, 0)


def broken_places(records: Iterable[Record]) -> tuple[int, int]:
    """At how many places of the chains the record before is missing, and at how many there are several records (P4)."""
    by_id = {record.id: record for record in records}
    begun = {(record.envelope.key, record.body.began) for record in by_id.values() if isinstance(record.body, Device)}
    gaps = 0
    for record in by_id.values():
        position = record.position
        before = by_id.get(position.before) if position.before else None
        follows = (
            before is not None and before.position.number == position.number - 1 and before.envelope.key == record.envelope.key
        )
        joined = position.number == 1 and (record.envelope.key, position.before) in begun
        gaps += bool(position.number and not follows and not joined)
    chain = [record for record in by_id.values() if not (isinstance(record.body, Device) and record.body.began)]
    positions = Counter((record.envelope.key, record.position.number) for record in chain)
    return gaps, sum(times > 1 for times in positions.values())
