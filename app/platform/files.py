"""Files of text that a person hands over or chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PickedFile:
    """A file that the person chose: its `name`, and its content as text. Bytes that are no text are replaced."""

    name: str
    text: str


class Files(Protocol):
    """The ways in which files leave and reach the app."""

    async def hand_over(self, name: str, text: str, title: str) -> str:
        """Give a file of this name and text to whom the person chooses; `title` heads the choice. Returns `shared`, `saved` (on
        this device) or `cancel`. Raises PlatformError.
        """
        ...

    async def pick(self) -> PickedFile | None:
        """The file that the person chooses; None when the person chooses none. Raises PlatformError."""
        ...
