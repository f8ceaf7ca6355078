"""The organisations of a region: who takes part, by name.

An id stays for ever, because certificates and old hours name it. An organisation that is merged into another keeps its id in
the trust list, under the other's name; its old name still finds the other one here. One that is ended keeps its name.
"""

from __future__ import annotations

import difflib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from app.protocol import enrolment
from app.protocol.trust_list import MOST_ENTRIES
from sync_server.errors import ServerRefusal
from sync_server.region.acts import act
from sync_server.region.look_alikes import alike
from sync_server.region.names import check_name
from sync_server.region.registry import Registry

NEAREST = 3
WITH_MEMBERS = ("displays", "buddies", "invitations")


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation: its id (4 bytes), when it ended (Unix seconds), and the id of the one that it was merged into."""

    id: bytes
    name: str
    ended: int | None
    merged: bytes | None


def everybody(registry: Registry) -> list[OrganisationRow]:
    """Every organisation there ever was, by name."""
    return [
        OrganisationRow(*row) for row in registry.db.execute("SELECT id, name, ended, merged FROM organisations ORDER BY name")
    ]


def find(registry: Registry, name: str) -> OrganisationRow:
    """The one of this name, whichever of its letters are capital; by an old name the one that it was merged into.

    Raises ServerRefusal("unknown-organisation"), with the nearest names in `about`; also when it could be two.
    """
    known = everybody(registry)
    found = _named(known, name)
    if found is None:
        raise ServerRefusal("unknown-organisation", about=nearest(name, [one.name for one in known if one.merged is None]))
    return found


def taking_part(registry: Registry, id: bytes) -> OrganisationRow:
    """The one with this id, within an act. Raises ServerRefusal: "unknown-organisation", "ended" or "merged"."""
    found = next((one for one in everybody(registry) if one.id == id), None)
    if found is None:
        raise ServerRefusal("unknown-organisation")
    if found.merged is not None:
        raise ServerRefusal("merged", about=found.name)
    if found.ended is not None:
        raise ServerRefusal("ended", about=found.name)
    return found


def nearest(name: str, names: Iterable[str]) -> str:
    """The names that `name` may have been meant for, each on a line."""
    by_small = {one.casefold(): one for one in names}
    near = difflib.get_close_matches(name.casefold(), by_small, NEAREST, 0.5)
    return "\n".join(by_small[one] for one in near)


def add(registry: Registry, name: str, *, different: bool = False) -> bytes:
    """Add one, or find the one of exactly this name; returns its id. One that had ended takes part again.

    `different`: it is another one, though it looks like one that is there. Raises ServerRefusal: "bad-name", "like-another" or
    "too-many-names".
    """
    check_name(name)
    same = next((one for one in everybody(registry) if one.name == name), None)
    if same and same.ended is None:
        return same.id
    with act(registry, "organisation-add", name):
        return add_within(registry, [name], different=different)[0]


def add_within(registry: Registry, names: list[str], *, different: bool) -> list[bytes]:
    """The same for many, within an act."""
    known = everybody(registry)
    exact = {one.name: one for one in known}
    new = [name for name in names if name not in exact]
    if not different:
        refuse_look_alikes(new, [one.name for one in known if one.merged is None])
    if len(known) + len(new) > MOST_ENTRIES:
        raise ServerRefusal("too-many-names")
    made = {name: secrets.token_bytes(enrolment.ORGANISATION_SIZE) for name in new}
    registry.db.executemany("INSERT INTO organisations (id, name) VALUES (?, ?)", [(id, name) for name, id in made.items()])
    again = [(exact[name].id,) for name in names if name in exact and exact[name].merged is None]
    registry.db.executemany("UPDATE organisations SET ended = NULL WHERE id = ?", again)
    return [made[name] if name in made else exact[name].merged or exact[name].id for name in names]


def refuse_look_alikes(new: Iterable[str], names: list[str]) -> None:
    """Raises ServerRefusal("like-another") with each new name and, beside it, those of `names` that it looks like."""
    pairs = alike(new, names)
    if pairs:
        raise ServerRefusal("like-another", about="\n".join(f"{name}   {other}" for name, other in pairs))


def rename(registry: Registry, name: str, new: str, *, different: bool = False) -> None:
    """Another name for the same organisation, on phones and proofs, too; hours of before show it as well.

    Raises ServerRefusal: "unknown-organisation", "bad-name", "taken" or "like-another".
    """
    check_name(new)
    with act(registry, "organisation-rename", f"{name} -> {new}"):
        one, known = find(registry, name), everybody(registry)
        holder = next((other for other in known if other.name == new), None)
        if holder and holder.id != one.id and holder.merged != one.id:
            raise ServerRefusal("taken", about=new)
        if not different:
            refuse_look_alikes([new], [other.name for other in known if other.merged is None and other.id != one.id])
        if holder and holder.id != one.id:
            _set_name(registry, holder.id, one.id.hex())  # a name that is free until the line after next
        _set_name(registry, one.id, new)
        if holder and holder.id != one.id:
            _set_name(registry, holder.id, one.name)


def merge(registry: Registry, name: str, into: str) -> None:
    """Two that are one: everything of the first belongs to the second from now on, and its agreements hold there for activities
    about which the second agreed nothing. The first one's id stays in the trust list, under the second's name.

    Raises ServerRefusal: "unknown-organisation", "ended" (the second), or "merged" (they are one).
    """
    with act(registry, "organisation-merge", f"{name} -> {into}"):
        first, second = find(registry, name), find(registry, into)
        if first.id == second.id:
            raise ServerRefusal("merged", about=first.name)
        taking_part(registry, second.id)
        write, both = registry.db.execute, [second.id, first.id]
        for table in WITH_MEMBERS:
            write(f"UPDATE {table} SET organisation = ? WHERE organisation = ?", both)  # noqa: S608
        write(
            "INSERT INTO agreements (organisation, activity, start_time, kind, dutch, social, papers)"
            " SELECT ?, activity, start_time, kind, dutch, social, papers FROM agreements WHERE organisation = ?"
            " AND activity NOT IN (SELECT activity FROM agreements WHERE organisation = ?)",
            [second.id, first.id, second.id],
        )
        write("UPDATE organisations SET merged = ? WHERE merged = ?", both)
        write(
            "UPDATE organisations SET merged = ?, ended = coalesce(ended, ?) WHERE id = ?",
            [second.id, registry.now(), first.id],
        )


def end(registry: Registry, name: str) -> None:
    """It takes part no longer: from now on its displays, posters and buddies are not believed and its open invitations are
    taken back. What was signed before stays as it was. Raises ServerRefusal: "unknown-organisation" or "ended".
    """
    with act(registry, "organisation-end", name):
        one, now = taking_part(registry, find(registry, name).id), registry.now()
        write = registry.db.execute
        write("UPDATE organisations SET ended = ? WHERE id = ?", [now, one.id])
        for table in ("displays", "buddies"):
            sql = f"UPDATE {table} SET revoked = ? WHERE organisation = ? AND coalesce(revoked, ?) >= ?"  # noqa: S608
            write(sql, [now, one.id, now, now])  # also what was to end later, as a replaced poster
        write(
            "UPDATE invitations SET cancelled = ? WHERE organisation = ? AND used IS NULL AND display IS NULL"
            " AND cancelled IS NULL",
            [now, one.id],
        )


def _named(known: list[OrganisationRow], name: str) -> OrganisationRow | None:
    """Exactly so before in other capitals; a name of today before an old one."""
    small = name.casefold()
    exact = [one for one in known if one.name == name]
    fitting = exact or [one for one in known if one.name.casefold() == small]
    of_today = [one for one in fitting if one.merged is None]
    meant = {one.merged or one.id for one in of_today or fitting}
    return next((one for one in known if meant == {one.id}), None)


def _set_name(registry: Registry, id: bytes, name: str) -> None:
    registry.db.execute("UPDATE organisations SET name = ? WHERE id = ?", [name, id])
