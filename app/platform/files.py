"""Files of text that a person hands over or chooses."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True, slots=True)
class PickedFile:
    """A file that the person chose: its `name`, and its content as text. Bytes that are no text are replaced."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class CardSheet:
    """A recovery card as it is printed and sent: a secret of the person.

    `code`: the rows of its QR code, "1" for a dark module, without a quiet zone. `pictures`: the ten names of files below
    `icons/`, without ending. `above` and `below`: lines of text around them. `rtl`: the language is read from the right.
    """

    code: tuple[str, ...] = field(repr=False)
    pictures: tuple[str, ...] = field(repr=False)
    above: tuple[str, ...]
    below: tuple[str, ...]
    rtl: bool = False


class Files(Protocol):
    """The ways in which files leave and reach the app."""

    async def hand_over(self, name: str, text: str, title: str) -> str:
        """Give a file of this name and text to whom the person chooses; `title` heads the choice. Returns `shared`, `saved` (on
        this device) or `cancel`. Raises PlatformError.
        """
        ...

    async def hand_over_card(self, name: str, sheet: CardSheet, title: str) -> str:
        """Give a picture of a recovery card to whom the person chooses, or to a printer. `name` has no ending: the device
        chooses what messengers and printers take. Returns and raises as `hand_over`.
        """
        ...

    async def pick(self) -> PickedFile | None:
        """The file that the person chooses; None when the person chooses none. Raises PlatformError."""
        ...
