"""The bodies of records: the fields from 16 on, one class for each record type (README.md, 5).

A record of a type that this version does not know has the body `Unknown`: it is kept, synced and counted as nothing. A new type
is a class here and an entry in `BODIES`; its number is never used for anything else.
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
    """The pseudonym (16 bytes) of a person, made of the recovery secret of 16 random bytes (README.md, 12). The pseudonym alone
    does not let a device join the person.
    """
    return hashlib.sha256(secret).digest()[:PERSON_SIZE]


class Body(Protocol):
    """What all known bodies have: `TYPE` is the number in field 1 of the record."""

    TYPE: ClassVar[int]

    def to_fields(self) -> dict[int, Any]:
        """The fields of the body by number, all from 16 on."""
        ...


@dataclass(frozen=True, slots=True)
class Device:
    """Record type 32 (README.md, 5), the first record of each chain: the key `public` (32 bytes) speaks for `person`, a
    pseudonym of 16 bytes. A key that joins another person signs one more, at place 0 too: `began` is then the id of the
    chain's first record (32 bytes).
    """

    TYPE: ClassVar[int] = 32
    public: bytes
    person: bytes
    began: bytes | None = None

    def to_fields(self) -> dict[int, Any]:
        """See `Body.to_fields`."""
        return {16: self.public, 17: self.person, **({70: self.began} if self.began else {})}

    @classmethod
    def read(cls, fields: Fields) -> Device:
        """The body in the fields of a record. Raises Malformed, or BadKey for an odd public key (K1)."""
        public, person = check_key(fields.raw(16, KEY_SIZE)), fields.raw(17, PERSON_SIZE)
        return cls(public, person, fields.raw(70, ID_SIZE) if fields.has(70) else None)


@dataclass(frozen=True, slots=True)
class CheckIn:
    """Record type 33 (README.md, 5): "I came". `token` holds the bytes of the display's or poster's token, verbatim."""

    TYPE: ClassVar[int] = 33
    token: bytes

    def to_fields(self) -> dict[int, Any]:
        """See `Body.to_fields`."""
        return {16: self.token}

    @classmethod
    def read(cls, fields: Fields) -> CheckIn:
        """The body in the fields of a record. Raises Malformed."""
        return cls(fields.raw(16, 1, MOST_TOKEN))


@dataclass(frozen=True, slots=True)
class CheckOut:
    """Record type 34 (README.md, 5): "I left". `token` is one of the same session or poster; `check_in` is the check-in's id
    (32 bytes).
    """

    TYPE: ClassVar[int] = 34
    token: bytes
    check_in: bytes

    def to_fields(self) -> dict[int, Any]:
        """See `Body.to_fields`."""
        return {16: self.token, 17: self.check_in}

    @classmethod
    def read(cls, fields: Fields) -> CheckOut:
        """The body in the fields of a record. Raises Malformed."""
        return cls(fields.raw(16, 1, MOST_TOKEN), fields.raw(17, ID_SIZE))


@dataclass(frozen=True, slots=True)
class Stayed:
    """Record type 35 (README.md, 5): "I forgot to scan when I left". `minutes` count from the check-in `check_in` (an id)."""

    TYPE: ClassVar[int] = 35
    check_in: bytes
    minutes: int

    def to_fields(self) -> dict[int, Any]:
        """See `Body.to_fields`."""
        return {16: self.check_in, 17: self.minutes}

    @classmethod
    def read(cls, fields: Fields) -> Stayed:
        """The body in the fields of a record. Raises Malformed."""
        return cls(fields.raw(16, ID_SIZE), fields.integer(17, 1, LONGEST))


@dataclass(frozen=True, slots=True)
class Declared:
    """Record type 36 (README.md, 5): a moment without any code, such as a first talk or a day with an empty phone. `start` is
    in Unix seconds.
    """

    TYPE: ClassVar[int] = 36
    activity: int
    start: int
    minutes: int

    def to_fields(self) -> dict[int, Any]:
        """See `Body.to_fields`."""
        return {16: self.activity, 17: self.start, 18: self.minutes}

    @classmethod
    def read(cls, fields: Fields) -> Declared:
        """The body in the fields of a record. Raises Malformed."""
        return cls(fields.integer(16, 0, LAST_CODE), fields.integer(17), fields.integer(18, 1, LONGEST))


@dataclass(frozen=True, slots=True)
class Void:
    """Record type 37 (README.md, 5): takes back the record or meeting with the id `target`. `reason` is a picture's code, 0 to
    255.
    """

    TYPE: ClassVar[int] = 37
    target: bytes
    reason: int

    def to_fields(self) -> dict[int, Any]:
        """See `Body.to_fields`."""
        return {16: self.target, 17: self.reason}

    @classmethod
    def read(cls, fields: Fields) -> Void:
        """The body in the fields of a record. Raises Malformed."""
        return cls(fields.raw(16, ID_SIZE), fields.integer(17, 0, LAST_CODE))


@dataclass(frozen=True, slots=True)
class Consent:
    """Record type 38 (README.md, 5): agrees to what a text asks, as far as `scopes` (bits) go; 0 takes everything back. `text`
    is the text's SHA-256 (32 bytes), `language` its language tag, `version` its version.
    """

    TYPE: ClassVar[int] = 38
    text: bytes
    language: str
    version: int
    scopes: int

    def to_fields(self) -> dict[int, Any]:
        """See `Body.to_fields`."""
        return {16: self.text, 17: self.language, 18: self.version, 19: self.scopes}

    @classmethod
    def read(cls, fields: Fields) -> Consent:
        """The body in the fields of a record. Raises Malformed."""
        text, language = fields.raw(16, DIGEST_SIZE), fields.text(17, MOST_LANGUAGE)
        return cls(text, language, fields.integer(18), fields.integer(19, 0, LAST_SCOPES))


@dataclass(frozen=True, slots=True)
class Met:
    """Record type 39 (README.md, 5): a meeting. The bytes of a proposal and of a buddy's answer to it, both verbatim (see
    `meeting`).
    """

    TYPE: ClassVar[int] = 39
    proposal: bytes
    answer: bytes

    def to_fields(self) -> dict[int, Any]:
        """See `Body.to_fields`."""
        return {16: self.proposal, 17: self.answer}

    @classmethod
    def read(cls, fields: Fields) -> Met:
        """The body in the fields of a record. Raises Malformed."""
        return cls(fields.raw(16, 1, MOST_TOKEN), fields.raw(17, 1, MOST_TOKEN))


@dataclass(frozen=True, slots=True)
class Unknown:
    """A body of a type that this version does not know; `type` is that number, 32 to 95 (R3)."""

    type: int


KnownBody = Device | CheckIn | CheckOut | Stayed | Declared | Void | Consent | Met
AnyBody = KnownBody | Unknown
BODIES: dict[int, type[KnownBody]] = {
    body.TYPE: body for body in (Device, CheckIn, CheckOut, Stayed, Declared, Void, Consent, Met)
}
