"""A picture lock: four of nine pictures in their order. It keeps out a curious relative, and nobody who takes the storage
apart: there are 6,561 locks, and each try costs a device about a second. Kept is a slow hash with a salt of its own.
"""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.platform.card_cipher import CardCipher
    from app.platform.sharers import Sharer

PICTURES, LENGTH = 9, 4
ROUNDS = 600_000  # of PBKDF2 with HMAC-SHA-256
SALT = 16  # bytes
FREE = 3  # wrong tries in a row that cost no time
FIRST_WAIT, LONGEST_WAIT = 10, 300  # seconds; it doubles with each wrong try and never grows beyond


async def made(cipher: CardCipher, pictures: tuple[int, ...], salt: bytes) -> str:
    """The lock that these pictures open, as the list of sharers keeps it. Raises PlatformError."""
    return f"{salt.hex()}:{(await cipher.stretch(bytes(pictures), salt, ROUNDS)).hex()}"


async def fits(cipher: CardCipher, pictures: tuple[int, ...], lock: str) -> bool:
    """Do these pictures open this lock? A lock that cannot be read is opened by anything: it never shuts a person out. Raises
    PlatformError.
    """
    try:
        salt = bytes.fromhex(lock.partition(":")[0])
    except ValueError:
        return True
    return len(salt) != SALT or hmac.compare_digest(await made(cipher, pictures, salt), lock)


def wait(sharer: Sharer, now: int) -> int:
    """For how many seconds from `now` (Unix seconds) no other try is looked at. A clock that was set back counts as no wait."""
    if sharer.wrong < FREE or now < sharer.at:
        return 0
    return max(0, sharer.at + min(LONGEST_WAIT, FIRST_WAIT << min(sharer.wrong - FREE, 8)) - now)
