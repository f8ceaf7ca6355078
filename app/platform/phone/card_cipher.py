"""The slow function and the cipher of a recovery card, by `cryptography`."""

from __future__ import annotations

import asyncio

from app.platform.card_cipher import WRONG_CARD
from app.platform.errors import PlatformError


class NativeCardCipher:
    """See `CardCipher`. The library is loaded at first use."""

    async def stretch(self, password: bytes, salt: bytes, rounds: int) -> bytes:
        """See `CardCipher.stretch`. Other work goes on meanwhile."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC

        return await asyncio.to_thread(PBKDF2HMAC(SHA256(), 32, salt, rounds).derive, password)

    async def seal(self, key: bytes, nonce: bytes, clear: bytes, associated: bytes) -> bytes:
        """See `CardCipher.seal`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(key).encrypt(nonce, clear, associated)

    async def open(self, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
        """See `CardCipher.open`."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        try:
            return AESGCM(key).decrypt(nonce, sealed, associated)
        except InvalidTag as error:
            raise PlatformError(WRONG_CARD) from error
