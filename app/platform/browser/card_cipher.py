"""The slow function and the cipher of a recovery card (card_cipher.js of the page). Import only in the browser."""

from __future__ import annotations

from typing import Any

import js
from pyodide.ffi import to_js

from app.platform.browser.errors import platform_error
from app.platform.card_cipher import WRONG_CARD
from app.platform.errors import ODD, START_AGAIN, PlatformError


class BrowserCardCipher:
    """See `CardCipher`. The page's script is loaded at first use."""

    async def stretch(self, password: bytes, salt: bytes, rounds: int) -> bytes:
        """See `CardCipher.stretch`. Raises PlatformError("start-again") when the script did not come."""
        cipher = await _cipher()
        with platform_error(ODD):
            return bytes((await cipher.stretch(to_js(password), to_js(salt), rounds)).to_bytes())

    async def seal(self, key: bytes, nonce: bytes, clear: bytes, associated: bytes) -> bytes:
        """See `CardCipher.seal`. Raises PlatformError("start-again") when the script did not come."""
        cipher = await _cipher()
        with platform_error(ODD):
            return bytes((await cipher.seal(to_js(key), to_js(nonce), to_js(clear), to_js(associated))).to_bytes())

    async def open(self, key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
        """See `CardCipher.open`. Raises PlatformError("start-again") when the script did not come."""
        cipher = await _cipher()
        with platform_error(ODD):
            clear = await cipher.open(to_js(key), to_js(nonce), to_js(sealed), to_js(associated))
        if not clear:
            raise PlatformError(WRONG_CARD)
        return bytes(clear.to_bytes())


async def _cipher() -> Any:
    """The page's script. Raises PlatformError("start-again") when it did not come."""
    with platform_error(START_AGAIN):
        return await js.veertig.cardCipher()
