"""The short form of a push (README.md, "The short form"): unpacked with what the server holds already."""

from __future__ import annotations

import zlib

from app.protocol import cbor
from app.protocol.cbor import Limits
from app.protocol.errors import ProtocolError
from sync_server.errors import Refused

FORM, BASE_SIZE = 0x01, 8
HEAD = 1 + BASE_SIZE


def is_packed(body: bytes) -> bool:
    return body[:1] == bytes([FORM])


def base_of(body: bytes) -> bytes:
    """The beginning of the id of the base; b"" when there is none."""
    base = body[1:HEAD]
    return base if any(base) else b""


def unpack(body: bytes, dictionary: bytes, most_records: int, most_bytes: int) -> list[bytes]:
    """The records. Never unpacks more than `most_bytes`. Raises Refused("bad-request" or "too-large")."""
    opener = zlib.decompressobj(zdict=dictionary) if dictionary else zlib.decompressobj()
    try:
        plain = opener.decompress(body[HEAD:], most_bytes + 1)
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
