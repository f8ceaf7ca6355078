"""Reading a message again gives the values of the first time, for they never change; a read costs a fifth of a signature check.

Counting, marks and verdicts each ask for the token in a record. Only the newest messages are kept, so that memory stays small.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

KEPT = 1024  # messages of each kind

Message = TypeVar("Message")
_forget: list[Callable[[], None]] = []


def read_once(read: Callable[[bytes], Message]) -> Callable[[bytes], Message]:
    """`read`, with its last `KEPT` results kept. What it raises is not kept. `inspect.unwrap` gives `read` itself."""
    kept = lru_cache(maxsize=KEPT)(read)
    _forget.append(kept.cache_clear)

    @wraps(read)
    def from_bytes(data: bytes) -> Message:
        return kept(data) if type(data) is bytes else read(data)

    return from_bytes


def forget() -> None:
    """Forget all messages, as at a new start."""
    for clear in _forget:
        clear()
