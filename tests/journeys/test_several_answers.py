"""Stories of one proposal that several people answer: a bystander is quicker, and the programme's buddy counts all the same."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from app.counsellor import model as counsellor
from app.newcomer import report
from app.newcomer import update as newcomer
from app.newcomer.taps import ShowCode
from app.newcomer.update import HoursSynced, NewcomerModel, Tapped, update
from app.protocol import hours, meeting
from app.protocol.ed25519 import Ed25519Verifier, Key
from app.protocol.keys import key_id
from app.protocol.meeting import Withdrawal
from app.protocol.moments import Verdict
from app.protocol.record import Met
from app.protocol.wire import PulledMeeting
from app.records import judge_proof, proof_file, several_answers
from app.records.page import Expected
from app.records.trust import Trust
from app.store.opening import open_store
from sync_server.region import publication
from tests.journeys.buddies import BuddyPhone, code_of, invitation, line, two
from tests.journeys.town import ORIGIN, Handset
from tests.people import NOON, answer, key
from tests.server.test_server import Town

DAY = 86400
SCAN, SERVER = "scanned", "brought by the server"


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def street(folder: Path) -> tuple[Town, Handset, BuddyPhone, BuddyPhone]:
    """Amina, Jan of the programme, and Piet who stands near and sees the code."""
    town = Town(folder)
    amina, jan = await two(folder, town)
    await jan.cosigning.enrol(jan.client(), invitation(town))
    piet = await BuddyPhone(folder, "piet", transport=line(town)).open()
    await amina.runner.wake()
    return town, amina, jan, piet


async def comes(amina: Handset, buddy: BuddyPhone, shown: Expected, way: str) -> None:
    """The buddy answers what he sees, and his answer comes this `way`; a day goes by."""
    signed = await buddy.signs(shown)
    if way == SCAN:
        assert (await amina.meetings.answered(code_of(signed))).what == "met"
    else:
        await buddy.runner.wake()
    for _ in range(3):
        await amina.runner.wake()
    amina.clock.wall += DAY + 60
    buddy.clock.wall += DAY + 60


def mets(amina: Handset) -> list[Met]:
    return [kept.record.body for kept in amina.store.records() if isinstance(kept.record.body, Met)]


async def judged(town: Town, amina: Handset, folder: Path) -> counsellor.JudgedProof:
    store = open_store(folder / "counsellor.db", wal=True)
    offered = publication.bundle(town.registry)
    await Trust(store, Ed25519Verifier()).offer(offered.root, offered.certificate, offered.listed)
    return await judge_proof.judge(proof_file.as_text(proof_file.gather(amina.store), ORIGIN), store, Ed25519Verifier())


@pytest.mark.parametrize("ways", [(SCAN, SCAN), (SCAN, SERVER), (SERVER, SCAN), (SERVER, SERVER)])
@pytest.mark.parametrize("first", ["bystander", "buddy"])
def test_whoever_is_quicker_the_meeting_is_the_certified_buddy_s_in_the_end(
    first: str, ways: tuple[str, str], tmp_path: Path
) -> None:
    async def story() -> None:
        town, amina, jan, piet = await street(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        one, other = (piet, jan) if first == "bystander" else (jan, piet)
        await comes(amina, one, shown, ways[0])
        await comes(amina, other, shown, ways[1])
        for _ in range(2):
            await amina.runner.wake()
        [entry] = amina.diary.page().entries
        assert (amina.diary.page().total, entry.visit.verdict) == (120, Verdict.TRUSTED)
        assert entry.buddy == key_id(await jan.key.public_key())
        assert (await amina.meetings.answered(code_of(jan.cosigning.moments()[0]))).what == "already"
        assert len(mets(amina)) == len({(met.proposal, met.answer) for met in mets(amina)})
        shown_to_counsellor = await judged(town, amina, tmp_path)
        assert [counsellor.level(entry) for entry in shown_to_counsellor.page.entries] == [hours.CO_SIGNED]
        assert shown_to_counsellor.page.total == 120

    run(story())


def brought(shown: Expected, person: Key, at: int = NOON, withdrawn: bool = False) -> PulledMeeting:
    """An answer as the server brings it, from somebody whom nobody certified."""
    given = answer(shown.data, person, time=at)
    outer, content = meeting.answer_from_bytes(given)
    withdrawal = person.seal(meeting.withdrawal_draft(Withdrawal(outer.id, at, content.public)))
    return PulledMeeting(1, shown.data, given, None, withdrawal if withdrawn else None)


def test_a_hundred_answers_of_bystanders_neither_fill_the_phone_nor_shut_the_buddy_out(tmp_path: Path) -> None:
    async def story() -> None:
        _, amina, jan, _ = await street(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        crowd = [key(f"bystander {number}") for number in range(100)]
        await amina.meetings.learn(brought(shown, crowd[0], NOON + number) for number in range(100))
        assert len(mets(amina)) == 1  # a hundred times the same one
        await amina.meetings.learn(brought(shown, each) for each in crowd)
        assert len(mets(amina)) == several_answers.MOST
        await comes(amina, jan, shown, SERVER)
        assert len(mets(amina)) == several_answers.MOST + 1
        [entry] = amina.diary.page().entries
        assert (entry.visit.verdict, amina.diary.page().total) == (Verdict.TRUSTED, 120)

    run(story())


def test_bystanders_who_take_their_answers_back_leave_room_for_the_contact_person_who_signed_too(tmp_path: Path) -> None:
    async def story() -> None:
        _, amina, _, _ = await street(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        crowd = [key(f"bystander {number}") for number in range(several_answers.MOST)]
        await amina.meetings.learn(brought(shown, each) for each in crowd)
        honest = brought(shown, key("phone of piet"))
        assert not await amina.meetings.learn([honest])
        assert await amina.meetings.learn(brought(shown, each, withdrawn=True) for each in crowd)  # asks for all once more
        await amina.meetings.learn([honest])
        [entry] = amina.diary.page().entries
        assert (entry.taken_back, amina.diary.page().total) == (False, 120)
        for number in range(100):  # and on and on
            more = key(f"another bystander {number}")
            await amina.meetings.learn([brought(shown, more)])
            await amina.meetings.learn([brought(shown, more, withdrawn=True)])
        assert len(mets(amina)) <= several_answers.MOST_AT_ALL

    run(story())


def test_the_code_can_be_shown_again_while_only_a_bystander_answered_also_with_a_new_file(tmp_path: Path) -> None:
    async def story() -> None:
        town, amina, jan, piet = await street(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        await comes(amina, piet, shown, SERVER)
        again = await Handset(tmp_path, transport=line(town), file="new file", key=amina.key).open()
        for _ in range(3):
            await again.runner.wake()
        page, now = again.diary.page(), again.clock.wall
        [entry] = page.entries
        assert report.shown_again(page, entry, now) == shown
        assert report.shown_again(page, entry, shown.proposal.start + report.SHOWN_FOR) is None
        model, _ = update(NewcomerModel(newcomer.HOME, "nl", page), Tapped(ShowCode(shown.id)))
        assert (model.screen, model.shown) == (report.CODE, shown)
        model, _ = update(model, HoursSynced(page, ""))
        assert model.screen == report.CODE  # nothing new came
        assert (await again.meetings.answered(code_of(await jan.signs(shown)))).what == "met"
        for _ in range(2):
            await again.runner.wake()
        page = again.diary.page()
        assert report.shown_again(page, page.entries[0], now) is None  # nobody's signature counts more
        model, _ = update(model, HoursSynced(page, ""))
        assert (model.screen, model.saved and model.saved.what) == (newcomer.SAVED, "met")

    run(story())


def test_no_order_of_scanned_answers_writes_one_twice(tmp_path: Path) -> None:
    async def story() -> None:
        _, amina, jan, piet = await street(tmp_path)
        for order in permutations((jan, piet)):
            shown = await amina.meetings.propose(6, 30, 0)
            codes = [code_of(await buddy.signs(shown)) for buddy in order]
            said = [(await amina.meetings.answered(code)).what for code in (*codes, *codes)]
            assert said == ["met", "met", "already", "already"]
        assert len(mets(amina)) == 4

    run(story())
