"""Everything of one person together: laws that hold whatever was written, and a browser's way of asking about signatures."""

from __future__ import annotations

from typing import Any

import qrcode
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.constants import ERROR_CORRECT_M

from app.protocol import certificate, hours, judging, meeting, person, qr_text, trust
from app.protocol.bodies import CheckIn, CheckOut, Declared, Met, Stayed, Void
from app.protocol.ed25519 import Ed25519Verifier, verify
from app.protocol.enrolment import Invitation, invitation_draft
from app.protocol.hours import Policy
from app.protocol.moments import Verdict
from app.protocol.record import Record
from tests.people import (
    BUDDY,
    CARE_HOME,
    LIBRARY,
    LIBRARY_ID,
    LISTING,
    NOON,
    PASSER_BY,
    STRANGER,
    Phone,
    answer,
    buddy_certificate,
    printed_token,
    proposal,
    sealed_list,
    token,
    trust_list,
)
from tests.people import (
    certificate as list_key,
)

HOST = "https://" + "uren.inburgering.vl.be.eu"


def tokens() -> list[bytes]:
    shown = [
        token(display, time=NOON + late * 60, number=number)
        for display in (LIBRARY, STRANGER)
        for late in (0, 45, 400)
        for number in (1, 2)
    ]
    return [*shown, token(CARE_HOME), printed_token(), printed_token(number=8)]


TOKENS = tokens()
MEETINGS = [
    (asked, answer(asked, giver))
    for asked in (proposal(), proposal(start=NOON + 3600, number=2))
    for giver in (BUDDY, PASSER_BY)
]
WHAT = st.tuples(
    st.sampled_from(["in", "out", "stayed", "declared", "met", "void"]),
    st.integers(0, 50),
    st.integers(0, 50),
    st.integers(1, 1440),
)
POLICY = st.builds(
    Policy, st.integers(1, 700), st.integers(1, 800), st.just(2400), st.lists(st.integers(0, 4), unique=True).map(tuple)
)
WORTH = st.lists(st.sampled_from([*Verdict, None]), min_size=1, max_size=20)


def written(story: list[tuple[str, int, int, int]]) -> list[Record]:
    """A phone's chain: each part of the story becomes a record, pointing at earlier ones by number."""
    phone = Phone("amina")
    for what, one, other, minutes in story:
        earlier = phone.records[other % len(phone.records)].id if phone.records else bytes(32)
        bodies: dict[str, Any] = {
            "in": CheckIn(TOKENS[one % len(TOKENS)]),
            "out": CheckOut(TOKENS[one % len(TOKENS)], earlier),
            "stayed": Stayed(earlier, minutes),
            "declared": Declared(1, NOON + 600 * one, minutes),
            "met": Met(*MEETINGS[one % len(MEETINGS)]),
            "void": Void(earlier, 0),
        }
        phone.write(bodies[what], NOON + 60 * one)
    return phone.records


def worth(records: list[Record], verdicts: list[Verdict | None]) -> dict[bytes, Verdict]:
    ids = [one.id for one in records] + [meeting.answer_from_bytes(given)[0].id for _, given in MEETINGS]
    chosen = {id: verdicts[number % len(verdicts)] for number, id in enumerate(ids)}
    return {id: verdict for id, verdict in chosen.items() if verdict is not None}


def total(records: list[Record], verdicts: dict[bytes, Verdict], policy: Policy) -> int:
    return hours.count(person.intervals(records, verdicts), policy).total


@given(st.lists(WHAT, max_size=12), WORTH, POLICY, st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_and_repetition_change_nothing_and_one_more_record_takes_nothing_away(
    story: list[tuple[str, int, int, int]], verdicts: list[Verdict | None], policy: Policy, random: Any
) -> None:
    records = written(story)
    known = worth(records, verdicts)
    whole = total(records, known, policy)
    mixed = records * 2
    random.shuffle(mixed)
    assert total(mixed, known, policy) == whole
    for number, left_out in enumerate(records):
        if not isinstance(left_out.body, Void):
            assert total(records[:number] + records[number + 1 :], known, policy) <= whole


@given(st.lists(WHAT, max_size=10), WORTH, POLICY)
@settings(max_examples=80, deadline=None)
def test_a_meeting_sent_by_the_buddy_never_takes_anything_away_and_counts_once(
    story: list[tuple[str, int, int, int]], verdicts: list[Verdict | None], policy: Policy
) -> None:
    records = written(story)
    known = worth(records, verdicts)
    pairs = [meeting.pair_from_bytes(*both) for both in MEETINGS]
    with_pairs = hours.count(person.intervals(records, known, pairs), policy).total
    assert with_pairs >= total(records, known, policy)
    assert hours.count(person.intervals(records, known, pairs * 2), policy).total == with_pairs


async def asked_at_once(
    records: list[Record], pairs: list[meeting.Pair], bundle: trust.TrustBundle
) -> tuple[int, dict[bytes, Verdict]]:
    """As a browser does it: collect what is to be checked, have it checked in one go, then decide."""
    given = [certificate.from_bytes(buddy_certificate())]

    def work(fits: judging.Holds) -> dict[bytes, Verdict]:
        return judging.verdicts(records, pairs, given, bundle, fits)

    asked = judging.questions(work)
    answers = dict(zip(asked, await Ed25519Verifier().verify(asked), strict=True))
    return len(asked), work(answers.__getitem__)


def test_a_browser_checks_all_signatures_in_one_go_and_comes_to_the_same() -> None:
    import asyncio

    amina = Phone("amina")
    came = amina.write(CheckIn(token()))
    amina.write(CheckOut(token(time=NOON + 3600), came.id))
    amina.write(CheckIn(printed_token()))
    amina.write(Met(proposal(), answer(proposal())))
    bundle = trust.bundle_from_bytes(list_key(), sealed_list(trust_list()))
    pairs = person.meetings(amina.records)
    asked, verdicts = asyncio.run(asked_at_once(amina.records, pairs, bundle))
    straight = judging.verdicts(amina.records, pairs, [certificate.from_bytes(buddy_certificate())], bundle, verify)
    assert verdicts == straight == dict.fromkeys(straight, Verdict.TRUSTED)
    assert asked == 6


def test_every_code_fits_its_place_with_a_host_of_25_characters() -> None:
    assert len(HOST) == len("https://") + 25
    asked = proposal(start=NOON, minutes=1440, buddy=BUDDY)
    invited = LISTING.seal(invitation_draft(Invitation(bytes(16), LIBRARY_ID, NOON, 2), LISTING.public))
    shown = {("s", token()): 8, ("s", printed_token()): 8, ("m", asked): 10, ("a", answer(asked)): 10, ("e", invited): 10}
    for (letter, data), version in shown.items():
        code = qrcode.QRCode(error_correction=ERROR_CORRECT_M)
        code.add_data(qr_text.to_text(HOST, letter, data), optimize=20)
        code.make(fit=True)
        assert code.version <= version, (letter, code.version)
    assert len(token()) <= 110
