"""What a scanned code or an opened link says, read once: the letter of its kind and the bytes of its message."""

from __future__ import annotations

from dataclasses import dataclass

from app.platform import roles
from app.protocol import qr_text


@dataclass(frozen=True, slots=True)
class ScannedText:
    """A text that was read. `letter` is one of `qr_text.LETTERS`; `data` are the bytes of the message, not yet checked."""

    letter: str
    data: bytes

    @property
    def route(self) -> str:
        """The link inside the app, such as `/s/<digits>`."""
        return qr_text.to_route(self.letter, self.data)

    @property
    def is_for_buddy(self) -> bool:
        """Does this text belong in a buddy's app: a newcomer's proposal, or an invitation for a buddy?"""
        return roles.is_for_buddy(self.letter, self.data)


def read(text: str) -> ScannedText:
    """Read a link, given as its text to the letter or as its route. Raises ProtocolError, as `qr_text.read`.

    Not for a text that a stranger wrote: `app.platform.link_finder` finds the link in that.
    """
    return ScannedText(*qr_text.read(text))
