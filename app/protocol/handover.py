"""From a newcomer's old phone to the new one, without a network: codes that one shows and the other reads (README.md, 20).

    VEERTIG-PHONE:<digits>      the digits of 0x01, 0x01 (the form), id (4 bytes), index, count (a byte each) and data, as in L2

The data of all parts, joined, are one CBOR map: the recovery secret, and the records that no server has yet. The id is the
beginning of its SHA-256, so parts of two handovers never mix. Whoever reads all parts has the person's hours for good, so they
are shown to the own phone only; the text is no link, which a browser might open, send or keep.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.protocol import cbor, packed
from app.protocol.errors import Malformed, Newer, NotOurs
from app.protocol.fields import Fields
from app.protocol.qr_text import from_digits, to_digits
from app.protocol.record import PERSON_SECRET_SIZE
from app.protocol.trust_list import REGION_SIZE

PREFIX = "VEERTIG-PHONE:"
FORM = 1
PART = 264  # bytes of data in a code: version 12 with error correction M (decision 164)
MOST_PARTS = 255
MOST_BYTES = PART * MOST_PARTS  # of the whole
MOST_RECORDS = 5_000
_ID_SIZE, _HEAD = 4, 7  # bytes: the id; form, id, index and count

_TEXT = re.compile(re.escape(PREFIX) + r"([0-9]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Handover:
    """What one phone hands to the next: the `region` (8 bytes, b"" when the phone does not know it yet), the recovery `secret`
    (16 bytes), and `records`, whole messages whose signatures nobody has checked.
    """

    region: bytes
    secret: bytes
    records: tuple[bytes, ...] = ()

    def __repr__(self) -> str:
        return "Handover(secret)"  # an error report holds nothing of it


@dataclass(frozen=True, slots=True)
class CodePart:
    """What one code holds: the `id` of its handover (4 bytes), its `index` from 0, how many there are, and its `data`."""

    id: bytes
    index: int
    count: int
    data: bytes

    def __repr__(self) -> str:
        return f"CodePart({self.index} of {self.count})"


def to_bytes(handover: Handover) -> bytes:
    """The bytes of a handover (W3). Raises Malformed when they are more than `MOST_BYTES`."""
    fields: dict[int, Any] = {1: FORM, 3: handover.secret}
    if handover.region:
        fields[2] = handover.region
    if handover.records:
        fields[4] = packed.squeeze(handover.records)
    whole = cbor.encode(fields)
    if len(whole) > MOST_BYTES:
        raise Malformed("more than the codes hold")
    return whole


def from_bytes(whole: bytes) -> Handover:
    """The handover in these bytes (W3, W4). Raises Malformed or Newer."""
    fields = Fields(cbor.decode(whole, cbor.LARGE), "handover")
    if fields.integer(1) != FORM:
        raise Newer("a handover of another form")
    region = fields.raw(2, REGION_SIZE) if fields.has(2) else b""
    secret = fields.raw(3, PERSON_SECRET_SIZE)
    records = _records(fields.raw(4, 1, cbor.LARGE.size)) if fields.has(4) else ()
    fields.done()
    return Handover(region, secret, records)


def _records(squeezed: bytes) -> tuple[bytes, ...]:
    try:
        records = packed.unpack(squeezed, b"", MOST_RECORDS, cbor.LARGE.size)
    except packed.TooLarge as error:
        raise Malformed("more records than a phone writes") from error
    if not records or any(not 0 < len(record) <= cbor.SMALL.size for record in records):
        raise Malformed("no records")
    return tuple(records)


def to_texts(whole: bytes) -> list[str]:
    """The texts of the codes that hold these bytes of `to_bytes`, in the order in which they are shown (W1, W2)."""
    pieces = [whole[start : start + PART] for start in range(0, len(whole), PART)]
    head = bytes((FORM,)) + _id_of(whole)
    return [PREFIX + to_digits(head + bytes((at, len(pieces))) + piece) for at, piece in enumerate(pieces)]


def part_in(text: str) -> CodePart:
    """The part in a scanned text (W1). Raises NotOurs for a text that is no such code, else Malformed or Newer."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise NotOurs("no code of a phone")
    message = from_digits(match[1])
    if message[:1] != bytes((FORM,)):
        raise Newer("a code of a later version") if message else Malformed("an empty code")
    if len(message) <= _HEAD:
        raise Malformed("a part without data")
    index, count = message[_HEAD - 2 : _HEAD]
    if index >= count:
        raise Malformed("a part beyond the last")
    return CodePart(message[1 : 1 + _ID_SIZE], index, count, message[_HEAD:])


def is_part(text: str) -> bool:
    """Does this text begin as a code of a phone does?"""
    return text.startswith(PREFIX)


def newest(parts: Sequence[CodePart]) -> dict[int, CodePart]:
    """The parts that belong together with the last one, by index; of two with one index the later (W2)."""
    last = parts[-1]
    return {part.index: part for part in parts if (part.id, part.count) == (last.id, last.count)}


def join(parts: Iterable[CodePart]) -> bytes:
    """The whole of these parts, in any order (W2). Parts of other handovers may be among them. Raises Malformed when no
    handover is whole, or when what is joined is not what was cut.
    """
    read = list(parts)
    for at in range(len(read), 0, -1):
        together = newest(read[:at])
        if len(together) == read[at - 1].count:
            whole = b"".join(together[index].data for index in sorted(together))
            if _id_of(whole) != read[at - 1].id:
                raise Malformed("not what was cut")
            return whole
    raise Malformed("parts are missing")


def _id_of(whole: bytes) -> bytes:
    return hashlib.sha256(whole).digest()[:_ID_SIZE]
