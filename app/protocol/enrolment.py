"""How a new display or buddy becomes known: an invitation, and the enrolment with which the device accepts it (README.md, 4).

The region signs an invitation with its list key. The device makes a key and sends the invitation together with the public key.
The server adds a display to the trust list and gives a buddy a certificate. The invitation's secret can be used once, so the
first enrolment wins. Neither message says anything about a person.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import Envelope
from app.protocol.errors import BadKey
from app.protocol.fields import open_message
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
    """The message `invitation` (README.md, 4): `secret` (16 bytes) is used once, until `expires` in Unix seconds of the server;
    `organisation` is an id of 4 bytes; `role` is DISPLAY or BUDDY.
    """

    secret: bytes
    organisation: bytes
    expires: int
    role: int = DISPLAY


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The message `enrolment` (README.md, 4): `invitation` holds the invitation's bytes verbatim; `public` is the new device's
    key, which signs this message, too; `time` is in Unix seconds.
    """

    invitation: bytes
    public: bytes
    time: int


def invitation_draft(invitation: Invitation, public: bytes) -> envelope.Draft:
    """The invitation, to be signed by the region's list key `public`."""
    fields = {1: INVITATION_TYPE, 2: invitation.secret, 3: invitation.organisation, 4: invitation.expires}
    if invitation.role != DISPLAY:
        fields[5] = invitation.role
    return envelope.draft(INVITATION, public, fields)


def invitation_from_bytes(data: bytes) -> tuple[Envelope, Invitation]:
    """The envelope and the invitation in it. Raises Malformed or Newer. Only the server that made it can check it."""
    outer, fields = open_message(INVITATION, INVITATION_TYPE, data)
    role = fields.integer(5, 2, LAST_ROLE) if fields.has(5) else DISPLAY
    invitation = Invitation(fields.raw(2, SECRET_SIZE), fields.raw(3, ORGANISATION_SIZE), fields.integer(4), role)
    fields.done()
    return outer, invitation


def enrolment_draft(enrolment: Enrolment) -> envelope.Draft:
    """The enrolment, to be signed by the device's own key: that proves that the device has the private key."""
    fields = {1: ENROLMENT_TYPE, 2: enrolment.invitation, 3: enrolment.public, 4: enrolment.time}
    return envelope.draft(ENROLMENT, enrolment.public, fields)


def enrolment_from_bytes(data: bytes) -> tuple[Envelope, Enrolment]:
    """The envelope and the enrolment in it. Raises Malformed, Newer or BadKey. The signature is not checked."""
    outer, fields = open_message(ENROLMENT, ENROLMENT_TYPE, data)
    enrolment = Enrolment(fields.raw(2, 1, MOST_INVITATION), check_key(fields.raw(3, KEY_SIZE)), fields.integer(4))
    fields.done()
    if key_id(enrolment.public) != outer.key:
        raise BadKey("an enrolment is signed by the key it carries")
    return outer, enrolment
