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
STOLEN, AGAIN = 70, 71  # fields that an older reader ignores


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
    """A key and when it may be believed: from `start` until before `end`, and before `revoked` if that is set. `stolen`: since
    when somebody else may have signed with it, whatever time he wrote.
    """

    public: bytes
    start: int
    end: int
    revoked: int | None = None
    stolen: int | None = None

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


@dataclass(frozen=True, slots=True)
class Revocation:
    """A key with certificates is not believed from `time` on, and before `again` if that is set. `stolen` as in KeyWindow."""

    public: bytes
    time: int
    stolen: int | None = None
    again: int | None = None

    def stops(self, time: int) -> bool:
        return self.time <= time and (self.again is None or time < self.again)


@dataclass(frozen=True)
class TrustList:
    """`issued` and `refresh` (when a newer one is due) in Unix seconds.

    `former` are earlier list keys whose certificates are still believed; `revoked` are about keys with certificates.
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
    revoked: tuple[Revocation, ...] = ()

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

    def stops(self, public: bytes, time: int) -> bool:
        """Is a key with a certificate not believed at `time`?"""
        return any(one.public == public and one.stops(time) for one in self.revoked)

    def stolen_at(self, public: bytes) -> int | None:
        """Since when somebody else may have signed with a key that has a certificate; None when nobody is known to have."""
        return min((one.stolen for one in self.revoked if one.public == public and one.stolen is not None), default=None)

    @cached_property
    def has_stolen(self) -> bool:
        """Is there a key whose word depends on when it was received?"""
        return any(one.key.stolen is not None for one in self.displays) or any(one.stolen is not None for one in self.revoked)


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
    optional = {10: [_window_fields(key) for key in trust.former], 11: [_revoked_fields(one) for one in trust.revoked]}
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
    stolen = {} if key.stolen is None else {STOLEN: key.stolen}
    return {1: key.public, 2: key.start, 3: key.end, **revoked, **stolen}


def _revoked_fields(one: Revocation) -> dict[int, object]:
    later = {STOLEN: one.stolen, AGAIN: one.again}
    return {1: one.public, 2: one.time, **{number: time for number, time in later.items() if time is not None}}


def _display_fields(display: Display) -> dict[int, object]:
    poster = {7: True} if display.poster else {}
    return {5: display.organisation, 6: offer_fields(display.offers), **poster, **_window_fields(display.key)}


def _organisation(value: object) -> Organisation:
    fields = Fields(value, "organisation")
    organisation = Organisation(fields.raw(1, ORGANISATION_SIZE), fields.text(2, MOST_NAME), agreement.from_fields(fields))
    fields.done()
    return organisation


def _read_window(fields: Fields) -> KeyWindow:
    public, start, end = check_key(fields.raw(1, KEY_SIZE)), fields.integer(2), fields.integer(3)
    return KeyWindow(public, start, end, fields.maybe(4), fields.maybe(STOLEN))


def _window(value: object) -> KeyWindow:
    fields = Fields(value, "key")
    key = _read_window(fields)
    fields.done()
    return key


def _revoked(value: object) -> Revocation:
    fields = Fields(value, "revoked key")
    public, time = check_key(fields.raw(1, KEY_SIZE)), fields.integer(2)
    revoked = Revocation(public, time, fields.maybe(STOLEN), fields.maybe(AGAIN))
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
