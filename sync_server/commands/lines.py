"""Lines that the command line prints: first what they are about, columns divided by tabs, times as in Brussels."""

from __future__ import annotations

from datetime import UTC, datetime

from app.protocol import brussels
from app.protocol.activities import picture
from app.protocol.enrolment import BUDDY
from sync_server.region.belongings import OwnedPoster
from sync_server.region.days import last_day
from sync_server.region.invitations import OPEN, Invited
from sync_server.region.members import Member


def moment(time: int) -> str:
    """`2026-11-23 12:00`."""
    return f"{datetime.fromtimestamp(time + brussels.offset(time), UTC):%Y-%m-%d %H:%M}"


def day(time: int) -> str:
    """`2026-11-23`."""
    return moment(time)[:10]


def line(*columns: str) -> str:
    """Columns that are empty are left out."""
    return "\t".join(column for column in columns if column)


def activities(codes: tuple[int, ...]) -> str:
    return ", ".join(map(picture, codes))


def of_member(one: Member, *between: str) -> str:
    """A display or a buddy's phone."""
    ends = f"revoked {moment(one.revoked)}" if one.revoked is not None else f"until {day(one.end)}"
    seen = "" if one.seen is None else f"seen {moment(one.seen)}"
    return line(one.key, *between, one.label, activities(one.activities), f"since {day(one.start)}", seen, ends)


def of_poster(one: OwnedPoster) -> str:
    ends = f"ended {moment(one.revoked)}" if one.revoked is not None else f"until {last_day(one.end)}"
    return line(str(one.number), one.label, activities(one.activities), ends)


def of_invitation(one: Invited, *between: str) -> str:
    role = "buddy" if one.role == BUDDY else "display"
    state = f"open until {moment(one.since)}" if one.state == OPEN else f"{one.state} {moment(one.since)}"
    return line(one.id, role, *between, one.label, activities(one.activities), state)
