"""Events of a newcomer's phone beside those that buddies have, too, and effects that only it asks for. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field

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
    """What is kept changed; `page` is its newest count."""

    page: Page


@dataclass(frozen=True, slots=True)
class HoursSynced:
    """A round with the server ended; `code` is "" when it went through."""

    page: Page
    code: str


@dataclass(frozen=True, slots=True)
class HoursFound:
    """A recovery secret came to this phone. `how`: it is durable and the hours are on their way (`come`); they were here before
    (`same`); or there are hours of another person here (`other`). `hand`: the text of the card or of the old phone's codes from
    which it came, for `other`.
    """

    how: str
    hand: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Woke:
    """The app started, came to the front, or the network came back."""


@dataclass(frozen=True, slots=True)
class Answered:
    """The system was asked to keep what is stored, and promised it or not."""

    promised: bool


@dataclass(frozen=True, slots=True)
class QuotaMeasured:
    """The storage quota was measured; `tight`: the device is almost full."""

    tight: bool


@dataclass(frozen=True, slots=True)
class Installable:
    """The app can be put on the home screen this `way`: prompt, share, or "" when there is nothing (more) to do."""

    way: str


@dataclass(frozen=True, slots=True)
class Write:
    """Write down what the link that was scanned or opened says, given as its route or as its text to the letter."""

    text: str


@dataclass(frozen=True, slots=True)
class TurnRound:
    """Write down that a scan was meant the other way: a check-in instead of a check-out, or the reverse. `other` is the id of
    its record, as in `Saved.other`.
    """

    other: bytes


@dataclass(frozen=True, slots=True)
class WaitAMinute:
    """Wait for the minute in which a scan may be turned round; `other` is the id of its record."""

    other: bytes


@dataclass(frozen=True, slots=True)
class ScanCooled:
    """The minute is over in which the scan of this `route` may be handed to somebody else."""

    route: str


@dataclass(frozen=True, slots=True)
class CoolScan:
    """Wait for the minute in which the scan of this `route` may be handed to somebody else."""

    route: str


@dataclass(frozen=True, slots=True)
class AskToKeep:
    """Ask the system to keep what is stored."""


@dataclass(frozen=True, slots=True)
class MeasureQuota:
    """Measure whether the device is almost full."""


@dataclass(frozen=True, slots=True)
class Install:
    """Let the browser ask whether the app may be on the home screen."""


@dataclass(frozen=True, slots=True)
class InHand:
    """The text with which somebody new on this phone begins, who said that these hours are theirs: that of a recovery card, or
    those of an old phone's codes, one a line.
    """

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OpenCard:
    """Bring the hours back that a recovery card opens, given as the text in its code, or as its ten `pictures`."""

    text: str = field(default="", repr=False)
    pictures: tuple[int, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class PutTogether:
    """The hours that came are of the same person as those that are here: put both together."""
