"""Visits are worked out again only where something changed.

Records form a group when one names the other by its id, directly or through others: a check-out names its check-in. The visits
that `moments.visits` makes of a group depend on nothing outside of the group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from app.protocol import hours, moments
from app.protocol.bodies import AnyBody
from app.protocol.envelope import ID_SIZE
from app.protocol.moments import Visit
from app.store.rows import StoredRecord

Group = tuple[StoredRecord, ...]


class VisitCache:
    """Works out visits, and remembers the groups of the last call with their visits."""

    def __init__(self) -> None:
        self._named: dict[bytes, tuple[bytes, ...]] = {}
        self._known: dict[tuple[int, ...], tuple[Group, list[Visit]]] = {}  # by the identity of the objects: they never change
        self._late = hours.DECLARED

    def visits(self, kept: list[StoredRecord], late: int = hours.DECLARED) -> list[Visit]:
        """The same result as `visits_of`."""
        known, self._known = (self._known if late == self._late else {}), {}
        self._late = late
        for group in self._groups(kept):
            key = tuple(map(id, group))
            self._known[key] = known[key] if key in known else (group, visits_of(group, late))
        all_visits = (visit for _, visits in self._known.values() for visit in visits)
        return sorted(all_visits, key=lambda visit: (visit.start, visit.check_in))

    def _groups(self, kept: list[StoredRecord]) -> Iterable[Group]:
        """The records in groups, found by joining trees: `parent` leads from each id to the root of its group."""
        parent = {stored.record.id: stored.record.id for stored in kept}

        def root(id: bytes) -> bytes:
            while parent[id] != id:
                parent[id] = parent[parent[id]]  # halves the way, so that long trees cost nothing
                id = parent[id]
            return id

        for stored in kept:
            own = stored.record.id
            if own not in self._named:
                self._named[own] = named_ids(stored.record.body)
            for other in self._named[own]:
                if other in parent:
                    parent[root(own)] = root(other)
        groups: dict[bytes, list[StoredRecord]] = {}
        for stored in kept:
            groups.setdefault(root(stored.record.id), []).append(stored)
        return map(tuple, groups.values())


def named_ids(body: AnyBody) -> tuple[bytes, ...]:
    """The fields of a record of any type that may be ids of other records: those of 32 bytes."""
    values = (getattr(body, field.name) for field in fields(body))
    return tuple(value for value in values if isinstance(value, bytes) and len(value) == ID_SIZE)


def visits_of(kept: Iterable[StoredRecord], late: int = hours.DECLARED) -> list[Visit]:
    """The visits in these records, earliest first. `late` is the assurance level that the counting policy gives to what came
    late.
    """
    stored = list(kept)
    return moments.visits((each.record for each in stored), {each.record.id: each.verdict for each in stored}, late)
