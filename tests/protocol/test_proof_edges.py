"""A proof as a file: what goes in comes out, each kind in its own place, and nothing of a size that was not agreed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from app.protocol import cbor, proof
from app.protocol.errors import Malformed
from app.protocol.proof import MOST, Proof

PERSON = b"\x01" * 16
WHOLE = Proof(PERSON, (b"r1", b"r2"), (b"t1", b"t2"), (b"c1",), (b"w1", b"w2"), b"key", b"list")


def fields(**changed: Any) -> bytes:
    numbers = {"person": 2, "records": 3, "receipts": 4, "certificates": 5, "withdrawals": 6, "list_key": 7, "trust_list": 8}
    return cbor.encode({1: 1, 2: PERSON, 3: []} | {numbers[name]: value for name, value in changed.items()})


def refused(data: bytes) -> bool:
    try:
        proof.from_bytes(data)
    except Malformed:
        return True
    return False


def test_every_kind_of_message_comes_back_from_its_own_place() -> None:
    assert proof.from_bytes(proof.to_bytes(WHOLE)) == WHOLE
    written = cbor.decode(proof.to_bytes(WHOLE), cbor.LARGE)
    assert written == {
        1: 1,
        2: PERSON,
        3: [b"r1", b"r2"],
        4: [b"t1", b"t2"],
        5: [b"c1"],
        6: [b"w1", b"w2"],
        7: b"key",
        8: b"list",
    }


@pytest.mark.parametrize("name", ["receipts", "certificates", "withdrawals"])
def test_what_there_is_none_of_is_left_out_and_what_there_is_comes_alone(name: str) -> None:
    more: dict[str, Any] = {name: (b"x",)}
    one = replace(Proof(PERSON, ()), **more)
    assert proof.to_bytes(one) == fields(**{name: [b"x"]})
    assert proof.from_bytes(fields(**{name: [b"x"]})) == one


@pytest.mark.parametrize("half", [{"list_key": b"key"}, {"trust_list": b"list"}])
def test_half_a_bundle_is_not_written(half: dict[str, Any]) -> None:
    assert proof.to_bytes(replace(Proof(PERSON, ()), **half)) == fields()


@pytest.mark.parametrize("name", ["records", "receipts", "certificates", "withdrawals"])
def test_messages_have_from_one_to_2048_bytes_and_there_are_at_most_5000(name: str) -> None:
    for good in ([b"1"], [bytes(2048)], [b"1"] * MOST):
        assert not refused(fields(**{name: good}))
    for bad in ([b""], [bytes(2049)], [b"1"] * (MOST + 1), [b"1", None], b"1"):
        assert refused(fields(**{name: bad}))


def test_a_list_and_its_key_have_their_own_sizes() -> None:
    assert not refused(fields(list_key=bytes(2048), trust_list=bytes(2049)))
    assert refused(fields(list_key=bytes(2049), trust_list=b"1"))
    assert refused(fields(list_key=b"", trust_list=b"1"))
    assert refused(fields(list_key=b"1", trust_list=b""))


def test_words_stand_before_the_armour_with_a_line_between_and_nothing_stands_there_without_words() -> None:
    assert proof.to_text(b"\x00", "two words") == f"two words\n\n{proof.BEGIN}\nAA==\n{proof.END}\n"
    assert proof.to_text(b"\x00") == f"{proof.BEGIN}\nAA==\n{proof.END}\n"
    assert [len(line) for line in proof.to_text(bytes(100)).split("\n")[1:-2]] == [64, 64, 8]


def test_only_the_first_eight_million_characters_are_looked_at() -> None:
    armour = proof.to_text(b"\x00")
    room = proof.LONGEST_TEXT - len(armour)
    assert proof.from_text("\n" * room + armour) == b"\x00"
    with pytest.raises(Malformed):
        proof.from_text("\n" * (room + 2) + armour)
