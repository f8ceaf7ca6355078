"""Whom a device believes: the region's root, the list key it certifies, and the trust list that this key signs.

An offline region root certifies a yearly list key; the list key signs the list. A device pins the root at its first contact.
Rules for accepting a bundle (certificate and list) over the one already held:
1. A pinned root signed the certificate; the key it names signed the list; both name the same region.
2. (certificate serial, list version) must not go down: `old-list`. A new list key may start its versions again, so a version
   that was driven up by mistake or theft is cured by a new certificate.
3. An expired list or certificate is still used: expiry warns the region's operator and never stops a newcomer.
4. Two roots at most: the one in use, and the next one it announced. What the next one signs makes it the one in use.
A display is judged at the time its token names: inside its window, and before `revoked` if it was revoked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import Envelope, SignatureCheck
from app.protocol.errors import NotTrusted, OldList
from app.protocol.fields import opened
from app.protocol.keys import KEY_SIZE, check_key, key_id
from app.protocol.trust_list import (
    REGION_SIZE,
    Display,
    KeyWindow,
    Offer,
    Organisation,
    TrustList,
    list_draft,
    list_from_bytes,
)

CERTIFICATE, CERTIFICATE_TYPE = "list-key", 5


@dataclass(frozen=True, slots=True)
class Certificate:
    """The root's word that `public` may sign lists of `region`. `serial` rises with every new list key.

    `next_root` announces the key that may sign certificates after this root.
    """

    region: bytes
    public: bytes
    start: int
    end: int
    serial: int
    next_root: bytes | None = None


@dataclass(frozen=True, slots=True)
class Roots:
    """The pinned root, and the one it announced."""

    current: bytes
    next: bytes | None = None

    def pinned(self) -> tuple[bytes, ...]:
        return (self.current,) if self.next is None else (self.current, self.next)

    def after(self, signer: bytes, certificate: Certificate) -> Roots:
        """What is pinned once a certificate signed by `signer`, one of `pinned()`, was accepted."""
        return Roots(signer, certificate.next_root)


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """A certificate and a list as received; `rank` decides which of two is newer."""

    certificate: Certificate
    certificate_envelope: Envelope
    trust_list: TrustList
    list_envelope: Envelope

    @property
    def rank(self) -> tuple[int, int]:
        return self.certificate.serial, self.trust_list.version

    @property
    def ids(self) -> tuple[bytes, bytes]:
        return self.certificate_envelope.id, self.list_envelope.id

    def checks(self, root: bytes) -> list[SignatureCheck]:
        """Both must hold, for one of the pinned roots."""
        return [self.certificate_envelope.check(root), self.list_envelope.check(self.certificate.public)]

    def list_keys(self) -> tuple[KeyWindow, ...]:
        """The keys whose certificates for displays, buddies and posters are believed: the list key, and former ones."""
        now = KeyWindow(self.certificate.public, self.certificate.start, self.certificate.end)
        return (now, *self.trust_list.former)


def certificate_draft(certificate: Certificate, root: bytes) -> envelope.Draft:
    """The certificate to be signed by the region's root key."""
    one = certificate
    fields = {1: CERTIFICATE_TYPE, 2: one.region, 3: one.public, 4: one.start, 5: one.end, 6: one.serial}
    return envelope.draft(CERTIFICATE, root, fields if one.next_root is None else {**fields, 7: one.next_root})


def certificate_from_bytes(data: bytes) -> tuple[Envelope, Certificate]:
    """Raises Malformed, Newer or BadKey. The root's signature is not checked here."""
    outer, fields = opened(CERTIFICATE, CERTIFICATE_TYPE, data)
    region, public = fields.raw(2, REGION_SIZE), check_key(fields.raw(3, KEY_SIZE))
    start, end, serial = fields.integer(4), fields.integer(5), fields.integer(6)
    certificate = Certificate(region, public, start, end, serial, check_key(fields.raw(7, KEY_SIZE)) if fields.has(7) else None)
    fields.done()
    return outer, certificate


def bundle_from_bytes(certificate: bytes, trust_list: bytes) -> TrustBundle:
    """Raises Malformed, Newer, BadKey, or NotTrusted when the two do not belong together."""
    certificate_envelope, parsed = certificate_from_bytes(certificate)
    list_envelope, trust = list_from_bytes(trust_list)
    if parsed.region != trust.region or list_envelope.key != key_id(parsed.public):
        raise NotTrusted("certificate and list do not belong together")
    return TrustBundle(parsed, certificate_envelope, trust, list_envelope)


def admit(
    roots: Roots, held: TrustBundle | None, offered: TrustBundle, fits: Callable[[SignatureCheck], bool]
) -> tuple[TrustBundle, Roots]:
    """What to believe from now on, and which roots are pinned. Raises NotTrusted or OldList.

    `fits` is asked about `offered.checks(root)` of every pinned root, whatever its answers.
    """
    signed = {root: [fits(check) for check in offered.checks(root)] for root in roots.pinned()}
    signer = next((root for root, answers in signed.items() if all(answers)), None)
    if signer is None:
        raise NotTrusted("no pinned root signed this")
    return accept(held, offered), roots.after(signer, offered.certificate)


def accept(held: TrustBundle | None, offered: TrustBundle) -> TrustBundle:
    """The bundle to use from now on. Raises NotTrusted (another region) or OldList. Signatures hold already."""
    if held is None:
        return offered
    if offered.certificate.region != held.certificate.region:
        raise NotTrusted("another region")
    if offered.rank < held.rank:
        raise OldList(f"{offered.rank} after {held.rank}")
    if offered.rank == held.rank and offered.ids != held.ids:
        raise NotTrusted("two bundles with one version")
    return offered


__all__ = [
    "Certificate",
    "Display",
    "KeyWindow",
    "Offer",
    "Organisation",
    "Roots",
    "TrustBundle",
    "TrustList",
    "accept",
    "admit",
    "bundle_from_bytes",
    "certificate_draft",
    "certificate_from_bytes",
    "list_draft",
    "list_from_bytes",
]
