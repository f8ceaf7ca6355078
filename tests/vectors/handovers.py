"""Handovers as the texts of their codes: what is joined, what is refused, and what is in them."""

from __future__ import annotations

import hashlib
import zlib
from typing import Any

from app.protocol import cbor, handover
from app.protocol.bodies import CheckIn, CheckOut, Declared
from app.protocol.handover import Handover
from app.protocol.qr_text import to_digits
from tests.people import NOON, REGION, Phone, token
from tests.vectors.making import Vectors

SECRET = bytes(range(16))


def handed() -> Handover:
    """Two visits and something told afterwards, that no server has."""
    phone = Phone("amina", hashlib.sha256(SECRET).digest()[:16])
    for number in (1, 2):
        came = phone.write(CheckIn(token(number=number)))
        phone.write(CheckOut(token(number=number, time=NOON + 3600), came.id))
    phone.write(Declared(3, NOON, 30))
    return Handover(REGION, SECRET, tuple(each.envelope.data for each in phone.records))


def handovers() -> Vectors:
    yield from _texts()
    yield from _parts()
    yield from _wholes()


def _accepted(rule: str, comment: str, texts: list[str], given: Handover) -> dict[str, Any]:
    found = {"region": given.region.hex(), "secret": given.secret.hex(), "records": [one.hex() for one in given.records]}
    return {"comment": comment, "rule": rule, "texts": texts, "expect": "accept", **found}


def _refused(rule: str, comment: str, texts: list[str], expect: str) -> dict[str, Any]:
    return {"comment": comment, "rule": rule, "texts": texts, "expect": expect}


def _message(head: str, data: bytes) -> str:
    return handover.PREFIX + to_digits(bytes.fromhex(head) + data)


def _cut(whole: bytes, sizes: list[int]) -> list[str]:
    """The texts of a whole that is cut into pieces of these sizes, the rest in one more."""
    id, pieces = hashlib.sha256(whole).hexdigest()[:8], []
    for size in sizes:
        pieces.append(whole[:size])
        whole = whole[size:]
    pieces.append(whole)
    return [_message(f"01{id}{at:02x}{len(pieces):02x}", piece) for at, piece in enumerate(pieces)]


def _texts() -> Vectors:
    only_secret = Handover(REGION, SECRET)
    [text] = handover.to_texts(handover.to_bytes(only_secret))
    yield "secret-only", _accepted("W1", "nothing is unsent: one code", [text], only_secret)
    digits = text.removeprefix(handover.PREFIX)
    whole = handover.to_bytes(only_secret)
    id = hashlib.sha256(whole).hexdigest()[:8]
    cases = {
        "a-link": ("a link is no such code", f"https://uren.example.be/#/s/{digits}", "not-ours"),
        "lower-case": ("the words in capital letters", text.lower(), "not-ours"),
        "text-after": ("nothing follows the digits", f"{text} ", "not-ours"),
        "no-digits": ("no digits", handover.PREFIX, "bad-code"),
        "leading-zero": ("digits as in a link", f"{handover.PREFIX}0{digits}", "bad-code"),
        "other-marker": (
            "the marker of the digits",
            handover.PREFIX + str(int.from_bytes(b"\x02" + b"\x01", "big")),
            "bad-code",
        ),
        "nothing": ("no bytes after the marker", _message("", b""), "bad-code"),
        "later-form": ("another form of code", _message(f"02{id}0001", whole), "newer-app"),
        "no-count": ("it ends within the count", _message(f"01{id}00", b""), "bad-code"),
        "none-of-none": ("the count is 1 or more", _message(f"01{id}0000", whole), "bad-code"),
        "beyond": ("the index is below the count", _message(f"01{id}0101", whole), "bad-code"),
    }
    for name, (comment, one, expect) in cases.items():
        yield name, _refused("W1", comment, [one], expect)
    yield "no-data", _refused("W1", "a part without data among others", _cut(whole, [9, 0]), "bad-code")


def _parts() -> Vectors:
    given = handed()
    whole = handover.to_bytes(given)
    texts = handover.to_texts(whole)
    yield "several", _accepted("W2", "five records that no server has", texts, given)
    yield "any-order", _accepted("W2", "in any order", texts[::-1], given)
    yield "twice", _accepted("W2", "a part twice", [texts[0], *texts], given)
    yield "other-sizes", _accepted("W2", "parts of any size", _cut(whole, [1, 600, 9]), given)
    other = handover.to_texts(handover.to_bytes(Handover(REGION, SECRET[::-1], given.records)))
    yield "with-another", _accepted("W2", "a part of another handover among them", [texts[0], other[0], *texts[1:]], given)
    earlier = handover.to_texts(handover.to_bytes(Handover(REGION, SECRET)))
    yield "the-later", _accepted("W2", "of two whole ones the later", [*earlier, *texts], given)
    odd = _cut(whole, [5])[0]
    yield "other-count", _accepted("W2", "one id with another count is another handover", [texts[0], odd, *texts[1:]], given)
    yield "another-begun", _accepted("W2", "another one is begun after it", [*texts, other[0]], given)
    yield "a-part-missing", _refused("W2", "a part is missing", texts[:-1], "bad-code")
    yield "mixed", _refused("W2", "parts of two handovers", [*texts[:1], *other[1:]], "bad-code")
    yield "other-hash", _refused("W2", "what is joined has another hash", [_message("01000000000001", whole)], "bad-code")


def _wholes() -> Vectors:
    plain = {1: 1, 2: REGION, 3: SECRET}
    unknown = Handover(b"", SECRET)
    yield "no-region", _accepted("W3", "a phone that never met a server", _cut(handover.to_bytes(unknown), []), unknown)
    ignored = _cut(cbor.encode(plain | {64: True}), [])
    yield "ignored-field", _accepted("W3", "room for additions is ignored", ignored, Handover(REGION, SECRET))
    record = handed().records[0]

    def squeezed(value: Any) -> bytes:
        return zlib.compress(cbor.encode(value), 9)

    cases: list[tuple[str, str, str, dict[int, Any], str]] = [
        ("W3", "other-form", "another form is of a newer app", plain | {1: 2}, "newer-app"),
        ("W3", "other-form-alone", "the form is looked at before the rest", {1: 2}, "newer-app"),
        ("W3", "later-field", "a field below 64 of a later version", plain | {5: 0}, "newer-app"),
        ("W3", "no-secret", "field 3 is missing", {1: 1, 2: REGION}, "bad-code"),
        ("W3", "short-secret", "a secret of 15 bytes", plain | {3: bytes(15)}, "bad-code"),
        ("W3", "short-region", "a region of 7 bytes", plain | {2: bytes(7)}, "bad-code"),
        ("W4", "no-stream", "no zlib stream", plain | {4: b"rubbish"}, "bad-code"),
        ("W4", "half-a-stream", "half of a zlib stream", plain | {4: squeezed([record])[:-9]}, "bad-code"),
        ("W4", "more-than-a-stream", "a byte after the stream", plain | {4: squeezed([record]) + b"\x00"}, "bad-code"),
        ("W4", "no-array", "a record that stands alone", plain | {4: squeezed(record)}, "bad-code"),
        ("W4", "empty-array", "no records are left out, never empty", plain | {4: squeezed([])}, "bad-code"),
        ("W4", "number-as-record", "a number among the records", plain | {4: squeezed([record, 1])}, "bad-code"),
        ("W4", "empty-record", "a record of no bytes", plain | {4: squeezed([b""])}, "bad-code"),
        ("W4", "long-record", "a record of 2,049 bytes", plain | {4: squeezed([bytes(2049)])}, "bad-code"),
        ("W4", "many-records", "5,001 records", plain | {4: squeezed([b"a"] * 5001)}, "bad-code"),
        (
            "W4",
            "much",
            "a stream that unpacks to more than 1,048,576 bytes",
            plain | {4: squeezed([bytes(2000)] * 600)},
            "bad-code",
        ),
    ]
    for rule, name, comment, fields, expect in cases:
        whole = cbor.encode(fields)
        yield name, _refused(rule, comment, _cut(whole, [900] * (len(whole) // 900)), expect)
