"""Amina keeps her hours safe with a card: through the app's decisions, a real store, and the real server."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import httpx
import pytest

from app.newcomer import keep_card
from app.newcomer import update as newcomer
from app.newcomer.card_work import MAKING, CardNotMade, CardWork
from app.newcomer.keep_card import CheckCard, GiveCard, MakeCard
from app.newcomer.model import NEVER, Keeping, NewcomerModel
from app.newcomer.update import HoursSynced, Remember, Tapped, Wrote, update
from app.platform import Platform
from app.platform.absent import NoFiles
from app.platform.files import CardSheet
from app.platform.phone.card_cipher import NativeCardCipher
from app.protocol import card as cards
from app.protocol.card import Card
from app.records import cards as card_records
from app.sync import card_client
from app.sync.errors import Declined
from app.ui.texts import Texts
from tests.journeys.buddies import line
from tests.journeys.region import Region, founded, trusting
from tests.journeys.town import Handset, code, no_network
from tests.people import LIBRARY, NOON

DAY, HOUR = 86400, 3600


def run(story: Coroutine[Any, Any, None]) -> None:
    asyncio.run(story)


class Hand(NoFiles):
    """Whoever gets the picture of the card."""

    def __init__(self) -> None:
        self.got: list[CardSheet] = []

    async def hand_over_card(self, name: str, sheet: CardSheet, title: str) -> str:
        self.got.append(sheet)
        return "shared"


@dataclass
class Amina:
    """Her phone as the app runs it: what she taps is decided, done, and decided again."""

    phone: Handset
    region: Region
    model: NewcomerModel = field(init=False)
    hand: Hand = field(default_factory=Hand)
    seen: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)

    async def opens_the_app(self) -> Amina:
        store = self.phone.store
        asked, listed = store.number("card-asked"), self.phone.trust.trust_list
        keeping = Keeping(
            pictures=tuple(store.setting("card-pictures") or b""),
            region=listed.region if listed else b"",
            kept=store.text("card") == "kept",
            asked=NEVER if asked is None else asked,
            pending=bool(store.setting(MAKING)),
        )
        self.model = NewcomerModel(newcomer.HOME, "nl", page=self.phone.diary.page(), keeping=keeping)
        self.work = CardWork(
            store,
            cast(
                "Platform",
                SimpleNamespace(
                    storage=self.phone.disk, signer=self.phone.key, card_cipher=NativeCardCipher(), files=self.hand
                ),
            ),
            self.phone.trust,
            self.phone.diary,
            self.phone._client,
            send=self._send,
        )
        return self

    def _send(self, event: keep_card.Event) -> None:
        self.model, _ = update(self.model, event)
        self.seen.append((self.model.screen, self.model.keeping.pictures))

    async def taps(self, *names: str) -> None:
        for name in names:
            self.model, effects = update(self.model, Tapped(name))
            for effect in effects:
                if isinstance(effect, Remember):
                    self.phone.store.set_settings({effect.key: effect.value})
                    await self.phone.disk.flush()
                elif isinstance(effect, MakeCard | GiveCard | CheckCard):
                    await self.work.do(effect, Texts("nl"))

    async def visits(self, day: int, hours: int = 1, *, syncs: bool = True) -> None:
        """A visit of so many hours at the library; then the app syncs."""
        for time in (NOON + day * DAY, NOON + day * DAY + hours * HOUR):
            self.phone.clock.wall = self.region.town.time = time
            saved = await self.phone.diary.scanned(code(LIBRARY, number=day, time=time))
            self.model, _ = update(self.model, Wrote(saved, self.phone.diary.page()))
        if syncs:
            await self.phone.runner.wake()
            self.model, _ = update(self.model, HoursSynced(self.phone.diary.page(), self.phone.notices[-1]))
        self.model, _ = update(self.model, Tapped("home"))

    @property
    def is_asked(self) -> bool:
        return keep_card.is_offered(self.model)

    @property
    def card(self) -> Card:
        return Card(self.model.keeping.region, self.model.keeping.pictures)


async def amina(folder: Path) -> Amina:
    region = await founded(folder)
    region.town.time = NOON
    phone = await Handset(folder, transport=line(region.town)).open()
    await trusting(phone, region)
    return await Amina(phone, region).opens_the_app()


async def amina_with_a_card(folder: Path) -> Amina:
    """After three moments she has kept a card, and looks at it."""
    her = await amina(folder)
    for day in (1, 2, 3):
        await her.visits(day)
    await her.taps("keep", "make-card", "card-kept", "my-card")
    return her


async def opens(card: Card, phone: Handset) -> bytes:
    """What somebody gets who has this card and asks the server. Raises Declined."""
    keys = await card_records.keys_of(card, NativeCardCipher())
    return await card_records.open_sealed(keys, await card_client.fetch(phone._client(), keys.place), NativeCardCipher())


async def offline(work: Amina) -> None:
    work.phone.transport = httpx.MockTransport(no_network)


def test_amina_keeps_a_card_after_her_third_moment_and_is_never_asked_again(tmp_path: Path) -> None:
    async def story() -> None:
        her = await amina(tmp_path)
        asked = []
        for day in (1, 2, 3):
            await her.visits(day)
            asked.append(her.is_asked)
        assert asked == [False, False, True]
        await her.taps("keep", "make-card")
        assert her.model.screen == keep_card.MY_CARD
        assert await opens(her.card, her.phone) == her.phone.store.secret()
        await her.taps("card-kept")
        for day in range(4, 14):
            await her.visits(day, 3)
            assert not her.is_asked
        await her.phone.reopen()
        again = await Amina(her.phone, her.region).opens_the_app()
        assert not again.is_asked
        await again.taps("my-card")
        assert (again.model.screen, again.card) == (keep_card.MY_CARD, her.card)

    run(story())


def test_who_says_later_is_asked_again_at_ten_hours(tmp_path: Path) -> None:
    async def story() -> None:
        her = await amina(tmp_path)
        for day in (1, 2, 3):
            await her.visits(day)
        await her.taps("keep", "home")
        for day, total in ((4, 6), (5, 9), (6, 12)):
            assert not her.is_asked
            await her.visits(day, 3)
            assert her.model.page.total == total * 60
        assert her.is_asked

    run(story())


def test_nothing_is_offered_before_the_server_has_it(tmp_path: Path) -> None:
    async def story() -> None:
        her = await amina(tmp_path)
        for day in (1, 2, 3):
            await her.visits(day, syncs=False)
        assert not her.is_asked
        await her.phone.runner.wake()
        her.model, _ = update(her.model, HoursSynced(her.phone.diary.page(), her.phone.notices[-1]))
        assert her.is_asked

    run(story())


def test_a_new_card_makes_the_old_one_useless(tmp_path: Path) -> None:
    async def story() -> None:
        her = await amina_with_a_card(tmp_path)
        old = her.card
        await her.taps("new-card", "make-card")
        assert her.card != old
        assert await opens(her.card, her.phone) == her.phone.store.secret()
        with pytest.raises(Declined, match="old-card"):
            await opens(old, her.phone)

    run(story())


def test_without_internet_nothing_changes_and_the_old_card_stays(tmp_path: Path) -> None:
    async def story() -> None:
        her = await amina_with_a_card(tmp_path)
        old = her.card
        await offline(her)
        with pytest.raises(CardNotMade, match="card-needs-internet"):
            await her.taps("new-card", "make-card")
        await her.phone.reopen()
        again = await Amina(her.phone, her.region).opens_the_app()
        await again.taps("my-card")
        assert again.card == old

    run(story())


class AnswerLost(httpx.AsyncBaseTransport):
    """The server gets the card, and its answer never comes: as for a phone that is killed just then."""

    def __init__(self, inner: httpx.AsyncBaseTransport) -> None:
        self._inner = inner

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        answer = await self._inner.handle_async_request(request)
        if request.url.path == "/v1/card":
            raise httpx.ReadError("the line broke", request=request)
        return answer


def test_a_phone_that_is_killed_while_a_card_is_made_shows_no_card_and_finishes_the_same_one(tmp_path: Path) -> None:
    async def story() -> None:
        her = await amina_with_a_card(tmp_path)
        old = her.card
        well = her.phone.transport
        assert well
        her.phone.transport = AnswerLost(well)
        with pytest.raises(CardNotMade):
            await her.taps("new-card", "make-card")
        begun = tuple(her.phone.store.setting(MAKING) or b"")
        await her.phone.reopen()
        again = await Amina(her.phone, her.region).opens_the_app()
        await again.taps("my-card")
        assert (again.model.screen, again.model.keeping.pictures) == (keep_card.KEEP, ())  # the old card is on no screen
        again.phone.transport = well
        assert again.is_asked
        await again.taps("make-card")
        assert again.model.keeping.pictures == begun
        assert await opens(again.card, again.phone) == again.phone.store.secret()
        with pytest.raises(Declined, match="old-card"):
            await opens(old, again.phone)

    run(story())


def test_a_card_that_another_phone_of_hers_replaced_leaves_the_screen(tmp_path: Path) -> None:
    async def story() -> None:
        her = await amina_with_a_card(tmp_path)
        assert her.model.screen == keep_card.MY_CARD
        secret = her.phone.store.secret()
        assert secret
        other = Card(her.card.region, her.card.pictures[::-1])
        new = await card_records.sealed_by(other, secret, NativeCardCipher(), her.phone.random)
        await card_client.register(her.phone._client(), her.phone.store, her.phone.diary, her.phone.key, new)  # type: ignore[arg-type]
        await her.taps("home", "my-card")
        assert (her.model.screen, her.model.keeping.pictures) == (keep_card.KEEP, ())

    run(story())


def test_the_picture_that_is_sent_holds_the_card_and_no_name(tmp_path: Path) -> None:
    async def story() -> None:
        her = await amina(tmp_path)
        for day in (1, 2, 3):
            await her.visits(day)
        await her.taps("keep", "make-card", "send-card")
        (sheet,) = her.hand.got
        assert her.model.keeping.handed
        assert [int(name[5:7]) for name in sheet.pictures] == list(her.card.pictures)
        assert len(sheet.code) == len(sheet.code[0]) >= 29
        assert sheet.above == ("Veertig", "Deze kaart brengt je uren terug.")
        assert cards.from_text(cards.to_text(her.card)) == her.card

    run(story())
