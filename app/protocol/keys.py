"""Public keys: their key ids, and the check that each key passes before it is used (README.md, 3).

Ed25519 libraries disagree about odd keys, and with a key of small order one signature can hold for every message. So each key
is checked once, when a message brings it; after that all libraries give the same answer.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache

from app.protocol.errors import BadKey

KEY_SIZE = 32
KEY_ID_SIZE = 8
SIGNATURE_SIZE = 64

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_ROOT = pow(2, (_P - 1) // 4, _P)


def key_id(public: bytes) -> bytes:
    """The first 8 bytes of the SHA-256 of a public key (E9). Two keys may have one key id: try all keys that have it."""
    return hashlib.sha256(public).digest()[:KEY_ID_SIZE]


@lru_cache(maxsize=4096)
def check_key(public: bytes) -> bytes:
    """Gives `public` unchanged. Raises BadKey unless it is 32 bytes, canonical, on the curve and not of small order (K1; RFC
    8032,
    5.1).
    """
    if len(public) != KEY_SIZE:
        raise BadKey("not 32 bytes")
    sign = public[31] >> 7
    y = int.from_bytes(public, "little") & ((1 << 255) - 1)
    if y >= _P:
        raise BadKey("not canonical")
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT % _P
    if (x * x - square) % _P:
        raise BadKey("not on the curve")
    if x == 0 and sign:
        raise BadKey("not canonical")
    point = (x, y)
    for _ in range(3):
        point = _double(point)
    if point == (0, 1):
        raise BadKey("small order")
    return public


def _double(point: tuple[int, int]) -> tuple[int, int]:
    x, y = point
    k = _D * x * x * y * y % _P
    return 2 * x * y * pow(1 + k, -1, _P) % _P, (y * y + x * x) * pow(1 - k, -1, _P) % _P
