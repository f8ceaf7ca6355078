"""The log against trees that are written out in full: every proof of small trees holds, and no other does."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from app.protocol import log
from app.protocol.log import Checkpoint
from app.protocol.receipt import Receipt
from tests.people import NOON, REGION

SIZES = range(35)
LEAVES = [hashlib.sha256(bytes([0, number])).digest() for number in SIZES]


def split(size: int) -> int:
    """The largest power of two below `size` (RFC 9162, 2.1.1)."""
    half = 1
    while half * 2 < size:
        half *= 2
    return half


def whole(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    half = split(len(leaves))
    return hashlib.sha256(b"\x01" + whole(leaves[:half]) + whole(leaves[half:])).digest()


def inclusion(place: int, leaves: list[bytes]) -> list[bytes]:
    """RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    half = split(len(leaves))
    if place < half:
        return [*inclusion(place, leaves[:half]), whole(leaves[half:])]
    return [*inclusion(place - half, leaves[half:]), whole(leaves[:half])]


def consistency(size: int, leaves: list[bytes], complete: bool = True) -> list[bytes]:
    """RFC 9162, 2.1.4.1."""
    if size == len(leaves):
        return [] if complete else [whole(leaves)]
    half = split(len(leaves))
    if size <= half:
        return [*consistency(size, leaves[:half], complete), whole(leaves[half:])]
    return [*consistency(size - half, leaves[half:], False), whole(leaves[:half])]


def head(size: int) -> Checkpoint:
    return Checkpoint(REGION, size, whole(LEAVES[:size]), NOON)


def wrong(proof: list[bytes]) -> list[list[bytes]]:
    """The proof with each hash changed, with one too few and one too many, and turned round."""
    changed = [[*proof[:at], bytes(32), *proof[at + 1 :]] for at in range(len(proof))]
    return [*changed, *([proof[1:], proof[:-1]] if proof else []), [*proof, bytes(32)], [bytes(32), *proof]]


@pytest.mark.parametrize("size", SIZES)
def test_the_root_is_that_of_the_tree_written_out(size: int) -> None:
    assert log.root(LEAVES[:size]) == whole(LEAVES[:size])


@pytest.mark.parametrize("size", SIZES[1:])
def test_every_leaf_is_shown_to_be_in_its_place_and_nowhere_else(size: int) -> None:
    for place in range(size):
        proof = inclusion(place, LEAVES[:size])
        assert log.contains(head(size), LEAVES[place], place, proof)
        for other in {*range(-1, size + 2)} - {place}:
            assert not log.contains(head(size), LEAVES[place], other, proof)
        assert not log.contains(head(size), bytes(32), place, proof)
        for bad in wrong(proof):
            assert not log.contains(head(size), LEAVES[place], place, bad)


@pytest.mark.parametrize("size", SIZES)
def test_every_later_log_is_shown_to_hold_the_earlier_ones_and_no_other(size: int) -> None:
    for earlier in range(size + 1):
        proof = consistency(earlier, LEAVES[:size]) if earlier else []
        assert log.extends(head(size), head(earlier), proof)
        assert not log.extends(replace(head(size), region=bytes(8)), head(earlier), proof)
        assert not log.extends(replace(head(size), root=bytes(32)), head(earlier), proof) or earlier == 0
        assert not log.extends(head(size), replace(head(earlier), root=bytes(32)), proof)
        for bad in wrong(proof):
            assert not log.extends(head(size), head(earlier), bad)
        if earlier < size:
            assert not log.extends(head(earlier), head(size), proof)


def test_a_leaf_hides_its_record_behind_the_salt_of_the_receipt() -> None:
    given = Receipt(bytes(range(32)), NOON, b"\x07" * 16)
    assert log.leaf(given) == hashlib.sha256(b"\x00" + b"\x07" * 16 + bytes(range(32))).digest()
    assert log.leaf(replace(given, salt=None)) is None
