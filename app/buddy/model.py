"""A buddy's app as values: everything its screens show, and the names of the screens. Pure; `app.buddy.update` changes it.

The model holds the buddy's own moments and nothing else of a newcomer: no total, no other moment, no assurance, no deadline.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.ui.shared_model import HOME as HOME
from app.ui.shared_model import LANGUAGE as LANGUAGE
from app.ui.shared_model import READING as READING
from app.ui.shared_model import REFUSED as REFUSED
from app.ui.shared_model import SETTINGS as SETTINGS
from app.ui.shared_model import SharedModel

ASK, CODE, WELCOME, MOMENTS, MOMENT = "ask", "code", "welcome", "moments", "moment"
TAKE_BACK, PICTURE = "take-back", "picture"


@dataclass(frozen=True, slots=True)
class MeetingRequest:
    """What a newcomer's code asks: so many `minutes` from `start` on (Unix seconds), with this activity.

    `proposal` are the signed bytes; `picture` is the number by which this phone remembers who asks, None for nobody yet.
    """

    proposal: bytes
    activity: int
    minutes: int
    start: int
    picture: int | None


@dataclass(frozen=True, slots=True)
class SignedMeeting:
    """One meeting that was signed here; its `id` is that of the answer. The facts are those of `MeetingRequest`.

    `answer` is the link that the newcomer scans. `sent`: the server has it. `taken_back`: the own signature was withdrawn.
    """

    id: bytes
    activity: int
    minutes: int
    start: int
    picture: int | None
    answer: str
    sent: bool
    taken_back: bool


@dataclass(frozen=True, slots=True)
class BuddyModel(SharedModel):
    """Everything the screens show. `programme` is the name of the one that vouches for this phone, "" for a passer-by.

    `moments` are all meetings signed here, the newest first. `asked` is the meeting that waits for one tap; while `signing`,
    that tap was given. `moment` is the meeting that is looked at.
    """

    programme: str = ""
    moments: tuple[SignedMeeting, ...] = ()
    asked: MeetingRequest | None = None
    moment: SignedMeeting | None = None
    signing: bool = False
