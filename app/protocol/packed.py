"""The short form of a push: what the server can know already does not travel again.

    01, 02    this form, 02 with a secret; JSON never begins so
    16 bytes  only after 02: the secret of the person whose device introduces itself
    8 bytes   the beginning of the id of a record that the server has given a receipt for ("base"); zeros when there is none
    the rest  zlib (RFC 1950) of the CBOR array of records, with base, its id and its receipt's id as preset dictionary

A record names the one before it and the newest receipt; with both in the dictionary it travels in two thirds of its size.
zlib's own checksums make sure that both sides mean the same dictionary. A server that does not hold the base says so.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol import cbor
from app.protocol.cbor import CborLimits
from app.protocol.errors import Malformed, ProtocolError
from app.protocol.record import PERSON_SECRET_SIZE

PLAIN, WITH_SECRET, BASE_SIZE = b"\x01", b"\x02", 8


@dataclass(frozen=True, slots=True)
class Base:
    """A record that the server holds: its id, its bytes, and the id of its receipt."""

    id: bytes
    data: bytes
    receipt: bytes

    @property
    def dictionary(self) -> bytes:
        return self.data + self.id + self.receipt


def pack(records: Sequence[bytes], base: Base | None, secret: bytes = b"") -> bytes:
    """The body of a push; `secret` has 16 bytes or none."""
    packer = zlib.compressobj(9, zdict=base.dictionary) if base else zlib.compressobj(9)
    packed = packer.compress(cbor.encode(list(records))) + packer.flush()
    form = WITH_SECRET + secret if secret else PLAIN
    return form + (base.id[:BASE_SIZE] if base else bytes(BASE_SIZE)) + packed


class TooLarge(ProtocolError):
    """It unpacks to more bytes than the reader takes."""

    code = "too-large"


@dataclass(frozen=True, slots=True)
class Packed:
    """A body taken apart. `secret` has 16 bytes or none; `base` is the beginning of an id, b"" when there is none."""

    secret: bytes
    base: bytes
    rest: bytes


def is_packed(body: bytes) -> bool:
    """Does this body begin as the short form does?"""
    return body[:1] in (PLAIN, WITH_SECRET)


def open_packed(body: bytes) -> Packed:
    """The parts of a body that `is_packed`."""
    start = 1 + (PERSON_SECRET_SIZE if body[:1] == WITH_SECRET else 0)
    base = body[start : start + BASE_SIZE]
    return Packed(body[1:start], base if any(base) else b"", body[start + BASE_SIZE :])


def unpack(rest: bytes, dictionary: bytes, most_records: int, most_bytes: int) -> list[bytes]:
    """The records. Never unpacks more than `most_bytes`. Raises Malformed, or TooLarge."""
    opener = zlib.decompressobj(zdict=dictionary) if dictionary else zlib.decompressobj()
    try:
        plain = opener.decompress(rest, most_bytes + 1)
    except zlib.error as error:
        raise Malformed("not zlib, or of another dictionary") from error
    if len(plain) > most_bytes:
        raise TooLarge(f"more than {most_bytes} bytes")
    if not opener.eof or opener.unused_data:
        raise Malformed("not the whole of one zlib stream")
    records = cbor.decode(plain, CborLimits(most_bytes, 2, most_records + 1))
    if type(records) is not list or any(type(one) is not bytes for one in records):
        raise Malformed("records expected")
    return records
