"""One value, one spelling: the codec against its own rules and against another implementation."""

from __future__ import annotations

import unicodedata
from typing import Any

import cbor2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.protocol import cbor
from app.protocol.errors import Malformed

TEXT = st.text(st.characters(max_codepoint=0x17FF, categories=["L", "N", "P", "Zs"]), max_size=12).filter(
    lambda text: unicodedata.is_normalized("NFC", text) and "\u0897" not in text
)
LEAF = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.binary(max_size=20) | TEXT
VALUE = st.recursive(
    LEAF, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.integers(0, 300), inner, max_size=4), max_leaves=8
)
WIDE = cbor.CborLimits(4096, 20, 1000)


@given(VALUE)
@settings(max_examples=400, deadline=None)
def test_what_was_written_is_read_back(value: Any) -> None:
    assert cbor.decode(cbor.encode(value), WIDE) == value


@given(VALUE)
@settings(max_examples=300, deadline=None)
def test_another_implementation_reads_the_same(value: Any) -> None:
    assert cbor2.loads(cbor.encode(value)) == value


@given(st.binary(max_size=40))
@settings(max_examples=3000, deadline=None)
def test_any_bytes_are_refused_or_spelled_the_one_way(data: bytes) -> None:
    try:
        value = cbor.decode(data)
    except Malformed:
        return
    assert cbor.encode(value) == data


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("1800", "zero in two bytes"),
        ("190017", "23 in three bytes"),
        ("5f4101ff", "indefinite bytes"),
        ("9fff", "indefinite array"),
        ("bfff", "indefinite map"),
        ("fb3ff0000000000000", "a float"),
        ("f97e00", "not a number"),
        ("f7", "undefined"),
        ("f818", "a simple value"),
        ("c100", "a tag"),
        ("a201000100", "a key twice"),
        ("a202000100", "keys unsorted"),
        ("a16161 00", "a text key"),
        ("a12000", "a negative key"),
        ("0000", "bytes after the end"),
        ("", "nothing"),
        ("5a7fffffff00", "a length nobody can hold"),
        ("9a7fffffff", "an array nobody can hold"),
        ("ba7fffffff", "a map nobody can hold"),
        ("62c328", "broken UTF-8"),
        ("6465cc8161", "text that is not NFC"),
        ("63e280ae", "hidden text direction"),
        ("6100", "a control character"),
        ("8181818100", "five deep"),
        ("3bffffffffffffffff", "smaller than any 64-bit integer"),
    ],
)
def test_every_other_spelling_is_refused(data: str, why: str) -> None:
    with pytest.raises(Malformed):
        cbor.decode(bytes.fromhex(data))


def test_a_name_with_a_joiner_that_persian_needs_is_fine() -> None:
    assert cbor.decode(cbor.encode("می‌روم")) == "می‌روم"


def test_more_items_than_allowed_are_refused() -> None:
    with pytest.raises(Malformed):
        cbor.decode(bytes([0x98, 64]) + bytes(64))
