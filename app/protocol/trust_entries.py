"""The entries of a trust list: organisations, displays and posters with their offers, keys, and revocations (README.md, 4).

Each is a value, with the functions that write it as fields and read it from fields. A certificate holds some of them, too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from app.protocol import agreement
from app.protocol.activities import LAST_CODE
from app.protocol.agreement import Agreement
from app.protocol.enrolment import ORGANISATION_SIZE
from app.protocol.errors import Malformed
from app.protocol.fields import Fields
from app.protocol.keys import KEY_SIZE, check_key

MOST_NAME = 80
MOST_ACTIVITIES = 8
STOLEN, BELIEVED_AGAIN = 70, 71  # fields that an older reader ignores


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation: `id` has 4 bytes; `agreements` are in the order of `Agreement.order` (F8)."""

    id: bytes
    name: str
    agreements: tuple[Agreement, ...] = ()


@dataclass(frozen=True, slots=True)
class Offer:
    """An activity (its code) that a display or poster announces, with `kind`, the number of its activity type, and the two
    conditions: True is agreed, False is not agreed, None is to be judged.
    """

    activity: int
    kind: int
    dutch_context: bool | None = None
    social: bool | None = None


@dataclass(frozen=True, slots=True)
class KeyPeriod:
    """A key (32 bytes) and its validity period: from `start` until before `end`, and before `revoked` if that is set. From
    `stolen` on somebody else may have signed with it, whatever time a message states (B10). Times are in Unix seconds.
    """

    public: bytes
    start: int
    end: int
    revoked: int | None = None
    stolen: int | None = None

    def good_at(self, time: int) -> bool:
        """Is the key believed at `time` (Unix seconds)?"""
        return self.start <= time < self.end and (self.revoked is None or time < self.revoked)


@dataclass(frozen=True, slots=True)
class Display:
    """A display or a poster: its key, the id of its organisation (4 bytes) and its offers. A display signs session tokens only,
    a poster poster tokens only (B6).
    """

    key: KeyPeriod
    organisation: bytes
    offers: tuple[Offer, ...]
    poster: bool = False

    def offer(self, activity: int) -> Offer | None:
        """The first offer with this activity, or None."""
        return next((offer for offer in self.offers if offer.activity == activity), None)


@dataclass(frozen=True, slots=True)
class Revocation:
    """The key `public` (32 bytes) of certificates is not believed from `time` on until before `believed_again`; None means for
    ever (B7, B11). `stolen` is as in KeyPeriod.
    """

    public: bytes
    time: int
    stolen: int | None = None
    believed_again: int | None = None

    def stops(self, time: int) -> bool:
        """Is the key not believed at `time` (Unix seconds)?"""
        return self.time <= time and (self.believed_again is None or time < self.believed_again)


def offer_fields(offers: Iterable[Offer]) -> list[list[object]]:
    """The field of a display, poster or certificate that holds its offers: an array of arrays of four."""
    return [[offer.activity, offer.kind, offer.dutch_context, offer.social] for offer in offers]


def read_offers(fields: Fields, number: int) -> tuple[Offer, ...]:
    """The offers in field `number`, at most 8. Raises Malformed."""
    return tuple(map(_offer, fields.array(number, MOST_ACTIVITIES)))


def organisation_fields(organisation: Organisation) -> dict[int, object]:
    """The fields of an organisation."""
    return {1: organisation.id, 2: organisation.name, **agreement.to_fields(organisation.agreements)}


def key_fields(key: KeyPeriod) -> dict[int, object]:
    """The fields of a key, also of the one of a display or poster."""
    revoked = {} if key.revoked is None else {4: key.revoked}
    stolen = {} if key.stolen is None else {STOLEN: key.stolen}
    return {1: key.public, 2: key.start, 3: key.end, **revoked, **stolen}


def revocation_fields(revocation: Revocation) -> dict[int, object]:
    """The fields of a revocation."""
    optional = {STOLEN: revocation.stolen, BELIEVED_AGAIN: revocation.believed_again}
    times = {number: time for number, time in optional.items() if time is not None}
    return {1: revocation.public, 2: revocation.time, **times}


def display_fields(display: Display) -> dict[int, object]:
    """The fields of a display or poster."""
    poster = {7: True} if display.poster else {}
    return {5: display.organisation, 6: offer_fields(display.offers), **poster, **key_fields(display.key)}


def read_organisation(value: object) -> Organisation:
    """The organisation in a map of fields. Raises Malformed or Newer."""
    fields = Fields(value, "organisation")
    organisation = Organisation(fields.raw(1, ORGANISATION_SIZE), fields.text(2, MOST_NAME), agreement.from_fields(fields))
    fields.done()
    return organisation


def _key(fields: Fields) -> KeyPeriod:
    public, start, end = check_key(fields.raw(1, KEY_SIZE)), fields.integer(2), fields.integer(3)
    return KeyPeriod(public, start, end, fields.optional_time(4), fields.optional_time(STOLEN))


def read_key(value: object) -> KeyPeriod:
    """The key in a map of fields. Raises Malformed, Newer or BadKey."""
    fields = Fields(value, "key")
    key = _key(fields)
    fields.done()
    return key


def read_revocation(value: object) -> Revocation:
    """The revocation in a map of fields. Raises Malformed, Newer or BadKey."""
    fields = Fields(value, "revoked key")
    public, time = check_key(fields.raw(1, KEY_SIZE)), fields.integer(2)
    revocation = Revocation(public, time, fields.optional_time(STOLEN), fields.optional_time(BELIEVED_AGAIN))
    fields.done()
    return revocation


def read_display(value: object) -> Display:
    """The display or poster in a map of fields. Raises Malformed, Newer or BadKey."""
    fields = Fields(value, "display")
    key, organisation = _key(fields), fields.raw(5, ORGANISATION_SIZE)
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
