"""Reading a payload map strictly: each field by its number, with its type and size.

Rules: fields below 64 that a kind does not name are refused (`newer-app`: only a later version can have written them);
fields from 64 on are room for additions that an older reader may ignore. What was signed is kept as received anyway.
"""

from __future__ import annotations

from typing import Any

from app.protocol import cbor, envelope
from app.protocol.envelope import Envelope
from app.protocol.errors import Malformed, Newer

FIRST_IGNORED = 64
LAST_SECOND = 1 << 40  # far beyond any clock, small enough for every language's integers


def opened(kind: str, type: int, data: bytes, limits: cbor.CborLimits = cbor.SMALL) -> tuple[Envelope, Fields]:
    """Take a message of `kind` apart and look at its field 1. Raises Malformed or Newer."""
    outer, payload = envelope.open_envelope(kind, data, limits)
    fields = Fields(payload, kind)
    if fields.integer(1) != type:
        raise Malformed(f"not a message of type {type}")
    return outer, fields


class Fields:
    """One map being read. Call `done()` when every field the kind names has been read."""

    def __init__(self, value: Any, name: str) -> None:
        if type(value) is not dict:
            raise Malformed(f"{name}: not a map")
        self._left = dict(value)
        self._name = name

    def _pop(self, number: int) -> Any:
        if number not in self._left:
            raise Malformed(f"{self._name}: field {number} is missing")
        return self._left.pop(number)

    def has(self, number: int) -> bool:
        return number in self._left

    def integer(self, number: int, low: int = 0, high: int = LAST_SECOND) -> int:
        value = self._pop(number)
        if type(value) is not int or not low <= value <= high:
            raise Malformed(f"{self._name}: field {number} is no integer from {low} to {high}")
        return value

    def maybe(self, number: int) -> int | None:
        """A time that may be absent."""
        return self.integer(number) if self.has(number) else None

    def raw(self, number: int, low: int, high: int | None = None) -> bytes:
        value = self._pop(number)
        if type(value) is not bytes or not low <= len(value) <= (low if high is None else high):
            raise Malformed(f"{self._name}: field {number} has the wrong length")
        return value

    def text(self, number: int, most: int) -> str:
        value = self._pop(number)
        if type(value) is not str or not 0 < len(value) <= most:
            raise Malformed(f"{self._name}: field {number} is no text of 1 to {most} characters")
        return value

    def array(self, number: int, most: int) -> list[Any]:
        value = self._pop(number)
        if type(value) is not list or len(value) > most:
            raise Malformed(f"{self._name}: field {number} is no array of at most {most}")
        return value

    def some(self, number: int, most: int) -> list[Any]:
        """An array that is left out when it is empty."""
        if not self.has(number):
            return []
        value = self.array(number, most)
        if not value:
            raise Malformed(f"{self._name}: field {number} is empty, so it is left out")
        return value

    def value(self, number: int) -> Any:
        return self._pop(number)

    def done(self) -> None:
        unknown = [number for number in self._left if number < FIRST_IGNORED]
        if unknown:
            raise Newer(f"{self._name}: unknown fields {unknown}")
