"""What a buddy signed on the light page becomes the app's own: once, and only what this phone's own key signed."""

from __future__ import annotations

import asyncio
from pathlib import Path

from app.protocol import meeting
from app.protocol.ed25519 import Key
from app.protocol.meeting import Answer
from tests.journeys.buddies import BuddyPhone, held_meetings, line
from tests.people import STRANGER, key, proposal
from tests.server.test_server import Town


def signed(asked: bytes, giver: Key) -> tuple[bytes, bytes]:
    """A meeting as the light page keeps it."""
    outer, said = meeting.proposal_from_bytes(asked)
    return asked, giver.seal(meeting.answer_draft(Answer(outer.id, said.start + 9000, giver.public)))


def test_the_app_takes_over_once_what_its_own_key_signed_and_brings_it(tmp_path: Path) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        jan = await BuddyPhone(tmp_path, transport=line(town)).open()
        mine = key("phone of jan")
        pairs = [signed(proposal(number=1), mine), signed(proposal(number=2), mine), signed(proposal(number=3), STRANGER)]
        assert await jan.cosigning.adopt(pairs)
        assert len(jan.cosigning.moments()) == 2
        assert not await jan.cosigning.adopt(pairs)
        jan = await jan.reopen()
        assert [one.sent for one in jan.cosigning.moments()] == [False, False]
        await jan.runner.wake()
        assert len(held_meetings(town)) == 2
        assert [one.sent for one in jan.cosigning.moments()] == [True, True]

    asyncio.run(story())


def test_a_meeting_that_was_taken_back_in_the_app_does_not_come_back_from_the_light_page(tmp_path: Path) -> None:
    async def story() -> None:
        jan = await BuddyPhone(tmp_path).open()
        pair = signed(proposal(), key("phone of jan"))
        await jan.cosigning.adopt([pair])
        [one] = jan.cosigning.moments()
        await jan.cosigning.take_back(one.id)
        assert not await jan.cosigning.adopt([pair])
        assert [one.taken_back for one in jan.cosigning.moments()] == [True]

    asyncio.run(story())


def test_a_forged_signature_is_not_taken_over(tmp_path: Path) -> None:
    async def story() -> None:
        jan = await BuddyPhone(tmp_path).open()
        asked, given = signed(proposal(), key("phone of jan"))
        assert not await jan.cosigning.adopt([(asked, given[:-1] + bytes([given[-1] ^ 1]))])
        assert jan.cosigning.moments() == ()

    asyncio.run(story())
