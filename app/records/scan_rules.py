"""What a scanned code means for this phone: came, left, or saved already. Pure; the whole decision is here.

Rules S1 to S8 of `app/protocol/README.md`, 17, in one breath: the first scan is the way in, the next one the way out. A scan
soon after a way out moves it; a later one begins a new visit. So does one after the longest that a visit can be, and one after
a scan at another place: nobody was at two. A second look at the same code changes nothing. Unknown displays and wrong clocks
never stop a moment.

A display has a clock; at a poster, which hangs there for years, the phone's clock counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.protocol import hours
from app.protocol.moments import Verdict, Visit
from app.protocol.poster import PosterToken
from app.protocol.token import Token
from app.records.open_visits import OPEN_FOR, longest

SAME_LOOK = 120  # seconds, like all that follow
MOVES_THE_END = 600
BACK_AGAIN = 1800  # the same at a poster
CLOCK_SLACK = 15 * 60
OTHER_WAY = 5  # the reason of a void that takes back how a scan was read; the other reasons are pictures that people choose
OTHER_WAY_FOR = 60


@dataclass(frozen=True, slots=True)
class Came:
    pass


@dataclass(frozen=True, slots=True)
class Left:
    check_in: bytes


@dataclass(frozen=True, slots=True)
class LeftElsewhere:
    """Left what began under another code of the same house: for so many minutes."""

    check_in: bytes
    minutes: int


@dataclass(frozen=True, slots=True)
class Already:
    check_in: bytes


@dataclass(frozen=True, slots=True)
class ScanRefused:
    code: str


Decision = Came | Left | Already | ScanRefused


def decide(said: Token, key: bytes, verdict: Verdict, visits: Sequence[Visit], wall: int = 0) -> Decision:
    """What to write down for a token of the display or poster with key id `key`, given what is kept. `wall`, the phone's clock,
    counts only at a poster.
    """
    if verdict is Verdict.FALSE:
        return ScanRefused("bad-signature")
    poster, time = isinstance(said, PosterToken), _time(said, wall)
    here = [visit for visit in visits if _same_place(visit, said, key)]
    before = here if poster else [visit for visit in here if visit.start <= time]
    soon = next((visit for visit in here if time < visit.start < time + MOVES_THE_END), None)
    if soon and not poster:
        return Already(soon.check_in)
    if not before:
        return Came()
    visit = before[-1]
    since = _since(visit)
    if poster and time <= since - SAME_LOOK:
        return Came()
    if time < since + SAME_LOOK:
        return Already(visit.check_in)
    if _was_elsewhere(visits, key, since, time):
        return Came()
    if visit.end is None:
        goes_on = time <= since + (OPEN_FOR if poster else longest(visit.planned))
    else:
        again = said.activity == visit.activity  # else it is what she stays for next, at the same display
        goes_on = time <= since + BACK_AGAIN if poster else again and time < since + MOVES_THE_END
    return Left(visit.check_in) if goes_on else Came()


def other_way(
    decision: Came | Left,
    said: Token,
    key: bytes,
    visits: Sequence[Visit],
    wall: int = 0,
    one_house: Callable[[bytes, bytes], bool] = bytes.__eq__,
) -> Came | Left | LeftElsewhere | None:
    """What the scan may have been instead, when somebody says so at once; None when nothing else is possible.

    `visits` with or without what the scan became; `one_house`: do two key ids belong to one organisation?
    """
    if isinstance(decision, Left):
        return Came()
    time = _time(said, wall)
    for visit in reversed(visits):
        if not visit.start < time <= visit.start + OPEN_FOR:
            continue
        if _same_place(visit, said, key) and _could_be_left(visit, said, visits, time):
            return Left(visit.check_in)
        if visit.end is None and not _same_place(visit, said, key) and one_house(key, visit.display):
            return LeftElsewhere(visit.check_in, hours.minutes(visit.start, time))
    return None


def remark(said: Token, wall: int) -> str:
    """A kind remark to show with "saved", of something to do the next time: "" | "old-code"."""
    return "old-code" if not isinstance(said, PosterToken) and wall - said.time > CLOCK_SLACK else ""


def _could_be_left(visit: Visit, said: Token, visits: Sequence[Visit], time: int) -> bool:
    """Does nothing speak against it? A visit that was left once may go on as long as one can, if nobody was elsewhere since."""
    if visit.end is None:
        return True
    most = OPEN_FOR if isinstance(said, PosterToken) else longest(visit.planned)
    return visit.end < time <= visit.start + most and not _was_elsewhere(visits, visit.display, visit.end, time)


def _was_elsewhere(visits: Sequence[Visit], key: bytes, since: int, time: int) -> bool:
    """Was another display or poster scanned after `since` and not after `time`?"""
    return any(since < one <= time for visit in visits if visit.display != key for one in (visit.start, *visit.ways_out))


def _same_place(visit: Visit, said: Token, key: bytes) -> bool:
    return visit.display == key and visit.session == (said.poster if isinstance(said, PosterToken) else said.session)


def _time(said: Token, wall: int) -> int:
    return wall if isinstance(said, PosterToken) else said.time


def _since(visit: Visit) -> int:
    return visit.start if visit.end is None else visit.end
