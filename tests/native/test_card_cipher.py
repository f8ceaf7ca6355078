"""The native app's cipher of recovery cards, and what a card does with it."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest

from app.platform.errors import PlatformError
from app.platform.phone.card_cipher import NativeCardCipher
from app.protocol import card as cards
from app.protocol.card import Card
from app.records.cards import CardKeys, keys_of, make, open_sealed
from app.store.opening import open_store

VECTORS = Path(__file__).parents[1] / "vectors/card"
CIPHER = NativeCardCipher()


def vectors() -> list[dict[str, Any]]:
    read = [json.loads(path.read_text()) for path in sorted(VECTORS.glob("keys*.json"))]
    assert len(read) >= 3
    return read


def card_of(vector: dict[str, Any]) -> Card:
    return Card(bytes.fromhex(vector["region"]), tuple(vector["pictures"]))


def keys(card: Card) -> CardKeys:
    return asyncio.run(keys_of(card, CIPHER))


def opened(card: Card, sealed: bytes) -> bytes:
    return asyncio.run(open_sealed(keys(card), sealed, CIPHER))


def test_the_pictures_come_to_the_bytes_of_the_specification() -> None:
    for vector in vectors():
        made = keys(card_of(vector))
        assert (made.place.hex(), made.key.hex()) == (vector["place"], vector["key"])
        assert opened(card_of(vector), bytes.fromhex(vector["sealed"])).hex() == vector["secret"]


def test_another_card_opens_nothing_and_says_so() -> None:
    right, order, region = vectors()
    for wrong in (order, region):
        with pytest.raises(PlatformError, match="wrong-card"):
            opened(card_of(wrong), bytes.fromhex(right["sealed"]))


def test_a_new_card_is_random_and_opens_this_phone_s_secret_and_shows_itself_in_no_report(tmp_path: Path) -> None:
    store = open_store(tmp_path / "app.db", wal=True)
    first, second = (asyncio.run(make(store, CIPHER, os.urandom, b"a region")) for _ in range(2))
    assert first.card != second.card
    assert first.place != second.place
    for made in (first, second):
        assert len(made.card.pictures) == cards.LENGTH
        assert max(made.card.pictures) < cards.PICTURES
        assert cards.from_text(cards.to_text(made.card)) == made.card
        assert opened(made.card, made.sealed) == store.secret()
        assert str(made.card.pictures) not in f"{made} {made.card} {made!r}"
