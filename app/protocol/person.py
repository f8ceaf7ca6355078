"""Everything of one person as moments to count: visits, meetings and declared hours, less what was taken back.

Rules:
1. The records are of one person and their signatures hold. Verdicts are given: `verdicts` by record id for check-ins and
   check-outs, by the answer's id for meetings.
2. A meeting has the proposal's id, whether it came as a record, as a pair sent by the buddy, or both; it counts once. It
   is the person's when one of the person's devices signed the proposal.
3. A meeting is level 2 when its verdict is TRUSTED, 1 when UNKNOWN, the policy's `late` from 1 to 2 when LATE, 0 while nobody
   has judged it, and nothing when FALSE.
4. A void takes back the record it names, or the meeting whose proposal it names. Voids cannot be taken back: one writes a
   new record.
5. An answer that its buddy withdrew is no answer.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from app.protocol import hours, meeting
from app.protocol.errors import ProtocolError
from app.protocol.hours import Interval
from app.protocol.meeting import Pair
from app.protocol.moments import Verdict, late_level, visits
from app.protocol.record import Declared, Device, Met, Record, standing, voided

_LEVELS = {Verdict.TRUSTED: hours.CO_SIGNED, Verdict.UNKNOWN: hours.POSTER, None: hours.DECLARED}


def moments(
    records: Iterable[Record],
    verdicts: Mapping[bytes, Verdict],
    pairs: Iterable[Pair] = (),
    withdrawn: Collection[bytes] = (),
    late: int = hours.DECLARED,
) -> list[Interval]:
    """What `hours.count` counts. `pairs` came from buddies; `withdrawn` holds ids of answers validly taken back; `late` is the
    policy's.
    """
    given = list(records)
    left = standing(given).values()
    keys = {one.body.public for one in given if isinstance(one.body, Device)}
    result = [piece for visit in visits(given, verdicts, late) for piece in visit.pieces]
    for one in left:
        if isinstance(one.body, Declared):
            result.append(Interval(one.id, one.body.start, one.body.start + 60 * one.body.minutes, hours.DECLARED))
    gone = voided(given) | {pair.id for pair in meetings(given)} - {pair.id for pair in meetings(left)}
    for pair in (*meetings(left), *pairs):
        verdict = verdicts.get(pair.answer_envelope.id)
        asked = pair.proposal
        if pair.id in gone or pair.answer_envelope.id in withdrawn or verdict is Verdict.FALSE or asked.public not in keys:
            continue
        level = late_level(hours.CO_SIGNED, hours.POSTER, late) if verdict is Verdict.LATE else _LEVELS[verdict]
        result.append(Interval(pair.id, asked.start, asked.start + 60 * asked.minutes, level))
    return result


def meetings(records: Iterable[Record]) -> list[Pair]:
    """The meetings these records hold; what is no meeting is passed over."""
    found = []
    for one in records:
        if isinstance(one.body, Met):
            try:
                found.append(meeting.pair_from_bytes(one.body.proposal, one.body.answer))
            except ProtocolError:
                continue
    return found
