"""Whom a device believes: the region's root, the list key that it certifies, and the trust list that this key signs.

This is section 7 of README.md. The offline root of a region certifies a yearly list key; the list key signs the list. A device
pins the root at its first contact. Rules for accepting a trust bundle (certificate and list) over the one that is held:
1. A pinned root signed the certificate, the key in it signed the list, and both name the same region (B1).
2. (serial of the certificate, version of the list) must not go down: `old-list`. A new list key may begin its versions again,
   so a new certificate cures a version that rose by mistake or theft (B2).
3. An expired list or certificate is still used: expiry warns the region's operator and never stops a newcomer (B4).
4. At most two roots are pinned: the one in use, and the next one that it announced. When the next one signs a bundle, it
   becomes the one in use (B3).
A display is judged at the time of its token: inside the key's validity period, and before `revoked` if that is set (B5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.protocol import envelope
from app.protocol.envelope import Envelope, SignatureCheck
from app.protocol.errors import NotTrusted, OldList
from app.protocol.fields import open_message
from app.protocol.keys import KEY_SIZE, check_key, key_id
from app.protocol.trust_entries import Display, KeyPeriod, Offer, Organisation
from app.protocol.trust_list import REGION_SIZE, TrustList, list_draft, list_from_bytes

CERTIFICATE, CERTIFICATE_TYPE = "list-key", 5


@dataclass(frozen=True, slots=True)
class Certificate:
    """The message `list-key` (README.md, 4): the root states that the list key `public` (32 bytes) may sign lists of `region`
    (8 bytes), from `start` until before `end` in Unix seconds. `serial` rises with every new list key.

    `next_root` announces the root (32 bytes) that may sign certificates after this one.
    """

    region: bytes
    public: bytes
    start: int
    end: int
    serial: int
    next_root: bytes | None = None


@dataclass(frozen=True, slots=True)
class Roots:
    """The pinned root `current` and the root that it announced, `next`, or None: public keys of 32 bytes (B3)."""

    current: bytes
    next: bytes | None = None

    def pinned(self) -> tuple[bytes, ...]:
        """The roots whose signature admits a bundle: one or two."""
        return (self.current,) if self.next is None else (self.current, self.next)

    def after(self, signer: bytes, certificate: Certificate) -> Roots:
        """What is pinned after the admission of a certificate that `signer`, one of `pinned()`, signed (B3)."""
        return Roots(signer, certificate.next_root)


@dataclass(frozen=True, slots=True)
class TrustBundle:
    """A list-key certificate together with a trust list, as received (B1); `rank` decides which of two is newer."""

    certificate: Certificate
    certificate_envelope: Envelope
    trust_list: TrustList
    list_envelope: Envelope

    @property
    def rank(self) -> tuple[int, int]:
        """Serial of the certificate and version of the list; a newer bundle has a higher rank (B2)."""
        return self.certificate.serial, self.trust_list.version

    @property
    def ids(self) -> tuple[bytes, bytes]:
        """The ids of the certificate and of the list, 32 bytes each."""
        return self.certificate_envelope.id, self.list_envelope.id

    def checks(self, root: bytes) -> list[SignatureCheck]:
        """The two signature checks, of the certificate by `root` and of the list; both must hold (B1)."""
        return [self.certificate_envelope.check(root), self.list_envelope.check(self.certificate.public)]

    def list_keys(self) -> tuple[KeyPeriod, ...]:
        """The keys whose certificates for displays, buddies and posters are believed: the list key and the former ones (B7)."""
        present = KeyPeriod(self.certificate.public, self.certificate.start, self.certificate.end)
        return (present, *self.trust_list.former)


def certificate_draft(certificate: Certificate, root: bytes) -> envelope.Draft:
    """The certificate, to be signed by the region's key `root`."""
    fields = {
        1: CERTIFICATE_TYPE,
        2: certificate.region,
        3: certificate.public,
        4: certificate.start,
        5: certificate.end,
        6: certificate.serial,
    }
    next_root = {} if certificate.next_root is None else {7: certificate.next_root}
    return envelope.draft(CERTIFICATE, root, {**fields, **next_root})


def certificate_from_bytes(data: bytes) -> tuple[Envelope, Certificate]:
    """The envelope and the certificate in it. Raises Malformed, Newer or BadKey. The root's signature is not checked."""
    outer, fields = open_message(CERTIFICATE, CERTIFICATE_TYPE, data)
    region, public = fields.raw(2, REGION_SIZE), check_key(fields.raw(3, KEY_SIZE))
    start, end, serial = fields.integer(4), fields.integer(5), fields.integer(6)
    certificate = Certificate(region, public, start, end, serial, check_key(fields.raw(7, KEY_SIZE)) if fields.has(7) else None)
    fields.done()
    return outer, certificate


def bundle_from_bytes(certificate: bytes, trust_list: bytes) -> TrustBundle:
    """The bundle of a certificate and a list. Raises Malformed, Newer or BadKey, and NotTrusted when the two do not belong
    together (B1). No signature is checked.
    """
    certificate_envelope, parsed = certificate_from_bytes(certificate)
    list_envelope, trust = list_from_bytes(trust_list)
    if parsed.region != trust.region or list_envelope.key != key_id(parsed.public):
        raise NotTrusted("certificate and list do not belong together")
    return TrustBundle(parsed, certificate_envelope, trust, list_envelope)


def admit(
    roots: Roots, held: TrustBundle | None, offered: TrustBundle, holds: Callable[[SignatureCheck], bool]
) -> tuple[TrustBundle, Roots]:
    """The bundle to use from now on, and the roots that are pinned then (B1 to B4). Raises NotTrusted or OldList.

    `holds` is called for `offered.checks(root)` of every pinned root, whatever its answers are.
    """
    signed = {root: [holds(check) for check in offered.checks(root)] for root in roots.pinned()}
    signer = next((root for root, answers in signed.items() if all(answers)), None)
    if signer is None:
        raise NotTrusted("no pinned root signed this")
    return accept(held, offered), roots.after(signer, offered.certificate)


def accept(held: TrustBundle | None, offered: TrustBundle) -> TrustBundle:
    """The bundle to use from now on (B2). Raises NotTrusted (another region, or two bundles of one rank) or OldList. The
    signatures of `offered` hold already.
    """
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
    "KeyPeriod",
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
