"""From records to visits: which check-in belongs to which way out, and how strong it is.

Rules:
1. A visit begins with a check-in. A check-out belongs to it when it names it, holds a token of the same session (or
   poster) with the same key id, and is later. Times are the display's; at a poster, which has no clock, the phone's.
2. A token is TRUSTED (a display or poster of the trust list signed it, inside its window), UNKNOWN (no key fits the key
   id, or the time is outside the window) or FALSE (the key is known and did not sign it). A record with a FALSE token
   counts as nothing. LATE is what would be trusted, by a key that was stolen: nobody is known to have received it before.
3. Each way out gives a piece of time from the check-in on. Both tokens trusted: level 4, at a poster 1. Said afterwards
   (`Stayed`), at most as long as was planned: level 3, at a poster 1. Anything unknown in it: level 0; late, nothing
   unknown: the policy's `late`, and not more. Pieces that overlap count once.
4. Without a way out a visit is open and has no minutes. Nothing is refused, and one more record never takes a piece away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum

from app.protocol import hours, token
from app.protocol.errors import ProtocolError
from app.protocol.poster import PosterToken
from app.protocol.record import ChainPosition, CheckIn, CheckOut, Record, Stayed, standing
from app.protocol.token import Token
from app.protocol.trust_list import Display, TrustList


class Verdict(Enum):
    TRUSTED = "trusted"
    LATE = "late"
    UNKNOWN = "unknown"
    FALSE = "false"


@dataclass(frozen=True, slots=True)
class Visit:
    """A moment at a display or poster, as shown to people. `verdict` is the weaker of the first and the last token's;
    `end` is None while it is open; `pieces` are what is counted, all with the id of the check-in; `ways_out` are the times at
    which it was scanned when leaving; `poster`: it was at a poster.
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
    pieces: tuple[hours.Interval, ...] = ()
    ways_out: tuple[int, ...] = ()
    poster: bool = False


@dataclass(slots=True)
class _Arrival:
    """A check-in while its ways out are being gathered."""

    key: bytes
    said: Token
    place: ChainPosition
    outs: list[tuple[int, bytes]] = field(default_factory=list)  # end, id
    stays: list[tuple[int, bytes]] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.place.wall if isinstance(self.said, PosterToken) else self.said.time

    @property
    def name(self) -> bytes:
        return self.said.poster if isinstance(self.said, PosterToken) else self.said.session

    def same_place(self, key: bytes, said: Token) -> bool:
        other = said.poster if isinstance(said, PosterToken) else said.session
        return key == self.key and type(said) is type(self.said) and other == self.name

    def until(self, said: Token, place: ChainPosition) -> int:
        """When a way out says it was left; not later than the start when it does not fit."""
        if not isinstance(said, PosterToken):
            return said.time
        one, other = self.place, place
        if one.boot_id is not None and one.boot_id == other.boot_id and one.boot is not None and other.boot is not None:
            return one.wall + other.boot - one.boot  # the phone was not restarted: its clock may be set, this one not
        return other.wall


def judge(
    said: Token, key: bytes, signers: Iterable[bytes], trust: TrustList | None, wall: int = 0, received: int | None = None
) -> tuple[Verdict, Display | None]:
    """What a token is worth: `key` is its key id, `signers` the public keys whose signature was found to fit, `wall` the
    phone's clock, which decides for a poster; `received` the time of the earliest receipt for its record that counts.
    """
    poster = isinstance(said, PosterToken)
    displays = [one for one in (trust.displays_with(key) if trust else []) if one.poster == poster]
    if not displays:
        return Verdict.UNKNOWN, None
    signing = set(signers)
    fitting = [display for display in displays if display.key.public in signing]
    if not fitting:
        return Verdict.FALSE, None
    time = wall if isinstance(said, PosterToken) else said.time
    good = [display for display in fitting if display.key.good_at(time)]  # a key may be listed again, elsewhere
    in_time = [display for display in good if not is_late(display.key.stolen, received)]
    if in_time:
        return Verdict.TRUSTED, in_time[0]
    return (Verdict.LATE, good[0]) if good else (Verdict.UNKNOWN, fitting[0])


def is_late(stolen: int | None, received: int | None) -> bool:
    """Was nothing received before a key was `stolen`? Then the thief may have signed it, whatever time he wrote."""
    return stolen is not None and (received is None or received >= stolen)


def late_level(trusted: int, unknown: int, late: int) -> int:
    """The level of what is LATE: the policy's, but not more than trusted and not less than unknown."""
    return min(trusted, max(unknown, late))


def visits(records: Iterable[Record], verdicts: Mapping[bytes, Verdict], late: int = hours.DECLARED) -> list[Visit]:
    """The visits in one person's records, earliest first. `verdicts` says per record id what its token is worth; missing means
    UNKNOWN; `late` is the policy's. The signatures of the records hold already."""
    ins: dict[bytes, _Arrival] = {}
    outs: list[tuple[bytes, CheckOut, ChainPosition, bytes, Token]] = []
    stays: list[tuple[bytes, Stayed]] = []
    for id, one in standing(records).items():
        if isinstance(one.body, Stayed):
            stays.append((id, one.body))
        if not isinstance(one.body, (CheckIn, CheckOut)) or verdicts.get(id) is Verdict.FALSE:
            continue
        try:
            outer, said = token.from_bytes(one.body.token)
        except ProtocolError:
            continue
        if isinstance(one.body, CheckIn):
            ins[id] = _Arrival(outer.key, said, one.place)
        else:
            outs.append((id, one.body, one.place, outer.key, said))
    for id, body, place, key, said in outs:
        arrival = ins.get(body.check_in)
        if arrival and arrival.same_place(key, said) and arrival.until(said, place) > arrival.start:
            arrival.outs.append((arrival.until(said, place), id))
    for id, stayed in stays:
        if stayed.check_in in ins:
            ins[stayed.check_in].stays.append((stayed.minutes, id))
    result = [_visit(id, arrival, verdicts, late) for id, arrival in ins.items()]
    return sorted(result, key=lambda visit: (visit.start, visit.check_in))


def _weakest(*verdicts: Verdict | None) -> Verdict:
    """What several tokens are worth together."""
    if set(verdicts) <= {Verdict.TRUSTED}:
        return Verdict.TRUSTED
    return Verdict.LATE if set(verdicts) <= {Verdict.TRUSTED, Verdict.LATE} else Verdict.UNKNOWN


def _visit(id: bytes, one: _Arrival, verdicts: Mapping[bytes, Verdict], late: int) -> Visit:
    poster = isinstance(one.said, PosterToken)
    claimed, measured = (hours.POSTER, hours.POSTER) if poster else (hours.SCANNED, hours.IN_AND_OUT)
    came = verdicts.get(id)

    def level_of(worth: Verdict, trusted: int) -> int:
        if worth is Verdict.LATE:
            return late_level(trusted, hours.DECLARED, late)
        return trusted if worth is Verdict.TRUSTED else hours.DECLARED

    ends: dict[int, int] = {}  # latest end by level
    for end, out in one.outs:
        level = level_of(_weakest(came, verdicts.get(out)), measured)
        ends[level] = max(end, ends.get(level, 0))
    for minutes, _ in one.stays:
        level = level_of(_weakest(came), claimed)
        end = one.start + 60 * min(minutes, one.said.planned or minutes)
        ends[level] = max(end, ends.get(level, 0))
    last = max(one.outs, default=None)
    open_level = level_of(_weakest(came), claimed)
    pieces = [hours.Interval(id, one.start, end, level) for level, end in sorted(ends.items())]
    return Visit(
        check_in=id,
        check_outs=tuple(sorted(out for _, out in one.outs + one.stays)),
        session=one.name,
        display=one.key,
        activity=one.said.activity,
        planned=one.said.planned,
        start=one.start,
        end=max(ends.values(), default=None),
        verdict=_weakest(came, verdicts.get(last[1])) if last else _weakest(came),
        pieces=tuple(pieces or [hours.Interval(id, one.start, one.start, open_level)]),
        ways_out=tuple(sorted(end for end, _ in one.outs)),
        poster=poster,
    )
