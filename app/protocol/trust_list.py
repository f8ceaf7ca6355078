"""What a trust list says: a region's displays and posters, organisations, receipt keys, revocations, and the counting policy.

Lists that are empty and optional (former list keys, revocations) are left out, so that one content has one spelling.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from app.protocol import agreement, cbor, envelope
from app.protocol.activities import LAST_CODE
from app.protocol.agreement import Agreement
from app.protocol.enrolment import ORGANISATION_SIZE
from app.protocol.envelope import Envelope
from app.protocol.errors import Malformed
from app.protocol.fields import Fields, opened
from app.protocol.hours import Policy
from app.protocol.keys import KEY_SIZE, check_key, key_id

LIST, LIST_TYPE = "trust-list", 6
REGION_SIZE = 8
MOST_NAME = 80
MOST_ENTRIES = 5000
MOST_ACTIVITIES = 8


@dataclass(frozen=True, slots=True)
class Organisation:
    """`agreements` rise by activity and time: what was agreed about its activities, and from when."""

    id: bytes
    name: str
    agreements: tuple[Agreement, ...] = ()


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
    """A display, or a poster: it signs one kind of token and never the other."""

    key: KeyWindow
    organisation: bytes
    offers: tuple[Offer, ...]
    poster: bool = False

    def offer(self, activity: int) -> Offer | None:
        return next((offer for offer in self.offers if offer.activity == activity), None)


@dataclass(frozen=True)
class TrustList:
    """`issued` and `refresh` (when a newer one is due) in Unix seconds.

    `former` are earlier list keys whose certificates are still believed; `revoked` are keys with certificates, with the
    time from which they are not believed.
    """

    region: bytes
    version: int
    issued: int
    refresh: int
    policy: Policy = field(default_factory=Policy)
    organisations: tuple[Organisation, ...] = ()
    displays: tuple[Display, ...] = ()
    receipt_keys: tuple[KeyWindow, ...] = ()
    former: tuple[KeyWindow, ...] = ()
    revoked: tuple[tuple[bytes, int], ...] = ()

    def displays_with(self, key: bytes) -> list[Display]:
        """Every display or poster whose key id is `key`: usually one, none when unknown."""
        return self._by_key.get(key, [])

    @cached_property
    def _by_key(self) -> dict[bytes, list[Display]]:
        found: dict[bytes, list[Display]] = {}
        for display in self.displays:
            found.setdefault(key_id(display.key.public), []).append(display)
        return found

    def organisation(self, id: bytes) -> Organisation | None:
        return next((one for one in self.organisations if one.id == id), None)

    def revoked_at(self, public: bytes) -> int | None:
        """From when a key with a certificate is not believed any more; None when it is."""
        return min((time for one, time in self.revoked if one == public), default=None)


def list_draft(trust: TrustList, public: bytes) -> envelope.Draft:
    """The list to be signed by the list key."""
    fields = {
        1: LIST_TYPE,
        2: trust.region,
        3: trust.version,
        4: trust.issued,
        5: trust.refresh,
        6: trust.policy.to_fields(),
        7: [{1: one.id, 2: one.name, **agreement.to_fields(one.agreements)} for one in trust.organisations],
        8: [_display_fields(display) for display in trust.displays],
        9: [_window_fields(key) for key in trust.receipt_keys],
    }
    optional = {10: [_window_fields(key) for key in trust.former], 11: [{1: one, 2: time} for one, time in trust.revoked]}
    return envelope.draft(LIST, public, fields | {number: value for number, value in optional.items() if value})


def list_from_bytes(data: bytes) -> tuple[Envelope, TrustList]:
    """Raises Malformed, Newer or BadKey. The list key's signature is not checked here."""
    outer, fields = opened(LIST, LIST_TYPE, data, cbor.LARGE)
    trust = TrustList(
        region=fields.raw(2, REGION_SIZE),
        version=fields.integer(3),
        issued=fields.integer(4),
        refresh=fields.integer(5),
        policy=Policy.from_fields(fields.value(6)),
        organisations=tuple(map(_organisation, fields.array(7, MOST_ENTRIES))),
        displays=tuple(map(_display, fields.array(8, MOST_ENTRIES))),
        receipt_keys=tuple(map(_window, fields.array(9, MOST_ENTRIES))),
        former=tuple(map(_window, fields.some(10, MOST_ENTRIES))),
        revoked=tuple(map(_revoked, fields.some(11, MOST_ENTRIES))),
    )
    fields.done()
    return outer, trust


def offer_fields(offers: Iterable[Offer]) -> list[list[object]]:
    return [[one.activity, one.kind, one.dutch_context, one.social] for one in offers]


def read_offers(fields: Fields, number: int) -> tuple[Offer, ...]:
    return tuple(map(_offer, fields.array(number, MOST_ACTIVITIES)))


def _window_fields(key: KeyWindow) -> dict[int, object]:
    revoked = {} if key.revoked is None else {4: key.revoked}
    return {1: key.public, 2: key.start, 3: key.end, **revoked}


def _display_fields(display: Display) -> dict[int, object]:
    poster = {7: True} if display.poster else {}
    return {**_window_fields(display.key), 5: display.organisation, 6: offer_fields(display.offers), **poster}


def _organisation(value: object) -> Organisation:
    fields = Fields(value, "organisation")
    organisation = Organisation(fields.raw(1, ORGANISATION_SIZE), fields.text(2, MOST_NAME), agreement.from_fields(fields))
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


def _revoked(value: object) -> tuple[bytes, int]:
    fields = Fields(value, "revoked key")
    revoked = check_key(fields.raw(1, KEY_SIZE)), fields.integer(2)
    fields.done()
    return revoked


def _display(value: object) -> Display:
    fields = Fields(value, "display")
    key, organisation = _read_window(fields), fields.raw(5, ORGANISATION_SIZE)
    offers, poster = read_offers(fields, 6), fields.has(7)
    if poster and fields.value(7) is not True:
        raise Malformed("a poster is marked by true, a display by nothing")
    fields.done()
    return Display(key, organisation, offers, poster)


def _offer(value: object) -> Offer:
    if type(value) is not list or len(value) != 4:
        raise Malformed("an offer has four parts")
    activity, kind, dutch_context, social = value
    if type(activity) is not int or not 0 <= activity <= LAST_CODE or type(kind) is not int or not 0 <= kind <= LAST_CODE:
        raise Malformed("activity or kind")
    if any(flag is not None and type(flag) is not bool for flag in (dutch_context, social)):
        raise Malformed("conditions are true, false or null")
    return Offer(activity, kind, dutch_context, social)
