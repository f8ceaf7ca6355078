"""What the screens show of the records: moments, what they add up to, and what was saved or refused. Plain values.

This module imports the protocol only, so that decisions and screens can use it without the store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.protocol.activities import ActivityType
from app.protocol.errors import CodedError
from app.protocol.hours import Policy
from app.protocol.meeting import Proposal
from app.protocol.moments import Visit
from app.protocol.terms import Terms

if TYPE_CHECKING:
    from app.store.liked import Faces

VISIT, MET, DECLARED = "visit", "met", "declared"


@dataclass(frozen=True, slots=True)
class Cut:
    """The minutes of a moment that do not count, by the reason: `longest`, beyond the limit for a moment; `day`, beyond the
    limit for a day; `twice`, another moment at the same time has them; `level`, the policy does not count its assurance level.
    """

    longest: int = 0
    day: int = 0
    twice: int = 0
    level: int = 0

    @property
    def total(self) -> int:
        """All minutes that do not count."""
        return self.longest + self.day + self.twice + self.level


NO_CUT = Cut()


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment as people see it: the `minutes` that count, what they count as (`terms`), the name of the `organisation` (""
    when it is not known), and whether the server holds every record of it (`sent`).

    `what` is VISIT, MET or DECLARED. `visit` says when and which activity, also of a meeting or of self-declared time: then
    its `check_in` is the id of the proposal or of the record, and its display is b"". `buddy` is the key id of the buddy who
    signed a meeting. A moment that was `taken_back` stays in the list and counts nothing. `cut` says which minutes the counting
    policy left out, and why.
    """

    visit: Visit
    minutes: int
    terms: Terms
    organisation: str
    sent: bool
    what: str = VISIT
    buddy: bytes = b""
    taken_back: bool = False
    cut: Cut = NO_CUT

    @property
    def kind(self) -> ActivityType:
        """The activity type that the moment counts as."""
        return self.terms.kind


@dataclass(frozen=True, slots=True)
class Expected:
    """A proposal that nobody has answered yet, as far as this phone knows. `data` are its signed bytes."""

    id: bytes
    data: bytes
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Page:
    """All records kept on this device, counted: the `total` minutes that count, the moments from old to new, and how many
    records are `waiting` to be sent. By the counting policy no moment counts more than `longest` minutes, and the newcomer has
    to reach `target` minutes.

    `restoring`: a file was lost, and what the server holds is not back yet. `since`: when the oldest waiting record was made,
    in Unix seconds, None when none waits. `expected`: proposals that were shown and have no answer yet, the newest first.
    `weak`: proposals that only uncertified buddies answered, so that the code may be shown to another one, too.
    `joined`: how many phones of this person made themselves known after this one had its hours. `erased`: this person asked to
    be forgotten, on another phone, and the server takes nothing of this phone any more.
    `people`: the picture of each remembered buddy, by key id. `liked`: the faces that the newcomer chose; nobody else gets
    them.
    """

    total: int
    entries: tuple[Entry, ...]
    waiting: int
    restoring: bool = False
    since: int | None = None
    expected: tuple[Expected, ...] = ()
    people: dict[bytes, int] = field(default_factory=dict)
    longest: int = Policy().session
    target: int = Policy().target
    liked: Faces = field(default_factory=dict)
    weak: tuple[Expected, ...] = ()
    joined: int = 0
    erased: bool = False

    def face(self, entry: Entry) -> int:
        """The face that the newcomer chose for this moment, 1 to 3; 0 when none was chosen."""
        return self.liked.get((entry.visit.start, entry.visit.activity), 0)

    def entry(self, id: bytes) -> Entry:
        """The moment with this id: the id of its check-in, of its proposal, or of its declared record. Raises StopIteration
        when there is none.
        """
        return next(entry for entry in self.entries if entry.visit.check_in == id)

    @property
    def is_target_reached(self) -> bool:
        """Do at least as many minutes count as the target asks for?"""
        return self.total >= self.target

    @property
    def only_here(self) -> int:
        """How many moments the server does not hold completely yet."""
        return sum(not entry.sent for entry in self.entries)


NOTHING = Page(0, (), 0)


class NotSaved(CodedError):
    """Nothing was saved. The refusal's `code` picks the picture and the sentence that says what to do next."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written down: `what` is came, left, already, met, declared or taken-back; `remark` is a result of
    `scan_rules.remark`.

    `other`: the id with which `Diary.other_way` reads the scan the other way; b"" when no other way is possible.
    """

    what: str
    entry: Entry
    remark: str
    other: bytes = b""
