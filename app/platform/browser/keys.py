"""The signing key and the signature checks of the browser (keys.js and ed25519.js of the page). Import only in the browser."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import js
from pyodide.ffi import to_js

from app.platform.browser.errors import platform_error, storage_error
from app.platform.errors import ODD

if TYPE_CHECKING:
    from app.protocol.envelope import SignatureCheck


class BrowserSigner:
    """A key that the browser makes and keeps, one for each role: WebCrypto's, or a library's where that has no Ed25519."""

    def __init__(self, role: str) -> None:
        self._role = role
        self._pair: Any = None

    async def is_kept(self) -> bool:
        """See `Signer.is_kept`."""
        with storage_error():
            return bool(await js.veertig.hasKeyPair(self._role))

    async def _keys(self) -> Any:
        if self._pair is None:
            with storage_error():
                self._pair = await js.veertig.keyPair(self._role)
        return self._pair

    async def public_key(self) -> bytes:
        """See `Signer.public_key`."""
        pair = await self._keys()
        with storage_error():
            return bytes((await js.veertig.publicKey(pair)).to_bytes())

    async def sign(self, message: bytes) -> bytes:
        """See `Signer.sign`."""
        pair = await self._keys()
        with platform_error(ODD):  # not `no-keys`: a browser that made the key can sign with it
            return bytes((await js.veertig.sign(pair, to_js(message))).to_bytes())

    async def others(self) -> list[bytes]:
        """See `Signer.others`."""
        with storage_error():
            return [bytes(public.to_bytes()) for public in await js.veertig.otherKeys(self._role)]


class BrowserVerifier:
    """The page's signature checks, all in one call. The library `cryptography` (`Ed25519Verifier`) gives the same results."""

    async def verify(self, checks: Sequence[SignatureCheck]) -> list[bool]:
        """See `SignatureVerifier.verify`."""
        rows = [[check.public, check.signature, check.message] for check in checks]
        with platform_error(ODD):
            return [bool(holds) for holds in await js.veertig.verifyAll(to_js(rows))]
