"""The stored records, counted. The result is worked out again whenever the rows change, and is never stored itself.

Rules:
1. The rows are the truth. An earlier result is used again only where nothing changed (`VisitCache`, `Tally`).
2. A scan that waits for its chain position counts like the record that it will become.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from app.platform.clock import ClockReading
from app.protocol import judging, meeting, person, record, token
from app.protocol.bodies import KnownBody
from app.protocol.hours import Interval, Policy
from app.protocol.meeting import Pair
from app.protocol.moments import Verdict, Visit
from app.protocol.record import ChainPosition, CheckIn, CheckOut, Device, Met, Record, Stayed, Void
from app.records import scan_rules
from app.records.day_count import Tally, cuts
from app.records.entries import Entries, misread
from app.records.page import NOTHING, Entry, Expected, Page
from app.records.scan_rules import SameOrganisation
from app.records.visits import VisitCache
from app.store.rows import WAITING, PendingScan, StoredRecord

if TYPE_CHECKING:
    from app.records.trust import Trust
    from app.store.store import Store


class Ledger:
    """Counts what the store holds. It reads the store and writes nothing."""

    def __init__(self, store: Store, trust: Trust) -> None:
        self._store, self._trust = store, trust
        self._visits, self._shown, self._tally = VisitCache(), VisitCache(), Tally()
        self._pairs: dict[bytes, list[Pair]] = {}  # by the id of their record, so that each is read once
        self._read: tuple[int, list[StoredRecord], list[Visit]] = (-1, [], [])
        self._counted: tuple[tuple[int, int], Page] = ((-1, -1), NOTHING)

    def page(self) -> Page:
        """All records, counted by the region's counting policy, or by the default policy while none is known."""
        stamp = (self._store.changes, self._trust.changes)
        if self._counted[0] != stamp:
            self._counted = (stamp, self._count())
        return self._counted[1]

    def visits(self) -> list[Visit]:
        """The visits, also of scans that wait for their chain position, earliest first."""
        return self._all()[1]

    def newest(self) -> bytes:
        """The id of the newest record, or of its stand-in while it waits for its chain position. Raises IndexError when there
        is none.
        """
        return self._all()[0][-1].record.id

    def _all(self) -> tuple[list[StoredRecord], list[Visit]]:
        """The stored records with the stand-ins of waiting scans, and their visits."""
        if self._read[0] != self._store.changes:
            kept = self._store.records()
            for scan in self._store.scans():
                kept += _unsigned(scan, self._visits.visits(kept), self._trust.same_organisation)
            self._read = (self._store.changes, kept, self._visits.visits(kept))
        return self._read[1:]

    def _count(self) -> Page:
        """The page, worked out from the rows."""
        kept, _ = self._all()
        records = [stored.record for stored in kept]
        voids = record.voided(records)
        met = self._meetings(records)
        policy = self._trust.trust_list.policy if self._trust.trust_list else Policy()
        visits = self._visits.visits(kept, policy.late)
        withdrawn, people = self._store.met.withdrawn(), self._store.met.people()
        intervals = [piece for visit in visits for piece in visit.intervals]
        intervals += self._without_visits(kept, met, voids, withdrawn, policy.late)
        counted = self._tally.count(intervals, policy)
        cut = cuts(intervals, counted, policy)
        wrong = misread(kept)
        without_voids = [each for each in kept if not isinstance(each.record.body, Void) and each.record.id not in wrong]
        shown = visits if not voids else self._shown.visits(without_voids, policy.late)
        waiting = [stored.record.position.wall for stored in kept if stored.state == WAITING]
        entries = tuple(Entries(kept, met, counted.counted, cut, withdrawn, people, self._trust, shown).in_order())
        return Page(
            counted.total,
            entries,
            len(waiting),
            self._store.is_restoring and not self._store.is_asking,
            min(waiting, default=None),
            self._expected({pair.id for pair in met.values()} | voids),
            people,
            policy.session,
            policy.target,
            self._store.liked.all(),
            _weak(entries, met.values()),
            self._store.joined(),
            self._store.is_erased(),
        )

    def _meetings(self, records: list[Record]) -> dict[bytes, Pair]:
        """The meetings, by the id of their record."""
        known = self._pairs
        self._pairs = {
            each.id: known[each.id] if each.id in known else person.meetings([each])
            for each in records
            if isinstance(each.body, Met)
        }
        return {id: pair for id, pairs in self._pairs.items() for pair in pairs}

    def _without_visits(
        self,
        kept: list[StoredRecord],
        met: dict[bytes, Pair],
        voids: Collection[bytes],
        withdrawn: Collection[bytes],
        late: int,
    ) -> list[Interval]:
        """The intervals that count beside those of visits: meetings and self-declared time. `voids` and `withdrawn` are ids of
        records and of answers that count no more; `late` is the level of what came late.
        """
        other = [stored.record for stored in kept if not isinstance(stored.record.body, (CheckIn, CheckOut, Stayed, Met))]
        if self._store.scans():
            other += _this_phone(other, met.values())
        verdicts = {met[each.record.id].answer_envelope.id: each.verdict for each in kept if each.record.id in met}
        return person.intervals(other, verdicts, [pair for id, pair in met.items() if id not in voids], withdrawn, late)

    def _expected(self, done: set[bytes]) -> tuple[Expected, ...]:
        """Proposals that were shown and whose ids are not in `done`, the newest first."""
        shown = [(*meeting.proposal_from_bytes(data), data) for data in self._store.met.proposals()]
        expected = [Expected(outer.id, data, asked) for outer, asked, data in shown if outer.id not in done]
        return tuple(sorted(expected, key=lambda each: each.proposal.start, reverse=True))


def _weak(entries: Iterable[Entry], met: Iterable[Pair]) -> tuple[Expected, ...]:
    """The proposals of these meetings (`met`) that no certified buddy answered as far as this phone knows, newest first."""
    ids = {entry.visit.check_in for entry in entries if not entry.taken_back and entry.visit.verdict is Verdict.UNKNOWN}
    weak = {pair.id: Expected(pair.id, pair.proposal_envelope.data, pair.proposal) for pair in met if pair.id in ids}
    return tuple(sorted(weak.values(), key=lambda each: each.proposal.start, reverse=True))


def body_of(
    token: bytes, decision: scan_rules.Came | scan_rules.Left | scan_rules.LeftElsewhere
) -> CheckIn | CheckOut | Stayed:
    """The body of the record that this decision about a scanned `token` (its signed bytes) becomes."""
    if isinstance(decision, scan_rules.LeftElsewhere):
        return Stayed(decision.check_in, decision.minutes)
    return CheckIn(token) if isinstance(decision, scan_rules.Came) else CheckOut(token, decision.check_in)


def what_became_of(scan: PendingScan, visits: list[Visit], same_organisation: SameOrganisation) -> KnownBody | None:
    """The body of the record that a waiting scan becomes, by the `visits` that are known now; None when it changes nothing. The
    newcomer was told that it is saved, so it is judged as unknown and is never refused. `same_organisation` is as in
    `scan_rules.decide`.
    """
    if scan.body is not None:
        body = record.from_bytes(scan.body).body
        return None if isinstance(body, record.Unknown) else body
    outer, content = token.from_bytes(scan.token)
    decision = scan_rules.decide(content, outer.key, Verdict.UNKNOWN, visits, clocks_of(scan), same_organisation)
    return None if isinstance(decision, (scan_rules.Already, scan_rules.ScanRefused)) else body_of(scan.token, decision)


def clocks_of(scan: PendingScan) -> ClockReading:
    """The phone's clocks at a waiting scan."""
    return ClockReading(scan.wall, scan.boot, scan.boot_id)


def without_place(body: KnownBody, reading: ClockReading, number: int = 1) -> Record:
    """A record without its real chain position and signature, to be stored and shown and never to be sent. `reading` are the
    phone's clocks; `number` only tells such records apart.
    """
    place = ChainPosition(number, bytes(32), max(0, reading.wall), reading.boot, reading.boot_id)
    draft = record.to_draft(body, place, bytes(32))
    return record.from_bytes(draft.seal(bytes(64)))


def _this_phone(records: list[Record], met: Iterable[Pair]) -> list[Record]:
    """Device records for the keys of these meetings that no record names yet. While the chain is not known, the record that
    names this phone is missing, and its meetings have to count all the same.
    """
    unknown = {pair.proposal.public for pair in met} - judging.keys_of(records)
    drafts = [
        record.to_draft(Device(public, bytes(record.PERSON_SIZE)), ChainPosition(0, None, 0), public) for public in unknown
    ]
    return [record.from_bytes(draft.seal(bytes(64))) for draft in drafts]


def _unsigned(scan: PendingScan, visits: list[Visit], same_organisation: SameOrganisation) -> list[StoredRecord]:
    """The stand-in for the record that a waiting scan will become, before its chain position is known; [] when it changes
    nothing.
    """
    body = what_became_of(scan, visits, same_organisation)
    return [] if body is None else [StoredRecord(without_place(body, clocks_of(scan), scan.n), Verdict.UNKNOWN, WAITING, None)]
