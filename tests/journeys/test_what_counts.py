"""Stories of hours and what was agreed about them: the region says it, phones and counsellors see it, old hours keep theirs."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from app.buddy.model import MeetingRequest
from app.counsellor import model as counsellor
from app.counsellor.model import JudgedProof, KindSum
from app.protocol import certificate as certificates
from app.protocol import enrolment, qr_text
from app.protocol.activities import ActivityType
from app.protocol.agreement import Agreement
from app.protocol.ed25519 import Ed25519Verifier, Key
from app.protocol.enrolment import Enrolment
from app.protocol.terms import State
from app.records import judge_proof, proof_file
from app.records.page import Entry
from app.records.trust import Trust
from app.store.opening import open_store
from app.store.store import Store
from sync_server.__main__ import invite
from sync_server.config import Config
from sync_server.http.api import to_text
from sync_server.region import agreements, members, organisations, policy
from sync_server.region.registry import DAY
from tests.journeys.buddies import BuddyPhone, code_of, invitation, line, two
from tests.journeys.town import ORIGIN, Handset, code
from tests.people import LIBRARY, NOON
from tests.server.test_server import Town

HOUR = 3600
LIBRARY_NAME, FACTORY = "Bibliotheek De Krook", "Atelier De Fiets"
COFFEE, SPORT, ACTIVITY_LIBRARY = 6, 2, 1


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def join(town: Town, display: Key = LIBRARY, name: str = LIBRARY_NAME) -> None:
    """A display that the organisation was invited to make."""
    link = invite(Config(town.folder, town.folder, ORIGIN), town.registry, name, ["library"], 240, 30)
    draft = enrolment.enrolment_draft(Enrolment(qr_text.from_text(link)[1], display.public, town.time))
    sealed = display.seal(draft)
    answer = await town.http.post("/v1/enrol", json={"enrolment": to_text(sealed)})
    assert answer.status_code == 200, answer.text


def agree(town: Town, name: str, *agreed: Agreement) -> None:
    agreements.offer_agree(town.registry, organisations.add(town.registry, name), agreed)


async def visit(amina: Handset, start: int, minutes: int = 120, number: int = 1) -> None:
    """Scanned when coming and when leaving."""
    for time in (start, start + 60 * minutes):
        amina.clock.wall = time
        await amina.diary.scanned(code(LIBRARY, time=time, number=number))


async def co_sign(amina: Handset, jan: BuddyPhone, activity: int = COFFEE, minutes: int = 60, back: int = 0) -> None:
    shown = await amina.meetings.propose(activity, minutes, back)
    jan.clock.wall = amina.clock.wall
    seen = await jan.cosigning.look(shown.data)
    assert isinstance(seen, MeetingRequest)
    await amina.meetings.answered(code_of(await jan.cosigning.sign(seen)))


async def desk(folder: Path, town: Town, amina: Handset) -> Store:
    """A counsellor's device that has the region's list of today."""
    store = open_store(folder / f"counsellor-{town.time}.db", wal=True)
    told = await amina._client().trust()
    await Trust(store, Ed25519Verifier()).offer(told.root, told.certificate, told.trust_list)
    return store


async def judged(amina: Handset, store: Store) -> JudgedProof:
    return await judge_proof.judge(proof_file.as_text(proof_file.gather(amina.store), ORIGIN), store, Ed25519Verifier())


def told(entry: Entry) -> tuple[ActivityType, State, str]:
    return entry.kind, entry.terms.state, entry.organisation


async def later(town: Town, amina: Handset, days: int) -> None:
    """So many days later the phone asks for a newer list."""
    town.time += days * DAY
    amina.clock.wall = town.time
    await amina.runner.wake()


def test_what_the_region_agrees_later_leaves_the_hours_of_before_as_they_were(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        await join(town)
        agree(town, LIBRARY_NAME, Agreement(ACTIVITY_LIBRARY, NOON - DAY, ActivityType.VOLUNTEERING, True, True, True))
        amina = await Handset(tmp_path, transport=line(town)).open()
        await amina.runner.wake()
        await visit(amina, NOON)
        (first,) = amina.diary.page().entries
        assert told(first) == (ActivityType.VOLUNTEERING, State.AGREED, LIBRARY_NAME)

        agree(town, LIBRARY_NAME, Agreement(ACTIVITY_LIBRARY, NOON + 9 * DAY, ActivityType.PLACEMENT, True, None, True))
        agree(town, LIBRARY_NAME, Agreement(ACTIVITY_LIBRARY, NOON + 19 * DAY, ActivityType.ALTERNATIVE, False, True))
        await later(town, amina, 10)
        await visit(amina, NOON + 10 * DAY, 60, 2)
        await visit(amina, NOON + 20 * DAY, 30, 3)
        assert [told(entry) for entry in amina.diary.page().entries] == [
            (ActivityType.VOLUNTEERING, State.AGREED, LIBRARY_NAME),
            (ActivityType.PLACEMENT, State.TO_BE_JUDGED, LIBRARY_NAME),
            (ActivityType.ALTERNATIVE, State.NOT_AGREED, LIBRARY_NAME),
        ]
        assert amina.diary.page().total == 210  # what is not agreed is counted, too: a person decides

        shown = await judged(amina, await desk(tmp_path, town, amina))
        assert counsellor.by_kind(shown.page) == [
            KindSum(ActivityType.PLACEMENT, 60, ((State.TO_BE_JUDGED, 60),)),
            KindSum(ActivityType.VOLUNTEERING, 120, ((State.AGREED, 120),)),
            KindSum(ActivityType.ALTERNATIVE, 30, ((State.NOT_AGREED, 30),)),
        ]

    run(story())


def test_a_contact_person_at_a_placement_makes_it_a_placement_and_a_buddy_stays_a_buddy(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        contact = await BuddyPhone(tmp_path, "piet", transport=line(town)).open()
        passer_by = await BuddyPhone(tmp_path, "zoe", transport=line(town)).open()
        agree(town, FACTORY, Agreement(COFFEE, NOON - DAY, ActivityType.PLACEMENT, True, True, True))
        agree(town, "Samen in Gent", Agreement(COFFEE, NOON - DAY, ActivityType.BUDDY, True, True))
        await jan.cosigning.enrol(jan.client(), invitation(town))
        await contact.cosigning.enrol(contact.client(), invitation(town, FACTORY))
        await co_sign(amina, jan, minutes=60)
        await co_sign(amina, contact, minutes=120, back=1)
        await co_sign(amina, contact, SPORT, 30, 2)
        await co_sign(amina, passer_by, SPORT, 15, 3)
        assert {told(entry) for entry in amina.diary.page().entries} == {
            (ActivityType.BUDDY, State.TO_BE_JUDGED, ""),
            (ActivityType.ALTERNATIVE, State.TO_BE_JUDGED, ""),
        }  # nobody told her phone yet who they are: the usual kinds

        for one in (amina, jan, contact, amina):
            await one.runner.wake()
        expected = [
            (ActivityType.ALTERNATIVE, State.TO_BE_JUDGED, "", 15),
            (ActivityType.BUDDY, State.TO_BE_JUDGED, FACTORY, 30),  # nothing was agreed about sport
            (ActivityType.PLACEMENT, State.AGREED, FACTORY, 120),
            (ActivityType.BUDDY, State.AGREED, "Samen in Gent", 60),
        ]
        assert [(*told(entry), entry.minutes) for entry in amina.diary.page().entries] == expected
        shown = await judged(amina, await desk(tmp_path, town, amina))
        assert [(*told(entry), entry.minutes) for entry in shown.page.entries] == expected
        assert counsellor.by_kind(shown.page)[1] == KindSum(ActivityType.PLACEMENT, 120, ((State.AGREED, 120),))

    run(story())


def test_a_certificate_that_nobody_of_the_region_signed_gives_a_meeting_no_organisation(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        agree(town, FACTORY, Agreement(COFFEE, NOON - DAY, ActivityType.PLACEMENT, True, True, True))
        await jan.cosigning.enrol(jan.client(), invitation(town, FACTORY))
        await co_sign(amina, jan)
        await amina.runner.wake()
        await jan.runner.wake()
        await amina.runner.wake()
        (entry,) = amina.diary.page().entries
        assert told(entry) == (ActivityType.PLACEMENT, State.AGREED, FACTORY)
        (certificate,) = amina.store.met.certificates()
        forged = certificate[:-1] + bytes([certificate[-1] ^ 1])
        began = certificates.from_bytes(certificate)[1].start
        amina.store.met.learn({(await jan.key.public_key(), began): forged}, {}, {})
        await amina.diary.judge_again()
        (entry,) = amina.diary.page().entries
        assert told(entry) == (ActivityType.BUDDY, State.TO_BE_JUDGED, "")

    run(story())


def test_a_display_that_is_withdrawn_keeps_what_was_agreed_for_the_hours_of_before(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        await join(town)
        agree(town, LIBRARY_NAME, Agreement(ACTIVITY_LIBRARY, NOON - DAY, ActivityType.VOLUNTEERING, True, True, True))
        amina = await Handset(tmp_path, transport=line(town)).open()
        await visit(amina, NOON)
        town.time += DAY
        members.revoke(town.registry, members.displays(town.registry)[0][0])
        await later(town, amina, 10)
        await visit(amina, town.time, 60, 2)
        assert [told(entry) for entry in amina.diary.page().entries] == [
            (ActivityType.VOLUNTEERING, State.AGREED, LIBRARY_NAME),
            (ActivityType.ALTERNATIVE, State.TO_BE_JUDGED, ""),
        ]

    run(story())


def test_a_proof_of_before_is_read_by_the_newest_list_that_the_counsellor_has(tmp_path: Path) -> None:
    """What was mended since, also about earlier days, is seen; and the version of the policy says by what it is counted."""

    async def story() -> None:
        town = Town(tmp_path)
        await join(town)
        agree(town, LIBRARY_NAME, Agreement(ACTIVITY_LIBRARY, NOON - DAY, ActivityType.ALTERNATIVE))
        amina = await Handset(tmp_path, transport=line(town)).open()
        await amina.runner.wake()
        await visit(amina, NOON)
        given = proof_file.as_text(proof_file.gather(amina.store), ORIGIN)
        then = await judge_proof.judge(given, await desk(tmp_path, town, amina), Ed25519Verifier())
        town.time += DAY
        agree(town, LIBRARY_NAME, Agreement(ACTIVITY_LIBRARY, NOON - DAY, ActivityType.VOLUNTEERING, True, True, True))
        policy.policy_set(town.registry, session=90)
        now = await judge_proof.judge(given, await desk(tmp_path, town, amina), Ed25519Verifier())
        assert [told(entry)[:2] for entry in then.page.entries] == [(ActivityType.ALTERNATIVE, State.TO_BE_JUDGED)]
        assert [told(entry)[:2] for entry in now.page.entries] == [(ActivityType.VOLUNTEERING, State.AGREED)]
        assert [(one.policy.version, one.page.total) for one in (then, now)] == [(0, 120), (1, 90)]

    run(story())
