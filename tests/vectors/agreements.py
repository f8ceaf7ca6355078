"""What moments count as: whose they are, which agreement was true then, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from app.protocol import certificate as certificates
from app.protocol import meeting
from app.protocol.agreement import Agreement
from app.protocol.certificate import KeyCertificate
from app.protocol.ed25519 import Key
from app.protocol.enrolment import BUDDY as BUDDY_ROLE
from app.protocol.meeting import Proposal
from app.protocol.trust_entries import Display, KeyPeriod, Offer, Organisation
from app.protocol.trust_list import TrustList
from tests.people import (
    AMINA,
    BUDDY,
    CARE_HOME,
    CARE_HOME_CODE,
    CARE_HOME_ID,
    CARE_HOME_NAME,
    LIBRARY,
    LIBRARY_CODE,
    LIBRARY_ID,
    LIBRARY_NAME,
    LISTING,
    NOON,
    REGION,
    STRANGER,
    YEAR,
    answer,
    buddy_certificate,
    printed_token,
    token,
    trust_list,
)
from tests.vectors.deciding import bundle
from tests.vectors.making import Vectors

COFFEE, SPORT = 6, 2
BUDDIES, PLACEMENT, VOLUNTEERING, ALTERNATIVE = 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Found:
    """What a vector expects; the organisation's id."""

    organisation: bytes | None
    kind: int
    conditions: tuple[bool | None, bool | None, bool | None]
    state: str


NOBODY = Found(None, ALTERNATIVE, (None, None, None), "to-be-judged")  # a library, as far as anybody knows


def agreements() -> Vectors:
    yield from _in_time()
    yield from _places()
    yield from _meetings()
    yield from _states()


def _region(*agreed: Agreement, care_home: tuple[Agreement, ...] = (), displays: tuple[Display, ...] = ()) -> TrustList:
    """The usual list with what was agreed with the library, and perhaps other displays before its own."""
    usual = trust_list()
    both = (Organisation(LIBRARY_ID, LIBRARY_NAME, agreed), Organisation(CARE_HOME_ID, CARE_HOME_NAME, care_home))
    return replace(usual, organisations=both, displays=(*displays, *usual.displays))


def _visit(
    rule: str, comment: str, listed: TrustList | None, expect: Found, data: bytes | None = None, clock: int = NOON
) -> dict[str, Any]:
    said = {"token": (data or token()).hex(), "phone_clock": clock}
    return {"comment": comment, "rule": rule, "bundle": listed and bundle(listed), **said, **_told(expect)}


def _told(expect: Found) -> dict[str, Any]:
    dutch, social, papers = expect.conditions
    organisation = expect.organisation.hex() if expect.organisation else None
    found = {"organisation": organisation, "kind": expect.kind, "dutch": dutch, "social": social, "papers": papers}
    return {**found, "state": expect.state}


def _in_time() -> Vectors:
    """Agreed as volunteering; from noon on as a placement; from tomorrow on no longer."""
    first = Agreement(LIBRARY_CODE, NOON - YEAR, VOLUNTEERING, True, True, True)
    second = Agreement(LIBRARY_CODE, NOON, PLACEMENT, True, None, True)
    third = Agreement(LIBRARY_CODE, NOON + 86400, ALTERNATIVE, False, True)
    region = _region(first, second, third)
    was = Found(LIBRARY_ID, VOLUNTEERING, (True, True, True), "agreed")
    now = Found(LIBRARY_ID, PLACEMENT, (True, None, True), "to-be-judged")
    later = Found(LIBRARY_ID, ALTERNATIVE, (False, True, None), "not-agreed")
    for name, time, expect in (
        ("first-second-of-the-first", NOON - YEAR, was),
        ("last-second-of-the-first", NOON - 1, was),
        ("first-second-of-the-second", NOON, now),
        ("third", NOON + 86400, later),
        ("long-after", NOON + YEAR - 1, later),
    ):
        yield name, _visit("A3", name.replace("-", " "), region, expect, token(time=time))
    offered = Found(LIBRARY_ID, ALTERNATIVE, (True, True, None), "agreed")
    yield (
        "before-all",
        _visit("A3", "nothing was agreed yet: what the display offers", _region(second), offered, token(time=NOON - 1)),
    )
    yield "nothing-agreed", _visit("A3", "what the display offers", _region(), offered)
    other = _region(Agreement(SPORT, NOON - YEAR, PLACEMENT, False, False, False))
    yield "another-activity", _visit("A3", "agreed about sport only", other, offered)
    sport = token(activity=SPORT)
    yield (
        "not-offered",
        _visit(
            "A3",
            "agreed, though the display does not offer it",
            other,
            Found(LIBRARY_ID, PLACEMENT, (False,) * 3, "not-agreed"),
            sport,
        ),
    )
    neither = Found(LIBRARY_ID, ALTERNATIVE, (None, None, None), "to-be-judged")
    yield "neither", _visit("A3", "neither agreed nor offered: the usual kind of sport", _region(), neither, sport)
    elsewhere = _region(care_home=(first,))
    yield "another-organisation", _visit("A3", "agreed with somebody else", elsewhere, offered)
    unknown = _region(Agreement(LIBRARY_CODE, NOON - YEAR, 200, True, True))
    yield "later-kind", _visit("A3", "a kind that this version does not know: the usual one", unknown, offered)
    strange = _region(
        displays=(Display(KeyPeriod(STRANGER.public, 0, NOON + YEAR), LIBRARY_ID, (Offer(SPORT, 200, True, False),)),)
    )
    expect = Found(LIBRARY_ID, ALTERNATIVE, (True, False, None), "not-agreed")
    yield "later-kind-offered", _visit("A3", "the same in an offer", strange, expect, token(STRANGER, activity=SPORT))


def _places() -> Vectors:
    """Whose display it was, then."""
    agreed = Agreement(LIBRARY_CODE, NOON - YEAR, VOLUNTEERING, True, True, True)
    here = Found(LIBRARY_ID, VOLUNTEERING, (True, True, True), "agreed")
    yield "no-list", _visit("A1", "no list yet", None, NOBODY)
    yield "stranger", _visit("A1", "a display that nobody knows", _region(agreed), NOBODY, token(STRANGER))
    yield "display-too-late", _visit("A1", "after the display's time", _region(agreed), NOBODY, token(time=NOON + YEAR))
    revoked = replace(_region(agreed), displays=trust_list(revoked=NOON).displays)
    yield "display-revoked", _visit("A1", "after it was revoked", revoked, NOBODY)
    yield "display-not-yet-revoked", _visit("A1", "before it was revoked", revoked, here, token(time=NOON - 1))
    yield "poster", _visit("A1", "at a poster, by the phone's clock", _region(agreed), here, printed_token(), NOON)
    yield (
        "poster-before",
        _visit(
            "A1",
            "the same before it",
            _region(replace(agreed, start=NOON)),
            Found(LIBRARY_ID, ALTERNATIVE, (True, True, None), "agreed"),
            printed_token(),
            NOON - 1,
        ),
    )
    moved = Display(KeyPeriod(LIBRARY.public, NOON - YEAR, NOON - 60), CARE_HOME_ID, ())
    two = _region(agreed, care_home=(replace(agreed, kind=PLACEMENT),), displays=(moved,))
    yield "display-moved", _visit("A1", "it was at the care home until a minute ago", two, here)
    there = Found(CARE_HOME_ID, PLACEMENT, (True, True, True), "agreed")
    yield "display-not-yet-moved", _visit("A1", "two are good: the first in the list", two, there, token(time=NOON - 61))
    as_poster = Display(KeyPeriod(LIBRARY.public, NOON - YEAR, NOON + YEAR), CARE_HOME_ID, (), poster=True)
    yield (
        "listed-as-a-poster-too",
        _visit("A1", "another organisation's poster has its key", _region(agreed, displays=(as_poster,)), here),
    )


def _certificate(
    organisation: bytes, *, start: int = NOON - YEAR, end: int = NOON + YEAR, public: bytes = BUDDY.public
) -> bytes:
    made = KeyCertificate(REGION, public, start, end, BUDDY_ROLE, organisation)
    return LISTING.seal(certificates.to_draft(made, LISTING.public))


def _meeting(
    rule: str,
    comment: str,
    listed: TrustList | None,
    known: list[bytes],
    expect: Found,
    giver: Key = BUDDY,
    *,
    start: int = NOON,
    activity: int = COFFEE,
) -> dict[str, Any]:
    asked = AMINA.seal(meeting.proposal_draft(Proposal(bytes(8), start, 150, activity, AMINA.public)))
    pair = {"proposal": asked.hex(), "answer": answer(asked, giver).hex(), "devices": [AMINA.public.hex()]}
    given = {"certificates": [one.hex() for one in known], "bundle": listed and bundle(listed)}
    return {"comment": comment, "rule": rule, **pair, **given, **_told(expect)}


def _meetings() -> Vectors:
    """Coffee with a buddy whom the library vouches for, or a contact person of the care home."""
    library = Agreement(COFFEE, NOON - YEAR, BUDDIES, True, True)
    placement = Agreement(COFFEE, NOON, PLACEMENT, True, True, True)
    region = _region(library, care_home=(placement,))
    buddy = Found(LIBRARY_ID, BUDDIES, (True, True, None), "agreed")
    contact = Found(CARE_HOME_ID, PLACEMENT, (True, True, True), "agreed")
    someone = Found(None, BUDDIES, (None, None, None), "to-be-judged")  # coffee with somebody
    old, new = _certificate(LIBRARY_ID), _certificate(CARE_HOME_ID, start=NOON - 60)
    yield "buddy", _meeting("A2", "a buddy of the library", region, [buddy_certificate()], buddy)
    yield "contact-person", _meeting("A2", "a contact person at a placement", region, [new], contact)
    yield "two-certificates", _meeting("A2", "both: the one that began last", region, [new, old], contact)
    yield "two-certificates-turned", _meeting("A2", "in the other order", region, [old, new], contact)
    same = [_certificate(CARE_HOME_ID), old]
    yield "two-at-once", _meeting("A2", "both began at once: the larger id", region, same, contact)
    late = _certificate(CARE_HOME_ID, start=NOON + 9001)
    yield "certificate-later", _meeting("A2", "the second began after the answer", region, [old, late], buddy)
    over = _certificate(CARE_HOME_ID, start=NOON - 60, end=NOON + 9000)
    yield "certificate-over", _meeting("A2", "the second was over at the answer", region, [old, over], buddy)
    forged = new[:-1] + bytes([new[-1] ^ 1])
    yield "certificate-forged", _meeting("A2", "nobody signed the second", region, [old, forged], buddy)
    yield "passer-by", _meeting("A2", "nobody vouches for whoever signed", region, [old], someone, STRANGER)
    yield "meeting-no-list", _meeting("A2", "no list yet", None, [old], someone)
    before = Found(CARE_HOME_ID, BUDDIES, (None, None, None), "to-be-judged")
    yield "meeting-before", _meeting("A3", "before the agreement: a certified buddy's", region, [new], before, start=NOON - 1)
    vouched = Found(LIBRARY_ID, BUDDIES, (None, None, None), "to-be-judged")
    yield "meeting-nothing-agreed", _meeting("A3", "nothing was agreed about sport", region, [old], vouched, activity=SPORT)
    yield "meeting-nobody-vouches", _meeting("A3", "sport with somebody: its usual kind", region, [], NOBODY, activity=SPORT)


def _states() -> Vectors:
    """Three answers to three questions."""
    every = (True, False, None)
    for kind, papers_matter in ((BUDDIES, False), (PLACEMENT, True), (VOLUNTEERING, True), (ALTERNATIVE, False)):
        for dutch, social, papers in ((one, two, three) for one in every for two in every for three in every):
            if kind != PLACEMENT and (dutch, social) != (True, True):
                continue  # all of them once, and what papers change for each kind
            asked = [dutch, social, *([papers] if papers_matter or papers is False else [])]
            state = "not-agreed" if False in asked else "to-be-judged" if None in asked else "agreed"
            name = "-".join({True: "yes", False: "no", None: "open"}[one] for one in (dutch, social, papers))
            region = _region(Agreement(LIBRARY_CODE, 0, kind, dutch, social, papers))
            expect = Found(LIBRARY_ID, kind, (dutch, social, papers), state)
            yield f"state-{kind}-{name}", _visit("A4", f"kind {kind}: Dutch, social, papers {name}", region, expect)
    at_home = token(CARE_HOME, activity=CARE_HOME_CODE)
    offered = Found(CARE_HOME_ID, VOLUNTEERING, (None, None, None), "to-be-judged")
    yield "state-offered", _visit("A4", "an offer that says nothing", _region(), offered, at_home)
