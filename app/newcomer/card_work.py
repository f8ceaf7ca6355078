"""The recovery card of this phone's person, made and handed over: what `app.newcomer.keep_card` asks for, done.

Rules:
1. Before the server is asked to take a new card, its pictures are durable here as "being made", and the old ones are gone. So a
   phone that is killed at any moment shows no card that the server may not have; it finishes the same card the next time.
2. Whoever has no network keeps the card that was there.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from app.newcomer.keep_card import IS_KEPT, CardGiven, CardGone, CardMade, CheckCard, Effect, Event, GiveCard, MakeCard
from app.platform.files import CardSheet
from app.protocol import card as cards
from app.protocol.card import Card
from app.protocol.errors import CodedError
from app.records import cards as card_records
from app.records.cards import PICTURES, NewCard
from app.sync import card_client
from app.sync.errors import Busy, Declined, Offline, SyncError
from app.ui.controls.qr import qr_modules
from app.ui.screens import card_words
from app.ui.texts import isolate

if TYPE_CHECKING:
    from app.platform import Platform
    from app.records.diary import Diary
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client
    from app.ui.texts import Texts

MAKING = "card-making"  # the setting with the pictures of a card of which nobody knows yet whether the server has it
NEEDS_INTERNET = "card-needs-internet"
GONE = ("no-card", "old-card")  # the server's answers for a card that opens nothing
FILE = "veertig-kaart"


class CardNotMade(CodedError):
    """No card was made; the `code` says what to do next."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class CardWork:
    """Makes the card of one person and hands it over. `client` connects to the server; `random` gives so many random bytes."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        trust: Trust,
        diary: Diary,
        client: Callable[[], Client],
        *,
        send: Callable[[Event], None],
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._store, self._platform, self._trust, self._diary = store, platform, trust, diary
        self._client, self._send, self._random = client, send, random

    async def do(self, effect: Effect, texts: Texts) -> None:
        """Do what this effect asks for. Raises CardNotMade, Declined, StoreError or PlatformError: then no card is shown."""
        match effect:
            case MakeCard():
                await self._make()
            case GiveCard():
                await self._give(texts)
            case CheckCard():
                await self._check()

    async def _make(self) -> None:
        """A new card, or the one that was begun: at the server first, then durable here, then on the screen."""
        try:
            client = self._client()
            await client.challenge()  # without network nothing changes
            listed = self._trust.trust_list
            if listed is None:
                raise CardNotMade(NEEDS_INTERNET)
            await self._register(client, listed.region)
        except (Offline, Busy) as error:
            raise CardNotMade(NEEDS_INTERNET) from error

    async def _register(self, client: Client, region: bytes) -> None:
        before: dict[str, bytes | str] = {PICTURES: self._store.setting(PICTURES) or b"", IS_KEPT: self._store.text(IS_KEPT)}
        begun = await self._begun(region)
        new = begun or await self._begin(region)
        try:
            await card_client.register(client, self._store, self._diary, self._platform.signer, new)
        except Declined:
            if begun is None:  # the server has the card that was there before, and no other
                await self._keep({**before, MAKING: b""})
            raise
        await self._keep({PICTURES: bytes(new.card.pictures), MAKING: b"", IS_KEPT: ""})
        self._send(CardMade(new.card.pictures, new.card.region))

    async def _begin(self, region: bytes) -> NewCard:
        """A new random card, durable here as one that is being made."""
        new = await card_records.make(self._store, self._platform.card_cipher, self._random, region)
        await self._keep({MAKING: bytes(new.card.pictures), PICTURES: b"", IS_KEPT: ""})
        return new

    async def _begun(self, region: bytes) -> NewCard | None:
        """The card that was begun before, sealed once more; None when there is none."""
        pictures, secret = self._store.setting(MAKING) or b"", self._store.secret()
        if not pictures or secret is None:
            return None
        card = Card(region, tuple(pictures))
        return await card_records.sealed_by(card, secret, self._platform.card_cipher, self._random)

    async def _give(self, texts: Texts) -> None:
        """Hand the picture of the card to whom the person chooses. There is no name in it."""
        pictures, listed = self._store.setting(PICTURES) or b"", self._trust.trust_list
        if not pictures or listed is None:
            return
        sheet = card_sheet(Card(listed.region, tuple(pictures)), texts)
        self._send(CardGiven(await self._platform.files.hand_over_card(FILE, sheet, texts("settings", "My card"))))

    async def _check(self) -> None:
        """Take the card away that another one replaced, made on another phone. Without network it stays."""
        pictures, listed = self._store.setting(PICTURES) or b"", self._trust.trust_list
        if not pictures or listed is None:
            return
        keys = await card_records.keys_of(Card(listed.region, tuple(pictures)), self._platform.card_cipher)
        try:
            await card_client.fetch(self._client(), keys.place)
        except Declined as error:
            if error.code in GONE and self._store.setting(PICTURES) == pictures:
                await self._keep({PICTURES: b"", IS_KEPT: ""})
                self._send(CardGone())
        except SyncError:
            return

    async def _keep(self, settings: dict[str, bytes | str]) -> None:
        self._store.set_settings(settings)
        await self._platform.storage.flush()


def card_sheet(card: Card, texts: Texts) -> CardSheet:
    """The card as it is printed and sent: code, pictures, and few words in the person's language and in Dutch."""
    why, how = "This card brings your hours back.", "Scan the code. Or tap the pictures, 1 to 10."
    trust = "Give it only to somebody you trust."
    rows = tuple("".join("1" if dark else "0" for dark in row) for row in qr_modules(cards.to_text(card)))
    return CardSheet(
        code=rows,
        pictures=tuple(card_words.picture_name(number) for number in card.pictures),
        above=("Veertig", *_once(texts("keep", why), texts.dutch("keep", why))),
        below=(*_once(texts("keep", how), texts.dutch("keep", how)), texts("keep", trust)),
        rtl=texts.rtl,
    )


def _once(own: str, dutch: str) -> tuple[str, ...]:
    return (own,) if own == dutch else (own, isolate(dutch))  # in a language from the right its full stop stays at its end
