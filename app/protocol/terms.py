"""What a moment counts as: its organisation, its activity type, and whether its conditions are agreed (README.md, 18).

Rules:
1. A visit is of the organisation of its display or poster (A1); a meeting is of the one in the buddy's certificate (A2).
2. The agreement decides that the region and that organisation had when the moment began. Without an agreement the display's
   offer decides. Without an offer, too, a certified buddy's meeting has the type BUDDY, any other moment the activity's usual
   type, and the conditions are to be judged (A3).
3. Terms change no minutes. Whether hours that are not agreed are accepted, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from app.protocol import agreement, certificate
from app.protocol.activities import ActivityType, type_of, usual_type
from app.protocol.certificate import KeyCertificate
from app.protocol.enrolment import BUDDY
from app.protocol.meeting import Pair
from app.protocol.trust_entries import Display
from app.protocol.trust_list import TrustList

NEED_PAPERS = frozenset({ActivityType.PLACEMENT, ActivityType.VOLUNTEERING})


class State(Enum):
    """The state of a moment's conditions (A4)."""

    AGREED = "agreed"
    NOT_AGREED = "not-agreed"
    TO_BE_JUDGED = "to-be-judged"


@dataclass(frozen=True, slots=True)
class Terms:
    """What a moment counts as (A3). `kind` is its activity type; `organisation` is an id of 4 bytes, or b"" for nobody.
    Conditions and papers: True is agreed, False is not agreed, None is to be judged.
    """

    kind: ActivityType
    dutch_context: bool | None = None
    social: bool | None = None
    papers: bool | None = None
    organisation: bytes = b""

    @property
    def needed(self) -> tuple[bool | None, ...]:
        """The conditions that matter, in the order Dutch context, social, papers: papers only at a placement and at
        volunteering, or when they are False (A4).
        """
        papers = (self.papers,) if self.kind in NEED_PAPERS or self.papers is False else ()
        return (self.dutch_context, self.social, *papers)

    @property
    def state(self) -> State:
        """The state by all needed conditions (A4)."""
        if False in self.needed:
            return State.NOT_AGREED
        return State.TO_BE_JUDGED if None in self.needed else State.AGREED


def usual(activity: int) -> Terms:
    """The terms of an activity of which the trust list says nothing (A3)."""
    return Terms(usual_type(activity))


def of_visit(trust: TrustList | None, key: bytes, poster: bool, activity: int, time: int) -> Terms:
    """The terms of a visit that began at `time` (Unix seconds), at the display or `poster` with the key id `key` (A1, A3)."""
    display = display_at(trust, key, poster, time)
    if trust is None or display is None:
        return usual(activity)
    agreed = _agreed(trust, display.organisation, activity, time)
    if agreed:
        return agreed
    offer = display.offer(activity)
    if offer is None:
        return Terms(usual_type(activity), organisation=display.organisation)
    kind = type_of(offer.kind) or usual_type(activity)
    return Terms(kind, offer.dutch_context, offer.social, organisation=display.organisation)


def of_meeting(trust: TrustList | None, pair: Pair, known: Iterable[KeyCertificate]) -> Terms:
    """The terms of a meeting that both signed (A2, A3); `known` are believed certificates."""
    proposal = pair.proposal
    organisation = voucher(trust, pair, known)
    if trust is None or organisation is None:
        return usual(proposal.activity)
    agreed = _agreed(trust, organisation, proposal.activity, proposal.start)
    return agreed or Terms(ActivityType.BUDDY, organisation=organisation)


def display_at(trust: TrustList | None, key: bytes, poster: bool, time: int) -> Display | None:
    """The first display (or `poster`) of the list with the key id `key` that was good at `time` in Unix seconds (A1)."""
    known = trust.displays_with(key) if trust else []
    return next((display for display in known if display.poster == poster and display.key.good_at(time)), None)


def voucher(trust: TrustList | None, pair: Pair, known: Iterable[KeyCertificate]) -> bytes | None:
    """The id (4 bytes) of the organisation whose certificate the buddy had at the time of the answer (A2). Of several
    certificates the one with the latest start decides.
    """
    answer = pair.answer
    of_buddy = [candidate for candidate in known if candidate.role == BUDDY and candidate.public == answer.public]
    good = [candidate for candidate in of_buddy if trust and certificate.good_at(candidate, answer.time, trust)]
    return max((candidate.start, candidate.organisation) for candidate in good)[1] if good else None


def _agreed(trust: TrustList, id: bytes, activity: int, time: int) -> Terms | None:
    organisation = trust.organisation(id)
    agreed = agreement.at(organisation.agreements, activity, time) if organisation else None
    if agreed is None:
        return None
    kind = type_of(agreed.kind) or usual_type(activity)
    return Terms(kind, agreed.dutch_context, agreed.social, agreed.papers, id)
