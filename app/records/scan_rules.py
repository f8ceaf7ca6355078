"""What a scanned code means for this phone: came, left, or saved already. Pure; the whole decision is here.

Rules S1 to S8 of `app/protocol/README.md`, section 17, in short: the first scan is the check-in, the next one the check-out. A
scan soon after a check-out moves the check-out; a later one begins a new visit. A new visit begins also after the longest time
that a visit can last, and after a scan of another display or poster, because nobody is at two places. A second scan of the same
code within `SAME_LOOK` changes nothing. An unknown display or a wrong clock never stops a moment.

At a display the display's clock counts. A poster hangs for years and has no clock, so there the phone's clock counts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.protocol import hours
from app.protocol.moments import Verdict, Visit
from app.protocol.poster_token import PosterToken
from app.protocol.token import Token
from app.records.open_visits import OPEN_FOR, longest, scanned_since

SAME_LOOK = 120  # seconds, as all times here
MOVES_THE_END = 600  # so long after a check-out a scan at the same display moves it
BACK_AGAIN = 1800  # the same at a poster
CLOCK_SLACK = 15 * 60  # a code that is older than this gets a remark
OTHER_WAY = 5  # the reason of a void that takes back how a scan was read; the other reasons are pictures that people choose
OTHER_WAY_FOR = 60  # so long one tap reads a scan the other way


@dataclass(frozen=True, slots=True)
class Came:
    """The scan is a check-in."""


@dataclass(frozen=True, slots=True)
class Left:
    """The scan is the check-out of the visit with this check-in, by its record id."""

    check_in: bytes


@dataclass(frozen=True, slots=True)
class LeftElsewhere:
    """The scan ends a visit that began at another code of the same organisation, and that lasted so many minutes."""

    check_in: bytes
    minutes: int


@dataclass(frozen=True, slots=True)
class Already:
    """The scan changes nothing; the visit with this check-in is saved already."""

    check_in: bytes


@dataclass(frozen=True, slots=True)
class ScanRefused:
    """The scan is refused with this refusal code."""

    code: str


Decision = Came | Left | Already | ScanRefused


def decide(token: Token, key: bytes, verdict: Verdict, visits: Sequence[Visit], wall: int = 0) -> Decision:
    """What to write down for a `token` of the display or poster with key id `key`. `verdict` is what the trust bundle says of
    the token, `visits` are those of this phone, earliest first. `wall`, the phone's clock in Unix seconds, counts only at a
    poster.
    """
    if verdict is Verdict.FALSE:
        return ScanRefused("bad-signature")
    poster, time = isinstance(token, PosterToken), _time(token, wall)
    here = [visit for visit in visits if _same_place(visit, token, key)]
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
    if _was_elsewhere(visit, visits, since, time):
        return Came()
    if visit.end is None:
        goes_on = time <= since + (OPEN_FOR if poster else longest(visit.planned))
    else:
        again = token.activity == visit.activity  # another activity at the same display is the next visit
        goes_on = time <= since + BACK_AGAIN if poster else again and time < since + MOVES_THE_END
    return Left(visit.check_in) if goes_on else Came()


def other_way(
    decision: Came | Left,
    token: Token,
    key: bytes,
    visits: Sequence[Visit],
    wall: int = 0,
    same_organisation: Callable[[bytes, bytes], bool] = bytes.__eq__,
) -> Came | Left | LeftElsewhere | None:
    """What the scan may have meant instead of `decision`; None when nothing else is possible. The other arguments are as in
    `decide`.

    `visits` may contain the visit that the scan began or not. `same_organisation` says whether two key ids belong to one
    organisation.
    """
    if isinstance(decision, Left):
        return Came()
    time = _time(token, wall)
    for visit in reversed(visits):
        if not visit.start < time <= visit.start + OPEN_FOR:
            continue
        if _same_place(visit, token, key) and _could_be_left(visit, token, visits, time):
            return Left(visit.check_in)
        if visit.end is None and not _same_place(visit, token, key) and same_organisation(key, visit.display):
            return LeftElsewhere(visit.check_in, hours.minutes(visit.start, time))
    return None


def remark(token: Token, wall: int) -> str:
    """What to remark beside "saved", for the next time: "old-code" when a display's code is older than `CLOCK_SLACK` by the
    phone's clock `wall` (Unix seconds), else "".
    """
    return "old-code" if not isinstance(token, PosterToken) and wall - token.time > CLOCK_SLACK else ""


def _could_be_left(visit: Visit, token: Token, visits: Sequence[Visit], time: int) -> bool:
    """Can this scan at `time` (Unix seconds) be the check-out of `visit`? A visit that has a check-out can get a later one, up
    to its longest time, if no other display or poster was scanned since.
    """
    if visit.end is None:
        return True
    most = OPEN_FOR if isinstance(token, PosterToken) else longest(visit.planned)
    return visit.end < time <= visit.start + most and not _was_elsewhere(visit, visits, visit.end, time)


def _was_elsewhere(visit: Visit, visits: Sequence[Visit], since: int, time: int) -> bool:
    """Was another display or poster scanned after `since` and not after `time`? Both are in Unix seconds. By the phone's clock
    it has to be after the last scan of `visit`, too.
    """
    others = [other for other in visits if other.display != visit.display]
    return any(since < at <= time for at in scanned_since(visit, others))


def _same_place(visit: Visit, token: Token, key: bytes) -> bool:
    """Is this the token of the display and session, or of the poster, at which the visit began?"""
    return visit.display == key and visit.session == (token.poster if isinstance(token, PosterToken) else token.session)


def _time(token: Token, wall: int) -> int:
    """When the scan was, in Unix seconds, by the clock that counts."""
    return wall if isinstance(token, PosterToken) else token.time


def _since(visit: Visit) -> int:
    """The end of the visit so far, or its start while it has none, in Unix seconds."""
    return visit.start if visit.end is None else visit.end
