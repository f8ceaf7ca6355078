"""What outlives the data of a newcomer who removed everything here: the signed wish to be forgotten, until it is sent."""

from __future__ import annotations

from typing import Protocol


class LeftWishes(Protocol):
    """Wishes of people who are gone from this device, as short texts. They name nobody and can do nothing but erase."""

    async def keep(self, text: str) -> None:
        """Keep one more wish, durably. Raises PlatformError."""
        ...

    async def kept(self) -> list[str]:
        """Every wish that is kept. Raises PlatformError."""
        ...

    async def drop(self, text: str) -> None:
        """Forget a wish: it was answered. Raises PlatformError."""
        ...
