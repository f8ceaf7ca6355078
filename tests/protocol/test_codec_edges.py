"""The last value that is accepted and the first that is not: sizes, depths, items and integers of the codec."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

import pytest

from app.protocol import cbor
from app.protocol.errors import Malformed


class Colour(IntEnum):
    """A number in disguise."""

    RED = 1


def refused(data: bytes, limits: cbor.CborLimits = cbor.SMALL) -> bool:
    try:
        cbor.decode(data, limits)
    except Malformed:
        return True
    return False


@pytest.mark.parametrize(("limits", "head"), [(cbor.SMALL, b"\x59"), (cbor.LARGE, b"\x5a")])
def test_a_message_may_have_exactly_the_most_bytes(limits: cbor.CborLimits, head: bytes) -> None:
    size = 2 if head == b"\x59" else 4
    room = limits.size - 1 - size
    assert cbor.decode(head + room.to_bytes(size, "big") + bytes(room), limits) == bytes(room)
    assert refused(head + (room + 1).to_bytes(size, "big") + bytes(room + 1), limits)


def test_a_message_may_hold_exactly_the_most_items() -> None:
    assert len(cbor.decode(b"\x98\x3f" + bytes(63))) == 63
    assert refused(b"\x98\x40" + bytes(64))
    pairs = b"".join(cbor.encode(number) + b"\x00" for number in range(31))
    assert len(cbor.decode(b"\xb8\x1f" + pairs)) == 31
    assert len(cbor.decode(b"\x82\x00\xb8\x1e" + b"".join(cbor.encode(number) + b"\x00" for number in range(30)))[1]) == 30
    assert refused(b"\xb8\x20" + pairs + b"\x18\x1f\x00"), "each key is an item too"
    assert len(cbor.decode(b"\x9a" + (99_999).to_bytes(4, "big") + bytes(99_999), cbor.LARGE)) == 99_999
    assert refused(b"\x9a" + (100_000).to_bytes(4, "big") + bytes(100_000), cbor.LARGE)


@pytest.mark.parametrize(("limits", "most"), [(cbor.SMALL, 4), (cbor.LARGE, 6), (cbor.CborLimits(100, 1, 9), 1)])
def test_a_message_may_be_exactly_so_deep(limits: cbor.CborLimits, most: int) -> None:
    for around, empty in ((b"\x81", b"\x80"), (b"\xa1\x00", b"\xa0"), (b"\x82\x00", b"\x00")):
        assert not refused(around * (most - 1) + empty, limits)
        assert refused(around * most + empty, limits)
    assert refused(b"\xa1\x00" * most + b"\x00", limits), "a key is as deep as its value"


def test_integers_end_where_the_specification_says() -> None:
    for value, data in ((2**64 - 1, "1bffffffffffffffff"), (-(2**63), "3b7fffffffffffffff")):
        assert cbor.encode(value) == bytes.fromhex(data)
        assert cbor.decode(bytes.fromhex(data)) == value
    assert refused(bytes.fromhex("3b8000000000000000"))
    for beyond in (2**64, -(2**63) - 1, -(2**64), 2**200):
        with pytest.raises(Malformed):
            cbor.encode(beyond)


@pytest.mark.parametrize("number", [0, 23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32])
def test_lengths_and_keys_change_their_head_where_integers_do(number: int) -> None:
    head = cbor.encode(number)
    assert cbor.encode({number: 0})[1:-1] == head
    assert cbor.decode(cbor.encode({number: 0})) == {number: 0}
    if number < 70_000:
        assert cbor.encode(bytes(number)) == bytes([head[0] | 0x40]) + head[1:] + bytes(number)
        assert cbor.encode("a" * number) == bytes([head[0] | 0x60]) + head[1:] + b"a" * number
        assert cbor.encode([0] * number) == bytes([head[0] | 0x80]) + head[1:] + bytes(number)


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        {1},
        bytearray(b"a"),
        memoryview(b"a"),
        object(),
        Colour.RED,
        1j,
        range(3),
        "e\u0301",
        "\x00",
        "\ud800",
    ],
)
def test_nothing_else_is_written(value: Any) -> None:
    for inside in (value, [value], {1: value}):
        with pytest.raises(Malformed):
            cbor.encode(inside)


@pytest.mark.parametrize("key", [-1, True, "a", b"a", None, 1.0, Colour.RED, 2**64])
def test_no_other_key_is_written(key: Any) -> None:
    with pytest.raises(Malformed):
        cbor.encode({0: 0, key: 0})


def test_a_tuple_is_written_as_a_list() -> None:
    assert cbor.encode((1, (2,))) == cbor.encode([1, [2]])


@pytest.mark.parametrize("data", [bytearray(b"\x00"), memoryview(b"\x00"), "00", None, 0, [0]])
def test_only_bytes_are_read(data: Any) -> None:
    with pytest.raises(Malformed):
        cbor.decode(data)


KINDS = {"01": int, "20": int, "40": bytes, "60": str, "80": list, "a0": dict, "f4": bool, "f5": bool, "f6": type(None)}


@pytest.mark.parametrize("data", KINDS)
def test_the_shortest_values_keep_their_type(data: str) -> None:
    assert type(cbor.decode(bytes.fromhex(data))) is KINDS[data]


CUT = ["18", "19ff", "1affffff", "1bffffffffffffff", "41", "61", "81", "a1", "a100", "8200", "5818", "d8"]


@pytest.mark.parametrize("data", CUT)
def test_a_value_that_ends_too_early_is_refused(data: str) -> None:
    assert refused(bytes.fromhex(data))
