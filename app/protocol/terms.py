"""What a moment counts as: of which organisation it is, its kind, and whether the conditions are agreed.

Rules:
1. A visit takes the organisation of its display or poster; a meeting that of the programme that vouches for the buddy.
2. What the region agreed with that organisation, as it was when the moment began. Nothing: what the display offers. Nothing
   of that either: a certified buddy's kind, or the activity's usual one, to be judged.
3. No minute counts more or less by it. Whether hours that are not agreed are accepted, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from app.protocol import agreement, certificate
from app.protocol.activities import Kind, kind_of, usual_kind
from app.protocol.certificate import KeyCertificate
from app.protocol.enrolment import BUDDY
from app.protocol.meeting import Pair
from app.protocol.trust_list import Display, TrustList

NEED_PAPERS = frozenset({Kind.PLACEMENT, Kind.VOLUNTEERING})


class State(Enum):
    AGREED = "agreed"
    NOT_AGREED = "not-agreed"
    TO_BE_JUDGED = "to-be-judged"


@dataclass(frozen=True, slots=True)
class Terms:
    """`organisation` is an id of 4 bytes, or b"". Conditions: True agreed, False not agreed, None to be judged."""

    kind: Kind
    dutch_context: bool | None = None
    social: bool | None = None
    papers: bool | None = None
    organisation: bytes = b""

    @property
    def needed(self) -> tuple[bool | None, ...]:
        """The conditions that matter for this kind: papers at a placement and at volunteering, or where they are lacking."""
        papers = (self.papers,) if self.kind in NEED_PAPERS or self.papers is False else ()
        return (self.dutch_context, self.social, *papers)

    @property
    def state(self) -> State:
        if False in self.needed:
            return State.NOT_AGREED
        return State.TO_BE_JUDGED if None in self.needed else State.AGREED


def usual(activity: int) -> Terms:
    """While nobody said anything."""
    return Terms(usual_kind(activity))


def of_visit(trust: TrustList | None, key: bytes, poster: bool, activity: int, time: int) -> Terms:
    """A visit at the display or `poster` with the key id `key`, that began at `time` (Unix seconds)."""
    place = display_at(trust, key, poster, time)
    if trust is None or place is None:
        return usual(activity)
    agreed = _agreed(trust, place.organisation, activity, time)
    if agreed:
        return agreed
    offer = place.offer(activity)
    if offer is None:
        return Terms(usual_kind(activity), organisation=place.organisation)
    kind = kind_of(offer.kind) or usual_kind(activity)
    return Terms(kind, offer.dutch_context, offer.social, organisation=place.organisation)


def of_meeting(trust: TrustList | None, pair: Pair, known: Iterable[KeyCertificate]) -> Terms:
    """A meeting that both signed; `known` are certificates that are believed."""
    asked = pair.proposal
    vouched = voucher(trust, pair, known)
    if trust is None or vouched is None:
        return usual(asked.activity)
    agreed = _agreed(trust, vouched, asked.activity, asked.start)
    return agreed or Terms(Kind.BUDDY, organisation=vouched)


def display_at(trust: TrustList | None, key: bytes, poster: bool, time: int) -> Display | None:
    """The display (or poster) with this key id that was good at `time`: the first that the list has."""
    known = trust.displays_with(key) if trust else []
    return next((one for one in known if one.poster == poster and one.key.good_at(time)), None)


def voucher(trust: TrustList | None, pair: Pair, known: Iterable[KeyCertificate]) -> bytes | None:
    """The id of the organisation that vouched for the buddy when the answer was given; of several the last to begin."""
    answer = pair.answer
    good = [
        (one.start, one.organisation)
        for one in known
        if trust and one.role == BUDDY and one.public == answer.public and certificate.good_at(one, answer.time, trust)
    ]
    return max(good)[1] if good else None


def _agreed(trust: TrustList, id: bytes, activity: int, time: int) -> Terms | None:
    organisation = trust.organisation(id)
    found = agreement.at(organisation.agreements, activity, time) if organisation else None
    if found is None:
        return None
    kind = kind_of(found.kind) or usual_kind(activity)
    return Terms(kind, found.dutch_context, found.social, found.papers, id)
