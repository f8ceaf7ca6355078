"""Amina has two phones. On one of them she asks to be forgotten everywhere; the other one keeps its hours, and says why."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from app.newcomer import keep_card, mine
from app.newcomer.model import FORGOTTEN, HOME, NewcomerModel
from app.newcomer.update import HoursSynced, Tapped, update
from app.newcomer.views import VIEWS
from app.protocol.forget import ForgetWish, to_draft
from app.records import proof_file
from app.ui.controls.look import Look
from app.ui.events import Remember
from app.ui.texts import Texts
from app.ui.theme import LIGHT
from tests.journeys.buddies import line
from tests.journeys.test_phone_to_phone import new_phone, reads, texts
from tests.journeys.town import Handset, code
from tests.people import LIBRARY
from tests.screens.few import found
from tests.server.test_server import Town


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


async def visit(phone: Handset, number: int) -> None:
    phone.clock.wall += 2 * 86400
    for minutes in (60, 0):
        await phone.diary.scanned(code(LIBRARY, time=phone.clock.wall - 60 * minutes, number=number))


async def forgets(phone: Handset) -> None:
    """This phone asks the region to forget everything of its person, as `app.sync.leaving` does."""
    assert phone.key is not None
    assert phone.trust.trust_list is not None
    public = await phone.key.public_key()
    wish = ForgetWish(phone.trust.trust_list.region, phone.store.person() or b"", phone.clock.wall, public)
    draft = to_draft(wish)
    await phone._client().forget(draft.seal(await phone.key.sign(draft.message)), b"")


def drawn(model: NewcomerModel, phone: Handset) -> list[str]:
    """The texts on the screen."""
    tree = VIEWS[model.screen](model, Texts("nl"), Look(LIGHT), lambda _: None, phone.clock.wall)
    return [one.value for one in found(tree) if isinstance(one, ft.Text)]


async def two_phones(folder: Path) -> tuple[Town, Handset, Handset]:
    town = Town(folder)
    old = await Handset(folder, transport=line(town)).open()
    await visit(old, 1)
    await old.runner.wake()
    other = await new_phone(folder, "other")
    await reads(other, texts(old))
    other.transport, other.clock.wall = line(town), old.clock.wall
    await visit(other, 2)
    await other.runner.wake()
    assert len(other.diary.page().entries) == 2
    return town, old, other


def opened(phone: Handset) -> NewcomerModel:
    return NewcomerModel(HOME, "nl", phone.diary.page(), forgotten_told=bool(phone.store.text(FORGOTTEN)))


def synced(model: NewcomerModel, phone: Handset) -> NewcomerModel:
    return update(model, HoursSynced(phone.diary.page(), ""))[0]


@pytest.mark.parametrize("scans", [True, False])
def test_the_other_phone_of_who_was_forgotten_says_so_once_and_keeps_every_hour(tmp_path: Path, scans: bool) -> None:
    async def story() -> None:
        town, old, other = await two_phones(tmp_path)
        model = synced(opened(other), other)
        assert model.screen == HOME
        await forgets(old)
        total = other.diary.page().total
        if scans:
            await visit(other, 3)
        else:
            other.clock.wall += 8 * 86400  # it hears of it within a week
        await other.runner.wake()
        model = synced(model, other)
        assert (model.screen, town.held()) == (FORGOTTEN, [])
        assert model.page.total == total + 60 * scans
        model, effects = update(model, Tapped("home"))
        assert (model.screen, effects) == (HOME, [Remember(FORGOTTEN, "told")])
        assert synced(model, other).screen == HOME
        other.store.set_settings({FORGOTTEN: "told"})
        phone = await other.reopen()
        await visit(phone, 4)
        await phone.runner.wake()
        assert synced(opened(phone), phone).screen == HOME
        listed = replace(opened(phone), screen="moments")
        assert "Deze uren staan alleen op deze telefoon." in " ".join(drawn(listed, phone))
        assert len(proof_file.gather(phone.store).records) > 4  # the way on: the proof is whole
        assert not keep_card.is_offered(opened(phone))

    run(story())


def test_from_there_everything_can_be_taken_along_at_once(tmp_path: Path) -> None:
    async def story() -> None:
        _, old, other = await two_phones(tmp_path)
        await forgets(old)
        await visit(other, 3)
        await other.runner.wake()
        model, effects = update(synced(opened(other), other), Tapped(mine.TAKE))
        assert (model.screen, model.forgotten_told, effects) == (mine.TAKE, True, [Remember(FORGOTTEN, "told")])

    run(story())


def test_what_she_is_doing_is_not_interrupted(tmp_path: Path) -> None:
    async def story() -> None:
        _, old, other = await two_phones(tmp_path)
        await forgets(old)
        await visit(other, 3)
        await other.runner.wake()
        model = synced(replace(opened(other), screen="moments"), other)
        assert model.screen == "moments"
        model, _ = update(model, Tapped("home"))
        assert synced(model, other).screen == FORGOTTEN

    run(story())


def test_another_refusal_of_the_server_is_not_called_a_wish(tmp_path: Path) -> None:
    async def story() -> None:
        _, _, other = await two_phones(tmp_path)
        first = other.store.records()[-1].record.id
        other.store.renew_receipts([first])
        other.store.settle({}, {first: "bad-signature"})
        assert not other.diary.page().erased

    run(story())
