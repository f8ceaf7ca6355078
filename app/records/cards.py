"""A newcomer's recovery card: made on the phone that has the hours, opened on the one that shall get them back.

Rules (README.md of the protocol, 19):
1. A card is random. The phone never lets a person choose the pictures: chosen ones could be guessed.
2. What lies at the server is opened by the card alone, and the server never sees the card.
3. A card may be shown as kept only after the server has its sealed secret (`app.sync.card_client`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.platform.card_cipher import WRONG_CARD
from app.platform.errors import PlatformError
from app.protocol import card as cards
from app.protocol.card import Card
from app.protocol.record import PERSON_SECRET_SIZE

if TYPE_CHECKING:
    from app.platform.card_cipher import CardCipher
    from app.store.store import Store

PICTURES = "card-pictures"  # the setting with the ten numbers, so that the card can be shown again


@dataclass(frozen=True, slots=True, repr=False)
class NewCard:
    """A card and what the server is to keep for it: `sealed` (44 bytes) at `place` (16 bytes)."""

    card: Card
    place: bytes
    sealed: bytes


@dataclass(frozen=True, slots=True, repr=False)
class CardKeys:
    """What comes of a card by the slow function: where to ask (`place`, 16 bytes) and what opens the answer (`key`, 32)."""

    region: bytes
    place: bytes
    key: bytes


async def make(store: Store, cipher: CardCipher, random: Callable[[int], bytes], region: bytes) -> NewCard:
    """A new card for this phone's person, and its recovery secret sealed by it; a person who has no secret yet gets one, which
    is durable only after the next flush. `random` gives so many random bytes. Raises PlatformError, StoreError.
    """
    secret = store.secret()
    if secret is None:
        if store.person() is not None:
            raise PlatformError("no-secret", "the records name a person whose secret is not here")
        secret = random(PERSON_SECRET_SIZE)
        store.set_settings({"secret": secret})
    card = Card(region, tuple(byte % cards.PICTURES for byte in random(cards.LENGTH)))  # 256 is a multiple of 64: no bias
    return await sealed_by(card, secret, cipher, random)


async def sealed_by(card: Card, secret: bytes, cipher: CardCipher, random: Callable[[int], bytes]) -> NewCard:
    """The recovery secret (16 bytes), sealed by `card` under a new nonce. Raises PlatformError."""
    keys = await keys_of(card, cipher)
    nonce = random(cards.NONCE_SIZE)
    return NewCard(card, keys.place, nonce + await cipher.seal(keys.key, nonce, secret, cards.context(card.region)))


async def keys_of(card: Card, cipher: CardCipher) -> CardKeys:
    """What `card` comes to; takes about a second. Raises PlatformError."""
    stretched = await cipher.stretch(cards.password(card), cards.context(card.region), cards.ROUNDS)
    return CardKeys(card.region, cards.place_of(stretched), cards.key_of(stretched))


async def open_sealed(keys: CardKeys, sealed: bytes, cipher: CardCipher) -> bytes:
    """The recovery secret (16 bytes) in what the server gave. Raises PlatformError("wrong-card") when this card does not open
    it.
    """
    nonce, text = sealed[: cards.NONCE_SIZE], sealed[cards.NONCE_SIZE :]
    secret = await cipher.open(keys.key, nonce, text, cards.context(keys.region))
    if len(secret) != PERSON_SECRET_SIZE:
        raise PlatformError(WRONG_CARD)
    return secret
