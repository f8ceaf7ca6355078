"""What is no meeting: refused on the phone that sees it first, with a code that says what to do next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from app.protocol import hours, meeting, qr_text
from app.protocol.errors import ProtocolError
from app.protocol.meeting import Answer, Proposal
from app.protocol.record import Device, person_of
from app.protocol.wire import PulledMeeting
from app.records.page import NotSaved
from app.records.scanned_text import ScannedText
from tests.journeys.buddies import BuddyPhone, code_of, held_meetings, level, line, meet
from tests.journeys.town import Handset, HeldKey, code
from tests.people import AMINA, LIBRARY, NOON, Phone, answer, key, proposal
from tests.server.test_server import Town

DAY = 86400
JAN = key("phone of jan")


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def refused(act: Awaitable[object], code: str) -> None:
    with pytest.raises((ProtocolError, NotSaved)) as caught:
        await act
    assert getattr(caught.value, "code", None) == code


async def two(folder: Path) -> tuple[Handset, BuddyPhone]:
    return await Handset(folder).open(), await BuddyPhone(folder).open()


# --- at the newcomer's phone ---


def test_an_answer_to_another_meeting_is_not_taken_for_this_one(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        first = await meet(amina, jan, 60)
        replayed = code_of(jan.cosigning.moments()[0])
        shown = await amina.meetings.propose(6, 600, 1)
        assert (await amina.meetings.answered(replayed)).what == "already"  # it is of the first one, which is kept
        assert amina.diary.page().expected == (shown,)
        assert [entry.visit.check_in for entry in amina.diary.page().entries] == [first.id]
        await refused(amina.meetings.answered(answer(proposal(number=99), JAN)), "other-meeting")
        assert len(amina.store.records()) == 2

    run(story())


def test_an_answer_by_another_buddy_than_the_one_who_is_meant_is_refused_on_both_phones(tmp_path: Path) -> None:
    async def story() -> None:
        amina, els = await Handset(tmp_path).open(), await BuddyPhone(tmp_path, "els").open()
        named = proposal(buddy=JAN)  # our app names nobody; another may
        amina.store.met.add_proposal(meeting.proposal_from_bytes(named)[0].id, named)
        await refused(els.cosigning.look(named), "other-meeting")
        await refused(amina.meetings.answered(answer(named, key("phone of els"))), "other-meeting")
        assert (await amina.meetings.answered(answer(named, JAN))).what == "met"

    run(story())


def test_nobody_is_the_own_buddy(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        shown = await amina.meetings.propose(6, 120, 0)
        await refused(amina.meetings.answered(answer(shown.data, AMINA)), "same-person")
        on_her_own_phone = await BuddyPhone(tmp_path, "amina as a buddy", others=(AMINA,)).open()
        await refused(on_her_own_phone.cosigning.look(shown.data), "same-person")
        with_her_key = await BuddyPhone(tmp_path, "amina").open()
        await refused(with_her_key.cosigning.look(shown.data), "same-person")
        assert amina.diary.page().total == 0

    run(story())


def test_the_buddy_role_of_the_same_phone_is_no_buddy_when_its_answer_is_scanned(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, key=HeldKey(AMINA, JAN)).open()
        shown = await amina.meetings.propose(6, 120, 0)
        await refused(amina.meetings.answered(answer(shown.data, JAN)), "same-person")

    run(story())


def test_two_phones_of_one_person_make_no_meeting_here_nor_at_the_server(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        second = Phone("aminas second phone", person_of((1).to_bytes(16, "big")))  # the pseudonym of the first
        second.write(Device(second.key.public, second.person))
        amina = await Handset(tmp_path, transport=line(town)).open()
        await amina.diary.scanned(code(LIBRARY))
        assert amina.store.person() == second.person
        shown = await amina.meetings.propose(6, 120, 0)
        amina.store.restore([(second.records[0], None)], {})
        both_hers = answer(shown.data, second.key)
        await refused(amina.meetings.answered(both_hers), "same-person")
        await amina.meetings.learn([PulledMeeting(1, shown.data, both_hers, None, None)])  # a server that does not know
        assert amina.diary.page().total == 0
        await amina.runner.wake()
        brought = await BuddyPhone(tmp_path, "aminas second phone", transport=line(town)).open()
        await brought.signs(shown)  # offline it cannot know
        await brought.runner.wake()
        assert held_meetings(town) == []
        assert [one.state for one in brought.store.signatures.all()] == ["refused"]

    run(story())


def test_an_answer_that_is_forged_truncated_or_of_another_kind_writes_nothing(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        good = code_of(await jan.signs(shown))
        await refused(amina.meetings.answered(good[:-1] + bytes([good[-1] ^ 1])), "bad-signature")
        for odd in (good[:-1], good[1:], b"", good + b"\0", shown.data):
            await refused(amina.meetings.answered(odd), "bad-code")
        other = ScannedText(qr_text.SESSION, good)
        await refused(amina.diary.scanned(other), "newer-app")  # of a type of token that this app does not know
        await refused(amina.diary.scanned(ScannedText(qr_text.MEETING, shown.data)), "not-ours")
        assert len(amina.store.records()) == 1
        assert amina.diary.page().expected == (shown,)

    run(story())


# --- at the buddy's phone ---


@pytest.mark.parametrize("change", ["minutes", "start"])
def test_a_proposal_that_was_lengthened_or_moved_after_it_was_signed_is_not_answered(change: str, tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        asked = shown.proposal
        said = {
            "minutes": Proposal(asked.nonce, asked.start, 600, asked.activity, asked.public),
            "start": Proposal(asked.nonce, asked.start - DAY, asked.minutes, asked.activity, asked.public),
        }[change]
        altered = meeting.proposal_draft(said).seal(shown.data[-64:])
        await refused(jan.cosigning.look(altered), "bad-signature")
        assert jan.cosigning.moments() == ()

    run(story())


def test_an_answer_never_covers_a_longer_meeting_than_the_one_that_was_seen(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        shown = await amina.meetings.propose(6, 30, 0)
        good = code_of(await jan.signs(shown))
        asked = shown.proposal
        longer = AMINA.seal(
            meeting.proposal_draft(Proposal(asked.nonce, asked.start, 600, asked.activity, asked.public))
        )  # signed by the newcomer's own key
        amina.store.met.add_proposal(meeting.proposal_from_bytes(longer)[0].id, longer)
        assert (await amina.meetings.answered(good)).entry.minutes == 30

    run(story())


@pytest.mark.parametrize(("days", "code"), [(9, "other-week"), (31, "other-week"), (-2, "other-week")])
def test_a_meeting_of_another_week_is_not_signed(days: int, code: str, tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        jan.clock.wall += days * DAY
        await refused(jan.cosigning.look(shown.data), code)
        jan.clock.wall = NOON + 7 * DAY
        assert (
            await amina.meetings.answered(code_of(await jan.signs(shown)))
        ).what == "met"  # an answer that comes late counts

    run(story())


def test_a_proposal_that_is_forged_truncated_or_of_another_kind_is_not_answered(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        good = shown.data
        await refused(jan.cosigning.look(good[:-1] + bytes([good[-1] ^ 1])), "bad-signature")
        for odd in (good[:-1], good[1:], b"", good + b"\0", answer(good, JAN), LIBRARY.public):
            await refused(jan.cosigning.look(odd), "bad-code")
        assert jan.cosigning.moments() == ()

    run(story())


# --- from the server ---


def test_what_a_server_makes_up_is_not_believed(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        given = answer(shown.data, JAN)
        of_another = proposal(key("phone of somebody else"))
        forged = given[:-1] + bytes([given[-1] ^ 1])
        own = AMINA.seal(meeting.answer_draft(Answer(shown.id, NOON, AMINA.public)))
        made_up = [(shown.data, forged), (of_another, answer(of_another, JAN)), (b"", b""), (shown.data, own)]
        await amina.meetings.learn(PulledMeeting(n, *pair, b"rubbish", b"rubbish") for n, pair in enumerate(made_up))
        assert amina.diary.page().entries == ()
        others_certificate, others_withdrawal = b"\x84", key("els").public
        await amina.meetings.learn([PulledMeeting(9, shown.data, given, others_certificate, others_withdrawal)])
        assert (amina.diary.page().total, level(amina)) == (120, hours.POSTER)
        assert (amina.store.met.certificates(), amina.store.met.withdrawn()) == ([], frozenset())
        del jan

    run(story())
