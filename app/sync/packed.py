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
