"""Events of a newcomer's phone beside taps, and effects that only it asks for. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.records.page import Expected, Page, Saved


@dataclass(frozen=True, slots=True)
class Wrote:
    """A moment is saved, durably."""

    saved: Saved
    page: Page


@dataclass(frozen=True, slots=True)
class MinuteOver:
    """The minute in which a scan may be turned round is over; `other` as in `Saved.other`."""

    other: bytes


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A meeting may be shown to a buddy: it is kept, durably."""

    expected: Expected
    page: Page


@dataclass(frozen=True, slots=True)
class Recounted:
    """Something about what is kept changed."""

    page: Page


@dataclass(frozen=True, slots=True)
class HoursSynced:
    """A round with the server ended; `code` is "" when it went through."""

    page: Page
    code: str


@dataclass(frozen=True, slots=True)
class Woke:
    """The app started, came to the front, or the network came back."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The system was asked to keep what is stored."""

    promised: bool


@dataclass(frozen=True, slots=True)
class RoomMeasured:
    """Somebody looked how much room is left."""

    tight: bool


@dataclass(frozen=True, slots=True)
class Installable:
    """The app can be put on the home screen this `way`: prompt, share, or "" when there is nothing (more) to do."""

    way: str


@dataclass(frozen=True, slots=True)
class Write:
    """Write down what this text or route says."""

    text: str


@dataclass(frozen=True, slots=True)
class TurnRound:
    """Write down that the scan behind this id was meant the other way; `other` as in `Saved.other`."""

    other: bytes


@dataclass(frozen=True, slots=True)
class WaitAMinute:
    """Say when the minute is over in which the scan behind this id may be turned round."""

    other: bytes


@dataclass(frozen=True, slots=True)
class AskToKeep:
    pass


@dataclass(frozen=True, slots=True)
class LookForRoom:
    pass


@dataclass(frozen=True, slots=True)
class Install:
    """Let the browser ask whether the app may be on the home screen."""
