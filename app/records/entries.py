"""Moments as people see them: visits, meetings and declared hours in one list, from old to new.

Rules:
1. Nothing disappears: what was taken back, by the newcomer or by the buddy, stays in the list and counts nothing.
2. But for a scan that was read the wrong way: what it was read as is no moment, and is not shown.
3. A meeting with a certified buddy is what the organisation that vouches for the buddy agreed with the region. With another one
   it lays a buddy's tile when the buddy is remembered by a picture, else the tile of its activity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from app.protocol import terms
from app.protocol.activities import Kind
from app.protocol.meeting import Pair
from app.protocol.moments import Verdict, Visit
from app.protocol.record import CheckOut, Declared, Void
from app.protocol.terms import Terms
from app.records.page import DECLARED, MET, VISIT, Entry
from app.records.scan_rules import OTHER_WAY
from app.store.rows import KEPT, StoredRecord

if TYPE_CHECKING:
    from app.records.trust import Trust


def misread(kept: Iterable[StoredRecord]) -> set[bytes]:
    """Ids of ways in and out that were none: their scan was read the wrong way and stands as another record."""
    bodies = (one.record.body for one in kept)
    return {body.target for body in bodies if isinstance(body, Void) and body.reason == OTHER_WAY}


class Entries:
    """The entries of everything kept. `met` are meetings by the id of their record, `counted` minutes by the id of the piece,
    `withdrawn` ids of answers, `people` key ids. `visits` are as they would be if nothing had been taken back.
    """

    def __init__(
        self,
        kept: Sequence[StoredRecord],
        met: Mapping[bytes, Pair],
        counted: Mapping[bytes, int],
        withdrawn: Collection[bytes],
        people: Collection[bytes],
        trust: Trust,
        visits: Sequence[Visit],
    ) -> None:
        self._visits = visits
        self._kept, self._met, self._counted, self._trust = kept, met, counted, trust
        self._withdrawn, self._people = withdrawn, people
        self._sent = {one.record.id for one in kept if one.state == KEPT}
        self._voids = {one.record.body.target: one.record.id for one in kept if isinstance(one.record.body, Void)}
        self._corrections: dict[bytes, list[bytes]] = {}  # by check-in: voids of ways out that were none
        for one in kept:
            if isinstance(one.record.body, CheckOut) and one.record.id in self._voids:
                self._corrections.setdefault(one.record.body.check_in, []).append(self._voids[one.record.id])

    def in_order(self) -> list[Entry]:
        # Two phones may have written down one meeting, and several buddies may have signed it: what stands, and the strongest.
        weakest_first = sorted(self._all(), key=lambda entry: (not entry.taken_back, entry.visit.verdict is Verdict.TRUSTED))
        found = {entry.visit.check_in: entry for entry in weakest_first}
        return sorted(found.values(), key=lambda entry: (entry.visit.start, entry.visit.check_in))

    def _all(self) -> Iterator[Entry]:
        for visit in self._visits:
            counts_as = self._trust.terms(visit)
            records = (visit.check_in, *visit.check_outs, *self._corrections.get(visit.check_in, ()))
            yield self._entry(visit, counts_as, *records)
        for one in self._kept:
            if isinstance(one.record.body, Declared):
                said = one.record.body
                visit = _told(one.record.id, said.activity, said.start, said.minutes, Verdict.UNKNOWN)
                yield self._entry(visit, terms.usual(said.activity), one.record.id, what=DECLARED)
            elif one.record.id in self._met:
                yield self._meeting(one, self._met[one.record.id])

    def _meeting(self, one: StoredRecord, pair: Pair) -> Entry:
        asked, buddy = pair.proposal, pair.answer_envelope.key
        visit = _told(pair.id, asked.activity, asked.start, asked.minutes, one.verdict)
        if one.verdict not in (Verdict.UNKNOWN, Verdict.FALSE):
            counts_as = self._trust.terms_of_meeting(pair)
        else:
            counts_as = Terms(Kind.BUDDY) if buddy in self._people else terms.usual(asked.activity)
        gone = one.record.id in self._voids or pair.answer_envelope.id in self._withdrawn
        return self._entry(visit, counts_as, one.record.id, what=MET, buddy=buddy, gone=gone)

    def _entry(
        self,
        visit: Visit,
        counts_as: Terms,
        *records: bytes,
        what: str = VISIT,
        buddy: bytes = b"",
        gone: bool = False,
    ) -> Entry:
        id = visit.check_in
        void = self._voids.get(id)
        sent = set(records) <= self._sent and (void is None or void in self._sent)
        name = self._trust.name_of(counts_as.organisation)
        return Entry(visit, self._counted.get(id, 0), counts_as, name, sent, what, buddy, gone or void is not None)


def _told(id: bytes, activity: int, start: int, minutes: int, verdict: Verdict) -> Visit:
    """What a meeting or declared hours look like: they have an end and no display."""
    return Visit(id, (), b"", b"", activity, 0, start, start + 60 * minutes, verdict)
