"""Invitations for displays and buddies' phones: a link with a secret that works once. Only a hash of the secret is kept.

For a tablet that is emptied each night an invitation can be used several times. Still it makes one display at a time: whoever
uses it takes the place of the display before.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol import enrolment
from app.protocol.activities import ACTIVITIES, usual_type
from app.protocol.display_token import LONGEST_PLAN
from app.protocol.enrolment import Invitation
from app.protocol.errors import ProtocolError
from app.protocol.trust_entries import MOST_ACTIVITIES
from sync_server.errors import ServerRefusal
from sync_server.region.acts import act
from sync_server.region.names import check_label
from sync_server.region.organisations import get_active
from sync_server.region.registry import DAY, Registry

LONGEST = 400  # days that an invitation may be open
MOST_TIMES = 100  # that an invitation makes a display: each time is one more entry in the trust list of every phone
SHOWN = 4  # bytes of the hash, which are the invitation's id
OPEN, USED, EXPIRED, CANCELLED = "open", "used", "expired", "cancelled"


@dataclass(frozen=True, slots=True)
class ListedInvitation:
    """An invitation: its `id` (8 hex digits), `role` as in app.protocol.enrolment, and `state`.

    `since` is when it got this state (Unix seconds); of an open one, until when it can be used.
    """

    id: str
    role: int
    organisation: str
    label: str
    activities: tuple[int, ...]
    state: str
    since: int


def display(
    registry: Registry,
    organisation: bytes,
    activities: Sequence[int],
    planned: int,
    days: int,
    label: str = "",
    times: int = 1,
) -> bytes:
    """A signed invitation for one new display of this organisation (its id), open for `days`.

    `planned` in minutes, 0: nothing is planned; `label` distinguishes the organisation's displays; `times`: how often it can be
    used, each time in place of the display before.

    Raises ServerRefusal: "bad-activities" (none, too many, unknown or twice), "bad-planned", "bad-days", "bad-times",
    "bad-label", "ended", "merged" or "no-region".
    """
    check_label(label)
    if (
        not 1 <= len(activities) <= MOST_ACTIVITIES
        or len(set(activities)) < len(activities)
        or set(activities) - set(ACTIVITIES)
    ):
        raise ServerRefusal("bad-activities")
    if not 0 <= planned <= LONGEST_PLAN:
        raise ServerRefusal("bad-planned")
    if not 1 <= times <= MOST_TIMES:
        raise ServerRefusal("bad-times")
    return _make(registry, organisation, enrolment.DISPLAY, days, list(activities), planned, label, times)


def buddy(registry: Registry, organisation: bytes, days: int) -> bytes:
    """A signed invitation that gives one phone a certificate of this organisation (its id), open for `days`.

    Raises ServerRefusal: "bad-days", "ended", "merged" or "no-region".
    """
    return _make(registry, organisation, enrolment.BUDDY, days, [], 0, "")


def listed(registry: Registry) -> list[ListedInvitation]:
    """Every invitation, in order of when it was made."""
    sql = (
        "SELECT i.secret_hash, i.role, o.name, i.label, i.offers, i.expires, i.uses >= i.times, i.used, i.cancelled, i.made"
        " FROM invitations i JOIN organisations o ON o.id = i.organisation ORDER BY i.made, i.expires, i.secret_hash"
    )
    return [_invited(registry.now(), *row) for row in registry.db.execute(sql)]


def cancel(registry: Registry, id: str) -> None:
    """Take back an invitation that can still be used; `id` is eight hex digits.

    Raises ServerRefusal: "not-found", "used" or "cancelled".
    """
    with act(registry, "invitation-cancel", id):
        sql = "SELECT secret_hash, uses >= times, cancelled FROM invitations WHERE lower(hex(substr(secret_hash, 1, ?))) = ?"
        rows = registry.db.execute(sql, [SHOWN, id.lower()]).fetchall()
        if len(rows) != 1:
            raise ServerRefusal("not-found", about=id)
        hashed, is_used, cancelled = rows[0]
        if is_used:
            raise ServerRefusal("used", about=id)
        if cancelled is not None:
            raise ServerRefusal("cancelled", about=id)
        registry.db.execute("UPDATE invitations SET cancelled = ? WHERE secret_hash = ?", [registry.now(), hashed])


def _invited(
    now: int,
    hashed: bytes,
    role: int,
    name: str,
    label: str,
    offers: str,
    expires: int,
    is_used: int,
    used: int | None,
    cancelled: int | None,
    made: int,
) -> ListedInvitation:
    if is_used:
        state, since = USED, used or made
    elif cancelled is not None:
        state, since = CANCELLED, cancelled
    else:
        state, since = (OPEN if now < expires else EXPIRED), expires
    return ListedInvitation(hashed[:SHOWN].hex(), role, name, label, activities_of(offers), state, since)


def activities_of(offers: str) -> tuple[int, ...]:
    """The codes of the activities in the JSON of a column `offers`."""
    return tuple(offer[0] for offer in json.loads(offers))


def _make(
    registry: Registry,
    organisation: bytes,
    role: int,
    days: int,
    activities: list[int],
    planned: int,
    label: str,
    times: int = 1,
) -> bytes:
    if not 1 <= days <= LONGEST:
        raise ServerRefusal("bad-days")
    secret, listing, now = secrets.token_bytes(enrolment.SECRET_SIZE), registry.list_key(), registry.now()
    made = Invitation(secret, organisation, now + days * DAY, role)
    try:
        sealed = listing.seal(enrolment.invitation_draft(made, listing.public))
        if enrolment.invitation_from_bytes(sealed)[1] != made:
            raise ValueError("read back differently")
    except (ProtocolError, ValueError) as error:
        raise ServerRefusal("bad-days") from error
    offers = json.dumps([[activity, int(usual_type(activity)), None, None] for activity in activities])
    values = [hashlib.sha256(secret).digest(), organisation, offers, planned, made.expires, role, now, label, times]
    columns = "secret_hash, organisation, offers, planned, expires, role, made, label, times"
    about = " ".join(filter(None, [get_active(registry, organisation).name, label]))
    with act(registry, "display-invite" if role == enrolment.DISPLAY else "buddy-invite", about):
        get_active(registry, organisation)
        registry.db.execute(f"INSERT INTO invitations ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
    return sealed
