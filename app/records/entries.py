"""Moments as people see them: visits, meetings and self-declared time in one list, from old to new.

Rules:
1. A moment that the newcomer or the buddy took back stays in the list and counts nothing.
2. A scan that was read the wrong way is no moment under its first reading, and is not shown as one.
3. A meeting with a certified buddy counts as what the buddy's organisation agreed with the region. A meeting with another buddy
   has the activity type "buddy" when the newcomer remembers that buddy by a picture, else the usual type of its activity.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from app.protocol import terms
from app.protocol.activities import ActivityType
from app.protocol.meeting import Pair
from app.protocol.moments import Verdict, Visit
from app.protocol.record import CheckOut, Declared, Void
from app.protocol.terms import Terms
from app.records.page import DECLARED, MET, NO_CUT, VISIT, Cut, Entry
from app.records.scan_rules import OTHER_WAY
from app.store.rows import KEPT, StoredRecord

if TYPE_CHECKING:
    from app.records.trust import Trust

WEAKEST_FIRST = (Verdict.FALSE, Verdict.UNKNOWN, Verdict.LATE, Verdict.TRUSTED)


def misread(kept: Iterable[StoredRecord]) -> set[bytes]:
    """The ids of check-ins and check-outs whose scan was read the wrong way; another record stands for that scan."""
    bodies = (stored.record.body for stored in kept)
    return {body.target for body in bodies if isinstance(body, Void) and body.reason == OTHER_WAY}


class Entries:
    """Makes the moments of the stored records. `met` has the meetings by the id of their record, `counted` the counted minutes
    and `cut` those left out, by the id of the interval, `withdrawn` the ids of withdrawn answers, `people` the key ids of
    remembered buddies. `visits` are the visits as if nothing had been taken back.
    """

    def __init__(
        self,
        kept: Sequence[StoredRecord],
        met: Mapping[bytes, Pair],
        counted: Mapping[bytes, int],
        cut: Mapping[bytes, Cut],
        withdrawn: Collection[bytes],
        people: Collection[bytes],
        trust: Trust,
        visits: Sequence[Visit],
    ) -> None:
        self._visits = visits
        self._kept, self._met, self._counted, self._cut, self._trust = kept, met, counted, cut, trust
        self._withdrawn, self._people = withdrawn, people
        records = [stored.record for stored in kept]
        self._sent = {stored.record.id for stored in kept if stored.state == KEPT}
        self._voids = {record.body.target: record.id for record in records if isinstance(record.body, Void)}
        self._corrections: dict[bytes, list[bytes]] = {}  # by check-in: the voids of its check-outs
        for record in records:
            if isinstance(record.body, CheckOut) and record.id in self._voids:
                self._corrections.setdefault(record.body.check_in, []).append(self._voids[record.id])

    def in_order(self) -> list[Entry]:
        """The moments, from old to new; of several with one id only the strongest."""
        # Two phones may have written down one meeting, and several buddies may have signed it. What is not taken back wins,
        # then what counts more.
        weakest_first = sorted(self._all(), key=lambda entry: (not entry.taken_back, WEAKEST_FIRST.index(entry.visit.verdict)))
        strongest = {entry.visit.check_in: entry for entry in weakest_first}
        return sorted(strongest.values(), key=lambda entry: (entry.visit.start, entry.visit.check_in))

    def _all(self) -> Iterator[Entry]:
        """The moments of all records, in no order; one id may come several times."""
        for visit in self._visits:
            counts_as = self._trust.terms(visit)
            records = (visit.check_in, *visit.check_outs, *self._corrections.get(visit.check_in, ()))
            yield self._entry(visit, counts_as, *records)
        for stored in self._kept:
            id, body = stored.record.id, stored.record.body
            if isinstance(body, Declared):
                visit = _without_display(id, body.activity, body.start, body.minutes, Verdict.UNKNOWN)
                yield self._entry(visit, terms.usual(body.activity), id, what=DECLARED)
            elif id in self._met:
                yield self._meeting(stored, self._met[id])

    def _meeting(self, stored: StoredRecord, pair: Pair) -> Entry:
        """The moment of a meeting, from its record."""
        proposal, buddy, record = pair.proposal, pair.answer_envelope.key, stored.record.id
        visit = _without_display(pair.id, proposal.activity, proposal.start, proposal.minutes, stored.verdict)
        if stored.verdict not in (Verdict.UNKNOWN, Verdict.FALSE):
            counts_as = self._trust.terms_of_meeting(pair)
        else:
            counts_as = Terms(ActivityType.BUDDY) if buddy in self._people else terms.usual(proposal.activity)
        taken_back = record in self._voids or pair.answer_envelope.id in self._withdrawn
        return self._entry(visit, counts_as, record, what=MET, buddy=buddy, taken_back=taken_back)

    def _entry(
        self,
        visit: Visit,
        counts_as: Terms,
        *records: bytes,
        what: str = VISIT,
        buddy: bytes = b"",
        taken_back: bool = False,
    ) -> Entry:
        """The moment of this visit; `records` are the ids of all records that it is made of."""
        id = visit.check_in
        void = self._voids.get(id)
        sent = set(records) <= self._sent and (void is None or void in self._sent)
        name = self._trust.name_of(counts_as.organisation)
        gone = taken_back or void is not None
        cut = NO_CUT if gone else self._cut.get(id, NO_CUT)
        return Entry(visit, self._counted.get(id, 0), counts_as, name, sent, what, buddy, gone, cut)


def _without_display(id: bytes, activity: int, start: int, minutes: int, verdict: Verdict) -> Visit:
    """A meeting or self-declared time as a visit: it has an end and no display. `start` is in Unix seconds."""
    return Visit(id, (), b"", b"", activity, 0, start, start + 60 * minutes, verdict)
