"""The codec and the envelope against other people's: `cbor2` for values, `pycose` for what is signed."""

from __future__ import annotations

import unicodedata
from itertools import product
from typing import Any

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycose.algorithms import EdDSA
from pycose.headers import KID, Algorithm
from pycose.keys.curves import Ed25519
from pycose.keys.okp import OKPKey
from pycose.messages.sign1message import Sign1Message

from app.protocol import cbor
from app.protocol.ed25519 import verify
from app.protocol.errors import Malformed
from app.protocol.keys import key_id
from tests.protocol.readers import MESSAGES, Vector, vectors
from tests.protocol.test_cbor import VALUE

HIDDEN = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}


def typed(value: Any) -> Any:
    """The value with its types, so that 1 and true, or text and bytes, never look alike."""
    if isinstance(value, list):
        return ("list", tuple(map(typed, value)))
    if isinstance(value, dict):
        return ("dict", tuple((typed(number), typed(inner)) for number, inner in value.items()))
    return (type(value).__name__, value)


def items(value: Any) -> int:
    if isinstance(value, dict):
        return 1 + sum(1 + items(inner) for inner in value.values())
    return 1 + sum(map(items, value)) if isinstance(value, list) else 1


def depth(value: Any) -> int:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return 1 + max(map(depth, inner), default=0)


def ours(value: Any) -> bool:
    """Is this one of the values of the specification, section 1? Written from its words, not from the codec."""
    if type(value) is int:
        return -(1 << 63) <= value < 1 << 64
    if type(value) is str:
        return text_of_ours(value)
    if type(value) is list:
        return all(map(ours, value))
    if type(value) is dict:
        return all(type(number) is int and number >= 0 and ours(inner) for number, inner in value.items())
    return value is None or type(value) in (bool, bytes)


def text_of_ours(text: str) -> bool:
    """Rules T1 to T4."""

    def arabic(char: str) -> bool:
        ranges = ("\u0620", "\u06ff"), ("\u0750", "\u077f"), ("\u08a0", "\u08ff")
        return unicodedata.category(char) in ("Lo", "Mn") and any(low <= char <= high for low, high in ranges)

    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char in "\u200c\u200d":
            if not (arabic(before) and arabic(after)):
                return False
        elif not "\u0020" <= char <= "\uffff" or unicodedata.category(char) in HIDDEN:
            return False
    return unicodedata.normalize("NFC", text) == text and not unicodedata.category((text or " ")[0]).startswith("M")


def theirs(data: bytes, limits: cbor.CborLimits = cbor.SMALL) -> tuple[bool, Any]:
    """What cbor2 and the words of the specification say about these bytes: do they spell a value, and which."""
    try:
        value = cbor2.loads(data)
        spelled = cbor2.dumps(value, canonical=True)
    except Exception:  # whatever cbor2 stumbles over is no value
        return False, None
    fits = spelled == data and len(data) <= limits.size and ours(value)
    return fits and depth(value) <= limits.depth and items(value) <= limits.items, value


def agree(data: bytes, limits: cbor.CborLimits = cbor.SMALL) -> None:
    accepted, value = theirs(data, limits)
    try:
        read = cbor.decode(data, limits)
    except Malformed:
        assert not accepted, data.hex()
        return
    assert accepted, data.hex()
    assert typed(read) == typed(value)


@given(VALUE)
@settings(max_examples=300, deadline=None)
def test_both_write_the_same_bytes(value: Any) -> None:
    assert cbor.encode(value) == cbor2.dumps(value, canonical=True)


def test_both_give_the_same_verdict_on_every_string_of_two_bytes() -> None:
    meanings = set()
    for data in [b"", *(bytes([one]) for one in range(256)), *(bytes(pair) for pair in product(range(256), repeat=2))]:
        agree(data)
        accepted, value = theirs(data)
        if accepted:
            assert typed(value) not in meanings, data.hex()
            meanings.add(typed(value))
    assert len(meanings) > 300


LENGTHS = (0, 1, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32, 2**63 - 1, 2**63, 2**64 - 1)


@pytest.mark.parametrize("major", range(8))
def test_both_give_the_same_verdict_on_every_spelling_of_every_head(major: int) -> None:
    for extra, size in (*((small, 0) for small in range(32)), (24, 1), (25, 2), (26, 4), (27, 8)):
        for number in LENGTHS:
            head = bytes([major << 5 | extra]) + (number % (1 << 8 * size)).to_bytes(size, "big")
            for rest in (b"", b"\x00", b"\x01\x02", bytes(24), b"a" * 255, bytes(48)):
                agree(head + rest)


SPLICE = st.tuples(st.integers(0, 200), st.integers(0, 2), st.binary(max_size=3))


@given(VALUE, st.lists(SPLICE, max_size=3))
@settings(max_examples=1500, deadline=None)
def test_both_give_the_same_verdict_on_a_value_with_something_spliced_in(
    value: Any, splices: list[tuple[int, int, bytes]]
) -> None:
    data = cbor.encode(value)
    for place, gone, new in splices:
        at = place % (len(data) + 1)
        data = data[:at] + new + data[at + gone :]
    agree(data)


ODD = st.text(
    st.sampled_from("a\u0301\u0308e\u00e9\u0628\u064e\u200c\u200d\u0661\u0645\u20ac\ufeff\U0001f600\u0000 "), max_size=6
)


@given(ODD)
@settings(max_examples=500, deadline=None)
def test_both_agree_on_text_of_letters_marks_and_joiners(text: str) -> None:
    raw = text.encode()
    agree(bytes([0x60 | len(raw)]) + raw if len(raw) < 24 else b"\x78" + bytes([len(raw)]) + raw)


@given(st.lists(st.integers(0, 70), min_size=1, max_size=3), st.integers(1, 7))
@settings(max_examples=200, deadline=None)
def test_both_count_items_and_depth_the_same(numbers: list[int], levels: int) -> None:
    value: Any = [list(range(number)) for number in numbers]
    for _ in range(levels):
        value = {0: value}
    agree(cbor.encode(value))
    agree(cbor.encode(numbers * 30))


def pycose_reads(one: Vector) -> Sign1Message:
    message = Sign1Message.from_cose_obj(cbor2.loads(one.message), allow_unknown_attributes=False)
    message.external_aad = f"veertig/1/{one.kind}".encode()  # type: ignore[misc]
    message.key = OKPKey(crv=Ed25519, x=one.public)
    return message


@pytest.mark.parametrize("one", vectors(), ids=lambda one: one.name)
def test_pycose_finds_the_signature_of_every_message(one: Vector) -> None:
    message = pycose_reads(one)
    assert message.verify_signature()
    assert message.phdr == {Algorithm: EdDSA, KID: MESSAGES[one.kind].open(one.message).key}
    message.external_aad = b"veertig/1/other"  # type: ignore[misc]
    assert not message.verify_signature()


@pytest.mark.parametrize("one", vectors(), ids=lambda one: one.name)
def test_we_read_every_message_as_pycose_writes_it(one: Vector) -> None:
    assert one.seed is not None
    payload = MESSAGES[one.kind].open(one.message).payload
    message = Sign1Message(phdr={Algorithm: EdDSA, KID: key_id(one.public)}, payload=payload)
    message.external_aad = f"veertig/1/{one.kind}".encode()  # type: ignore[misc]
    message.key = OKPKey(crv=Ed25519, d=one.seed, x=one.public)
    written = message.encode(tag=False)
    assert written == one.message
    assert verify(MESSAGES[one.kind].open(written).check(one.public))
