"""The trust list: a region's signed list of displays, organisations, receipt keys and the counting policy.

An offline region root certifies a yearly list key; the list key signs the list. A phone pins the root at its first contact.
Rules for accepting a bundle (certificate and list) over the one already held:
1. The root that is pinned signed the certificate; the key it names signed the list; both name the same region.
2. (certificate serial, list version) must not go down: `old-list`. A new list key may start its versions again, so a version
   that was driven up by mistake or theft is cured by a new certificate.
3. An expired list is still used: expiry warns the region's operator and never stops a newcomer.
A display is judged at the time its token names: inside its window, and before `revoked` if it was revoked.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from app.protocol import cbor, envelope
from app.protocol.activities import LAST_CODE
from app.protocol.enrolment import ORGANISATION_SIZE
from app.protocol.envelope import Envelope
from app.protocol.errors import Malformed, NotTrusted, OldList
from app.protocol.fields import Fields
from app.protocol.hours import Policy
from app.protocol.keys import KEY_SIZE, check_key, key_id

CERTIFICATE, CERTIFICATE_TYPE = "list-key", 5
LIST, LIST_TYPE = "trust-list", 6
REGION_SIZE = 8
MOST_NAME = 80
MOST_ENTRIES = 5000
MOST_ACTIVITIES = 8


@dataclass(frozen=True, slots=True)
class Certificate:
    """The root's word that `public` may sign lists of `region`. `serial` rises with every new list key."""

    region: bytes
    public: bytes
    start: int
    end: int
    serial: int


@dataclass(frozen=True, slots=True)
class Organisation:
    id: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Offer:
    """One activity of a display: its picture code, its kind (1-4), and the two conditions; None means "to be judged"."""

    activity: int
    kind: int
    dutch_context: bool | None = None
    social: bool | None = None


@dataclass(frozen=True, slots=True)
class KeyWindow:
    """A key and when it may be believed: from `start` until before `end`, and before `revoked` if that is set."""

    public: bytes
    start: int
    end: int
    revoked: int | None = None

    def good_at(self, time: int) -> bool:
        return self.start <= time < self.end and (self.revoked is None or time < self.revoked)


@dataclass(frozen=True, slots=True)
class Display:
    key: KeyWindow
    organisation: bytes
    offers: tuple[Offer, ...]

    def offer(self, activity: int) -> Offer | None:
        return next((offer for offer in self.offers if offer.activity == activity), None)


@dataclass(frozen=True, slots=True)
class TrustList:
    """`issued` and `refresh` (when a newer one is due) in Unix seconds."""

    region: bytes
    version: int
    issued: int
    refresh: int
    policy: Policy = field(default_factory=Policy)
    organisations: tuple[Organisation, ...] = ()
    displays: tuple[Display, ...] = ()
    receipt_keys: tuple[KeyWindow, ...] = ()

    def displays_with(self, key: bytes) -> list[Display]:
        """Every display whose key id is `key`: usually one, none when unknown."""
        return [display for display in self.displays if key_id(display.key.public) == key]

    def organisation(self, id: bytes) -> Organisation | None:
        return next((one for one in self.organisations if one.id == id), None)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A certificate and a list as received; `rank` decides which of two is newer."""

    certificate: Certificate
    certificate_envelope: Envelope
    trust_list: TrustList
    list_envelope: Envelope

    @property
    def rank(self) -> tuple[int, int]:
        return self.certificate.serial, self.trust_list.version

    def checks(self, root: bytes) -> list[envelope.SignatureCheck]:
        """Both must hold before `accept` is asked."""
        return [self.certificate_envelope.check(root), self.list_envelope.check(self.certificate.public)]


def certificate_draft(certificate: Certificate, root: bytes) -> envelope.Draft:
    """The certificate to be signed by the region's root key."""
    one = certificate
    fields = {1: CERTIFICATE_TYPE, 2: one.region, 3: one.public, 4: one.start, 5: one.end, 6: one.serial}
    return envelope.draft(CERTIFICATE, root, fields)


def certificate_from_bytes(data: bytes) -> tuple[Envelope, Certificate]:
    """Raises Malformed, Newer or BadKey. The root's signature is not checked here."""
    outer, payload = envelope.open_envelope(CERTIFICATE, data)
    fields = Fields(payload, CERTIFICATE)
    if fields.integer(1) != CERTIFICATE_TYPE:
        raise Malformed("not a list key certificate")
    region, public = fields.raw(2, REGION_SIZE), check_key(fields.raw(3, KEY_SIZE))
    certificate = Certificate(region, public, fields.integer(4), fields.integer(5), fields.integer(6))
    fields.done()
    return outer, certificate


def list_draft(trust: TrustList, public: bytes) -> envelope.Draft:
    """The list to be signed by the list key."""
    fields = {
        1: LIST_TYPE,
        2: trust.region,
        3: trust.version,
        4: trust.issued,
        5: trust.refresh,
        6: trust.policy.to_fields(),
        7: [{1: one.id, 2: one.name} for one in trust.organisations],
        8: [_display_fields(display) for display in trust.displays],
        9: [_window_fields(key) for key in trust.receipt_keys],
    }
    return envelope.draft(LIST, public, fields)


def list_from_bytes(data: bytes) -> tuple[Envelope, TrustList]:
    """Raises Malformed, Newer or BadKey. The list key's signature is not checked here."""
    outer, payload = envelope.open_envelope(LIST, data, cbor.LARGE)
    fields = Fields(payload, LIST)
    if fields.integer(1) != LIST_TYPE:
        raise Malformed("not a trust list")
    trust = TrustList(
        region=fields.raw(2, REGION_SIZE),
        version=fields.integer(3),
        issued=fields.integer(4),
        refresh=fields.integer(5),
        policy=Policy.from_fields(fields.value(6)),
        organisations=tuple(map(_organisation, fields.array(7, MOST_ENTRIES))),
        displays=tuple(map(_display, fields.array(8, MOST_ENTRIES))),
        receipt_keys=tuple(map(_window, fields.array(9, MOST_ENTRIES))),
    )
    fields.done()
    return outer, trust


def bundle_from_bytes(certificate: bytes, trust_list: bytes) -> Bundle:
    """Raises Malformed, Newer, BadKey, or NotTrusted when the two do not belong together."""
    certificate_envelope, parsed = certificate_from_bytes(certificate)
    list_envelope, trust = list_from_bytes(trust_list)
    if parsed.region != trust.region or list_envelope.key != key_id(parsed.public):
        raise NotTrusted("certificate and list do not belong together")
    return Bundle(parsed, certificate_envelope, trust, list_envelope)


def accept(held: Bundle | None, offered: Bundle) -> Bundle:
    """The bundle to use from now on. Raises NotTrusted (another region) or OldList. Signatures hold already."""
    if held is None:
        return offered
    if offered.certificate.region != held.certificate.region:
        raise NotTrusted("another region")
    if offered.rank < held.rank:
        raise OldList(f"{offered.rank} after {held.rank}")
    if offered.rank == held.rank and offered.list_envelope.id != held.list_envelope.id:
        raise NotTrusted("two lists with one version")
    return offered


def _window_fields(key: KeyWindow) -> dict[int, object]:
    revoked = {} if key.revoked is None else {4: key.revoked}
    return {1: key.public, 2: key.start, 3: key.end, **revoked}


def _display_fields(display: Display) -> dict[int, object]:
    offers = [[one.activity, one.kind, one.dutch_context, one.social] for one in display.offers]
    return {**_window_fields(display.key), 5: display.organisation, 6: offers}


def _organisation(value: object) -> Organisation:
    fields = Fields(value, "organisation")
    organisation = Organisation(fields.raw(1, ORGANISATION_SIZE), fields.text(2, MOST_NAME))
    fields.done()
    return organisation


def _read_window(fields: Fields) -> KeyWindow:
    public = check_key(fields.raw(1, KEY_SIZE))
    return KeyWindow(public, fields.integer(2), fields.integer(3), fields.integer(4) if fields.has(4) else None)


def _window(value: object) -> KeyWindow:
    fields = Fields(value, "key")
    key = _read_window(fields)
    fields.done()
    return key


def _display(value: object) -> Display:
    fields = Fields(value, "display")
    key, organisation = _read_window(fields), fields.raw(5, ORGANISATION_SIZE)
    display = Display(key, organisation, tuple(map(_offer, fields.array(6, MOST_ACTIVITIES))))
    fields.done()
    return display


def _offer(value: object) -> Offer:
    if type(value) is not list or len(value) != 4:
        raise Malformed("an offer has four parts")
    activity, kind, dutch_context, social = value
    if type(activity) is not int or not 0 <= activity <= LAST_CODE or type(kind) is not int or not 0 <= kind <= LAST_CODE:
        raise Malformed("activity or kind")
    if any(flag is not None and type(flag) is not bool for flag in (dutch_context, social)):
        raise Malformed("conditions are true, false or null")
    return Offer(activity, kind, dutch_context, social)
