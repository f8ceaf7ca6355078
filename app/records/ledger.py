"""What is kept, counted: recomputed from the rows whenever they changed, never kept beside them.

Rules:
1. The rows are the truth. What was worked out before is used again only where nothing changed (`visiting`, `tally`).
2. A scan that waits for its place in the chain counts like the record it will become.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from app.protocol import judging, meeting, person, record, token
from app.protocol.bodies import Known
from app.protocol.hours import Interval, Policy
from app.protocol.meeting import Pair
from app.protocol.moments import Verdict, Visit
from app.protocol.record import ChainPosition, CheckIn, CheckOut, Device, Met, Record, Stayed, Void
from app.records import scan_rules
from app.records.day_count import Tally
from app.records.entries import Entries, misread
from app.records.page import NOTHING, Expected, Page
from app.records.visits import Visiting
from app.store.rows import WAITING, PendingScan, StoredRecord

if TYPE_CHECKING:
    from app.records.trust import Trust
    from app.store.store import Store


class Ledger:
    """Reads the store; writes nothing."""

    def __init__(self, store: Store, trust: Trust) -> None:
        self._store, self._trust = store, trust
        self._visiting, self._shown, self._tally = Visiting(), Visiting(), Tally()
        self._pairs: dict[bytes, list[Pair]] = {}  # by the id of their record: what was read before is not read again
        self._read: tuple[int, list[StoredRecord], list[Visit]] = (-1, [], [])
        self._counted: tuple[tuple[int, int], Page] = ((-1, -1), NOTHING)

    def page(self) -> Page:
        """Everything, counted by the region's policy (or the usual one while none is known)."""
        stamp = (self._store.changes, self._trust.changes)
        if self._counted[0] != stamp:
            self._counted = (stamp, self._count())
        return self._counted[1]

    def visits(self) -> list[Visit]:
        return self._all()[1]

    def newest(self) -> bytes:
        """The id of the newest record, or of what stands for it while it waits for its place."""
        return self._all()[0][-1].record.id

    def _all(self) -> tuple[list[StoredRecord], list[Visit]]:
        if self._read[0] != self._store.changes:
            kept = self._store.records()
            for scan in self._store.scans():
                kept += _unsigned(scan, self._visiting.visits(kept))
            self._read = (self._store.changes, kept, self._visiting.visits(kept))
        return self._read[1:]

    def _count(self) -> Page:
        kept, _ = self._all()
        records = [one.record for one in kept]
        voids = record.voided(records)
        met = self._meetings(records)
        policy = self._trust.trust_list.policy if self._trust.trust_list else Policy()
        visits = self._visiting.visits(kept, policy.late)
        withdrawn, people = self._store.met.withdrawn(), self._store.met.people()
        pieces = [piece for visit in visits for piece in visit.pieces]
        counted = self._tally.count([*pieces, *self._told(kept, met, voids, withdrawn, policy.late)], policy)
        wrong = misread(kept)
        told = [one for one in kept if not isinstance(one.record.body, Void) and one.record.id not in wrong]
        shown = visits if not voids else self._shown.visits(told, policy.late)
        waiting = [one.record.place.wall for one in kept if one.state == WAITING]
        return Page(
            counted.total,
            tuple(Entries(kept, met, counted.counted, withdrawn, people, self._trust, shown).in_order()),
            len(waiting),
            self._store.is_restoring,
            min(waiting, default=None),
            self._expected({pair.id for pair in met.values()} | voids),
            people,
            policy.session,
            policy.target,
            self._store.liked.all(),
        )

    def _meetings(self, records: list[Record]) -> dict[bytes, Pair]:
        """The meetings, by the id of their record."""
        known = self._pairs
        self._pairs = {
            one.id: known[one.id] if one.id in known else person.meetings([one]) for one in records if isinstance(one.body, Met)
        }
        return {id: pair for id, pairs in self._pairs.items() for pair in pairs}

    def _told(
        self,
        kept: list[StoredRecord],
        met: dict[bytes, Pair],
        voids: Collection[bytes],
        withdrawn: Collection[bytes],
        late: int,
    ) -> list[Interval]:
        """What counts beside visits: meetings and declared hours."""
        other = [one.record for one in kept if not isinstance(one.record.body, (CheckIn, CheckOut, Stayed, Met))]
        if self._store.scans():
            other += _this_phone(other, met.values())
        verdicts = {met[one.record.id].answer_envelope.id: one.verdict for one in kept if one.record.id in met}
        return person.moments(other, verdicts, [pair for id, pair in met.items() if id not in voids], withdrawn, late)

    def _expected(self, done: set[bytes]) -> tuple[Expected, ...]:
        """Proposals that were shown and are in no record, the newest first."""
        shown = [(*meeting.proposal_from_bytes(data), data) for data in self._store.met.proposals()]
        expected = [Expected(outer.id, data, asked) for outer, asked, data in shown if outer.id not in done]
        return tuple(sorted(expected, key=lambda one: one.proposal.start, reverse=True))


def body_of(
    token: bytes, decision: scan_rules.Came | scan_rules.Left | scan_rules.LeftElsewhere
) -> CheckIn | CheckOut | Stayed:
    """What a scan is written down as."""
    if isinstance(decision, scan_rules.LeftElsewhere):
        return Stayed(decision.check_in, decision.minutes)
    return CheckIn(token) if isinstance(decision, scan_rules.Came) else CheckOut(token, decision.check_in)


def what_became_of(scan: PendingScan, visits: list[Visit]) -> Known | None:
    """What was kept to be signed later says, given what is known by now; None when it is known already. It was called saved:
    never refused any more.
    """
    if scan.body is not None:
        said = record.from_bytes(scan.body).body
        return None if isinstance(said, record.Unknown) else said
    outer, told = token.from_bytes(scan.token)
    decision = scan_rules.decide(told, outer.key, Verdict.UNKNOWN, visits, scan.wall)
    return body_of(scan.token, decision) if isinstance(decision, (scan_rules.Came, scan_rules.Left)) else None


def without_place(body: Known, wall: int, number: int = 1) -> Record:
    """A record that lacks its place and its signature: to be kept and shown, never to be sent."""
    draft = record.to_draft(body, ChainPosition(number, bytes(32), max(0, wall)), bytes(32))
    return record.from_bytes(draft.seal(bytes(64)))


def _this_phone(records: list[Record], met: Iterable[Pair]) -> list[Record]:
    """While the chain is not known, neither is the record that names this phone; its meetings count all the same."""
    unknown = {pair.proposal.public for pair in met} - judging.keys_of(records)
    drafts = [
        record.to_draft(Device(public, bytes(record.PERSON_SIZE)), ChainPosition(0, None, 0), public) for public in unknown
    ]
    return [record.from_bytes(draft.seal(bytes(64))) for draft in drafts]


def _unsigned(scan: PendingScan, visits: list[Visit]) -> list[StoredRecord]:
    """What a scan will become, before anybody knows its place."""
    body = what_became_of(scan, visits)
    return [] if body is None else [StoredRecord(without_place(body, scan.wall, scan.n), Verdict.UNKNOWN, WAITING, None)]
