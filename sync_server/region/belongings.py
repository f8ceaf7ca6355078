"""What belongs to each organisation: an operator looks at it before renaming, merging or ending one."""

from __future__ import annotations

from dataclasses import dataclass

from sync_server.region import invitations, members, organisations
from sync_server.region.invitations import ListedInvitation
from sync_server.region.members import Member
from sync_server.region.organisations import OrganisationRow
from sync_server.region.registry import Registry


@dataclass(frozen=True, slots=True)
class OwnedPoster:
    """A poster: the `number` printed on it, and until when it is believed, `end` or `revoked` (Unix seconds)."""

    number: int
    label: str
    activities: tuple[int, ...]
    end: int
    revoked: int | None


@dataclass(frozen=True, slots=True)
class Belongings:
    """An organisation with everything that belongs to it; `before` are the names of those that were merged into it."""

    organisation: OrganisationRow
    before: tuple[str, ...]
    displays: tuple[Member, ...]
    posters: tuple[OwnedPoster, ...]
    buddies: tuple[Member, ...]
    invitations: tuple[ListedInvitation, ...]


def of_organisations(registry: Registry) -> list[Belongings]:
    """Every organisation that was not merged into another, by name."""
    known = organisations.all_organisations(registry)
    shown, phones, invited = members.displays(registry), members.buddies(registry), invitations.listed(registry)
    posters = _posters(registry)
    return [
        Belongings(
            organisation,
            tuple(other.name for other in known if other.merged == organisation.id),
            tuple(display for display in shown if display.organisation == organisation.name),
            tuple(poster for owner, poster in posters if owner == organisation.id),
            tuple(phone for phone in phones if phone.organisation == organisation.name),
            tuple(invitation for invitation in invited if invitation.organisation == organisation.name),
        )
        for organisation in known
        if organisation.merged is None
    ]


def _posters(registry: Registry) -> list[tuple[bytes, OwnedPoster]]:
    sql = "SELECT organisation, poster, label, offers, end_time, revoked FROM displays WHERE poster IS NOT NULL ORDER BY poster"
    return [
        (owner, OwnedPoster(number, label, invitations.activities_of(offers), end, revoked))
        for owner, number, label, offers, end, revoked in registry.db.execute(sql)
    ]
