"""What is signed, by whom, and what happens to one changed bit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pycose.keys.curves import Ed25519
from pycose.keys.okp import OKPKey
from pycose.messages.sign1message import Sign1Message

from app.protocol import cbor, display_token, envelope
from app.protocol.ed25519 import Key, verify
from app.protocol.errors import BadKey, Malformed, Newer, ProtocolError
from app.protocol.keys import check_key, key_id
from tests.people import LIBRARY, NOON, STRANGER, token

SPECCHECK = json.loads((Path(__file__).parent / "speccheck.json").read_text())


def test_a_session_token_is_small_enough_for_a_poster_across_the_room() -> None:
    assert len(token()) <= 110


def test_another_cose_library_agrees_on_what_was_signed() -> None:
    outer, _ = display_token.from_bytes(token())
    parts = cbor.decode(token(), cbor.CborLimits(2048, 2, 8))
    message = Sign1Message.from_cose_obj(parts, allow_unknown_attributes=False)
    message.external_aad = b"veertig/1/session"  # type: ignore[misc]
    message.key = OKPKey(crv=Ed25519, x=LIBRARY.public)
    assert message.verify_signature()
    assert verify(outer.check(LIBRARY.public))


def test_a_token_never_passes_as_a_receipt_even_with_the_same_bytes() -> None:
    outer, _ = envelope.open_envelope("receipt", token())
    assert not verify(outer.check(LIBRARY.public))


def test_one_flipped_bit_anywhere_is_refused() -> None:
    good = token()
    for place in range(len(good) * 8):
        changed = bytearray(good)
        changed[place // 8] ^= 1 << place % 8
        try:
            outer, _ = display_token.from_bytes(bytes(changed))
        except ProtocolError:
            continue
        assert outer.checks([LIBRARY.public]) == [] or not verify(outer.check(LIBRARY.public)), place


def test_cut_off_anywhere_is_refused() -> None:
    good = token()
    for length in range(len(good)):
        with pytest.raises(ProtocolError):
            display_token.from_bytes(good[:length])


def test_a_second_signature_over_the_same_words_has_the_same_id() -> None:
    one, _ = display_token.from_bytes(token())
    forged = envelope.Draft("session", one.key, one.payload).seal(bytes(64))
    assert display_token.from_bytes(forged)[0].id == one.id


def test_the_key_id_is_only_a_hint() -> None:
    outer, _ = display_token.from_bytes(token())
    assert outer.key == key_id(LIBRARY.public)
    assert outer.checks([STRANGER.public, LIBRARY.public]) == [outer.check(LIBRARY.public)]


def test_another_algorithm_asks_for_a_newer_app() -> None:
    outer, _ = display_token.from_bytes(token())
    protected = cbor.encode({1: -19, 4: outer.key})
    with pytest.raises(Newer):
        envelope.open_envelope("session", cbor.encode([protected, {}, outer.payload, outer.signature]))


def test_something_in_the_unprotected_header_is_refused() -> None:
    outer, _ = display_token.from_bytes(token())
    protected = cbor.encode({1: -8, 4: outer.key})
    with pytest.raises(Malformed):
        envelope.open_envelope("session", cbor.encode([protected, {4: outer.key}, outer.payload, outer.signature]))


def test_an_unknown_field_comes_from_a_newer_app_but_room_for_additions_is_ignored() -> None:
    def with_field(number: int) -> bytes:
        fields = {1: 1, 2: bytes(8), 3: NOON, 4: 1, 5: 240, number: 1}
        return LIBRARY.seal(envelope.draft("session", LIBRARY.public, fields))

    with pytest.raises(Newer):
        display_token.from_bytes(with_field(9))
    assert display_token.from_bytes(with_field(64))[1].time == NOON


@pytest.mark.parametrize("public", [bytes([1]) + bytes(31), bytes(32), bytes([0xEC]) + b"\xff" * 30 + b"\x7f", b"\xff" * 32])
def test_a_key_for_which_anyone_can_sign_is_refused(public: bytes) -> None:
    with pytest.raises(BadKey):
        check_key(public)


def test_the_published_odd_keys_get_the_published_verdicts() -> None:
    good = []
    for case in SPECCHECK:
        try:
            check_key(bytes.fromhex(case["pub_key"]))
            good.append(True)
        except BadKey:
            good.append(False)
    assert good == [False, False, True, True, True, True, True, True, True, True, False, False]


def test_every_key_we_make_passes() -> None:
    for _ in range(20):
        check_key(Key.generate().public)
