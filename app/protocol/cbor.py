"""The one spelling of values as bytes: a strict subset of deterministic CBOR (RFC 8949, 4.2.1; README.md, 1).

Rules:
1. Values are integers (-2^63 .. 2^64-1), byte strings, text, arrays, maps with non-negative integer keys, true, false, null.
2. Every value has exactly one encoding; `decode` accepts no other. So `encode(decode(b)) == b` for everything accepted.
3. No floats, tags, indefinite lengths, duplicate or unsorted keys, trailing bytes.
4. Text is UTF-8 and follows the rules in `text`.
5. The limits on bytes, depth and items are checked before memory is allocated for a stated length.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.protocol.errors import Malformed
from app.protocol.text import check_text

Value = Any
"""A value is an int, bytes, str, list[Value], dict[int, Value], bool or None."""


@dataclass(frozen=True, slots=True)
class CborLimits:
    """The most that a message may hold (V7): `size` in bytes, `depth` in levels of nesting, `items` in all."""

    size: int
    depth: int
    items: int


SMALL = CborLimits(size=2048, depth=4, items=64)
"""The limits of every message but a trust list, and of every record."""

LARGE = CborLimits(size=1 << 20, depth=6, items=100_000)
"""The limits of a trust list."""

PROOF = CborLimits(size=4 << 20, depth=6, items=100_000)
"""The limits of a proof (P1)."""

_BYTE = [bytes((number,)) for number in range(256)]
_SIZES = {24: 1, 25: 2, 26: 4, 27: 8}
_SMALLEST = {1: 24, 2: 1 << 8, 4: 1 << 16, 8: 1 << 32}


def encode(value: Value) -> bytes:
    """The bytes of `value`. Raises Malformed for a value outside of the subset."""
    if type(value) is int:
        return _head(0, value) if value >= 0 else _negative(value)
    if type(value) is bytes:
        return _head(2, len(value)) + value
    if value is None:
        return b"\xf6"
    if value is True:
        return b"\xf5"
    if value is False:
        return b"\xf4"
    if type(value) is str:
        raw = check_text(value).encode("utf-8")
        return _head(3, len(raw)) + raw
    if type(value) in (list, tuple):
        return _head(4, len(value)) + b"".join(map(encode, value))
    if type(value) is dict:
        parts = [_head(5, len(value))]
        for key in value:
            if type(key) is not int or key < 0:
                raise Malformed("map keys are non-negative integers")
        for key in sorted(value):
            parts += (_head(0, key), encode(value[key]))
        return b"".join(parts)
    raise Malformed(f"no encoding for {type(value).__name__}")


def decode(data: bytes, limits: CborLimits = SMALL) -> Value:
    """The value spelled by `data`. Raises Malformed unless `data` is the one encoding of one value within `limits`."""
    if type(data) is not bytes:
        raise Malformed("bytes expected")
    if len(data) > limits.size:
        raise Malformed("too long")
    reader = _Reader(data, limits)
    value = reader.value(1)
    if reader.at != len(data):
        raise Malformed("bytes after the end")
    return value


def _head(major: int, number: int) -> bytes:
    if number < 24:
        return _BYTE[major << 5 | number]
    for extra, size in _SIZES.items():
        if number < 1 << 8 * size:
            return _BYTE[major << 5 | extra] + number.to_bytes(size, "big")
    raise Malformed("integer too large")


def _negative(value: int) -> bytes:
    if value < -(1 << 63):
        raise Malformed("integer too small")
    return _head(1, -1 - value)


class _Reader:
    """Reads the bytes once; `at` is the index of the next byte to read, `items` the number of items so far."""

    def __init__(self, data: bytes, limits: CborLimits) -> None:
        self.data, self.limits, self.at, self.items = data, limits, 0, 0

    def value(self, depth: int) -> Value:
        """The value that begins at `at`, at this level of nesting (the outermost is 1). Raises Malformed."""
        self._count(depth)
        major, number = self._head()
        if major == 0:
            return number
        if major == 1:
            if number >= 1 << 63:
                raise Malformed("integer too small")
            return -1 - number
        if major == 2:
            return self._take(number)
        if major == 3:
            return self._text(number)
        if major == 4:
            self._check_length(number)
            return [self.value(depth + 1) for _ in range(number)]
        if major == 5:
            self._check_length(2 * number)
            return self._map(number, depth)
        if major == 7 and number in (20, 21, 22):
            return (False, True, None)[number - 20]
        raise Malformed("tag, float or simple value")

    def _count(self, depth: int) -> None:
        self.items += 1
        if depth > self.limits.depth or self.items > self.limits.items:
            raise Malformed("too deep or too many items")

    def _check_length(self, number: int) -> None:
        if number > len(self.data) - self.at:
            raise Malformed("cut off")  # every item takes at least one byte: a list of that length is not even begun (V6)

    def _head(self) -> tuple[int, int]:
        if self.at == len(self.data):
            raise Malformed("cut off")
        first = self.data[self.at]
        self.at += 1
        major, extra = first >> 5, first & 31
        if extra < 24:
            return major, extra
        size = _SIZES.get(extra)
        if size is None or major == 7:
            raise Malformed("reserved, indefinite or float")
        number = int.from_bytes(self._take(size), "big")
        if number < _SMALLEST[size]:
            raise Malformed("not the shortest spelling")
        return major, number

    def _take(self, length: int) -> bytes:
        end = self.at + length
        if end > len(self.data):
            raise Malformed("cut off")
        part, self.at = self.data[self.at : end], end
        return part

    def _text(self, length: int) -> str:
        try:
            return check_text(self._take(length).decode("utf-8"))
        except UnicodeDecodeError as error:
            raise Malformed("not UTF-8") from error

    def _map(self, length: int, depth: int) -> dict[int, Value]:
        result: dict[int, Value] = {}
        last = -1
        for _ in range(length):
            self._count(depth + 1)
            major, key = self._head()
            if major != 0 or key <= last:
                raise Malformed("map keys are integers in rising order")
            last = key
            result[key] = self.value(depth + 1)
        return result
