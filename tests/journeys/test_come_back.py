"""Stories of somebody whose phone is gone: the card brings the hours back, and nothing else does."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest
from starlette.types import ASGIApp

from app.newcomer import model as screens
from app.newcomer import phone_events
from app.newcomer import update as newcomer
from app.newcomer.model import Coming, NewcomerModel
from app.newcomer.phone_work import PhoneWork
from app.newcomer.return_work import CardRefused, ReturnWork
from app.newcomer.taps import ChoosePicture, ClearPicture
from app.newcomer.update import Tapped, update
from app.platform import Platform
from app.platform.phone.card_cipher import NativeCardCipher
from app.protocol import card
from app.protocol.card import Card
from app.protocol.ed25519 import Ed25519Verifier
from app.records import cards
from app.records.page import NotSaved
from app.sync import card_client
from app.ui.events import OpenCamera, Scanned, Sync
from app.ui.texts import Texts
from sync_server.config import Config
from sync_server.http.asgi import create_app
from tests.journeys.test_sync import server, visit
from tests.journeys.town import ORIGIN, Handset, code
from tests.people import LIBRARY, NOON


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


def line(folder: Path) -> httpx.ASGITransport:
    return httpx.ASGITransport(app=server(folder)[0])


class From(httpx.ASGITransport):
    """The way to the server from this network address, by a proxy that names it."""

    def __init__(self, address: str, app: ASGIApp) -> None:
        super().__init__(app=app)
        self._address = address

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["x-forwarded-for"] = self._address
        return await super().handle_async_request(request)


async def keep_a_card(handset: Handset, number: int = 1) -> Card:
    """Amina keeps a card: her phone leaves it at the server."""

    def random(size: int) -> bytes:
        return bytes((number * 11 + 7 * at) % 256 for at in range(size))

    listed = handset.trust.trust_list
    assert listed is not None
    new = await cards.make(handset.store, NativeCardCipher(), random, listed.region)
    assert handset.key is not None
    await card_client.register(handset._client(), handset.store, handset.diary, handset.key, new)
    return new.card


@dataclass
class Hand:
    """A person with a phone in the hand: taps and scans go through the app's own decisions, and what these ask for is done."""

    handset: Handset
    model: NewcomerModel = field(default_factory=lambda: NewcomerModel(screens.HOME, "nl"))

    def __post_init__(self) -> None:
        phone = self.handset
        parts = {"storage": phone.disk, "quota": phone.disk, "card_cipher": NativeCardCipher(), "clock": phone.clock}
        shell = cast("Platform", SimpleNamespace(signer=phone.key, verifier=Ed25519Verifier(), **parts))
        self.events: list[newcomer.Event] = []
        here = phone.store, shell, phone.trust, phone.diary
        self.kept = 0  # how often the app was told that something is kept here
        self.work = ReturnWork(*here, phone._client, self.events.append, self._keep)
        self.phones = PhoneWork(*here, self.events.append, self._keep, lambda: Texts("nl"), lambda: self.work)

    def _keep(self) -> None:
        self.kept += 1

    async def does(self, event: newcomer.Event) -> str:
        """What the screen is after this, and after all that follows from it."""
        self.model, effects = update(self.model, event)
        for effect in effects:
            if isinstance(effect, newcomer.OpenCard | newcomer.PutTogether):
                await self._refused(self.work.do(effect))
            elif isinstance(effect, phone_events.Join):
                await self._refused(self.phones.do(effect))
            elif isinstance(effect, Sync):
                await self.handset.runner.wake()
                notice = self.handset.notices[-1] if self.handset.notices else ""
                self.events.append(newcomer.HoursSynced(self.handset.diary.page(), notice))
        while self.events:
            await self.does(self.events.pop(0))
        return f"{self.model.screen} {self.model.refusal}".strip()

    async def _refused(self, doing: Coroutine[Any, Any, None]) -> None:
        try:
            await doing
        except (CardRefused, NotSaved) as error:
            self.events.append(newcomer.RefusalShown(error.code))

    async def reads(self, texts: Sequence[str]) -> str:
        """The camera read these codes of an old phone."""
        await self.does(Tapped("come-back"))
        self.model, _ = update(self.model, Tapped("old-phone"))
        return await self.does(phone_events.PhoneRead(tuple(texts)))

    async def scans(self, text: str) -> str:
        """Somebody who said that there are hours already."""
        if self.model.coming is None and not self.model.page.entries:
            await self.does(Tapped("come-back"))
        return await self.does(Scanned((text,), ""))

    async def taps(self, *pictures: int) -> str:
        """The pictures one after the other."""
        shown = ""
        for picture in pictures:
            shown = await self.does(Tapped(ChoosePicture(picture)))
        return shown


async def hour(handset: Handset, number: int) -> None:
    """An hour at the library, of each number another one, before now."""
    came = NOON - 7200 * (number + 1)
    await handset.diary.scanned(code(LIBRARY, time=came, number=number))
    await handset.diary.scanned(code(LIBRARY, time=came + 3600, number=number))


async def lost(folder: Path, visits: int = 3) -> tuple[Card, int]:
    """Amina has some hours and a card; then her phone is gone. Her card and her minutes."""
    amina = await Handset(folder, "amina", transport=line(folder)).open()
    for number in range(visits):
        await hour(amina, number)
    await amina.runner.wake()
    kept = await keep_a_card(amina)
    total = amina.diary.page().total
    amina.store.close()
    return kept, total


async def new_phone(folder: Path, name: str = "new") -> Hand:
    phone = await Handset(folder, name, transport=line(folder)).open()
    return Hand(phone, NewcomerModel(screens.HOME, "nl", phone.diary.page()))


def test_the_phone_is_gone_and_the_scanned_card_brings_every_hour_to_a_new_one(tmp_path: Path) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        assert await hand.scans(card.to_text(kept)) == "back-again"
        assert (hand.model.page.total, total > 0) == (total, True)
        await hour(hand.handset, 9)
        await hand.handset.runner.wake()
        again = await new_phone(tmp_path, "third")
        await again.scans(card.to_text(kept))
        assert again.model.page.total == hand.handset.diary.page().total > total

    run(story())


def test_a_card_that_somebody_put_up_as_a_poster_makes_nobody_a_strangers_phone(tmp_path: Path) -> None:
    async def story() -> None:
        strangers, _ = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        assert await hand.does(Scanned((card.to_text(strangers),), "")) == "come-back"
        await hand.does(Tapped("back"))
        await hand.handset.runner.wake()
        assert (hand.model.screen, hand.model.coming) == ("home", None)
        assert (hand.handset.store.secret(), hand.handset.store.person()) == (None, None)

    run(story())


def test_her_own_card_scanned_from_home_waits_for_one_tap_and_needs_no_second_scan(tmp_path: Path) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        await hand.does(Scanned((card.to_text(kept),), ""))
        assert await hand.does(Tapped("scan-card")) == "back-again"
        assert hand.model.page.total == total

    run(story())


def test_after_a_refused_card_the_camera_opens_for_another_one(tmp_path: Path) -> None:
    async def story() -> None:
        kept, _ = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        assert await hand.scans(card.to_text(Card(bytes(8), kept.pictures))) == "refused other-region"
        await hand.does(Tapped("back"))
        _, effects = update(hand.model, Tapped("scan-card"))
        assert effects == [OpenCamera()]

    run(story())


def test_the_ten_pictures_do_the_same_and_the_server_is_asked_by_itself(tmp_path: Path) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        await hand.does(Tapped("come-back"))
        assert await hand.does(Tapped("ten-pictures")) == "ten-pictures"
        assert await hand.taps(*kept.pictures[:9]) == "ten-pictures"
        assert await hand.taps(kept.pictures[9]) == "back-again"
        assert hand.model.page.total == total
        await hand.does(Tapped("home"))
        assert (hand.model.screen, hand.model.coming) == ("home", None)

    run(story())


def test_one_other_picture_is_mended_without_beginning_again(tmp_path: Path) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        await hand.does(Tapped("ten-pictures"))
        other = (kept.pictures[4] + 1) % 64
        assert await hand.taps(*kept.pictures[:4], other, *kept.pictures[5:]) == "refused wrong-pictures"
        assert await hand.does(Tapped("ten-pictures")) == "ten-pictures"
        await hand.does(Tapped(ClearPicture(4)))
        assert await hand.taps(kept.pictures[4]) == "back-again"
        assert hand.model.page.total == total

    run(story())


def test_after_twenty_wrong_tries_there_is_a_break_and_another_address_is_not_hurt(tmp_path: Path) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        told = []
        app = create_app(Config(tmp_path / "server", tmp_path / "no-web", ORIGIN, proxies=1), lambda: NOON)
        hand.handset.transport = From("203.0.113.7", app=app)
        wrong = tuple((one + 1) % 64 for one in kept.pictures)
        for number in range(21):
            hand.model = replace(hand.model, screen=screens.PICTURES, coming=Coming(pictures=(*wrong[:8], number)))
            told.append(await hand.taps(63))
        assert told == ["refused wrong-pictures"] * 20 + ["refused too-many"]
        assert hand.handset.store.person() is None
        other = await new_phone(tmp_path, "other")
        other.handset.transport = From("198.51.100.9", app=app)
        assert await other.scans(card.to_text(kept)) == "back-again"
        assert other.model.page.total == total

    run(story())


def test_an_old_card_says_that_there_is_a_newer_one(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, "amina", transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        first, second = await keep_a_card(amina, 1), await keep_a_card(amina, 2)
        hand = await new_phone(tmp_path)
        assert await hand.scans(card.to_text(first)) == "refused old-card"
        assert await hand.scans(card.to_text(second)) == "back-again"

    run(story())


def test_a_card_of_another_region_a_torn_card_and_another_code_each_say_what_they_are(tmp_path: Path) -> None:
    async def story() -> None:
        kept, _ = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        assert await hand.scans(card.to_text(Card(bytes(8), kept.pictures))) == "refused other-region"
        assert await hand.scans(card.to_text(kept)[:-4]) == "refused torn-card"
        await hand.does(Tapped("back"))
        assert await hand.scans("https://shop.example/menu") == "refused no-card-seen"
        assert hand.handset.store.person() is None

    run(story())


def test_without_network_the_card_waits_in_memory_only_and_one_tap_tries_again(tmp_path: Path) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        online, hand.handset.transport = hand.handset.transport, None
        assert await hand.scans(card.to_text(kept)) == "refused card-offline"
        digits = card.to_text(kept).split(":")[1].encode()
        assert all(digits not in file.read_bytes() for file in hand.handset.disk.folder.iterdir())
        hand.handset.transport = online
        assert await hand.does(Tapped("card-again")) == "back-again"
        assert hand.model.page.total == total

    run(story())


def test_killed_as_soon_as_the_hours_are_said_to_be_coming_they_come_after_the_next_start(tmp_path: Path) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        await hand.work.do(newcomer.OpenCard(text=card.to_text(kept)))
        assert hand.events[-1] == newcomer.HoursFound("come")
        phone = await hand.handset.reopen()
        assert phone.diary.page().restoring
        await phone.runner.wake()
        assert phone.diary.page().total == total

    run(story())


def test_the_hours_of_somebody_else_here_are_never_mixed_with_those_of_the_card_without_an_answer(tmp_path: Path) -> None:
    async def story() -> None:
        kept, _ = await lost(tmp_path)
        hand = await new_phone(tmp_path, "yusuf")
        hand.handset.store.set_settings({"secret": b"secret of yusuf "})
        await visit(hand.handset, 7)
        await hand.handset.runner.wake()
        hand.model = replace(hand.model, page=hand.handset.diary.page())
        person, own = hand.handset.store.person(), hand.model.page.total
        assert await hand.scans(card.to_text(kept)) == "whose"
        begun, _ = update(hand.model, Tapped("somebody-elses"))
        assert (begun.sharing.hand, begun.coming) == (card.to_text(kept), None)
        await hand.does(Tapped("back"))
        await hand.handset.runner.wake()
        assert (hand.handset.store.person(), hand.handset.diary.page().total) == (person, own)

    run(story())


def test_the_own_card_on_the_phone_that_has_the_hours_says_that_they_are_here(tmp_path: Path) -> None:
    async def story() -> None:
        amina = await Handset(tmp_path, "amina", transport=line(tmp_path)).open()
        await visit(amina, 1)
        await amina.runner.wake()
        kept = await keep_a_card(amina)
        hand = Hand(amina, NewcomerModel(screens.HOME, "nl", amina.diary.page()))
        assert await hand.scans(card.to_text(kept)) == "back-again"
        assert hand.model.coming == Coming(same=True)
        assert not amina.store.is_restoring

    run(story())


def test_hours_that_are_mine_too_are_put_together_and_counted_once(tmp_path: Path) -> None:
    async def story() -> None:
        kept, total = await lost(tmp_path)
        hand = await new_phone(tmp_path)
        hand.handset.store.set_settings({"secret": b"begun once more "})
        await hour(hand.handset, 8)
        await hand.handset.runner.wake()
        hand.model = replace(hand.model, page=hand.handset.diary.page())
        assert await hand.scans(card.to_text(kept)) == "whose"
        assert await hand.does(Tapped("mine-too")) == "back-again"
        assert hand.model.page.total == total + 60
        third = await new_phone(tmp_path, "third")
        assert await third.scans(card.to_text(kept)) == "back-again"
        assert third.model.page.total == total + 60

    run(story())


def test_both_phones_in_parallel_for_a_week_show_one_total_and_the_old_one_is_told_once(tmp_path: Path) -> None:
    async def story() -> None:
        old = await Handset(tmp_path, "amina", transport=line(tmp_path)).open()
        await hour(old, 1)
        await old.runner.wake()
        kept = await keep_a_card(old)
        old.store.set_settings({"card-pictures": bytes(kept.pictures)})
        hand = await new_phone(tmp_path)
        assert await hand.scans(card.to_text(kept)) == "back-again"
        await hand.does(Tapped("home"))
        first = Hand(old, NewcomerModel(screens.HOME, "nl", old.diary.page()))
        screens_seen = []
        for day in range(7):
            await hour(old if day % 2 else hand.handset, 10 + 12 * day)
            for phone in (hand, first, hand):
                phone.handset.clock.wall += 90_000
                await phone.handset.runner.wake()
                await phone.does(newcomer.HoursSynced(phone.handset.diary.page(), ""))
                screens_seen.append((phone is first, phone.model.screen))
                await phone.does(Tapped("home"))
        assert first.model.page.total == hand.model.page.total == 8 * 60
        assert [seen for seen in screens_seen if seen[1] == screens.BOTH_PHONES] == [(True, screens.BOTH_PHONES)]
        assert len({kept.record.envelope.key for kept in old.store.records()}) == 2

    run(story())


def test_the_prefix_and_the_length_that_screens_know_are_those_of_the_protocol() -> None:
    assert (screens.CARD, screens.CARD_LENGTH) == (card.PREFIX, card.LENGTH)


def test_neither_card_nor_pictures_stand_in_what_a_report_would_show() -> None:
    coming = Coming(pictures=(14, 35), card="VEERTIG-CARD:4711")
    effect = newcomer.OpenCard(text="VEERTIG-CARD:4711", pictures=(14, 35))
    shown = f"{coming!r} {effect!r} {NewcomerModel('home', 'nl', coming=coming)!r}"
    assert "4711" not in shown
    assert "35" not in shown


@pytest.mark.parametrize("chosen", [True, False])
def test_on_the_first_screen_the_language_comes_first_and_then_the_ways(chosen: bool) -> None:
    model = NewcomerModel(screens.LANGUAGE if not chosen else screens.SETTINGS, "nl", chosen=chosen)
    model, _ = update(model, Tapped("come-back"))
    if not chosen:
        assert (model.screen, model.returns_next) == (screens.LANGUAGE, True)
        model, _ = update(model, newcomer.Chose("ar"))
    assert (model.screen, model.language) == (screens.COME_BACK, "nl" if chosen else "ar")
    assert update(model, Tapped("back"))[0].screen == screens.HOME
