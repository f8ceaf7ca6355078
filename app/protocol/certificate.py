"""A certificate: the list key's signed statement that a key belongs to a display, a buddy or a poster (README.md, 4 and 7).

Displays and posters stand in the trust list; a certificate states the same about one of them to somebody who lacks the list.
Buddies never stand in a list that everybody reads: a buddy's phone keeps the certificate and sends it with what it signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.enrolment import BUDDY, LAST_ROLE, ORGANISATION_SIZE, POSTER
from app.protocol.envelope import Envelope, SignatureCheck
from app.protocol.fields import open_message
from app.protocol.keys import KEY_SIZE, check_key
from app.protocol.trust_entries import Display, KeyPeriod, Offer, offer_fields, read_offers
from app.protocol.trust_list import REGION_SIZE, TrustList

KIND = "certificate"
TYPE = 11


@dataclass(frozen=True, slots=True)
class KeyCertificate:
    """The message `certificate` (README.md, 4): the key `public` (32 bytes) acts for `organisation` (id of 4 bytes) as `role`
    (DISPLAY, BUDDY, POSTER or a later one) from `start` until before `end`, in Unix seconds.
    """

    region: bytes
    public: bytes
    start: int
    end: int
    role: int
    organisation: bytes
    offers: tuple[Offer, ...] = ()

    def display(self) -> Display:
        """The entry that a trust list would have for this key, when it is that of a display or poster."""
        return Display(KeyPeriod(self.public, self.start, self.end), self.organisation, self.offers, self.role == POSTER)


def to_draft(certificate: KeyCertificate, public: bytes) -> envelope.Draft:
    """The certificate, to be signed by the region's list key `public`."""
    fields = {
        1: TYPE,
        2: certificate.region,
        3: certificate.public,
        4: certificate.start,
        5: certificate.end,
        6: certificate.role,
        7: certificate.organisation,
    }
    offers = {} if certificate.role == BUDDY else {8: offer_fields(certificate.offers)}
    return envelope.draft(KIND, public, {**fields, **offers})


def from_bytes(data: bytes) -> tuple[Envelope, KeyCertificate]:
    """The envelope and the certificate in it. Raises Malformed, Newer or BadKey. The list key's signature is not checked."""
    outer, fields = open_message(KIND, TYPE, data)
    region, public = fields.raw(2, REGION_SIZE), check_key(fields.raw(3, KEY_SIZE))
    start, end, role = fields.integer(4), fields.integer(5), fields.integer(6, 1, LAST_ROLE)
    organisation = fields.raw(7, ORGANISATION_SIZE)
    offers = () if role == BUDDY else read_offers(fields, 8)
    fields.done()
    return outer, KeyCertificate(region, public, start, end, role, organisation, offers)


def checks(outer: Envelope, certificate: KeyCertificate, keys: Sequence[KeyPeriod]) -> list[SignatureCheck]:
    """The signature checks of which one must hold (B7): for each of the list keys `keys` that was good at the certificate's
    start.
    """
    return outer.checks(key.public for key in keys if key.good_at(certificate.start))


def good_at(certificate: KeyCertificate, time: int, trust: TrustList) -> bool:
    """Is the certificate good at `time` (Unix seconds), given that a list key of the region signed it (B7)?"""
    period = KeyPeriod(certificate.public, certificate.start, certificate.end)
    return certificate.region == trust.region and period.good_at(time) and not trust.stops(certificate.public, time)
