"""Whoever was there signs: a buddy who is remembered by a picture helps and never locks, and the pictures grow in number."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from app.buddy.model import MeetingRequest
from app.newcomer import report
from app.newcomer import update as newcomer
from app.newcomer.report import Propose, RememberBuddy
from app.newcomer.taps import ChooseActivity, ChooseBuddy, ChooseDay, ChooseLength, ChooseWho
from app.newcomer.update import NewcomerModel, ProposalShown, Recounted, Tapped, Wrote, update
from app.ui.taps import ChooseSign, Meaning
from tests.journeys.buddies import BuddyPhone, code_of, invitation, line
from tests.journeys.town import Handset
from tests.server.test_server import Town

COFFEE = (ChooseActivity(6), ChooseLength(60))


async def together(amina: Handset, model: NewcomerModel, buddy: BuddyPhone, *answers: Meaning) -> NewcomerModel:
    """Amina tells it tap by tap; whoever it is signs what her phone shows, and her phone scans the answer."""
    effects: list[newcomer.Effect] = []
    for meaning in ("together", *answers):
        model, effects = update(model, Tapped(meaning))
    [proposed] = effects
    assert isinstance(proposed, Propose)
    shown = await amina.meetings.propose(proposed.activity, proposed.minutes, proposed.back)
    model, _ = update(model, ProposalShown(shown, amina.diary.page()))
    assert isinstance(await buddy.cosigning.look(shown.data), MeetingRequest)
    saved = await amina.meetings.answered(code_of(await buddy.signs(shown)))
    await amina.runner.wake()
    model, _ = update(model, Wrote(saved, amina.diary.page()))
    model, _ = update(model, Recounted(amina.diary.page()))  # what the server knew of the buddy
    return update(model, Tapped("home"))[0]


async def gives(amina: Handset, model: NewcomerModel, sign: int) -> NewcomerModel:
    model, [remember] = update(model, Tapped(ChooseSign(sign)))
    assert isinstance(remember, RememberBuddy)
    await amina.meetings.remember(remember.key, remember.picture)
    return update(model, Recounted(amina.diary.page()))[0]


def test_when_jan_is_remembered_piet_signs_and_so_does_jan_with_a_new_phone_and_each_gets_a_picture(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path).open()
        jan, piet = await BuddyPhone(tmp_path).open(), await BuddyPhone(tmp_path, "piet").open()
        jans_new_phone = await BuddyPhone(tmp_path, "jan, a new phone").open()
        model = NewcomerModel(newcomer.HOME, "nl", amina.diary.page())

        model = await together(amina, model, jan, ChooseWho("buddy"), *COFFEE, ChooseDay(3))
        assert model.screen == report.SIGN
        model = await gives(amina, model, 0)
        model = await together(amina, model, piet, ChooseWho("buddy"), *COFFEE, ChooseDay(2))
        assert model.screen == report.SIGN
        model = await gives(amina, model, 5)
        assert report.remembered(model) == [0, 5]

        model = await together(amina, model, jans_new_phone, ChooseWho("buddy"), ChooseBuddy(0), *COFFEE, ChooseDay(1))
        assert model.screen == report.SIGN
        model = await gives(amina, model, 0)
        assert report.remembered(model) == [0, 5]  # one Jan, with two phones
        assert len(model.page.people) == 3
        # Jan was chosen, and in the end it was Piet.
        model = await together(amina, model, piet, ChooseWho("buddy"), ChooseBuddy(0), *COFFEE, ChooseDay(0))
        assert model.screen == newcomer.HOME
        assert amina.diary.page().total == 240
        assert [model.page.people[entry.buddy] for entry in amina.diary.page().entries] == [0, 5, 0, 5]

    asyncio.run(story())


@pytest.mark.parametrize(("known", "screen"), [(True, report.SIGN), (False, newcomer.HOME)])
def test_somebody_there_who_turns_out_to_be_a_programmes_buddy_may_get_a_picture_too(
    known: bool, screen: str, tmp_path: Path
) -> None:
    async def story() -> None:
        town = Town(tmp_path)
        amina = await Handset(tmp_path, transport=line(town)).open()
        els = await BuddyPhone(tmp_path, "els", transport=line(town)).open()
        if known:
            await els.cosigning.enrol(els.client(), invitation(town))
        model = await together(amina, NewcomerModel(newcomer.HOME, "nl"), els, ChooseWho("there"), *COFFEE, ChooseDay(0))
        assert model.screen == screen

    asyncio.run(story())
