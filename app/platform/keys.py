"""The signing key of a role, and the check of signatures (Ed25519, RFC 8032)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.protocol.envelope import SignatureCheck


class Signer(Protocol):
    """The signing key of one role. Its private half never leaves the device."""

    async def is_kept(self) -> bool:
        """Is there a key already, from an earlier start? Makes none. Raises PlatformError."""
        ...

    async def public_key(self) -> bytes:
        """The public key, 32 bytes (RFC 8032); makes the key if there is none. Raises PlatformError("no-keys")."""
        ...

    async def sign(self, message: bytes) -> bytes:
        """The signature of `message`, 64 bytes (Ed25519, RFC 8032). Raises PlatformError."""
        ...

    async def others(self) -> list[bytes]:
        """Public keys of the other roles on this device: whoever holds it is one person. Raises PlatformError."""
        ...


class SignatureVerifier(Protocol):
    """Checks Ed25519 signatures (RFC 8032)."""

    async def verify(self, checks: Sequence[SignatureCheck]) -> list[bool]:
        """For each check, in order: does the signature hold? A malformed key or signature gives False. Raises PlatformError
        when nothing can be checked.
        """
        ...
