"""Public keys by another road: Euler's criterion says which y are on the curve, the order of a point which are small."""

from __future__ import annotations

import hashlib
import random

import pytest
from nacl.bindings import crypto_core_ed25519_add, crypto_core_ed25519_is_valid_point

from app.protocol.ed25519 import Key
from app.protocol.errors import BadKey
from app.protocol.keys import check_key, key_id
from tests.protocol.test_verdicts import fit, points

P = 2**255 - 19
D = -121665 * pow(121666, P - 2, P) % P


def encoded(y: int, sign: int = 0) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


def on_the_curve(y: int) -> bool:
    """x^2 = (y^2 - 1) / (d y^2 + 1) has a root."""
    return pow((y * y - 1) * pow(D * y * y + 1, P - 2, P), (P - 1) // 2, P) in (0, 1)


def test_half_of_all_y_are_keys_and_these_are_the_right_ones() -> None:
    dice = random.Random(40)
    for _ in range(200):
        y = dice.randrange(2, P - 1)
        assert fit(encoded(y)) == fit(encoded(y, 1)) == on_the_curve(y)


def test_small_y_are_judged_like_any_other() -> None:
    for y in (*range(2, 60), *range(P - 60, P - 1)):
        assert fit(encoded(y)) == on_the_curve(y)


@pytest.mark.parametrize("y", [P, P + 1, P + 2, P + 18, 2**255 - 1])
def test_a_y_that_is_not_reduced_is_refused(y: int) -> None:
    for sign in (0, 1):
        assert not fit(encoded(y, sign))


@pytest.mark.parametrize("y", [1, P - 1])
def test_zero_has_no_sign_and_both_such_points_are_small(y: int) -> None:
    assert not fit(encoded(y))
    assert not fit(encoded(y, 1))


def test_what_libsodium_calls_a_valid_point_is_a_good_key() -> None:
    dice = random.Random(41)
    made = [Key(dice.randbytes(32)).public for _ in range(30)]
    for public in made:
        assert crypto_core_ed25519_is_valid_point(public)
        assert check_key(public) == public


def test_a_key_with_a_small_part_is_no_small_key() -> None:
    """Eight times it is not the identity: odd, but nobody else can sign for it, and all our libraries agree on it."""
    public = Key(bytes(32)).public
    small = [point for point in points() if int.from_bytes(point, "little") % (1 << 255) < P and point[0] not in (0xEC, 0x01)]
    mixed = {crypto_core_ed25519_add(public, point) for point in small}
    assert len(mixed) > 2
    for other in mixed - {public}:
        assert not crypto_core_ed25519_is_valid_point(other)
        assert fit(other)


@pytest.mark.parametrize("size", [0, 1, 31, 33, 64])
def test_a_key_has_32_bytes(size: int) -> None:
    with pytest.raises(BadKey):
        check_key(Key(bytes(32)).public.ljust(64, b"\x00")[:size])


def test_a_key_is_known_by_the_first_eight_bytes_of_its_hash() -> None:
    public = Key(bytes(32)).public
    assert key_id(public) == hashlib.sha256(public).digest()[:8]
