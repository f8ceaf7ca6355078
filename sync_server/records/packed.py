"""The short form of a push (README.md, "The short form"): unpacked with what the server holds already."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from app.protocol import cbor
from app.protocol.cbor import Limits
from app.protocol.errors import ProtocolError
from app.protocol.record import PERSON_SECRET_SIZE
from sync_server.errors import Refused

PLAIN, WITH_SECRET = b"\x01", b"\x02"
BASE_SIZE = 8


@dataclass(frozen=True, slots=True)
class Packed:
    """A body taken apart. `secret` has 16 bytes or none; `base` is the beginning of an id, b"" when there is none."""

    secret: bytes
    base: bytes
    rest: bytes


def is_packed(body: bytes) -> bool:
    return body[:1] in (PLAIN, WITH_SECRET)


def open_packed(body: bytes) -> Packed:
    start = 1 + (PERSON_SECRET_SIZE if body[:1] == WITH_SECRET else 0)
    base = body[start : start + BASE_SIZE]
    return Packed(body[1:start], base if any(base) else b"", body[start + BASE_SIZE :])


def unpack(rest: bytes, dictionary: bytes, most_records: int, most_bytes: int) -> list[bytes]:
    """The records. Never unpacks more than `most_bytes`. Raises Refused("bad-request" or "too-large")."""
    opener = zlib.decompressobj(zdict=dictionary) if dictionary else zlib.decompressobj()
    try:
        plain = opener.decompress(rest, most_bytes + 1)
    except zlib.error:
        raise Refused("bad-request") from None
    if len(plain) > most_bytes:
        raise Refused("too-large")
    if not opener.eof or opener.unused_data:
        raise Refused("bad-request")
    try:
        records = cbor.decode(plain, Limits(most_bytes, 2, most_records + 1))
    except ProtocolError:
        raise Refused("bad-request") from None
    if type(records) is not list or any(type(one) is not bytes for one in records):
        raise Refused("bad-request")
    return records
