"""What a recovery card needs of the device: a slow function, and a cipher (README.md of the protocol, 19)."""

from __future__ import annotations

from typing import Protocol

WRONG_CARD = "wrong-card"  # the code of a sealed text that this key does not open


class CardCipher(Protocol):
    """PBKDF2 with HMAC-SHA-256 (RFC 8018) and AES-256-GCM (NIST SP 800-38D)."""

    async def stretch(self, password: bytes, salt: bytes, rounds: int) -> bytes:
        """32 bytes from `password`, after `rounds` rounds of PBKDF2; takes about a second. Raises PlatformError."""
        ...

    async def seal(self, key: bytes, nonce: bytes, clear: bytes, associated: bytes) -> bytes:
        """`clear`, encrypted by `key` (32 bytes) with `nonce` (12 bytes), and the tag (16 bytes). Raises PlatformError."""
        ...

    async def open(self, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
        """What `seal` made `sealed` of. Raises PlatformError("wrong-card") when key, nonce, text or `associated` differ."""
        ...
