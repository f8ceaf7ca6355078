"""Ed25519 by the `cryptography` library: for servers, desktops, native phones and tests. The browser uses WebCrypto instead.

The only file of the protocol that loads a library; nothing else here imports it.
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
    """Does the signature fit? False, never an error, for bad keys."""
    try:
        _load(check.public).verify(check.signature, check.message)
    except (InvalidSignature, ValueError):
        return False
    return True


class Ed25519Verifier:
    """Checks signatures at once; async because the browser's twin has to wait."""

    async def verify(self, checks: Sequence[SignatureCheck]) -> list[bool]:
        return [verify(check) for check in checks]


class Key:
    """A private key held in memory. `seed` is the 32-byte private key of RFC 8032."""

    def __init__(self, seed: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        self.seed = seed
        self.public = self._private.public_key().public_bytes_raw()

    @classmethod
    def generate(cls) -> Key:
        return cls(Ed25519PrivateKey.generate().private_bytes_raw())

    def sign(self, message: bytes) -> bytes:
        return self._private.sign(message)

    def seal(self, message: Draft) -> bytes:
        return message.seal(self.sign(message.message))
