"""The layers of a message written down, and messages that break one rule."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from nacl.bindings import crypto_scalarmult_ed25519_base_noclamp

from app.protocol import cbor, envelope
from app.protocol.ed25519 import Key
from app.protocol.envelope import Draft

ORDER = 2**252 + 27742317777372353535851937790883648493  # of the base point of Ed25519
ORIGIN = "https://uren.example.be"
Vector = tuple[str, dict[str, Any]]
Vectors = Iterator[Vector]


def message(kind: str, data: bytes, key: Key, rule: str, comment: str, expect: str = "accept", **more: Any) -> dict[str, Any]:
    """A signed message in all its layers, as far as it can be taken apart."""
    vector: dict[str, Any] = {
        "comment": comment,
        "rule": rule,
        "expect": expect,
        "kind": kind,
        "public": key.public.hex(),
        "message": data.hex(),
    }
    if expect == "accept":
        outer, fields = envelope.open_envelope(kind, data, cbor.LARGE)
        vector |= {
            "seed": key.seed.hex(),
            "fields": plain(fields),
            "payload": outer.payload.hex(),
            "signed": outer.signed_bytes.hex(),
            "signature": outer.signature.hex(),
            "id": outer.id.hex(),
        }
    return vector | more


def plain(value: Any) -> Any:
    """Fields as JSON: bytes as {"hex": ...}, maps with their numbers as text."""
    if isinstance(value, bytes):
        return {"hex": value.hex()}
    if isinstance(value, dict):
        return {str(key): plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


def seal(key: Key, kind: str, fields: dict[int, Any]) -> bytes:
    return key.seal(envelope.draft(kind, key.public, fields))


def signed_again(key: Key, draft: Draft) -> bytes:
    """The same message with another signature that holds: only the owner of a key can make a second one (RFC 8032, 5.1.6)."""
    message, half = draft.message, bytearray(hashlib.sha512(key.seed).digest()[:32])
    half[0] &= 248
    half[31] = half[31] & 127 | 64
    chosen = _number(hashlib.sha512(b"again" + message).digest())
    point = crypto_scalarmult_ed25519_base_noclamp(chosen.to_bytes(32, "little"))
    asked = _number(hashlib.sha512(point + key.public + message).digest())
    answer = (chosen + asked * _number(half)) % ORDER
    return draft.seal(point + answer.to_bytes(32, "little"))


def _number(data: bytes | bytearray) -> int:
    return int.from_bytes(data, "little") % ORDER


def unsigned(kind: str, fields: dict[int, Any], public: bytes) -> bytes:
    """A message under the key id of a key that nobody has."""
    return envelope.draft(kind, public, fields).seal(bytes(64))


def without(fields: dict[int, Any], *numbers: int) -> dict[int, Any]:
    return {number: value for number, value in fields.items() if number not in numbers}


def broken(kind: str, key: Key, good: dict[int, Any], lengths: dict[int, int], ranges: dict[int, tuple[int, int]]) -> Vectors:
    """For each field of a kind the ways to be wrong: missing, of another type, one byte or one number outside."""
    for number in good:
        yield (
            f"{number}-missing",
            message(kind, seal(key, kind, without(good, number)), key, "F1", "a field is missing", "bad-code"),
        )
        for name, value in (("null", None), ("true", True), ("text", "1"), ("negative", -1)):
            wrong = seal(key, kind, good | {number: value})
            yield f"{number}-{name}", message(kind, wrong, key, "F1", f"field {number} is {name}", "bad-code")
    for number, length in lengths.items():
        for name, size in (("short", length - 1), ("long", length + 1)):
            wrong = seal(key, kind, good | {number: bytes(size)})
            yield f"{number}-{name}", message(kind, wrong, key, "F1", f"field {number} has {size} bytes", "bad-code")
    for number, (low, high) in ranges.items():
        for name, value in (("below", low - 1), ("above", high + 1)):
            wrong = seal(key, kind, good | {number: value})
            yield f"{number}-{name}", message(kind, wrong, key, "F1", f"field {number} is {value}", "bad-code")
    later = seal(key, kind, good | {40: 0})
    yield "later-field", message(kind, later, key, "F2", "a field below 64 of a later version", "newer-app")
    yield "last-later-field", message(kind, seal(key, kind, good | {63: 0}), key, "F2", "field 63", "newer-app")
    yield "ignored-field", message(kind, seal(key, kind, good | {64: [1]}), key, "F3", "room for additions is ignored")
    other = seal(key, kind, good | {1: good[1] + 100})
    yield "other-type", message(kind, other, key, "F1", "another type under this name", "bad-code")


TIME = (0, 1 << 40)
