"""Everything of one person as intervals to count: visits, meetings and declared hours, without what was taken back.

Rules (README.md, 9):
1. The records are those of one person, and their signatures hold. `verdicts` are by record id for check-ins and check-outs, by
   the answer's id for meetings.
2. A meeting has the proposal's id, whether it came in a record, as a pair that the buddy sent, or both; it counts once. It is
   the person's meeting when one of the person's devices signed the proposal (C8).
3. A meeting is level 2 when its verdict is TRUSTED, 1 when UNKNOWN, the policy's `late` from 1 to 2 when LATE, 0 while there is
   no verdict; a FALSE one counts as nothing (C8, C18).
4. A void takes back the record that it names, or the meeting whose proposal it names. A void cannot be taken back: a new record
   says the same again (C2).
5. A withdrawn answer counts as no answer (M4).
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


def intervals(
    records: Iterable[Record],
    verdicts: Mapping[bytes, Verdict],
    pairs: Iterable[Pair] = (),
    withdrawn: Collection[bytes] = (),
    late: int = hours.DECLARED,
) -> list[Interval]:
    """The intervals that `hours.count` counts (C3 to C9). `records` are believed; `pairs` are meetings that buddies sent;
    `withdrawn` are ids of answers that were withdrawn as in M4; `late` is the policy's level.
    """
    believed = list(records)
    remaining = standing(believed).values()
    keys = {record.body.public for record in believed if isinstance(record.body, Device)}
    result = [interval for visit in visits(believed, verdicts, late) for interval in visit.intervals]
    for record in remaining:
        if isinstance(record.body, Declared):
            end = record.body.start + 60 * record.body.minutes
            result.append(Interval(record.id, record.body.start, end, hours.DECLARED))
    void_ids = voided(believed) | {pair.id for pair in meetings(believed)} - {pair.id for pair in meetings(remaining)}
    for pair in (*meetings(remaining), *pairs):
        verdict = verdicts.get(pair.answer_envelope.id)
        proposal = pair.proposal
        if pair.id in void_ids or pair.answer_envelope.id in withdrawn:
            continue
        if verdict is Verdict.FALSE or proposal.public not in keys:
            continue
        level = late_level(hours.CO_SIGNED, hours.POSTER, late) if verdict is Verdict.LATE else _LEVELS[verdict]
        result.append(Interval(pair.id, proposal.start, proposal.start + 60 * proposal.minutes, level))
    return result


def meetings(records: Iterable[Record]) -> list[Pair]:
    """The meetings in the `Met` records; one that cannot be read, or breaks M1 or M2, is left out (C8)."""
    pairs = []
    for record in records:
        if isinstance(record.body, Met):
            try:
                pairs.append(meeting.pair_from_bytes(record.body.proposal, record.body.answer))
            except ProtocolError:
                continue
    return pairs
