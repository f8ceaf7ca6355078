"""What the screens show of the records: moments, what they add up to, and what was saved or refused. Plain values.

They import the protocol only, so that a decision or a screen can use them without the store.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.protocol.activities import Kind
from app.protocol.errors import CodedError
from app.protocol.hours import Policy
from app.protocol.meeting import Proposal
from app.protocol.moments import Visit
from app.protocol.terms import Terms

if TYPE_CHECKING:
    from app.store.liked import Liked

VISIT, MET, DECLARED = "visit", "met", "declared"


@dataclass(frozen=True, slots=True)
class Entry:
    """One moment as people see it: the minutes that count, what they count as, and whether the server holds all of it.

    `visit` holds when and what, also for a meeting or declared hours: they have the id of their piece and no display.
    `buddy` is the key id of who signed a meeting; `taken_back`: it stays in the list and counts nothing.
    """

    visit: Visit
    minutes: int
    terms: Terms
    organisation: str
    sent: bool
    what: str = VISIT
    buddy: bytes = b""
    taken_back: bool = False

    @property
    def kind(self) -> Kind:
        return self.terms.kind


@dataclass(frozen=True, slots=True)
class Expected:
    """A proposal that nobody has answered yet, as far as this phone knows. `data` as signed."""

    id: bytes
    data: bytes
    proposal: Proposal


@dataclass(frozen=True, slots=True)
class Page:
    """Everything kept, counted: `total` minutes that count, the entries from old to new, and how many records wait. By the
    counting policy no moment counts more than `longest` minutes, and the newcomer has to reach `target` minutes.

    `restoring`: a file was lost, and what the server holds is not back yet. `since`: when the oldest waiting record was made.
    `expected`: meetings that were shown and that no answer is known to. `people`: pictures of those met, by key id.
    `liked`: faces, for the newcomer alone.
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
    liked: Liked = field(default_factory=dict)

    def face(self, entry: Entry) -> int:
        """How the newcomer found this moment, 0 when nothing was said."""
        return self.liked.get((entry.visit.start, entry.visit.activity), 0)

    def entry(self, id: bytes) -> Entry:
        """The moment with this id: that of its check-in, its proposal, or its own record."""
        return next(entry for entry in self.entries if entry.visit.check_in == id)

    @property
    def is_target_reached(self) -> bool:
        """Do at least as many minutes count as the target asks for?"""
        return self.total >= self.target

    @property
    def only_here(self) -> int:
        """How many moments nobody else holds yet."""
        return sum(not entry.sent for entry in self.entries)


NOTHING = Page(0, (), 0)


class NotSaved(CodedError):
    """Nothing was saved; `code` picks the picture and the sentence that says what to do next."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Saved:
    """What was written down: `what` is came, left, already, met, declared or taken-back; `remark` as in `scan_rules.remark`.

    `other`: the id by which one tap turns it round (`Diary.other_way`), b"" when no other way is possible.
    """

    what: str
    entry: Entry
    remark: str
    other: bytes = b""
