"""What somebody asks for who has hours already, done: from a card to the recovery secret, and from the secret to the hours.

Rules:
1. The secret is durable here before the app says that hours are coming; what the server has then comes with the sync, now or
   after the next start.
2. A secret of another person than the one whose hours are here changes nothing before the person was asked. Until then it is
   kept in memory only.
3. Only the place and the answer of the server go over the wire; the pictures never leave the phone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.newcomer import update as newcomer
from app.platform.errors import PlatformError
from app.protocol import card as cards
from app.protocol.card import Card
from app.protocol.errors import CodedError, ProtocolError
from app.protocol.record import person_of
from app.records import cards as card_keys
from app.records.joining import join as join_persons
from app.records.joining import may_join
from app.records.recovery import join
from app.records.room import flush
from app.sync import card_client
from app.sync.errors import Busy, Declined, Offline, SyncError

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.platform import Platform
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client


class CardRefused(CodedError):
    """The hours do not come back by this card; `code` picks the picture and the sentence that says what to do next."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ReturnWork:
    """Brings the hours of one person to this phone. `send` tells the app what happened."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        trust: Trust,
        client: Callable[[], Client],
        send: Callable[[newcomer.OwnEvent], None],
    ) -> None:
        self._store, self._platform, self._trust, self._make_client, self._send = store, platform, trust, client, send
        self._secret: bytes | None = None  # of another person, until it is known whose it is

    async def do(self, effect: newcomer.ForReturn) -> None:
        """Do what this effect asks for. Raises CardRefused, StoreError or PlatformError: nothing changed here."""
        match effect:
            case newcomer.OpenCard(text, pictures):
                await self._open(text, pictures)
            case newcomer.PutTogether():
                await self._put_together()

    async def found(self, secret: bytes, card: str = "") -> None:
        """A recovery secret (16 bytes) came to this phone, perhaps by a `card` with this text: keep it, or ask whose it is.
        Raises StoreError or PlatformError, and CardRefused while this phone's own hours are still on their way.
        """
        store, person = self._store, person_of(secret)
        if store.is_restoring and not store.is_recalled:
            raise CardRefused("not-yet")  # this key has a chain, which may be of another person
        if store.records() and store.person() != person:
            self._secret = secret
            self._send(newcomer.HoursFound("other", card))
            return
        if store.records() and not store.is_restoring:
            store.set_settings({"secret": secret})
            await flush(self._platform.storage, self._platform.quota)
            self._send(newcomer.HoursFound("same"))
            return
        await join(store, self._platform.storage, self._platform.quota, secret)
        self._send(newcomer.HoursFound("come"))

    async def _open(self, text: str, pictures: tuple[int, ...]) -> None:
        """From the text of a card, or from its pictures, to the secret."""
        scanned = _read(text) if text else None
        try:
            region = await self._region()
            if scanned and scanned.region != region:
                raise CardRefused("other-region")
            keys = await card_keys.keys_of(scanned or Card(region, pictures), self._platform.card_cipher)
            sealed = await card_client.fetch(self._make_client(), keys.place)
            secret = await card_keys.open_sealed(keys, sealed, self._platform.card_cipher)
        except (SyncError, PlatformError) as error:
            raise CardRefused(_code(error, is_scanned=bool(scanned))) from error
        await self.found(secret, cards.to_text(scanned or Card(region, pictures)))

    async def _put_together(self) -> None:
        """The hours here and those of the secret that waits for an answer become those of one person."""
        store, platform, secret = self._store, self._platform, self._secret
        if secret is None or not await may_join(store, platform.signer, person_of(secret)):
            raise CardRefused("stay-two")
        await join_persons(store, platform.storage, platform.quota, platform.signer, secret, platform.clock())
        self._secret = None
        self._send(newcomer.HoursFound("come"))

    async def _region(self) -> bytes:
        """The region (8 bytes) of this app's server; a new phone asks it for its trust list first."""
        if self._trust.trust_list is None:
            await self._trust.take(await self._make_client().trust())
            await self._platform.storage.flush()
        if self._trust.trust_list is None:
            raise Offline("no trust list")
        return self._trust.trust_list.region


def _read(text: str) -> Card:
    """The card in a scanned text. Raises CardRefused."""
    try:
        return cards.from_text(text)
    except ProtocolError as error:
        raise CardRefused("newer-app" if error.code == "newer-app" else "torn-card") from error


def _code(error: CodedError, *, is_scanned: bool) -> str:
    """The refusal code that says what to do about this error."""
    if isinstance(error, Busy):
        return "card-busy"
    if isinstance(error, Offline):
        return "card-offline"
    if isinstance(error, Declined) and error.code == "no-card" and not is_scanned:
        return "wrong-pictures"
    return error.code
