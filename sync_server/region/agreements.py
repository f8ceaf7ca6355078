"""Agreements with organisations about their activities: activity type, conditions and papers, from a day on.

An agreement counts until a later one about the same activity begins, so hours from before keep what was agreed then. A new
agreement with the same beginning replaces the old one: so a mistake is corrected.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol.activities import ACTIVITIES, ActivityType, picture
from app.protocol.agreement import MOST_AGREEMENTS, Agreement
from sync_server.errors import ServerRefusal
from sync_server.region import counting
from sync_server.region.acts import act
from sync_server.region.counting import COLUMNS, row_of
from sync_server.region.days import day_of
from sync_server.region.registry import YEAR, Registry

FIRST = 1_577_833_200  # Unix seconds of 1 January 2020, 0:00 in Brussels: no hours are older


@dataclass(frozen=True, slots=True)
class ListedAgreement:
    """An agreement and the name of its organisation. `replaced`: from when on (Unix seconds) a later one counts."""

    organisation: str
    agreement: Agreement
    replaced: int | None


def offer_agree(registry: Registry, organisation: bytes, agreed: Sequence[Agreement]) -> None:
    """Store these agreements with the organisation (its id).

    Raises ServerRefusal: "unknown-organisation", "bad-activities", "bad-kind", "bad-from" or "too-many-agreements".
    """
    if not agreed or {agreement.activity for agreement in agreed} - set(ACTIVITIES):
        raise ServerRefusal("bad-activities")
    if any(agreement.kind not in ActivityType._value2member_map_ for agreement in agreed):
        raise ServerRefusal("bad-kind")
    if any(not FIRST <= agreement.start <= registry.now() + YEAR for agreement in agreed):
        raise ServerRefusal("bad-from")
    with act(registry, "offer-agree", f"{_name(registry, organisation)}: {'; '.join(map(_audit_line, agreed))}"):
        rows = registry.db.execute
        if rows("SELECT 1 FROM organisations WHERE id = ?", [organisation]).fetchone() is None:
            raise ServerRefusal("unknown-organisation")
        sql = f"INSERT OR REPLACE INTO agreements (organisation, {COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608
        for agreement in agreed:
            rows(sql, row_of(organisation, agreement))
        if len(counting.agreements(registry).get(organisation, ())) > MOST_AGREEMENTS:
            raise ServerRefusal("too-many-agreements")


def offer_drop(registry: Registry, organisation: bytes, activity: int, start: int) -> None:
    """Remove the agreement about this activity that begins at `start` (Unix seconds). Raises ServerRefusal("no-agreement")."""
    with act(registry, "offer-drop", f"{_name(registry, organisation)}: {picture(activity)}"):
        sql = "DELETE FROM agreements WHERE organisation = ? AND activity = ? AND start_time = ?"
        if registry.db.execute(sql, [organisation, activity, start]).rowcount == 0:
            raise ServerRefusal("no-agreement")


def listed(registry: Registry) -> list[ListedAgreement]:
    """Every agreement, in order of the organisation's name, activity and time."""
    names = dict(registry.db.execute("SELECT id, name FROM organisations").fetchall())
    result = []
    for id, agreed in sorted(counting.agreements(registry).items(), key=lambda pair: names.get(pair[0], "")):
        for agreement in agreed:
            starts = (other.start for other in agreed if other.activity == agreement.activity)
            later = [start for start in starts if start > agreement.start]
            result.append(ListedAgreement(names.get(id, ""), agreement, min(later, default=None)))
    return result


def _name(registry: Registry, organisation: bytes) -> str:
    row = registry.db.execute("SELECT name FROM organisations WHERE id = ?", [organisation]).fetchone()
    return row[0] if row else organisation.hex()


def _audit_line(agreement: Agreement) -> str:
    """For the audit: the activity, its type, and the conditions that are not left to a counsellor."""
    answers = {"dutch": agreement.dutch_context, "social": agreement.social, "papers": agreement.papers}
    decided = [f"{name} {'yes' if answer else 'no'}" for name, answer in answers.items() if answer is not None]
    return " ".join(
        [picture(agreement.activity), ActivityType(agreement.kind).name.lower(), *decided, f"from {day_of(agreement.start)}"]
    )
