"""The short form of a push: what the server already holds is not sent again (README.md, 12).

    01, 02    the first byte: 02 with a recovery secret, 01 without; JSON never begins with these
    16 bytes  only after 02: the recovery secret of the person whose device is new to the server
    8 bytes   the beginning of the id of the "base", a record for which the server gave a receipt; zeros without a base
    the rest  zlib (RFC 1950) of the CBOR array of records; the base, its id and its receipt's id are the preset dictionary

A record names the record before it and the newest receipt; with both in the dictionary it takes two thirds of its size. The
checksums of zlib make sure that both sides use the same dictionary. A server that does not hold the base says so.
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
    """A record that the server holds: its id (32 bytes), the whole message, and the id of its receipt (32 bytes)."""

    id: bytes
    data: bytes
    receipt: bytes

    @property
    def dictionary(self) -> bytes:
        """The preset dictionary for zlib."""
        return self.data + self.id + self.receipt


def pack(records: Sequence[bytes], base: Base | None, secret: bytes = b"") -> bytes:
    """The body of a push of whole records. `secret` is the recovery secret of 16 bytes, or b"" to send none."""
    form = WITH_SECRET + secret if secret else PLAIN
    return form + (base.id[:BASE_SIZE] if base else bytes(BASE_SIZE)) + squeeze(records, base.dictionary if base else b"")


def squeeze(records: Sequence[bytes], dictionary: bytes = b"") -> bytes:
    """The zlib stream of the CBOR array of whole records, with this preset dictionary; b"" for none. `unpack` reads it."""
    packer = zlib.compressobj(9, zdict=dictionary) if dictionary else zlib.compressobj(9)
    return packer.compress(cbor.encode(list(records))) + packer.flush()


class TooLarge(ProtocolError):
    """The records unpack to more bytes than the reader takes."""

    code = "too-large"


@dataclass(frozen=True, slots=True)
class Packed:
    """The parts of a body. `secret` has 16 bytes or is b""; `base` is the first 8 bytes of an id or b""; `rest` is the zlib
    stream.
    """

    secret: bytes
    base: bytes
    rest: bytes


def is_packed(body: bytes) -> bool:
    """Does this body begin like the short form?"""
    return body[:1] in (PLAIN, WITH_SECRET)


def open_packed(body: bytes) -> Packed:
    """The parts of a body for which `is_packed` is true. Nothing is checked."""
    start = 1 + (PERSON_SECRET_SIZE if body[:1] == WITH_SECRET else 0)
    base = body[start : start + BASE_SIZE]
    return Packed(body[1:start], base if any(base) else b"", body[start + BASE_SIZE :])


def unpack(rest: bytes, dictionary: bytes, most_records: int, most_bytes: int) -> list[bytes]:
    """The records in the rest of a body. Raises TooLarge before it unpacks more than `most_bytes`; raises Malformed for
    anything else than an array of at most `most_records` byte strings.
    """
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
    if type(records) is not list or any(type(record) is not bytes for record in records):
        raise Malformed("records expected")
    return records
