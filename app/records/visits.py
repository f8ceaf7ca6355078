"""Visits worked out again only where something changed.

Records belong together when one names the other by its id, directly or through others (a check-out names its check-in). What
`moments.visits` makes of such a group depends on nothing outside of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields

from app.protocol import hours, moments
from app.protocol.bodies import Said
from app.protocol.envelope import ID_SIZE
from app.protocol.moments import Visit
from app.store.rows import StoredRecord

Group = tuple[StoredRecord, ...]


class Visiting:
    """Remembers the groups of the last time and what they came to."""

    def __init__(self) -> None:
        self._named: dict[bytes, tuple[bytes, ...]] = {}
        self._known: dict[tuple[int, ...], tuple[Group, list[Visit]]] = {}  # by which objects they are; an object never changes
        self._late = hours.DECLARED

    def visits(self, kept: list[StoredRecord], late: int = hours.DECLARED) -> list[Visit]:
        """The same as `visits_of`."""
        known, self._known = (self._known if late == self._late else {}), {}
        self._late = late
        for group in self._groups(kept):
            key = tuple(map(id, group))
            self._known[key] = known[key] if key in known else (group, visits_of(group, late))
        found = (one for _, visits in self._known.values() for one in visits)
        return sorted(found, key=lambda one: (one.start, one.check_in))

    def _groups(self, kept: list[StoredRecord]) -> Iterable[Group]:
        parent = {one.record.id: one.record.id for one in kept}

        def root(one: bytes) -> bytes:
            while parent[one] != one:
                one = parent[one]
            return one

        for one in kept:
            mine = one.record.id
            if mine not in self._named:
                self._named[mine] = named(one.record.body)
            for other in self._named[mine]:
                if other in parent:
                    parent[root(mine)] = root(other)
        groups: dict[bytes, list[StoredRecord]] = {}
        for one in kept:
            groups.setdefault(root(one.record.id), []).append(one)
        return map(tuple, groups.values())


def named(body: Said) -> tuple[bytes, ...]:
    """What may be ids of other records in a record: whatever kind it is, an id has 32 bytes."""
    values = (getattr(body, field.name) for field in fields(body))
    return tuple(value for value in values if isinstance(value, bytes) and len(value) == ID_SIZE)


def visits_of(kept: Iterable[StoredRecord], late: int = hours.DECLARED) -> list[Visit]:
    """The visits in these records, earliest first; `late` is the policy's."""
    together = list(kept)
    return moments.visits((one.record for one in together), {one.record.id: one.verdict for one in together}, late)
