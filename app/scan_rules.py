"""What a scanned code means for this phone: came, left, or saved already. Pure; the whole decision is here.

Rules:
1. The first scan of a session is the check-in; a later one is the check-out. A scan after a check-out moves the end.
2. A second look at the same code within two minutes of its clock changes nothing: it was saved already.
3. Unknown displays and wrong clocks never stop a moment; they only add a kind remark.
4. A display has a clock; at a poster the phone's clock counts. A poster hangs there for years, so a scan is the way out of a
   visit that began at most twelve hours ago, moves an end of at most half an hour ago, and else begins a new visit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol.moments import Verdict, Visit
from app.protocol.poster import Poster
from app.protocol.token import Token

SAME_LOOK = 120
CLOCK_SLACK = 15 * 60
LONGEST_VISIT = 12 * 3600
BACK_AGAIN = 1800


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


def decide(said: Token, key: bytes, verdict: Verdict, visits: Sequence[Visit], wall: int = 0) -> Decision:
    """What to write down for a token of the display or poster with key id `key`, given what is kept. `wall`, the phone's clock,
    counts only at a poster.
    """
    if verdict is Verdict.FALSE:
        return Refused("bad-signature")
    poster = isinstance(said, Poster)
    name = said.poster if isinstance(said, Poster) else said.session
    same = [visit for visit in visits if visit.session == name and visit.display == key]
    if not same:
        return Came()
    visit, time = same[-1], wall if isinstance(said, Poster) else said.time
    since = visit.start if visit.end is None else visit.end
    if poster and not since - SAME_LOOK < time <= since + (LONGEST_VISIT if visit.end is None else BACK_AGAIN):
        return Came()
    if time < since + SAME_LOOK:
        return Already(visit.check_in)
    return Left(visit.check_in)


def remark(said: Token, verdict: Verdict, wall: int) -> str:
    """A kind remark to show with "saved": "" | "old-code" | "clocks-differ" | "new-place"."""
    if not isinstance(said, Poster) and wall - said.time > CLOCK_SLACK:
        return "old-code"
    if not isinstance(said, Poster) and said.time - wall > CLOCK_SLACK:
        return "clocks-differ"
    return "new-place" if verdict is Verdict.UNKNOWN else ""
