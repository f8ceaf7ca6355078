"""What a scanned code means for this phone: came, left, or saved already. Pure; the whole decision is here.

Rules S1 to S10 of `app/protocol/README.md`, section 17, in short: the first scan is the check-in, the next one the check-out. A
scan soon after a check-out moves the check-out; a later one begins a new visit. A new visit begins also after the longest time
that a visit can last, and after a scan of another display or poster, because nobody is at two places. But the displays of one
organisation that show one activity are one place: one may come at the entrance's and leave at the exit's. A second scan of the
same code within `SAME_LOOK` changes nothing. An unknown display or a wrong clock never stops a moment.

At a display the display's clock counts. A poster hangs for years and has no clock, so there the phone's clock counts; while the
phone keeps running, the clock that nobody can set.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.platform.clock import ClockReading
from app.protocol import hours
from app.protocol.moments import Verdict, Visit, poster_time
from app.protocol.poster_token import PosterToken
from app.protocol.token import Token
from app.records.open_visits import OPEN_FOR, longest, scanned_since

SAME_LOOK = 120  # seconds, as all times here
MOVES_THE_END = 600  # so long after a check-out a scan at the same display moves it
BACK_AGAIN = 1800  # the same at a poster
CLOCK_SLACK = 15 * 60  # a code that is older than this gets a remark
OTHER_WAY = 5  # the reason of a void that takes back how a scan was read; the other reasons are pictures that people choose
NO_CLOCK = ClockReading(0)  # for a display, whose own clock counts
LONGEST_STAYED = 1440  # minutes that a `stayed` record can say
OTHER_WAY_FOR = 60  # so long one tap reads a scan the other way


SameOrganisation = Callable[[bytes, bytes], bool]  # do these two key ids belong to one organisation?


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


Decision = Came | Left | LeftElsewhere | Already | ScanRefused


def decide(
    token: Token,
    key: bytes,
    verdict: Verdict,
    visits: Sequence[Visit],
    reading: ClockReading = NO_CLOCK,
    same_organisation: SameOrganisation = bytes.__eq__,
) -> Decision:
    """What to write down for a `token` of the display or poster with key id `key`. `verdict` is what the trust bundle says of
    the token, `visits` are those of this phone, earliest first. `reading`, the phone's clocks, counts only at a poster.
    `same_organisation` says whether two key ids belong to one organisation.
    """
    if verdict is Verdict.FALSE:
        return ScanRefused("bad-signature")
    poster, time = isinstance(token, PosterToken), _time(token, reading)
    here = [visit for visit in visits if _same_place(visit, token, key) or _beside(visit, token, key, same_organisation)]
    before = here if poster else [visit for visit in here if visit.start <= time]
    soon = next((visit for visit in here if time < visit.start < time + MOVES_THE_END), None)
    if soon and not poster:
        return Already(soon.check_in)
    if not before:
        return Came()
    visit = before[-1]
    since, time = _since(visit), _time(token, reading, visit)
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
    if goes_on and not _same_place(visit, token, key):
        return _left_elsewhere(visit, time)
    return Left(visit.check_in) if goes_on else Came()


def other_way(
    came: bool,
    token: Token,
    key: bytes,
    visits: Sequence[Visit],
    reading: ClockReading = NO_CLOCK,
    same_organisation: SameOrganisation = bytes.__eq__,
) -> Came | Left | LeftElsewhere | None:
    """What a scan may have meant that was taken for a check-in (`came`) or for the end of a visit; None when nothing else is
    possible. The other arguments are as in `decide`; `visits` may contain the visit that the scan began or not.
    """
    if not came:
        return Came()
    for visit in reversed(visits):
        time = _time(token, reading, visit)
        if not visit.start < time <= visit.start + OPEN_FOR:
            continue
        if _same_place(visit, token, key) and _could_be_left(visit, token, visits, time):
            return Left(visit.check_in)
        if visit.end is None and not _same_place(visit, token, key) and same_organisation(key, visit.display):
            return _left_elsewhere(visit, time)
    return None


def remark(token: Token, wall: int) -> str:
    """What to remark beside "saved", for the next time: "old-code" when a display's code is older than `CLOCK_SLACK` by the
    phone's clock `wall` (Unix seconds), else "".
    """
    return "old-code" if not isinstance(token, PosterToken) and wall - token.time > CLOCK_SLACK else ""


def _left_elsewhere(visit: Visit, time: int) -> LeftElsewhere:
    """The end of `visit` by a scan of another code at `time` (Unix seconds)."""
    return LeftElsewhere(visit.check_in, min(hours.minutes(visit.start, time), LONGEST_STAYED))


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


def _beside(visit: Visit, token: Token, key: bytes, same_organisation: SameOrganisation) -> bool:
    """Did the visit begin at another display of the organisation, with the activity that this token shows? Both are one place:
    the tablets of two doors, or one that was emptied and made a new key.
    """
    if visit.poster or isinstance(token, PosterToken) or visit.display == key:
        return False
    return visit.activity == token.activity and same_organisation(key, visit.display)


def _time(token: Token, reading: ClockReading, visit: Visit | None = None) -> int:
    """When the scan was, in Unix seconds, by the clock that counts. At a poster it is the phone's; for a `visit` at a poster
    the one that nobody can set, while the phone kept running since the check-in.
    """
    if not isinstance(token, PosterToken):
        return token.time
    if visit is None or visit.came is None or not visit.poster:
        return reading.wall
    return poster_time(visit.came, reading.wall, reading.boot, reading.boot_id)


def _since(visit: Visit) -> int:
    """The end of the visit so far, or its start while it has none, in Unix seconds. The planned length does not cut it: who
    scanned another door's display after that length was there until then.
    """
    return visit.start if visit.end is None else max(visit.end, visit.reported or 0)
