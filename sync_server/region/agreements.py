"""What is agreed with an organisation about its activities: the kind of the hours, the conditions, the papers, and from when.

An agreement counts until a later one about the same activity does, so hours of before keep what was true then. One from the
same moment takes the place of the one that was there: that is how a mistake is mended.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol.activities import ACTIVITIES, Kind, picture
from app.protocol.agreement import MOST_AGREEMENTS, Agreement
from sync_server.errors import ServerRefusal
from sync_server.region import counting
from sync_server.region.acts import act
from sync_server.region.counting import FIELDS
from sync_server.region.days import day_of
from sync_server.region.registry import YEAR, Registry

FIRST = 1_577_833_200  # 1 January 2020, 0:00 in Brussels: no hours are older


@dataclass(frozen=True, slots=True)
class Agreed:
    """One agreement, and with whom. `replaced`: since when (Unix seconds) a later one counts."""

    organisation: str
    agreement: Agreement
    replaced: int | None


def offer_agree(registry: Registry, organisation: bytes, agreed: Sequence[Agreement]) -> None:
    """Agree this with the organisation (its id). Raises ServerRefusal: "unknown-organisation", "bad-activities", "bad-kind",
    "bad-from" or "too-many-agreements".
    """
    if not agreed or {one.activity for one in agreed} - set(ACTIVITIES):
        raise ServerRefusal("bad-activities")
    if any(one.kind not in Kind._value2member_map_ for one in agreed):
        raise ServerRefusal("bad-kind")
    if any(not FIRST <= one.start <= registry.now() + YEAR for one in agreed):
        raise ServerRefusal("bad-from")
    with act(registry, "offer-agree", f"{_name(registry, organisation)}: {'; '.join(map(_told, agreed))}"):
        rows = registry.db.execute
        if rows("SELECT 1 FROM organisations WHERE id = ?", [organisation]).fetchone() is None:
            raise ServerRefusal("unknown-organisation")
        for one in agreed:
            values = [organisation, *one.place, int(one.kind), one.dutch_context, one.social, one.papers]
            rows(f"INSERT OR REPLACE INTO agreements (organisation, {FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
        if len(counting.agreements(registry).get(organisation, ())) > MOST_AGREEMENTS:
            raise ServerRefusal("too-many-agreements")


def offer_drop(registry: Registry, organisation: bytes, activity: int, start: int) -> None:
    """What was written down from `start` on was never agreed. Raises ServerRefusal("no-agreement")."""
    with act(registry, "offer-drop", f"{_name(registry, organisation)}: {picture(activity)}"):
        sql = "DELETE FROM agreements WHERE organisation = ? AND activity = ? AND start_time = ?"
        if registry.db.execute(sql, [organisation, activity, start]).rowcount == 0:
            raise ServerRefusal("no-agreement")


def everything(registry: Registry) -> list[Agreed]:
    """All agreements by name of the organisation, activity and time."""
    names = dict(registry.db.execute("SELECT id, name FROM organisations").fetchall())
    found = []
    for id, agreed in sorted(counting.agreements(registry).items(), key=lambda pair: names.get(pair[0], "")):
        for one in agreed:
            later = [other.start for other in agreed if other.activity == one.activity and other.start > one.start]
            found.append(Agreed(names.get(id, ""), one, min(later, default=None)))
    return found


def _name(registry: Registry, organisation: bytes) -> str:
    row = registry.db.execute("SELECT name FROM organisations WHERE id = ?", [organisation]).fetchone()
    return row[0] if row else organisation.hex()


def _told(one: Agreement) -> str:
    """For the audit: the activity, the kind, and the answers that are not left to a counsellor."""
    answers = {"dutch": one.dutch_context, "social": one.social, "papers": one.papers}
    given = [f"{name} {'yes' if answer else 'no'}" for name, answer in answers.items() if answer is not None]
    return " ".join([picture(one.activity), Kind(one.kind).name.lower(), *given, f"from {day_of(one.start)}"])
