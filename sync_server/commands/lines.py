"""Lines that commands print: columns with tabs between them, times as in Brussels. Functions take Unix seconds."""

from __future__ import annotations

from datetime import UTC, datetime

from app.protocol import brussels
from app.protocol.activities import picture
from app.protocol.enrolment import BUDDY
from sync_server.region.belongings import OwnedPoster
from sync_server.region.days import last_day
from sync_server.region.invitations import OPEN, ListedInvitation
from sync_server.region.members import Member


def moment(time: int) -> str:
    """A time as `2026-11-23 12:00`."""
    return f"{datetime.fromtimestamp(time + brussels.offset(time), UTC):%Y-%m-%d %H:%M}"


def day(time: int) -> str:
    """The day of a time as `2026-11-23`."""
    return moment(time)[:10]


def line(*columns: str) -> str:
    """A line of these columns; empty ones are left out."""
    return "\t".join(column for column in columns if column)


def activities(codes: tuple[int, ...]) -> str:
    """The names of the activities with these codes."""
    return ", ".join(map(picture, codes))


def of_member(member: Member, *between: str) -> str:
    """The line of a display or a buddy's phone: its key id, the columns `between`, and the rest."""
    ends = f"revoked {moment(member.revoked)}" if member.revoked is not None else f"until {day(member.end)}"
    seen = "" if member.seen is None else f"seen {moment(member.seen)}"
    columns = (member.label, activities(member.activities), f"since {day(member.start)}", seen, ends)
    return line(member.key, *between, *columns)


def of_poster(poster: OwnedPoster) -> str:
    """The line of a poster."""
    ends = f"ended {moment(poster.revoked)}" if poster.revoked is not None else f"until {last_day(poster.end)}"
    return line(str(poster.number), poster.label, activities(poster.activities), ends)


def of_invitation(invitation: ListedInvitation, *between: str) -> str:
    """The line of an invitation: its id and role, the columns `between`, and the rest."""
    role, since = "buddy" if invitation.role == BUDDY else "display", moment(invitation.since)
    state = f"open until {since}" if invitation.state == OPEN else f"{invitation.state} {since}"
    return line(invitation.id, role, *between, invitation.label, activities(invitation.activities), state)
