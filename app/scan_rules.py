"""What a scanned code means for this phone: came, left, or saved already. Pure; the whole decision is here.

Rules:
1. The first scan of a session is the check-in; a later one is the check-out. A scan after a check-out moves the end.
2. A second look at the same code within two minutes of the display's clock changes nothing: it was saved already.
3. Unknown displays and wrong clocks never stop a moment; they only add a kind remark.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol.moments import Verdict, Visit
from app.protocol.session import Session

SAME_LOOK = 120
CLOCK_SLACK = 15 * 60


@dataclass(frozen=True, slots=True)
class Came:
    pass


@dataclass(frozen=True, slots=True)
class Left:
    check_in: bytes


@dataclass(frozen=True, slots=True)
class Already:
    check_in: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    code: str


Decision = Came | Left | Already | Refused


def decide(said: Session, key: bytes, verdict: Verdict, visits: Sequence[Visit]) -> Decision:
    """What to write down for a token of the display with key id `key`, given what is kept."""
    if verdict is Verdict.FALSE:
        return Refused("bad-signature")
    same = [visit for visit in visits if visit.session == said.session and visit.display == key]
    if not same:
        return Came()
    visit = same[-1]
    if said.time < (visit.start if visit.end is None else visit.end) + SAME_LOOK:
        return Already(visit.check_in)
    return Left(visit.check_in)


def remark(said: Session, verdict: Verdict, wall: int) -> str:
    """A kind remark to show with "saved": "" | "old-code" | "clocks-differ" | "new-place"."""
    if wall - said.time > CLOCK_SLACK:
        return "old-code"
    if said.time - wall > CLOCK_SLACK:
        return "clocks-differ"
    return "new-place" if verdict is Verdict.UNKNOWN else ""
