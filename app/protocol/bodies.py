"""What the records of a newcomer's phone say: fields from 16 on, one class a kind.

A kind this version does not know is `Unknown`: kept, synced and counted as nothing. A new kind is a class here and a row in
`BODIES`; its number is never used for anything else.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol

from app.protocol.activities import LAST_CODE
from app.protocol.envelope import ID_SIZE
from app.protocol.fields import Fields
from app.protocol.keys import KEY_SIZE, check_key

PERSON_SIZE = PERSON_SECRET_SIZE = 16
MOST_TOKEN = 512
LONGEST = 24 * 60
MOST_LANGUAGE = 35
DIGEST_SIZE = 32
LAST_SCOPES = (1 << 32) - 1


def person_of(secret: bytes) -> bytes:
    """The pseudonym (16 bytes) made of a secret of 16 random bytes. Who knows only the pseudonym cannot join the person."""
    return hashlib.sha256(secret).digest()[:PERSON_SIZE]


class Body(Protocol):
    TYPE: ClassVar[int]

    def to_fields(self) -> dict[int, Any]:
        """The fields from 16 on."""
        ...


@dataclass(frozen=True, slots=True)
class Device:
    """The first record: this key speaks for this person, a random pseudonym that groups one newcomer's phones."""

    TYPE: ClassVar[int] = 32
    public: bytes
    person: bytes

    def to_fields(self) -> dict[int, Any]:
        return {16: self.public, 17: self.person}

    @classmethod
    def read(cls, fields: Fields) -> Device:
        return cls(check_key(fields.raw(16, KEY_SIZE)), fields.raw(17, PERSON_SIZE))


@dataclass(frozen=True, slots=True)
class CheckIn:
    """I came. `token` is what the display or poster said, verbatim."""

    TYPE: ClassVar[int] = 33
    token: bytes

    def to_fields(self) -> dict[int, Any]:
        return {16: self.token}

    @classmethod
    def read(cls, fields: Fields) -> CheckIn:
        return cls(fields.raw(16, 1, MOST_TOKEN))


@dataclass(frozen=True, slots=True)
class CheckOut:
    """I left. `token` is of the same session or poster; `check_in` is the id of the record that says I came."""

    TYPE: ClassVar[int] = 34
    token: bytes
    check_in: bytes

    def to_fields(self) -> dict[int, Any]:
        return {16: self.token, 17: self.check_in}

    @classmethod
    def read(cls, fields: Fields) -> CheckOut:
        return cls(fields.raw(16, 1, MOST_TOKEN), fields.raw(17, ID_SIZE))


@dataclass(frozen=True, slots=True)
class Stayed:
    """I forgot to scan when I left, and say how long I stayed: `minutes` from the check-in."""

    TYPE: ClassVar[int] = 35
    check_in: bytes
    minutes: int

    def to_fields(self) -> dict[int, Any]:
        return {16: self.check_in, 17: self.minutes}

    @classmethod
    def read(cls, fields: Fields) -> Stayed:
        return cls(fields.raw(16, ID_SIZE), fields.integer(17, 1, LONGEST))


@dataclass(frozen=True, slots=True)
class Declared:
    """I was there, and nobody's code can say so: a first talk, a group moment, an empty phone. `start` in Unix seconds."""

    TYPE: ClassVar[int] = 36
    activity: int
    start: int
    minutes: int

    def to_fields(self) -> dict[int, Any]:
        return {16: self.activity, 17: self.start, 18: self.minutes}

    @classmethod
    def read(cls, fields: Fields) -> Declared:
        return cls(fields.integer(16, 0, LAST_CODE), fields.integer(17), fields.integer(18, 1, LONGEST))


@dataclass(frozen=True, slots=True)
class Void:
    """I take this back: the record, or the meeting with this proposal, whose id is `target`. `reason` is a picture's code."""

    TYPE: ClassVar[int] = 37
    target: bytes
    reason: int

    def to_fields(self) -> dict[int, Any]:
        return {16: self.target, 17: self.reason}

    @classmethod
    def read(cls, fields: Fields) -> Void:
        return cls(fields.raw(16, ID_SIZE), fields.integer(17, 0, LAST_CODE))


@dataclass(frozen=True, slots=True)
class Consent:
    """I agree to what the text with this SHA-256 asks, as far as `scopes` (bits) go; 0 takes everything back."""

    TYPE: ClassVar[int] = 38
    text: bytes
    language: str
    version: int
    scopes: int

    def to_fields(self) -> dict[int, Any]:
        return {16: self.text, 17: self.language, 18: self.version, 19: self.scopes}

    @classmethod
    def read(cls, fields: Fields) -> Consent:
        text, language = fields.raw(16, DIGEST_SIZE), fields.text(17, MOST_LANGUAGE)
        return cls(text, language, fields.integer(18), fields.integer(19, 0, LAST_SCOPES))


@dataclass(frozen=True, slots=True)
class Met:
    """We met: a proposal and a buddy's answer to it, both verbatim (see `meeting`)."""

    TYPE: ClassVar[int] = 39
    proposal: bytes
    answer: bytes

    def to_fields(self) -> dict[int, Any]:
        return {16: self.proposal, 17: self.answer}

    @classmethod
    def read(cls, fields: Fields) -> Met:
        return cls(fields.raw(16, 1, MOST_TOKEN), fields.raw(17, 1, MOST_TOKEN))


@dataclass(frozen=True, slots=True)
class Unknown:
    """A kind of record this version does not know."""

    type: int


Known = Device | CheckIn | CheckOut | Stayed | Declared | Void | Consent | Met
Said = Known | Unknown
BODIES: dict[int, type[Known]] = {one.TYPE: one for one in (Device, CheckIn, CheckOut, Stayed, Declared, Void, Consent, Met)}
