"""What is kept, counted: recomputed from the rows whenever they changed, never kept beside them.

Rules:
1. The rows are the truth. What was worked out before is used again only where nothing changed (`visiting`, `tally`).
2. A scan that waits for its place in the chain counts like the record it will become.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app import scan_rules
from app.protocol import record, session
from app.protocol.hours import Policy
from app.protocol.moments import Verdict, Visit
from app.protocol.record import CheckIn, CheckOut, Place, Record
from app.store.rows import KEPT, WAITING, Kept, Scan
from app.tally import Tally
from app.visiting import Visiting

if TYPE_CHECKING:
    from app.store.store import Store
    from app.trusting import Trust


@dataclass(frozen=True, slots=True)
class Entry:
    """One visit as people see it: the minutes that count, and whether the server holds all of it."""

    visit: Visit
    minutes: int
    kind: int
    organisation: str
    sent: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Everything kept, counted: `total` minutes that count, the entries from old to new, and how many records wait.

    `restoring`: a file was lost, and what the server holds is not back yet. `since`: when the oldest waiting record was made.
    """

    total: int
    entries: tuple[Entry, ...]
    waiting: int
    restoring: bool = False
    since: int | None = None

    def entry(self, check_in: bytes) -> Entry:
        return next(entry for entry in self.entries if entry.visit.check_in == check_in)

    @property
    def only_here(self) -> int:
        """How many moments nobody else holds yet."""
        return sum(not entry.sent for entry in self.entries)


NOTHING = Page(0, (), 0)


class Ledger:
    """Reads the store; writes nothing."""

    def __init__(self, store: Store, trust: Trust) -> None:
        self._store, self._trust = store, trust
        self._visiting, self._tally = Visiting(), Tally()
        self._read: tuple[int, list[Kept], list[Visit]] = (-1, [], [])
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

    def _all(self) -> tuple[list[Kept], list[Visit]]:
        if self._read[0] != self._store.changes:
            kept = self._store.records()
            for scan in self._store.scans():
                kept += _unsigned(scan, self._visiting.visits(kept))
            self._read = (self._store.changes, kept, self._visiting.visits(kept))
        return self._read[1:]

    def _count(self) -> Page:
        kept, visits = self._all()
        trust_list = self._trust.trust_list
        pieces = (piece for visit in visits for piece in visit.pieces)
        counted = self._tally.count(pieces, trust_list.policy if trust_list else Policy())
        sent = {one.record.id for one in kept if one.state == KEPT}
        waiting = [one.record.place.wall for one in kept if one.state == WAITING]
        entries = tuple(
            Entry(
                visit,
                counted.counted[visit.check_in],
                self._trust.kind(visit),
                self._trust.organisation_name(visit.display, visit.start),
                {visit.check_in, *visit.check_outs} <= sent,
            )
            for visit in visits
        )
        return Page(counted.total, entries, len(waiting), self._store.is_restoring, min(waiting, default=None))


def body_of(token: bytes, decision: scan_rules.Came | scan_rules.Left) -> CheckIn | CheckOut:
    return CheckIn(token) if isinstance(decision, scan_rules.Came) else CheckOut(token, decision.check_in)


def what_became_of(scan: Scan, visits: list[Visit]) -> scan_rules.Decision:
    """What a scan that waited says, given what is known by now. It was called saved: never refused any more."""
    outer, said = session.from_bytes(scan.token)
    return scan_rules.decide(said, outer.key, Verdict.UNKNOWN, visits)


def _unsigned(scan: Scan, visits: list[Visit]) -> list[Kept]:
    """What a scan will become, before anybody knows its place: to be shown, never to be sent."""
    decision = what_became_of(scan, visits)
    if not isinstance(decision, (scan_rules.Came, scan_rules.Left)):
        return []
    place = Place(scan.n, bytes(32), scan.wall, scan.boot, scan.boot_id)
    draft = record.to_draft(body_of(scan.token, decision), place, bytes(32))
    made: Record = record.from_bytes(draft.seal(bytes(64)))
    return [Kept(made, Verdict.UNKNOWN, WAITING, None)]
