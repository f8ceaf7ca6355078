"""The organisations that take part in a region.

An id stays for ever, because certificates and old hours name it. An organisation that was merged into another keeps its id in
the trust list, under the other's name; its old name finds the other one here. An organisation that ended keeps its name.
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
    """One organisation: its id (4 bytes), when it ended (Unix seconds), and the id of the organisation it was merged into."""

    id: bytes
    name: str
    ended: int | None
    merged: bytes | None


def all_organisations(registry: Registry) -> list[OrganisationRow]:
    """Every organisation that ever took part, in order of name."""
    return [
        OrganisationRow(*row) for row in registry.db.execute("SELECT id, name, ended, merged FROM organisations ORDER BY name")
    ]


def find(registry: Registry, name: str) -> OrganisationRow:
    """The organisation of this name, in capital letters or not; by an old name, the one into which it was merged.

    Raises ServerRefusal("unknown-organisation") with the nearest names in `about`; also when two could be meant.
    """
    known = all_organisations(registry)
    organisation = _named(known, name)
    if organisation is None:
        present = [other.name for other in known if other.merged is None]
        raise ServerRefusal("unknown-organisation", about=nearest(name, present))
    return organisation


def get_active(registry: Registry, id: bytes) -> OrganisationRow:
    """The organisation with this id, if it takes part. Raises ServerRefusal: "unknown-organisation", "ended" or "merged"."""
    organisation = next((other for other in all_organisations(registry) if other.id == id), None)
    if organisation is None:
        raise ServerRefusal("unknown-organisation")
    if organisation.merged is not None:
        raise ServerRefusal("merged", about=organisation.name)
    if organisation.ended is not None:
        raise ServerRefusal("ended", about=organisation.name)
    return organisation


def nearest(name: str, names: Iterable[str]) -> str:
    """At most three of `names` that look most like `name`, each on a line."""
    by_small = {known.casefold(): known for known in names}
    near = difflib.get_close_matches(name.casefold(), by_small, NEAREST, 0.5)
    return "\n".join(by_small[small] for small in near)


def add(registry: Registry, name: str, *, different: bool = False) -> bytes:
    """The id of the organisation of exactly this name, which is added if it is new. One that had ended takes part again.

    `different`: the operator says that it is a different organisation, though its name looks like an existing one. Raises
    ServerRefusal: "bad-name", "like-another" or "too-many-names".
    """
    check_name(name)
    same = next((known for known in all_organisations(registry) if known.name == name), None)
    if same and same.ended is None:
        return same.id
    with act(registry, "organisation-add", name):
        return add_within(registry, [name], different=different)[0]


def add_within(registry: Registry, names: list[str], *, different: bool) -> list[bytes]:
    """As `add` for many names, inside an act; the names were checked."""
    known = all_organisations(registry)
    exact = {organisation.name: organisation for organisation in known}
    new = [name for name in names if name not in exact]
    if not different:
        refuse_look_alikes(new, [organisation.name for organisation in known if organisation.merged is None])
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
    """Give an organisation another name. Phones and proofs show it, also for hours from before.

    Raises ServerRefusal: "unknown-organisation", "bad-name", "taken" or "like-another".
    """
    check_name(new)
    with act(registry, "organisation-rename", f"{name} -> {new}"):
        renamed, known = find(registry, name), all_organisations(registry)
        holder = next((other for other in known if other.name == new), None)
        if holder and holder.id != renamed.id and holder.merged != renamed.id:
            raise ServerRefusal("taken", about=new)
        if not different:
            others = [other.name for other in known if other.merged is None and other.id != renamed.id]
            refuse_look_alikes([new], others)
        if holder and holder.id != renamed.id:
            _set_name(registry, holder.id, renamed.id.hex())  # names are unique: a free one for a moment
        _set_name(registry, renamed.id, new)
        if holder and holder.id != renamed.id:
            _set_name(registry, holder.id, renamed.name)


def merge(registry: Registry, name: str, into: str) -> None:
    """Merge the organisation `name` into the organisation `into`, to which everything of the first belongs from now on.

    Agreements of the first hold for activities about which the second agreed nothing. The first one's id stays in the trust
    list, under the second's name. Raises ServerRefusal: "unknown-organisation", "ended" (the second), or "merged" (they are the
    same).
    """
    with act(registry, "organisation-merge", f"{name} -> {into}"):
        first, second = find(registry, name), find(registry, into)
        if first.id == second.id:
            raise ServerRefusal("merged", about=first.name)
        get_active(registry, second.id)
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
    """End an organisation: its displays, posters and buddies are revoked now, and its open invitations are taken back.

    What was signed before stays as it was. Raises ServerRefusal: "unknown-organisation" or "ended".
    """
    with act(registry, "organisation-end", name):
        ended, now = get_active(registry, find(registry, name).id), registry.now()
        write = registry.db.execute
        write("UPDATE organisations SET ended = ? WHERE id = ?", [now, ended.id])
        for table in ("displays", "buddies"):
            sql = f"UPDATE {table} SET revoked = ? WHERE organisation = ? AND coalesce(revoked, ?) >= ?"  # noqa: S608
            write(sql, [now, ended.id, now, now])  # also what was to end later, such as a replaced poster
        write(
            "UPDATE invitations SET cancelled = ? WHERE organisation = ? AND uses < times AND cancelled IS NULL",
            [now, ended.id],
        )


def _named(known: list[OrganisationRow], name: str) -> OrganisationRow | None:
    """The only organisation that `name` can mean. Exact names go before other capitals, present names before old ones."""
    small = name.casefold()
    exact = [row for row in known if row.name == name]
    fitting = exact or [row for row in known if row.name.casefold() == small]
    present = [row for row in fitting if row.merged is None]
    meant = {row.merged or row.id for row in present or fitting}
    return next((row for row in known if meant == {row.id}), None)


def _set_name(registry: Registry, id: bytes, name: str) -> None:
    registry.db.execute("UPDATE organisations SET name = ? WHERE id = ?", [name, id])
