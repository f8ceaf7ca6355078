"""What an envelope is, to the byte: its parts, its header, its id, and the exact size it may have."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from app.protocol import cbor, envelope
from app.protocol.errors import BadSignature, Malformed, Newer
from app.protocol.keys import key_id
from tests.people import CARE_HOME, LIBRARY, STRANGER

KEY = key_id(LIBRARY.public)
SIGNATURE = bytes(64)


def sealed(payload: bytes = b"\xa0", protected: Any = None, unprotected: Any = None, signature: Any = SIGNATURE) -> bytes:
    header = cbor.encode({1: -8, 4: KEY}) if protected is None else protected
    return cbor.encode([header, {} if unprotected is None else unprotected, payload, signature])


def test_the_parts_come_out_as_they_went_in() -> None:
    outer, fields = envelope.open_envelope("session", sealed(b"\xa1\x01\x02"))
    assert (outer.kind, outer.key, outer.payload, outer.signature) == ("session", KEY, b"\xa1\x01\x02", SIGNATURE)
    assert (outer.data, fields) == (sealed(b"\xa1\x01\x02"), {1: 2})


def test_the_id_is_the_hash_of_exactly_what_is_signed() -> None:
    draft = envelope.draft("session", LIBRARY.public, {1: 2})
    outer, _ = envelope.open_envelope("session", LIBRARY.seal(draft))
    signed = cbor.encode(["Signature1", cbor.encode({1: -8, 4: KEY}), b"veertig/1/session", b"\xa1\x01\x02"])
    assert draft.message == outer.signed_bytes == signed
    assert outer.id == hashlib.sha256(signed).digest()
    assert outer.check(LIBRARY.public) == envelope.SignatureCheck(LIBRARY.public, outer.signature, signed)


def test_only_keys_with_the_id_are_asked_in_the_order_given() -> None:
    outer, _ = envelope.open_envelope("session", sealed())
    asked = outer.checks([STRANGER.public, LIBRARY.public, CARE_HOME.public, LIBRARY.public])
    assert [check.public for check in asked] == [LIBRARY.public] * 2
    assert outer.checks([]) == outer.checks([STRANGER.public]) == []


@pytest.mark.parametrize("size", [0, 1, 63, 65, 128])
def test_a_signature_has_64_bytes(size: int) -> None:
    with pytest.raises(BadSignature):
        envelope.draft("session", LIBRARY.public, {}).seal(bytes(size))
    with pytest.raises(Malformed):
        envelope.open_envelope("session", sealed(signature=bytes(size)))


@pytest.mark.parametrize("limits", [cbor.SMALL, cbor.LARGE])
def test_the_whole_may_have_exactly_the_most_bytes(limits: cbor.CborLimits) -> None:
    around = len(sealed(bytes(limits.size - 300))) - (limits.size - 300)
    room = limits.size - around
    head = len(cbor.encode({1: bytes(room)})) - room
    assert len(sealed(cbor.encode({1: bytes(room - head)}))) == limits.size
    envelope.open_envelope("session", sealed(cbor.encode({1: bytes(room - head)})), limits)
    with pytest.raises(Malformed):
        envelope.open_envelope("session", sealed(cbor.encode({1: bytes(room - head + 1)})), limits)


@pytest.mark.parametrize(
    "header",
    [{1: -7, 4: KEY}, {1: -19, 4: KEY}, {1: 0, 4: b""}, {1: -9, 4: bytes(9)}],
    ids=["ES256", "Ed25519", "reserved", "a longer key id"],
)
def test_another_algorithm_in_a_header_of_the_right_shape_is_newer(header: dict[int, Any]) -> None:
    with pytest.raises(Newer):
        envelope.open_envelope("session", sealed(protected=cbor.encode(header)))


@pytest.mark.parametrize(
    "header",
    [
        {},
        {1: -8},
        {4: KEY},
        {1: -8, 4: KEY[:7]},
        {1: -8, 4: KEY + b"\x00"},
        {1: -7, 4: KEY, 5: 0},
        {1: -7, 5: KEY},
        {1: "EdDSA", 4: KEY},
        {1: True, 4: KEY},
        {1: -7, 4: "12345678"},
        {1: -7, 4: 12345678},
        [1, -7],
        -7,
    ],
    ids=lambda header: cbor.encode(header).hex(),
)
def test_any_other_header_is_no_code_of_ours(header: Any) -> None:
    with pytest.raises(Malformed) as caught:
        envelope.open_envelope("session", sealed(protected=cbor.encode(header)))
    assert not isinstance(caught.value, Newer)


@pytest.mark.parametrize(
    "outer",
    [
        b"\x00",
        cbor.encode({}),
        cbor.encode([]),
        cbor.encode([cbor.encode({1: -8, 4: KEY}), {}, b"\xa0"]),
        cbor.encode([cbor.encode({1: -8, 4: KEY}), {}, b"\xa0", SIGNATURE, 0]),
        sealed(protected="text"),
        sealed(unprotected=[]),
        sealed(unprotected={1: -8}),
        sealed(unprotected=b""),
        sealed(payload="a0"),  # type: ignore[arg-type]
        sealed(payload=None),  # type: ignore[arg-type]
        sealed(signature="s" * 64),
        sealed(payload=b"\x80"),
        sealed(payload=b"\x00"),
        sealed(payload=b""),
        sealed(payload=b"\xa0\x00"),
        sealed(payload=b"\xa1\x01\x81\x81\x81\x80"),
    ],
    ids=lambda outer: outer.hex()[:24],
)
def test_anything_of_another_shape_is_refused(outer: bytes) -> None:
    with pytest.raises(Malformed):
        envelope.open_envelope("session", outer)


@pytest.mark.parametrize("data", [bytearray(sealed()), memoryview(sealed()), sealed().hex(), None])
def test_only_bytes_are_opened(data: Any) -> None:
    with pytest.raises(Malformed):
        envelope.open_envelope("session", data)
