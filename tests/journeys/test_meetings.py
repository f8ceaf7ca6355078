"""Stories of two phones that sign one meeting, without network and with: the real files, signatures, counting and server."""

from __future__ import annotations

import asyncio
import json
from collections import Counter
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.buddy.model import MeetingRequest
from app.platform.errors import PlatformError
from app.protocol import hours, qr_text
from app.protocol.errors import NotTrusted
from app.protocol.record import Device, Met
from app.store.rows import KEPT
from sync_server.http.api import from_text, to_text
from sync_server.records.connections import connect
from sync_server.region import members
from sync_server.region.keys import read_key
from tests import forged
from tests.journeys.buddies import BuddyPhone, code_of, held_meetings, invitation, level, line, meet, two
from tests.journeys.town import Handset
from tests.people import NOON, STRANGER, key, proposal
from tests.server.test_server import Town

DAY = 86400


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def test_amina_and_jan_meet_without_network_and_both_keep_it(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        shown = await amina.meetings.propose(6, 120, 1)
        seen = await jan.cosigning.look(shown.data)
        assert isinstance(seen, MeetingRequest)
        assert (seen.activity, seen.minutes, seen.start) == (6, 120, shown.proposal.start)
        signed = await jan.cosigning.sign(seen)
        saved = await amina.meetings.answered(code_of(signed))
        assert (saved.what, saved.entry.minutes, saved.entry.sent) == ("met", 120, False)
        page = amina.diary.page()
        assert (page.total, page.expected) == (120, ())
        assert [type(kept.record.body) for kept in amina.store.records()] == [Device, Met]
        await amina.reopen()
        await jan.reopen()
        assert amina.diary.page() == page
        assert jan.cosigning.moments() == (signed,)

    run(story())


@pytest.mark.parametrize("first", ["newcomer", "buddy"])
def test_either_phone_alone_brings_the_meeting_and_the_other_brings_no_second(first: str, tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await meet(amina, jan)
        phones: list[Handset | BuddyPhone] = [amina, jan] if first == "newcomer" else [jan, amina]
        for phone in phones:
            await phone.runner.wake()
            assert len(held_meetings(town)) == 1
        assert [entry.sent for entry in amina.diary.page().entries] == [True]
        assert [moment.sent for moment in jan.cosigning.moments()] == [True]
        assert amina.diary.page().total == 120

    run(story())


def test_when_the_second_scan_never_happens_amina_learns_of_the_meeting_from_the_server(tmp_path: Path) -> None:
    async def story() -> None:
        town, asked = Town(tmp_path), Counter[str]()
        amina = await Handset(tmp_path, transport=line(town, lambda path: asked.update([path]))).open()
        jan = await BuddyPhone(tmp_path, transport=line(town)).open()
        shown = await amina.meetings.propose(6, 120, 0)
        await amina.runner.wake()
        assert amina.diary.page().expected == (shown,)
        await jan.signs(shown)
        await jan.runner.wake()
        await amina.runner.wake()
        page = amina.diary.page()
        assert (page.total, page.expected, page.entries[0].what) == (120, (), "met")
        assert [kept.state for kept in amina.store.records()] == [KEPT, KEPT]  # in one round
        assert len(held_meetings(town)) == 1
        before = asked["/v1/pull"]
        for _ in range(5):
            await amina.runner.wake()
        assert asked["/v1/pull"] == before  # nothing is expected any more

    run(story())


def test_nothing_is_pulled_while_nothing_is_expected(tmp_path: Path) -> None:
    async def story() -> None:
        town, asked = Town(tmp_path), Counter[str]()
        amina = await Handset(tmp_path, transport=line(town, lambda path: asked.update([path]))).open()
        await amina.afterwards.declare(20, 60, 0)
        for _ in range(3):
            await amina.runner.wake()
        assert asked["/v1/pull"] == 0
        shown = await amina.meetings.propose(6, 120, 0)
        await amina.runner.wake()
        assert asked["/v1/pull"] == 1
        amina.clock.wall = shown.proposal.start + 31 * DAY
        await amina.runner.wake()
        await amina.runner.wake()
        assert asked["/v1/pull"] == 2  # the weekly question how many records of this phone the server has; nobody will answer

    run(story())


def test_a_programmes_buddy_makes_a_stronger_meeting_than_a_contact_person_and_both_count(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        contact = await BuddyPhone(tmp_path, "somebody of the sports club", transport=line(town)).open()
        await jan.cosigning.enrol(jan.client(), invitation(town))
        assert jan.cosigning.programme() == "Samen in Gent"
        await meet(amina, contact)
        await amina.runner.wake()
        assert level(amina) == hours.POSTER
        await meet(amina, jan, back=1)
        assert level(amina) == hours.POSTER  # not known yet
        await amina.runner.wake()
        assert level(amina) == hours.CO_SIGNED
        assert amina.diary.page().total == 240

    run(story())


@pytest.mark.parametrize(("revoked", "strength"), [("before", hours.POSTER), ("after", hours.CO_SIGNED)])
def test_a_certificate_that_was_revoked_is_believed_for_what_was_signed_before(
    revoked: str, strength: int, tmp_path: Path
) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await jan.cosigning.enrol(jan.client(), invitation(town))
        if revoked == "before":
            members.revoke(town.registry, members.buddies(town.registry)[0][0])
        for clock in (amina.clock, jan.clock):
            clock.wall += 600
        await meet(amina, jan)
        await amina.runner.wake()
        if revoked == "after":
            town.time += 1200
            members.revoke(town.registry, members.buddies(town.registry)[0][0])
        amina.clock.wall += 8 * DAY
        await amina.runner.wake()  # a week later the phone has the newest list
        assert amina.trust.trust_list is not None
        assert len(amina.trust.trust_list.revoked) == 1
        assert level(amina) == strength
        assert amina.diary.page().total == 120

    run(story())


def test_an_invitation_makes_one_buddy_and_says_so_to_a_second(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        _, jan = await two(tmp_path, town)
        other = await BuddyPhone(tmp_path, "els", transport=line(town)).open()
        once = invitation(town)
        await jan.cosigning.enrol(jan.client(), once)
        await jan.cosigning.enrol(jan.client(), once)  # the link opened again
        with pytest.raises(Exception, match="used"):
            await other.cosigning.enrol(other.client(), once)
        assert other.cosigning.programme() == ""

    run(story())


@pytest.mark.parametrize("signer", ["data/receipt.key", "elsewhere/data/list.key", "a stranger"])
def test_a_certificate_that_the_region_s_list_key_did_not_sign_makes_nobody_a_buddy(signer: str, tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        honest = line(town)
        Town(tmp_path / "elsewhere")
        giver = STRANGER if signer == "a stranger" else read_key(tmp_path / signer)

        async def forging(request: httpx.Request) -> httpx.Response:
            response = await honest.handle_async_request(request)
            await response.aread()
            answer = json.loads(response.content)
            made_up = forged.buddy_certificate(giver, from_text(answer["certificate_of_buddy"]))
            return httpx.Response(200, json={**answer, "certificate_of_buddy": to_text(made_up)})

        _, jan = await two(tmp_path)
        jan.transport = httpx.MockTransport(forging)
        with pytest.raises(NotTrusted):
            await jan.cosigning.enrol(jan.client(), invitation(town))
        assert jan.cosigning.programme() == ""

    run(story())


def test_the_same_buddy_is_remembered_by_a_picture_on_each_phone(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        await meet(amina, jan)
        entry = amina.diary.page().entries[0]
        await amina.meetings.remember(entry.buddy, 3)
        await jan.cosigning.remember(jan.cosigning.moments()[0].id, 7)
        await amina.reopen()
        await jan.reopen()
        shown = await amina.meetings.propose(4, 60, 0)
        seen = await jan.cosigning.look(shown.data)
        assert isinstance(seen, MeetingRequest)
        assert (seen.picture, amina.diary.page().people) == (7, {entry.buddy: 3})

    run(story())


def test_a_code_that_is_scanned_again_is_answered_once_with_the_same_answer(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        shown = await amina.meetings.propose(6, 120, 0)
        seen = await jan.cosigning.look(shown.data)
        assert isinstance(seen, MeetingRequest)
        first, second = await asyncio.gather(jan.cosigning.sign(seen), jan.cosigning.sign(seen))
        assert first == second == await jan.cosigning.look(shown.data)
        saved = await asyncio.gather(*(amina.meetings.answered(code_of(first)) for _ in range(20)))
        assert Counter(one.what for one in saved) == {"met": 1, "already": 19}
        assert len(amina.store.records()) == 2

    run(story())


def test_what_could_not_be_kept_was_neither_shown_nor_signed(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        for _ in range(2):  # before the first record of this phone, and after it
            amina.disk.full = True
            with pytest.raises(PlatformError, match="storage-full"):
                await amina.meetings.propose(6, 120, 0)
            assert amina.diary.page().expected == ()
            amina.disk.full = False
            await amina.diary.introduce()
        amina.disk.full = False
        shown = await amina.meetings.propose(6, 120, 0)
        jan.disk.full = True
        with pytest.raises(PlatformError, match="storage-full"):
            await jan.signs(shown)
        assert jan.cosigning.moments() == ()
        jan.disk.full = False
        answer = code_of(await jan.signs(shown))
        amina.disk.full = True
        with pytest.raises(PlatformError, match="storage-full"):
            await amina.meetings.answered(answer)
        assert (amina.diary.page().total, amina.diary.page().expected) == (0, (shown,))
        amina.disk.full = False
        assert (await amina.meetings.answered(answer)).what == "met"

    run(story())


def test_two_moments_of_one_day_never_take_each_others_minutes(tmp_path: Path) -> None:
    async def story() -> None:
        amina, jan = await two(tmp_path)
        for _ in range(3):
            await meet(amina, jan, 60, back=2)
        await amina.afterwards.declare(21, 90, 2)
        assert amina.diary.page().total == 3 * 60 + 90
        starts = [entry.visit.start for entry in amina.diary.page().entries]
        assert len(set(starts)) == 4
        assert all(NOON - 2 * DAY - 12 * 3600 <= start < NOON - DAY - 12 * 3600 for start in starts)

    run(story())


def test_a_newcomers_meetings_come_back_after_the_file_was_lost(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await jan.cosigning.enrol(jan.client(), invitation(town))
        await meet(amina, jan)
        await amina.runner.wake()
        open_one = await amina.meetings.propose(4, 60, 1)
        await jan.signs(open_one)  # never scanned, and the phone that showed it forgets it
        await jan.runner.wake()
        again = await Handset(tmp_path, transport=line(town), file="new file", key=amina.key).open()
        await again.runner.wake()
        await again.runner.wake()
        assert again.diary.page().total == 180
        assert level(again) == hours.CO_SIGNED

    run(story())


def test_a_meeting_that_only_the_buddy_brought_comes_back_too(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        shown = await amina.meetings.propose(6, 120, 0)
        await amina.runner.wake()
        await jan.signs(shown)  # never scanned
        await jan.runner.wake()
        again = await Handset(tmp_path, transport=line(town), file="new file", key=amina.key).open()
        await again.runner.wake()
        assert again.diary.page().total == 120

    run(story())


def test_a_meeting_scanned_while_hours_come_back_is_kept_and_signed_when_the_chain_is_known(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        await amina.afterwards.declare(20, 60, 3)
        await amina.runner.wake()
        again = await Handset(tmp_path, file="new file", key=amina.key).open()
        assert again.diary.page().restoring
        await meet(again, jan)
        assert again.diary.page().total == 120
        again.transport = line(town)
        await again.reopen()
        await again.runner.wake()
        assert again.diary.page().total == 180
        assert [kept.state for kept in again.store.records()] == [KEPT] * 3
        assert len(held_meetings(town)) == 1

    run(story())


def test_meetings_that_the_server_lost_are_sent_again_by_the_buddy(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina, jan = await two(tmp_path, town)
        for back in range(3):
            await meet(amina, jan, back=back)
        await jan.runner.wake()
        with connect(town.folder / "data" / "server.db") as db:
            db.execute("DELETE FROM meetings")  # yesterday's backup was put back
        await meet(amina, jan, back=3)
        await jan.runner.wake()
        assert len(held_meetings(town)) == 4

    run(story())


def test_a_receipt_that_no_key_of_the_region_signed_is_not_believed_and_the_meeting_waits(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        honest = line(town)

        async def forging(request: httpx.Request) -> httpx.Response:
            response = await honest.handle_async_request(request)
            await response.aread()
            told = json.loads(response.content)
            if request.url.path != "/v1/meetings":
                return response
            [one] = told["meetings"]
            one["receipt"] = to_text(forged.receipt(STRANGER, from_text(one["id"]), town.time))
            return httpx.Response(200, json=told)

        amina, jan = await two(tmp_path)
        jan.transport = httpx.MockTransport(forging)
        await meet(amina, jan)
        await jan.runner.wake()
        assert [moment.sent for moment in jan.cosigning.moments()] == [False]
        jan.transport = honest
        await jan.reopen()
        await jan.runner.wake()
        assert [moment.sent for moment in jan.cosigning.moments()] == [True]

    run(story())


def test_codes_of_meetings_fit_a_code_that_any_phone_reads(tmp_path: Path) -> None:
    async def story() -> None:
        import qrcode

        amina, jan = await two(tmp_path)
        shown = await amina.meetings.propose(6, 600, 6)
        answer = (await jan.signs(shown)).answer
        named = proposal(buddy=key("phone of jan"))  # as another app may write it
        codes = [qr_text.to_text("https://uren.example.be", qr_text.MEETING, data) for data in (shown.data, named)]
        for text in (*codes, answer):
            code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
            code.add_data(text, optimize=20)
            assert code.best_fit() <= 10

    run(story())
