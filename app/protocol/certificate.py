"""A certificate: the region's word that a key belongs to a display, a buddy or a poster, signed by the list key.

Displays and posters stand in the trust list; a certificate says the same of one of them, for whoever has not the list (a
proof). Buddies never stand in a list that everybody reads: their phone keeps the certificate and sends it along with what
it signed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.enrolment import BUDDY, LAST_ROLE, ORGANISATION_SIZE, POSTER
from app.protocol.envelope import Envelope, SignatureCheck
from app.protocol.fields import opened
from app.protocol.keys import KEY_SIZE, check_key
from app.protocol.trust_list import REGION_SIZE, Display, KeyWindow, Offer, TrustList, offer_fields, read_offers

KIND = "certificate"
TYPE = 11


@dataclass(frozen=True, slots=True)
class KeyCertificate:
    """`public` acts for `organisation` as `role` (DISPLAY, BUDDY, POSTER or a later one) from `start` until before `end`."""

    region: bytes
    public: bytes
    start: int
    end: int
    role: int
    organisation: bytes
    offers: tuple[Offer, ...] = ()

    def display(self) -> Display:
        """The entry a trust list would have for this key, for a display or poster."""
        return Display(KeyWindow(self.public, self.start, self.end), self.organisation, self.offers, self.role == POSTER)


def to_draft(certificate: KeyCertificate, public: bytes) -> envelope.Draft:
    """The certificate to be signed by the region's list key."""
    one = certificate
    fields = {1: TYPE, 2: one.region, 3: one.public, 4: one.start, 5: one.end, 6: one.role, 7: one.organisation}
    return envelope.draft(KIND, public, fields if one.role == BUDDY else {**fields, 8: offer_fields(one.offers)})


def from_bytes(data: bytes) -> tuple[Envelope, KeyCertificate]:
    """Raises Malformed, Newer or BadKey. The list key's signature is not checked here."""
    outer, fields = opened(KIND, TYPE, data)
    region, public = fields.raw(2, REGION_SIZE), check_key(fields.raw(3, KEY_SIZE))
    start, end, role = fields.integer(4), fields.integer(5), fields.integer(6, 1, LAST_ROLE)
    organisation = fields.raw(7, ORGANISATION_SIZE)
    offers = () if role == BUDDY else read_offers(fields, 8)
    fields.done()
    return outer, KeyCertificate(region, public, start, end, role, organisation, offers)


def checks(outer: Envelope, certificate: KeyCertificate, keys: Sequence[KeyWindow]) -> list[SignatureCheck]:
    """One of these must hold: the list keys (now and former) that could have signed it when it began."""
    return outer.checks(key.public for key in keys if key.good_at(certificate.start))


def good_at(certificate: KeyCertificate, time: int, trust: TrustList) -> bool:
    """Is it to be believed at `time`, given that a list key of the region signed it?"""
    window = KeyWindow(certificate.public, certificate.start, certificate.end)
    return certificate.region == trust.region and window.good_at(time) and not trust.stops(certificate.public, time)
