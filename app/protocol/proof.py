"""A proof: everything signed that one person's hours rest on, in one file that whoever is shown it can check alone.

Rules:
1. Nothing in it is believed because it is there: each record, receipt, certificate and list is checked as if it came by itself.
2. It is not signed as a whole. A phone hands it over; the person who hands it over says so by that.
3. As text it is armoured (RFC 7468), so that mail and messengers carry it; lines before it are for people.
4. The chains tell when a record in the middle was left out. Nothing here tells what was left out at the end.
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
from app.protocol.record import PERSON_SIZE, Record

FORM = 1
MOST = 5_000  # of each kind
LONGEST_TEXT = 2 << 20  # characters; more is not looked at
BEGIN, END = "-----BEGIN VEERTIG PROOF-----", "-----END VEERTIG PROOF-----"
ACROSS = 64


@dataclass(frozen=True, slots=True)
class Proof:
    """Messages verbatim, of one `person` (16 bytes). `list_key` and `trust_list` are b"" when the phone knew of none."""

    person: bytes
    records: tuple[bytes, ...]
    receipts: tuple[bytes, ...] = ()
    certificates: tuple[bytes, ...] = ()
    withdrawals: tuple[bytes, ...] = ()
    list_key: bytes = b""
    trust_list: bytes = b""


def to_bytes(proof: Proof) -> bytes:
    """The value of the specification, without its list where it would be larger than a reader takes.

    Raises Malformed for what is no value.
    """
    fields: dict[int, Any] = {1: FORM, 2: proof.person, 3: list(proof.records)}
    more = {4: proof.receipts, 5: proof.certificates, 6: proof.withdrawals}
    fields |= {number: list(found) for number, found in more.items() if found}
    if proof.list_key and proof.trust_list:
        whole = cbor.encode(fields | {7: proof.list_key, 8: proof.trust_list})
        if len(whole) <= cbor.LARGE.size:
            return whole
    return cbor.encode(fields)


def from_bytes(data: bytes) -> Proof:
    """Takes the file apart and looks at nothing in it. Raises Malformed or Newer."""
    fields = Fields(cbor.decode(data, cbor.LARGE), "proof")
    if fields.integer(1) != FORM:
        raise Newer("a proof of another form")
    person = fields.raw(2, PERSON_SIZE)
    records = _messages(fields.array(3, MOST))
    receipts, certificates, withdrawals = (_messages(fields.some(number, MOST)) for number in (4, 5, 6))
    if fields.has(7) != fields.has(8):
        raise Malformed("a list and the key that signed it go together")
    bundle = (fields.raw(7, 1, cbor.SMALL.size), fields.raw(8, 1, cbor.LARGE.size)) if fields.has(7) else (b"", b"")
    fields.done()
    return Proof(person, records, receipts, certificates, withdrawals, *bundle)


def _messages(found: Sequence[Any]) -> tuple[bytes, ...]:
    if any(type(one) is not bytes or not 0 < len(one) <= cbor.SMALL.size for one in found):
        raise Malformed("no messages")
    return tuple(found)


def to_text(data: bytes, words: str = "") -> str:
    """`data` in armour; `words` before it say what this is."""
    told = base64.b64encode(data).decode()
    lines = [told[start : start + ACROSS] for start in range(0, len(told), ACROSS)]
    return "\n".join([*([words, ""] if words else []), BEGIN, *lines, END, ""])


def from_text(text: str) -> bytes:
    """The bytes in the first armour of a text. Raises NotOurs when there is none, Malformed when it is not whole."""
    lines = [line.rstrip(" \t\r") for line in text[:LONGEST_TEXT].split("\n")]
    if BEGIN not in lines:
        raise NotOurs("no proof")
    inside = lines[lines.index(BEGIN) + 1 :]
    if END not in inside:
        raise Malformed("a proof without end")
    told = "".join(inside[: inside.index(END)])
    try:
        data = base64.b64decode(told)  # what it passes over shows below
    except (binascii.Error, ValueError) as error:
        raise Malformed("no base64") from error
    if base64.b64encode(data).decode() != told:
        raise Malformed("base64 has one spelling")
    return data


def left_out(given: Proof, mine: Iterable[Record]) -> int:
    """How many messages of field 3, copies apart, are not among `mine`, the records that are believed."""
    return len(set(given.records) - {one.envelope.data for one in mine})


def is_whole(records: Iterable[Record]) -> bool:
    """Do these records stand in unbroken chains, each from its beginning and without a fork?"""
    given = {one.id: one for one in records}
    for one in given.values():
        before = given.get(one.place.before) if one.place.before else None
        follows = before is not None and before.place.number == one.place.number - 1 and before.envelope.key == one.envelope.key
        if one.place.number and not follows:
            return False
    places = Counter((one.envelope.key, one.place.number) for one in given.values())
    return all(times == 1 for times in places.values())
