"""Ed25519 (RFC 8032) by the `cryptography` library: for servers, desktops, native phones and tests. The browser uses WebCrypto.

This is the only file of the protocol that loads a library; no other file of the protocol imports it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from app.protocol.envelope import Draft, SignatureCheck


@lru_cache(maxsize=4096)
def _load(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)


def verify(check: SignatureCheck) -> bool:
    """Does the signature hold (E7)? A bad key gives False, never an error."""
    try:
        _load(check.public).verify(check.signature, check.message)
    except (InvalidSignature, ValueError):
        return False
    return True


class Ed25519Verifier:
    """Checks signatures without waiting; `verify` is async because the browser's verifier has to wait."""

    async def verify(self, checks: Sequence[SignatureCheck]) -> list[bool]:
        """For each check, in the same order: does the signature hold?"""
        return [verify(check) for check in checks]


class Key:
    """A private key in memory: `seed` is the private key (32 bytes, RFC 8032, 5.1.5), `public` its public key (32 bytes)."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.seed = seed
        self.public = self._private.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> Key:
        """A new random key."""
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        """The signature (64 bytes) over `message`."""
        return self._private.sign(message)

    def seal(self, message: Draft) -> bytes:
        """The bytes of the finished message, signed with this key."""
        return message.seal(self.sign(message.message))
