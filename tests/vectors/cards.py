"""Recovery cards: their text, and what the pictures come to."""

from __future__ import annotations

import hashlib
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.protocol import card
from app.protocol.card import Card
from app.protocol.qr_text import to_digits
from tests.people import REGION
from tests.vectors.making import Vectors

RISING = (0, 7, 14, 21, 28, 35, 42, 49, 56, 63)
FALLING = tuple(reversed(RISING))
SECRET, NONCE = bytes(range(16)), bytes(range(100, 112))
OTHER = bytes.fromhex("f1f2f3f4f5f6f7f8")


def cards() -> Vectors:
    for name, region, pictures in (
        ("plain", REGION, RISING),
        ("first-picture-of-all", REGION, (0,) * 10),
        ("last-picture-of-all", OTHER, (63,) * 10),
        ("region-of-zeros", bytes(8), RISING),
    ):
        text = card.to_text(Card(region, pictures))
        told = {"region": region.hex(), "pictures": list(pictures)}
        yield name, {"comment": name, "rule": "H1", "expect": "accept", "text": text} | told
    good = card.to_text(Card(REGION, RISING))
    refused = {
        "a-link": ("https://uren.example.be/#/s/256", "not-ours"),
        "small-letters": (good.lower(), "not-ours"),
        "space-after": (good + " ", "not-ours"),
        "line-end": (good + "\n", "not-ours"),
        "two-cards": (good + good, "not-ours"),
        "arabic-digits": (card.PREFIX + "٢٥٦", "not-ours"),
        "another-prefix": (good.replace("CARD", "PHONE"), "not-ours"),
        "no-digits": (card.PREFIX, "bad-code"),
        "leading-zero": (card.PREFIX + "0" + good.removeprefix(card.PREFIX), "bad-code"),
        "torn": (good[:-4], "bad-code"),
        "no-marker": (card.PREFIX + "255", "bad-code"),
        "short": (card.PREFIX + to_digits(REGION + bytes(7)), "bad-code"),
        "long": (card.PREFIX + to_digits(REGION + bytes(9)), "bad-code"),
        "61-bits": (card.PREFIX + to_digits(REGION + (1 << 60).to_bytes(8, "big")), "newer-app"),
        "64-bits": (card.PREFIX + to_digits(REGION + b"\xff" * 8), "newer-app"),
    }
    for name, (text, expect) in refused.items():
        yield name, {"comment": name, "rule": "H1", "expect": expect, "text": text}
    yield "keys", _keys("H3", "what the pictures come to", REGION, RISING)
    yield "keys-other-order", _keys("H2", "the same pictures in another order", REGION, FALLING)
    yield "keys-other-region", _keys("H4", "the same pictures at another region", OTHER, RISING)


def _keys(rule: str, comment: str, region: bytes, pictures: tuple[int, ...]) -> dict[str, Any]:
    one = Card(region, pictures)
    stretched = hashlib.pbkdf2_hmac("sha256", bytes(pictures), b"veertig/1/card" + region, 600_000)
    place = hashlib.sha256(b"veertig/1/card-place" + stretched).digest()[:16]
    key = hashlib.sha256(b"veertig/1/card-key" + stretched).digest()
    told = {
        "text": card.to_text(one),
        "region": region.hex(),
        "pictures": list(pictures),
        "secret": SECRET.hex(),
        "nonce": NONCE.hex(),
        "stretched": stretched.hex(),
        "place": place.hex(),
        "key": key.hex(),
        "sealed": (NONCE + AESGCM(key).encrypt(NONCE, SECRET, b"veertig/1/card" + region)).hex(),
    }
    return {"comment": comment, "rule": rule} | told
