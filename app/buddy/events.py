"""Events of a buddy's phone beside those that newcomers have, too, and effects that only it asks for. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.buddy.model import MeetingRequest, SignedMeeting


@dataclass(frozen=True, slots=True)
class CodeRead:
    """A newcomer's code was read: it asks for a signature."""

    asked: MeetingRequest


@dataclass(frozen=True, slots=True)
class MeetingKept:
    """A change is kept, durably: `moments` are all of them now. `moment` is the changed one, and `screen` shows it."""

    moments: tuple[SignedMeeting, ...]
    screen: str
    moment: SignedMeeting | None = None


@dataclass(frozen=True, slots=True)
class Joined:
    """The programme with this name vouches for this phone now."""

    programme: str


@dataclass(frozen=True, slots=True)
class MeetingsSynced:
    """A round with the server ended, or meetings of the light page were taken over; `moments` are all of them now."""

    moments: tuple[SignedMeeting, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """See what the link that was scanned or opened says, given as its route or as its text to the letter."""

    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """Sign this meeting and keep the signature."""

    asked: MeetingRequest


@dataclass(frozen=True, slots=True)
class WithdrawAnswer:
    """Take back the own signature with this id."""

    id: bytes


@dataclass(frozen=True, slots=True)
class RememberNewcomer:
    """Remember who this moment was with by the picture with this number, on this phone only."""

    id: bytes
    picture: int
