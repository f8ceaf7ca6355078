"""The recovery card: sixty random bits that bring a newcomer's hours back on a new phone (README.md, 19).

A card is ten pictures out of 64 in a fixed order, which people see, tap and print, and the same number in a QR code:

    VEERTIG-CARD:<digits>       the digits of 0x01, the region (8 bytes) and the number (8 bytes, big-endian), as in L2

The text is no link: a link may be opened, sent and kept by a browser, and this opens a person's hours. From the pictures a slow
function makes 32 bytes, and of those come the place at the server and the key that opens what lies there. Whoever has only the
place learns nothing about the pictures.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from app.protocol.errors import Malformed, Newer, NotOurs
from app.protocol.qr_text import from_digits, to_digits
from app.protocol.trust_list import REGION_SIZE

PREFIX = "VEERTIG-CARD:"
PICTURES = 64
LENGTH = 10
BITS = 6  # for each picture
ROUNDS = 600_000  # of PBKDF2-HMAC-SHA-256
STRETCHED_SIZE = 32
PLACE_SIZE = 16
NONCE_SIZE = 12  # of AES-GCM
_NUMBER_SIZE = 8

_TEXT = re.compile(re.escape(PREFIX) + r"([0-9]*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Card:
    """A recovery card: `region` (8 bytes) says whose server has the hours, `pictures` are ten numbers from 0 to 63, the first
    picture first. It is a secret: it stands in no address, no log and no message to a server.
    """

    region: bytes
    pictures: tuple[int, ...]

    def __repr__(self) -> str:
        return "Card(secret)"  # an error report holds no pictures


def to_text(card: Card) -> str:
    """The text of the card's QR code (H1)."""
    number = 0
    for picture in card.pictures:
        number = number << BITS | picture
    return PREFIX + to_digits(card.region + number.to_bytes(_NUMBER_SIZE, "big"))


def from_text(text: str) -> Card:
    """The card in a scanned text (H1). Raises NotOurs for a text that is no card, Malformed for a card that is torn or not
    spelled in the one way, Newer for a card of a later version.
    """
    match = _TEXT.fullmatch(text)
    if match is None:
        raise NotOurs("no card of ours")
    data = from_digits(match[1])
    if len(data) != REGION_SIZE + _NUMBER_SIZE:
        raise Malformed("a card has 16 bytes")
    number = int.from_bytes(data[REGION_SIZE:], "big")
    if number >> BITS * LENGTH:
        raise Newer("a card of a later version")
    return Card(data[:REGION_SIZE], tuple(number >> BITS * (LENGTH - 1 - at) & PICTURES - 1 for at in range(LENGTH)))


def password(card: Card) -> bytes:
    """What the slow function stretches: the pictures, a byte each (H2)."""
    return bytes(card.pictures)


def context(region: bytes) -> bytes:
    """The salt of the slow function, and what AES-GCM authenticates beside the secret: of each region another (H2, H4)."""
    return b"veertig/1/card" + region


def place_of(stretched: bytes) -> bytes:
    """Where the sealed secret lies at the server (16 bytes), from the 32 bytes of the slow function (H3)."""
    return hashlib.sha256(b"veertig/1/card-place" + stretched).digest()[:PLACE_SIZE]


def key_of(stretched: bytes) -> bytes:
    """The key that opens the sealed secret (32 bytes), from the 32 bytes of the slow function (H3)."""
    return hashlib.sha256(b"veertig/1/card-key" + stretched).digest()
