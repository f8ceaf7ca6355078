"""A counsellor's screens, decided: a proof is opened, and what it comes to is shown. Pure; `app.counsellor.app` does the doing.

Rules:
1. A proof is looked at and not kept: nothing of a newcomer stays on this device.
2. Why a moment is as strong as it is stands beside it: a scan is called a scan, also where the place is not known. Every one
   that the region's policy counts is counted. Whose place it was is said only when the moment is tapped.
3. What is odd is said where it is, in plain words. The counsellor decides.
4. Of which kind a moment is, and whether the region agreed that such hours count, stands beside it and in sums. What is not
   agreed is counted like the rest: the sums say how much of it there is.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from app.protocol import hours
from app.protocol.activities import Kind
from app.protocol.hours import Policy
from app.protocol.moments import Verdict
from app.protocol.terms import State
from app.records.page import DECLARED, MET, Entry, Page
from app.ui import help_model
from app.ui.events import Chose as Chose
from app.ui.events import Diagnosed as Diagnosed
from app.ui.events import GiveDiagnosis as GiveDiagnosis
from app.ui.events import RefusalShown as RefusalShown
from app.ui.events import Remember as Remember
from app.ui.events import Tapped as Tapped

FIRST, PROOF, LANGUAGE, REFUSED = "first", "proof", "language", "refused"
DIAGNOSIS, GIVE = help_model.DIAGNOSIS, help_model.GIVE  # what went another way, for whoever helps; and its one action
OPEN, BACK, MORE, MOMENT = "open", "back", "more", "moment-"
IN_AND_OUT, SCANNED, CO_SIGNED, POSTER = "in-and-out", "scanned", "co-signed", "poster"
UNCONFIRMED_BUDDY, UNKNOWN_PLACE, AFTERWARDS = "unconfirmed-buddy", "unknown-place", "afterwards"
REASONS = (IN_AND_OUT, SCANNED, CO_SIGNED, POSTER, UNCONFIRMED_BUDDY, UNKNOWN_PLACE, AFTERWARDS)  # the strongest first
VISITS = {
    hours.IN_AND_OUT: IN_AND_OUT, hours.SCANNED: SCANNED, hours.POSTER: POSTER, hours.DECLARED: UNKNOWN_PLACE
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class JudgedProof:
    """What a proof comes to. `left_out` records are not believed or cannot be read; `whole`: none is missing between others;
    `known`: the region whose list it rests on is ours; `marks` by the id of a moment, as in `times`.
    """

    page: Page
    policy: Policy = field(default_factory=Policy)
    left_out: int = 0
    whole: bool = True
    known: bool = True
    marks: dict[bytes, frozenset[str]] = field(default_factory=dict)

    @property
    def left(self) -> int:
        """Minutes still to go."""
        return max(0, self.policy.target - self.page.total)

    @property
    def holds(self) -> bool:
        """Is there nothing to be said about this proof as a whole?"""
        return self.known and self.whole and not self.left_out


@dataclass(frozen=True, slots=True)
class CounsellorModel:
    screen: str = FIRST
    language: str = "nl"
    shown: JudgedProof | None = None
    refusal: str = ""
    name: str = ""  # of the file, so that two are not taken for each other
    looked: bytes = b""  # the moment whose place is shown
    busy: bool = False  # a proof is being chosen or judged
    turned: int = 0
    diagnosis: tuple[str, ...] = ()  # what failed here although nobody foresaw it, a line for each, the newest first


@dataclass(frozen=True, slots=True)
class Judged:
    """A proof was read, from the file called `name`; None when the person chose none."""

    shown: JudgedProof | None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Open:
    """Let the person choose a proof, and judge it."""


Event = Tapped | Chose | Judged | RefusalShown | Diagnosed
Effect = Open | Remember | GiveDiagnosis


def update(model: CounsellorModel, event: Event) -> tuple[CounsellorModel, list[Effect]]:
    match event:
        case Judged(shown, name):
            calm = replace(model, busy=False)
            return (replace(calm, screen=PROOF, shown=shown, name=name, looked=b"", refusal="") if shown else calm), []
        case RefusalShown(code):
            return replace(model, screen=REFUSED, refusal=code, shown=None, busy=False), []
        case Diagnosed(lines):
            return replace(model, diagnosis=lines), []
        case Chose(language):
            return replace(model, language=language, screen=FIRST, turned=0), [Remember("language", language)]
        case Tapped(key):
            return _tapped(model, key)


def _tapped(model: CounsellorModel, key: str) -> tuple[CounsellorModel, list[Effect]]:
    if key == OPEN and not model.busy:
        return replace(model, busy=True), [Open()]
    if key == LANGUAGE:
        return replace(model, screen=LANGUAGE, turned=0), []
    if key == DIAGNOSIS and model.diagnosis:
        return replace(model, screen=DIAGNOSIS), []
    if key == GIVE and model.screen == DIAGNOSIS:
        return model, [GiveDiagnosis()]
    if key == BACK:
        return replace(model, screen=FIRST, shown=None, refusal=""), []
    if key.startswith(MOMENT):
        id = bytes.fromhex(key.removeprefix(MOMENT))
        return replace(model, looked=b"" if id == model.looked else id), []
    if key == MORE:
        return replace(model, turned=model.turned + 1), []
    return model, []


@dataclass(frozen=True, slots=True)
class OfKind:
    """The minutes that count of one kind, and how many of them are in each state (only those there are, agreed ones first)."""

    kind: Kind
    minutes: int
    states: tuple[tuple[State, int], ...]


def level(entry: Entry) -> int:
    """How strong a moment is; a visit is as strong as the strongest of its pieces."""
    if entry.what == DECLARED:
        return hours.DECLARED
    if entry.what == MET:
        return hours.CO_SIGNED if entry.visit.verdict is Verdict.TRUSTED else hours.POSTER
    return max((piece.level for piece in entry.visit.pieces), default=hours.DECLARED)


def reason(entry: Entry) -> str:
    """Why a moment is as strong as it is, one of REASONS: a level alone does not tell a scan from hours told afterwards."""
    if entry.what == DECLARED:
        return AFTERWARDS
    if entry.what == MET:
        return CO_SIGNED if entry.visit.verdict is Verdict.TRUSTED else UNCONFIRMED_BUDDY
    return VISITS.get(level(entry), UNKNOWN_PLACE)  # a level between is one that the policy gave what came late


def by_reason(page: Page) -> list[tuple[str, int, int]]:
    """(reason, moments, minutes that count), the strongest first, of the moments that count."""
    found = []
    for one in REASONS:
        entries = [entry for entry in page.entries if entry.minutes and reason(entry) == one]
        if entries:
            found.append((one, len(entries), sum(entry.minutes for entry in entries)))
    return found


def by_kind(page: Page) -> list[OfKind]:
    """What each kind comes to, in the order of the law, of the moments that count."""
    found = []
    for kind in Kind:
        entries = [entry for entry in page.entries if entry.minutes and entry.kind == kind]
        sums = {state: sum(entry.minutes for entry in entries if entry.terms.state is state) for state in State}
        if entries:
            states = tuple((state, minutes) for state, minutes in sums.items() if minutes)
            found.append(OfKind(kind, sum(sums.values()), states))
    return found
