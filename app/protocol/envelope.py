"""The envelope of every signed message: COSE_Sign1 (RFC 9052) in one fixed form, with Ed25519 only (README.md, 2).

    84                        array of four, no tag
      4d a2 01 27 04 48 ....  protected header: {1: -8 (EdDSA), 4: key id of 8 bytes}
      a0                      unprotected header: empty
      58 ..  payload          one map, encoded by `cbor`
      58 40  signature        64 bytes over Sig_structure

Sig_structure is ["Signature1", protected, "veertig/1/<kind>", payload]. A message's id is the SHA-256 of these signed bytes,
without the signature. Signed bytes are kept and sent as received; nothing here encodes them again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from app.protocol import cbor
from app.protocol.errors import BadSignature, Malformed, Newer
from app.protocol.keys import KEY_ID_SIZE, SIGNATURE_SIZE, key_id

EDDSA = -8
ID_SIZE = 32
_PROTECTED = bytes.fromhex("a201270448")  # {1: -8, 4: bytes of length 8}
_CONTEXT = b"\x84" + cbor.encode("Signature1")


@dataclass(frozen=True, slots=True)
class SignatureCheck:
    """One question to a verifier: did `public` (32 bytes) make `signature` (64 bytes) over `message`?"""

    public: bytes
    signature: bytes
    message: bytes


@dataclass(frozen=True)
class Envelope:
    """A message taken apart, whose signature nobody has checked yet. `kind` is the message kind, `data` the whole message,
    `key` the key id of the signer (8 bytes), `payload` the encoded map, `signature` 64 bytes.
    """

    kind: str
    data: bytes
    key: bytes
    payload: bytes
    signature: bytes

    @cached_property
    def signed_bytes(self) -> bytes:
        """The bytes that the signature covers (E6)."""
        return signed_bytes(self.kind, self.key, self.payload)

    @cached_property
    def id(self) -> bytes:
        """The message's id: the SHA-256 of the signed bytes, 32 bytes (E8). A second signature over the same content changes no
        id.
        """
        return hashlib.sha256(self.signed_bytes).digest()

    def check(self, public: bytes) -> SignatureCheck:
        """The question whether the key `public` (32 bytes) signed this message."""
        return SignatureCheck(public, self.signature, self.signed_bytes)

    def checks(self, publics: Iterable[bytes]) -> list[SignatureCheck]:
        """A check for each of the keys `publics` that has the signer's key id (E9). Key ids may collide, so there may be
        several.
        """
        return [self.check(public) for public in publics if key_id(public) == self.key]


def signed_bytes(kind: str, key: bytes, payload: bytes) -> bytes:
    """The bytes to sign (E6): the Sig_structure of RFC 9052, 4.4, an array of four. `key` is the signer's key id (8 bytes)."""
    return _CONTEXT + cbor.encode(_PROTECTED + key) + _signing_name(kind) + cbor.encode(payload)


@lru_cache(maxsize=64)
def _signing_name(kind: str) -> bytes:
    return cbor.encode(f"veertig/1/{kind}".encode())


@dataclass(frozen=True, slots=True)
class Draft:
    """A message that lacks its signature: sign `message`, then call `seal`. `key` is the signer's key id (8 bytes)."""

    kind: str
    key: bytes
    payload: bytes

    @property
    def message(self) -> bytes:
        """The bytes to sign (E6)."""
        return signed_bytes(self.kind, self.key, self.payload)

    def seal(self, signature: bytes) -> bytes:
        """The whole message with its signature. Raises BadSignature when `signature` is not 64 bytes long."""
        if len(signature) != SIGNATURE_SIZE:
            raise BadSignature("a signature has 64 bytes")
        header, payload = cbor.encode(_PROTECTED + self.key), cbor.encode(self.payload)
        return b"".join((b"\x84", header, b"\xa0", payload, b"\x58\x40", signature))


def draft(kind: str, public: bytes, fields: dict[int, Any]) -> Draft:
    """A message of `kind` with these fields, to be signed by the key `public` (32 bytes). Raises Malformed for odd values."""
    return Draft(kind, key_id(public), cbor.encode(fields))


def open_envelope(kind: str, data: bytes, limits: cbor.CborLimits = cbor.SMALL) -> tuple[Envelope, dict[int, Any]]:
    """Take a message apart: the envelope and its payload map. Raises Malformed, or Newer for another algorithm (E1 to E11)."""
    outer = cbor.decode(data, cbor.CborLimits(limits.size, 2, 8))
    if type(outer) is not list or len(outer) != 4:
        raise Malformed("not an envelope")
    protected, unprotected, payload, signature = outer
    if type(protected) is not bytes or unprotected != {} or type(payload) is not bytes or type(signature) is not bytes:
        raise Malformed("not an envelope")
    if len(signature) != SIGNATURE_SIZE:
        raise Malformed("a signature has 64 bytes")
    if len(protected) != len(_PROTECTED) + KEY_ID_SIZE or not protected.startswith(_PROTECTED):
        _explain_header(protected)
    fields = cbor.decode(payload, limits)
    if type(fields) is not dict:
        raise Malformed("payload is not a map")
    return Envelope(kind, data, protected[len(_PROTECTED) :], payload, signature), fields


def _explain_header(protected: bytes) -> None:
    """Raises Newer for a well-formed header of another algorithm, else Malformed (E10)."""
    header = cbor.decode(protected)
    shaped = type(header) is dict and set(header) == {1, 4} and type(header[1]) is int and type(header[4]) is bytes
    if shaped and header[1] != EDDSA:
        raise Newer("another signature algorithm")
    raise Malformed("not our protected header")
