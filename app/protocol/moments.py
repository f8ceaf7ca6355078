"""From records to visits: which check-outs belong to which check-in, and how strong a visit is (README.md, 7 and 9).

Rules:
1. A visit begins with a check-in. A check-out belongs to it when it names it, holds a token of the same session (or
   poster) with the same key id, and is later (C3). Times are the display's; at a poster, which has no clock, the phone's (C4).
2. A token is TRUSTED when a display or poster of the trust list signed it in its validity period; UNKNOWN when the list has no
   key with its key id, or the time is outside of the period; FALSE when the list has the key and the key did not sign it. A
   record with a FALSE token counts as nothing. LATE is what would be TRUSTED, but may come from a thief of the key (B5, B10).
3. Each check-out and each `Stayed` record gives an interval from the check-in on. A check-out: level 4 when both tokens are
   trusted, at a poster 1 (C5). A `Stayed` record: at most the planned minutes, level 3, at a poster 1 (C6). Level 0 when
   anything in it is unknown; when something is late and nothing unknown, the policy's `late`, but not more (C18). A minute of
   overlapping intervals counts once.
4. A visit without check-out and `Stayed` record is open and has no minutes. Nothing is refused, and one more record never takes
   minutes away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from app.protocol import hours
from app.protocol.errors import ProtocolError
from app.protocol.poster_token import PosterToken
from app.protocol.record import ChainPosition, CheckIn, CheckOut, Record, Stayed, standing
from app.protocol.token import Token
from app.protocol.token import from_bytes as token_from_bytes
from app.protocol.trust_entries import Display
from app.protocol.trust_list import TrustList


class Verdict(Enum):
    """What the trust bundle says about a token or a meeting (B5, B8, B10)."""

    TRUSTED = "trusted"
    LATE = "late"
    UNKNOWN = "unknown"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Visit:
    """A check-in with everything that ends it. Times are in Unix seconds, `planned` in minutes (0: nothing planned).

    `check_in` is the check-in's id; `check_outs` are the ids of its check-outs and `Stayed` records; `session` is the id of the
    session or poster; `display` is the key id; `end` is None while the visit is open; `verdict` is the weaker of the check-in's
    and the last check-out's; `intervals` are what is counted, all with the check-in's id; `poster` says that it was at a
    poster; `scans` are the times of the check-in and of the check-outs, earliest first, each with what the phone's clock said
    then (field 4); `reported` is the latest end that a `Stayed` record says, not cut at the planned length, else None; `came`
    has the phone's clocks at the check-in, None when they are not known.
    """

    check_in: bytes
    check_outs: tuple[bytes, ...]
    session: bytes
    display: bytes
    activity: int
    planned: int
    start: int
    end: int | None
    verdict: Verdict
    intervals: tuple[hours.Interval, ...] = ()
    scans: tuple[tuple[int, int], ...] = ()
    poster: bool = False
    reported: int | None = None
    came: ChainPosition | None = None


@dataclass(slots=True)
class _Arrival:
    """A check-in while its check-outs and `Stayed` records are collected; `key` is the key id of its token."""

    key: bytes
    token: Token
    position: ChainPosition
    outs: list[tuple[int, bytes, int]] = field(default_factory=list)  # each check-out's time, id and phone's clock
    stays: list[tuple[int, bytes]] = field(default_factory=list)  # each `Stayed` record's minutes and id

    @property
    def start(self) -> int:
        """The time of the check-in, in Unix seconds (C4)."""
        return self.position.wall if isinstance(self.token, PosterToken) else self.token.time

    @property
    def session(self) -> bytes:
        """The id of the session or poster."""
        return self.token.poster if isinstance(self.token, PosterToken) else self.token.session

    def same_place(self, key: bytes, token: Token) -> bool:
        """Is this a token of the same key id, kind and session or poster (C3)?"""
        session = token.poster if isinstance(token, PosterToken) else token.session
        return key == self.key and type(token) is type(self.token) and session == self.session

    def until(self, token: Token, position: ChainPosition) -> int:
        """The time of a check-out with this token and position, in Unix seconds (C4)."""
        if not isinstance(token, PosterToken):
            return token.time
        return poster_time(self.position, position.wall, position.boot, position.boot_id)


def poster_time(begin: ChainPosition, wall: int, boot: int | None, boot_id: bytes | None) -> int:
    """The time in Unix seconds of a later scan of a poster, by a visit whose check-in has the clocks `begin` (C4). The phone's
    clocks at the scan: `wall` in Unix seconds; `boot`, the seconds since the start `boot_id`.
    """
    if begin.boot_id is not None and begin.boot_id == boot_id and begin.boot is not None and boot is not None:
        return begin.wall + boot - begin.boot  # the phone kept running; this clock of it cannot be set
    return wall


def judge(
    token: Token, key: bytes, signers: Iterable[bytes], trust: TrustList | None, wall: int = 0, received: int | None = None
) -> tuple[Verdict, Display | None]:
    """The verdict on a token, and the display or poster it comes from, if that is known (B5, B6, B10).

    `key` is the token's key id; `signers` are the public keys whose signature holds; `wall` is the phone's clock, which decides
    at a poster; `received` is the time of the earliest receipt that counts, None for never. Times are in Unix seconds.
    """
    poster = isinstance(token, PosterToken)
    displays = [display for display in (trust.displays_with(key) if trust else []) if display.poster == poster]
    if not displays:
        return Verdict.UNKNOWN, None
    signing = set(signers)
    fitting = [display for display in displays if display.key.public in signing]
    if not fitting:
        return Verdict.FALSE, None
    time = wall if isinstance(token, PosterToken) else token.time
    good = [display for display in fitting if display.key.good_at(time)]  # the list may hold a key twice, at two places
    in_time = [display for display in good if not is_late(display.key.stolen, received)]
    if in_time:
        return Verdict.TRUSTED, in_time[0]
    return (Verdict.LATE, good[0]) if good else (Verdict.UNKNOWN, fitting[0])


def is_late(stolen: int | None, received: int | None) -> bool:
    """Was a message received (None: never) only after its key was `stolen` (None: never)? Then a thief may have signed it,
    whatever time it states (B10). Times are in Unix seconds.
    """
    return stolen is not None and (received is None or received >= stolen)


def late_level(trusted: int, unknown: int, late: int) -> int:
    """The assurance level of what is LATE: the policy's `late`, but at most `trusted` and at least `unknown` (C18)."""
    return min(trusted, max(unknown, late))


def visits(records: Iterable[Record], verdicts: Mapping[bytes, Verdict], late: int = hours.DECLARED) -> list[Visit]:
    """The visits in one person's believed records, earliest first. `verdicts` are those on tokens by record id; a missing one
    means UNKNOWN. `late` is the policy's level.
    """
    arrivals: dict[bytes, _Arrival] = {}
    outs: list[tuple[bytes, CheckOut, ChainPosition, bytes, Token]] = []
    stays: list[tuple[bytes, Stayed]] = []
    for id, record in standing(records).items():
        if isinstance(record.body, Stayed):
            stays.append((id, record.body))
        if not isinstance(record.body, (CheckIn, CheckOut)) or verdicts.get(id) is Verdict.FALSE:
            continue
        try:
            outer, token = token_from_bytes(record.body.token)
        except ProtocolError:
            continue
        if isinstance(record.body, CheckIn):
            arrivals[id] = _Arrival(outer.key, token, record.position)
        else:
            outs.append((id, record.body, record.position, outer.key, token))
    for id, body, position, key, token in outs:
        arrival = arrivals.get(body.check_in)
        if arrival and arrival.same_place(key, token) and arrival.until(token, position) > arrival.start:
            arrival.outs.append((arrival.until(token, position), id, position.wall))
    for id, stayed in stays:
        if stayed.check_in in arrivals:
            arrivals[stayed.check_in].stays.append((stayed.minutes, id))
    result = [_visit(id, arrival, verdicts, late) for id, arrival in arrivals.items()]
    return sorted(result, key=lambda visit: (visit.start, visit.check_in))


def _weakest(*verdicts: Verdict | None) -> Verdict:
    """The verdict on several tokens together: UNKNOWN if any is unknown, else LATE if any is late, else TRUSTED."""
    if set(verdicts) <= {Verdict.TRUSTED}:
        return Verdict.TRUSTED
    return Verdict.LATE if set(verdicts) <= {Verdict.TRUSTED, Verdict.LATE} else Verdict.UNKNOWN


def _visit(id: bytes, arrival: _Arrival, verdicts: Mapping[bytes, Verdict], late: int) -> Visit:
    poster = isinstance(arrival.token, PosterToken)
    stayed_level, check_out_level = (hours.POSTER, hours.POSTER) if poster else (hours.SCANNED, hours.IN_AND_OUT)
    check_in_verdict = verdicts.get(id)

    def level_of(verdict: Verdict, trusted: int) -> int:
        if verdict is Verdict.LATE:
            return late_level(trusted, hours.DECLARED, late)
        return trusted if verdict is Verdict.TRUSTED else hours.DECLARED

    ends: dict[int, int] = {}  # the latest end by level
    for end, out, _ in arrival.outs:
        level = level_of(_weakest(check_in_verdict, verdicts.get(out)), check_out_level)
        ends[level] = max(end, ends.get(level, 0))
    for minutes, _ in arrival.stays:
        level = level_of(_weakest(check_in_verdict), stayed_level)
        end = arrival.start + 60 * min(minutes, arrival.token.planned or minutes)
        ends[level] = max(end, ends.get(level, 0))
    last = max(arrival.outs, default=None)
    open_level = level_of(_weakest(check_in_verdict), stayed_level)
    intervals = [hours.Interval(id, arrival.start, end, level) for level, end in sorted(ends.items())]
    return Visit(
        check_in=id,
        check_outs=tuple(sorted([*(out for _, out, _ in arrival.outs), *(stay for _, stay in arrival.stays)])),
        session=arrival.session,
        display=arrival.key,
        activity=arrival.token.activity,
        planned=arrival.token.planned,
        start=arrival.start,
        end=max(ends.values(), default=None),
        verdict=_weakest(check_in_verdict, verdicts.get(last[1])) if last else _weakest(check_in_verdict),
        intervals=tuple(intervals or [hours.Interval(id, arrival.start, arrival.start, open_level)]),
        scans=((arrival.start, arrival.position.wall), *((end, wall) for end, _, wall in sorted(arrival.outs))),
        poster=poster,
        reported=max((arrival.start + 60 * minutes for minutes, _ in arrival.stays), default=None),
        came=arrival.position,
    )
