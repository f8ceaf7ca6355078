"""How displays and buddies' phones are asked in: a link with a secret that is good once. Only a hash of the secret is kept."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence

from app.protocol import enrolment
from app.protocol.activities import ACTIVITIES, usual_kind
from app.protocol.enrolment import Invitation
from app.protocol.errors import ProtocolError
from app.protocol.session import LONGEST_PLAN
from app.protocol.trust_list import MOST_ACTIVITIES
from sync_server.errors import Refused
from sync_server.region.acts import act
from sync_server.region.registry import DAY, Registry

LONGEST = 400  # days that an invitation may be open


def display(registry: Registry, organisation: bytes, activities: Sequence[int], planned: int, days: int) -> bytes:
    """A signed invitation for one new display; `planned` in minutes, 0: nothing planned.

    Raises Refused: "bad-activities" (none, too many, unknown or twice), "bad-planned", "bad-days" or "no-region".
    """
    if (
        not 1 <= len(activities) <= MOST_ACTIVITIES
        or len(set(activities)) < len(activities)
        or set(activities) - set(ACTIVITIES)
    ):
        raise Refused("bad-activities")
    if not 0 <= planned <= LONGEST_PLAN:
        raise Refused("bad-planned")
    return _make(registry, organisation, enrolment.DISPLAY, days, list(activities), planned)


def buddy(registry: Registry, organisation: bytes, days: int) -> bytes:
    """A signed invitation that gives one phone a certificate of this programme. Raises Refused("bad-days" or "no-region")."""
    return _make(registry, organisation, enrolment.BUDDY, days, [], 0)


def _make(registry: Registry, organisation: bytes, role: int, days: int, activities: list[int], planned: int) -> bytes:
    if not 1 <= days <= LONGEST:
        raise Refused("bad-days")
    secret, listing, now = secrets.token_bytes(enrolment.SECRET_SIZE), registry.list_key(), registry.now()
    made = Invitation(secret, organisation, now + days * DAY, role)
    try:
        sealed = listing.seal(enrolment.invitation_draft(made, listing.public))
        if enrolment.invitation_from_bytes(sealed)[1] != made:
            raise ValueError("read back differently")
    except (ProtocolError, ValueError) as error:
        raise Refused("bad-days") from error
    offers = json.dumps([[one, int(usual_kind(one)), None, None] for one in activities])
    values = [hashlib.sha256(secret).digest(), organisation, offers, planned, made.expires, role, now]
    columns = "secret_hash, organisation, offers, planned, expires, role, made"
    with act(registry, "display-invite" if role == enrolment.DISPLAY else "buddy-invite", organisation.hex()):
        registry.db.execute(f"INSERT INTO invitations ({columns}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
    return sealed
