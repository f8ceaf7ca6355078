"""Every accepted vector, broken in every single way: no bit can be changed and no byte taken away without being noticed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from app.protocol import qr_text
from app.protocol.ed25519 import verify
from app.protocol.envelope import Envelope
from app.protocol.errors import CODES, ProtocolError
from app.protocol.trust import Display, KeyPeriod, Offer
from tests.people import LISTING, NOON, key, sealed_list, trust_list
from tests.protocol.readers import MESSAGES, Vector, link_texts, vectors

GOOD = vectors()
CAMERA = [one for one in GOOD if one.text is not None]
SAMPLED = 4096
"""Messages of more bits than this are sampled, in the slow run, which leaves no bit of one such list out."""
BY_SIZE = [pytest.param(one, marks=[pytest.mark.slow] if len(one.message) * 8 > SAMPLED else []) for one in GOOD]


def name(one: Vector) -> str:
    return one.name


def opened(kind: str, data: bytes) -> Envelope | None:
    """The envelope, or None when it is refused with a documented code."""
    try:
        return MESSAGES[kind].open(data)
    except ProtocolError as error:
        if error.code not in CODES:
            raise AssertionError(f"{error.code} is not documented") from error
        return None


def flipped(data: bytes, bits: Iterable[int]) -> Iterator[bytes]:
    for bit in bits:
        changed = bytearray(data)
        changed[bit // 8] ^= 1 << bit % 8
        yield bytes(changed)


def check_bits(one: Vector, bits: Iterable[int]) -> None:
    """Each of these flips is refused, or this key did not sign it; two contents never share an id."""
    good = MESSAGES[one.kind].open(one.message)
    ids = {good.id: good.signed_bytes}
    for changed in flipped(one.message, bits):
        outer = opened(one.kind, changed)
        if outer is None:
            continue
        assert not verify(outer.check(one.public)), changed.hex()
        assert ids.setdefault(outer.id, outer.signed_bytes) == outer.signed_bytes
        assert (outer.id == good.id) == (outer.signature != good.signature), "only the signature is outside the id"


@pytest.mark.parametrize("one", BY_SIZE, ids=name)
def test_one_flipped_bit_is_noticed(one: Vector) -> None:
    bits = range(len(one.message) * 8)
    check_bits(one, bits if len(bits) <= SAMPLED else random.Random(40).sample(bits, SAMPLED))


@pytest.mark.slow
def test_every_bit_of_a_list_of_a_small_region_is_noticed() -> None:
    keys = [key(f"display {number}") for number in range(20)]
    window = KeyPeriod(keys[0].public, NOON, NOON + 1, NOON)
    displays = tuple(Display(replace(window, public=one.public), bytes(4), (Offer(1, 4, True, None),)) for one in keys)
    listed = sealed_list(replace(trust_list(), displays=displays))
    check_bits(Vector("large list", "trust-list", listed, LISTING.public, "accept", None, None), range(len(listed) * 8))
    for length in range(len(listed)):
        assert opened("trust-list", listed[:length]) is None


@pytest.mark.parametrize("one", GOOD, ids=name)
def test_a_message_cut_off_anywhere_or_with_something_after_it_is_refused(one: Vector) -> None:
    for length in range(len(one.message)):
        assert opened(one.kind, one.message[:length]) is None
        assert opened(one.kind, one.message[length + 1 :]) is None
    for byte in range(256):
        assert opened(one.kind, one.message + bytes([byte])) is None


@pytest.mark.parametrize("one", BY_SIZE, ids=name)
def test_a_byte_taken_out_or_put_in_anywhere_is_noticed(one: Vector) -> None:
    places = range(len(one.message))
    for at in places if len(places) <= SAMPLED // 8 else random.Random(40).sample(places, SAMPLED // 8):
        for changed in (one.message[:at] + one.message[at + 1 :], one.message[:at] + b"\x00" + one.message[at:]):
            outer = opened(one.kind, changed)
            assert outer is None or not verify(outer.check(one.public)), changed.hex()


@pytest.mark.parametrize("one", GOOD, ids=name)
def test_no_kind_passes_as_another(one: Vector) -> None:
    for kind in MESSAGES.keys() - {one.kind}:
        outer = opened(kind, one.message)
        assert outer is None or not verify(outer.check(one.public)), kind


def test_no_two_vectors_share_an_id() -> None:
    ids: dict[bytes, bytes] = {}
    for one in GOOD:
        outer = MESSAGES[one.kind].open(one.message)
        assert ids.setdefault(outer.id, outer.signed_bytes) == outer.signed_bytes


def readings(text: str) -> Iterator[str]:
    """The text with each character changed in each of its seven bits, left out, or said twice."""
    for at, char in enumerate(text):
        for bit in range(7):
            yield text[:at] + chr(ord(char) ^ 1 << bit) + text[at + 1 :]
        yield text[:at] + text[at + 1 :]
        yield text[:at] + char + text[at:]


def from_camera(text: str) -> tuple[str, bytes] | None:
    try:
        return qr_text.from_text(text)
    except ProtocolError as error:
        if error.code not in CODES:
            raise AssertionError(f"{error.code} is not documented") from error
        return None


@pytest.mark.parametrize("one", CAMERA, ids=name)
def test_a_misread_character_never_makes_another_signed_message(one: Vector) -> None:
    """The one exception: the host is not signed, so a link to another host may carry the same message."""
    assert one.text is not None
    fragment = one.text.index("#")
    for text in readings(one.text):
        read = from_camera(text)
        if read is None:
            continue
        _, data = read
        if data == one.message:
            assert text.endswith(one.text[fragment + 4 :]), "the same digits"
            continue
        outer = opened(one.kind, data)
        assert outer is None or not verify(outer.check(one.public)), text


@pytest.mark.parametrize("text", link_texts())
def test_a_link_has_no_second_spelling(text: str) -> None:
    for changed in (text, *readings(text)):
        read = from_camera(changed)
        if read is not None:
            assert changed.endswith("#" + qr_text.to_route(*read))
