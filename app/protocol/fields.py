"""Reads a payload map strictly: each field by its number, with its type and size (README.md, 4).

A field below 64 that the message kind does not name is refused with `newer-app`: only a later version can have written it (F2).
Later versions may add fields from 64 on, and an older reader ignores them (F3). The signed bytes are kept as received anyway.
"""

from __future__ import annotations

from typing import Any

from app.protocol import cbor, envelope
from app.protocol.envelope import Envelope
from app.protocol.errors import Malformed, Newer

FIRST_IGNORED = 64
LAST_SECOND = 1 << 40  # later than any clock shows, and small enough for the integers of every language


def open_message(kind: str, type: int, data: bytes, limits: cbor.CborLimits = cbor.SMALL) -> tuple[Envelope, Fields]:
    """Take a message of `kind` apart: its envelope, and its fields after field 1, which must be `type`. Raises Malformed or
    Newer.
    """
    outer, payload = envelope.open_envelope(kind, data, limits)
    fields = Fields(payload, kind)
    if fields.integer(1) != type:
        raise Malformed(f"not a message of type {type}")
    return outer, fields


class Fields:
    """A map whose fields are read one after the other; call `done` after the last. `name` stands in the errors' texts.

    Each method but `has` and `done` takes a field out, and raises Malformed when the field breaks F1. Sizes include both ends.
    """

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
        """Is there a field with this number that was not read yet?"""
        return number in self._left

    def integer(self, number: int, low: int = 0, high: int = LAST_SECOND) -> int:
        """An integer from `low` to `high`; without limits a time in Unix seconds."""
        value = self._pop(number)
        if type(value) is not int or not low <= value <= high:
            raise Malformed(f"{self._name}: field {number} is no integer from {low} to {high}")
        return value

    def optional_time(self, number: int) -> int | None:
        """A time in Unix seconds; None when the field is absent."""
        return self.integer(number) if self.has(number) else None

    def raw(self, number: int, low: int, high: int | None = None) -> bytes:
        """A byte string of `low` to `high` bytes; of exactly `low` bytes without `high`."""
        value = self._pop(number)
        if type(value) is not bytes or not low <= len(value) <= (low if high is None else high):
            raise Malformed(f"{self._name}: field {number} has the wrong length")
        return value

    def text(self, number: int, most: int) -> str:
        """A text of 1 to `most` characters."""
        value = self._pop(number)
        if type(value) is not str or not 0 < len(value) <= most:
            raise Malformed(f"{self._name}: field {number} is no text of 1 to {most} characters")
        return value

    def array(self, number: int, most: int) -> list[Any]:
        """An array of 0 to `most` values."""
        value = self._pop(number)
        if type(value) is not list or len(value) > most:
            raise Malformed(f"{self._name}: field {number} is no array of at most {most}")
        return value

    def optional_array(self, number: int, most: int) -> list[Any]:
        """An array of 1 to `most` values; the empty list when the field is absent (F6)."""
        if not self.has(number):
            return []
        value = self.array(number, most)
        if not value:
            raise Malformed(f"{self._name}: field {number} is empty, so it is left out")
        return value

    def value(self, number: int) -> Any:
        """A value of any type."""
        return self._pop(number)

    def done(self) -> None:
        """Raises Newer when a field below 64 was not read (F2)."""
        unknown = [number for number in self._left if number < FIRST_IGNORED]
        if unknown:
            raise Newer(f"{self._name}: unknown fields {unknown}")
