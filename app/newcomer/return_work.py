"""What somebody asks for who has hours already, done: from a card to the recovery secret, and from the secret to the hours.

Rules:
1. The secret is durable here before the app says that hours are coming; what the server has then comes with the sync, now or
   after the next start.
2. A secret of another person than the one whose hours are here changes nothing before the person was asked. Until then it is
   kept in memory only, with the records that the old phone handed over.
3. Whoever opened a card has it: it is known here as kept, also when its pictures were tapped.
4. Only the place and the answer of the server go over the wire; the pictures never leave the phone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.newcomer import update as newcomer
from app.newcomer.keep_card import CardKnown
from app.newcomer.phone_events import HoursHere
from app.platform.errors import PlatformError
from app.protocol import card as cards
from app.protocol.card import Card
from app.protocol.errors import CodedError, ProtocolError
from app.protocol.record import person_of
from app.records import cards as card_keys
from app.records.joining import join as join_persons
from app.records.joining import may_join
from app.records.recovery import card_settings, join
from app.records.room import flush
from app.sync import card_client
from app.sync.errors import Busy, Declined, Offline, SyncError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.platform import Platform
    from app.protocol.record import Record
    from app.records.diary import Diary
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client


class CardRefused(CodedError):
    """The hours do not come back by this card; `code` picks the picture and the sentence that says what to do next."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, repr=False)
class Hours:
    """The hours of another person than the one whose hours are here: the recovery `secret` (16 bytes), the `card` that gave it,
    and the `records` that the old phone gave with it.
    """

    secret: bytes
    card: Card | None
    records: Sequence[Record]


class ReturnWork:
    """Brings the hours of one person to this phone. `send` tells the app what happened, `kept` that something is kept here."""

    def __init__(
        self,
        store: Store,
        platform: Platform,
        trust: Trust,
        diary: Diary,
        client: Callable[[], Client],
        send: Callable[[newcomer.OwnEvent], None],
        kept: Callable[[], None],
    ) -> None:
        self._store, self._platform, self._trust, self._diary = store, platform, trust, diary
        self._make_client, self._send, self._kept = client, send, kept
        self._waiting: Hours | None = None  # of another person, until it is known whose they are

    async def do(self, effect: newcomer.ForReturn) -> None:
        """Do what this effect asks for. Raises CardRefused, StoreError or PlatformError: nothing changed here."""
        match effect:
            case newcomer.OpenCard(text, pictures):
                await self._open(text, pictures)
            case newcomer.PutTogether():
                await self._put_together()

    async def found(self, secret: bytes, hand: str, *, card: Card | None = None, records: Sequence[Record] = ()) -> None:
        """A recovery secret (16 bytes) came to this phone: keep it, or ask whose it is. It came by `card`, or from an old phone
        with these `records`, whose signatures hold; `hand` is the text of either. Raises StoreError or PlatformError, and
        CardRefused while this phone's own hours are still on their way.
        """
        store, person = self._store, person_of(secret)
        if store.is_restoring and not store.is_recalled:
            raise CardRefused("not-yet")  # this key has a chain, which may be of another person
        if (store.records() or store.scans()) and store.person() != person:
            self._waiting = Hours(secret, card, records)
            self._send(newcomer.HoursFound("other", hand))
            return
        settings = _settings(card)
        is_here = bool(store.records()) and not store.is_restoring
        if is_here:
            store.set_settings({"secret": secret, **settings})
            await flush(self._platform.storage, self._platform.quota)
        else:
            await join(store, self._platform.storage, self._platform.quota, secret, settings)
        self._know(card)
        self._send(newcomer.HoursFound("same" if is_here else "come"))

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
        card = scanned or Card(region, pictures)
        await self.found(secret, cards.to_text(card), card=card)

    async def _put_together(self) -> None:
        """The hours here and those that wait for an answer become those of one person."""
        store, platform, hours = self._store, self._platform, self._waiting
        if hours is None or not await may_join(store, platform.signer, person_of(hours.secret)):
            raise CardRefused("stay-two")
        parts = store, platform.storage, platform.quota, platform.signer, hours.secret, platform.clock()
        await join_persons(*parts, brought=hours.records, card=_settings(hours.card))
        self._waiting = None
        self._know(hours.card)
        if not hours.records:
            self._send(newcomer.HoursFound("come"))
            return
        await self._diary.judge_again()
        self._kept()
        self._send(HoursHere(self._diary.page(), len(hours.records)))

    def _know(self, card: Card | None) -> None:
        """Let the app know which card this person has from now on."""
        region = self._trust.trust_list.region if self._trust.trust_list else b""
        self._send(CardKnown(card.pictures if card else (), region))

    async def _region(self) -> bytes:
        """The region (8 bytes) of this app's server; a new phone asks it for its trust list first."""
        if self._trust.trust_list is None:
            await self._trust.take(await self._make_client().trust())
            await self._platform.storage.flush()
        if self._trust.trust_list is None:
            raise Offline("no trust list")
        return self._trust.trust_list.region


def _settings(card: Card | None) -> Mapping[str, bytes]:
    """The settings of the card of the person who comes; a card that this phone knew of another person is forgotten."""
    return card_settings(card.pictures if card else ())


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
