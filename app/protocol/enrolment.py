"""How a new display or buddy becomes known: an invitation shown once, and the answer of the device.

The region signs an invitation with its list key; the device makes a key and answers with the invitation and the public
half. The server adds a display to the trust list and gives a buddy a certificate. The secret makes the first answer win;
nothing about a person is in either.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import Envelope
from app.protocol.errors import BadKey
from app.protocol.fields import opened
from app.protocol.keys import KEY_SIZE, check_key, key_id

INVITATION, INVITATION_TYPE = "invitation", 3
ENROLMENT, ENROLMENT_TYPE = "enrolment", 4
SECRET_SIZE = 16
ORGANISATION_SIZE = 4
MOST_INVITATION = 256
DISPLAY, BUDDY, POSTER = 1, 2, 3
LAST_ROLE = 255


@dataclass(frozen=True, slots=True)
class Invitation:
    """`secret` is used once; valid until `expires`, Unix seconds of the server. `role` is DISPLAY or BUDDY."""

    secret: bytes
    organisation: bytes
    expires: int
    role: int = DISPLAY


@dataclass(frozen=True, slots=True)
class Enrolment:
    """`invitation` verbatim; `public` is the new device's key, which also signs this."""

    invitation: bytes
    public: bytes
    time: int


def invitation_draft(invitation: Invitation, public: bytes) -> envelope.Draft:
    """The invitation to be signed by the region's list key."""
    fields = {1: INVITATION_TYPE, 2: invitation.secret, 3: invitation.organisation, 4: invitation.expires}
    if invitation.role != DISPLAY:
        fields[5] = invitation.role
    return envelope.draft(INVITATION, public, fields)


def invitation_from_bytes(data: bytes) -> tuple[Envelope, Invitation]:
    """Raises Malformed or Newer. Only the server that made it can check it."""
    outer, fields = opened(INVITATION, INVITATION_TYPE, data)
    role = fields.integer(5, 2, LAST_ROLE) if fields.has(5) else DISPLAY
    invitation = Invitation(fields.raw(2, SECRET_SIZE), fields.raw(3, ORGANISATION_SIZE), fields.integer(4), role)
    fields.done()
    return outer, invitation


def enrolment_draft(enrolment: Enrolment) -> envelope.Draft:
    """The answer to be signed by the device's own key: proof that it holds the private half."""
    fields = {1: ENROLMENT_TYPE, 2: enrolment.invitation, 3: enrolment.public, 4: enrolment.time}
    return envelope.draft(ENROLMENT, enrolment.public, fields)


def enrolment_from_bytes(data: bytes) -> tuple[Envelope, Enrolment]:
    """Raises Malformed, Newer or BadKey."""
    outer, fields = opened(ENROLMENT, ENROLMENT_TYPE, data)
    enrolment = Enrolment(fields.raw(2, 1, MOST_INVITATION), check_key(fields.raw(3, KEY_SIZE)), fields.integer(4))
    fields.done()
    if key_id(enrolment.public) != outer.key:
        raise BadKey("an enrolment is signed by the key it carries")
    return outer, enrolment
