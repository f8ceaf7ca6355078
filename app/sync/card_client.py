"""Leaves a recovery card's sealed secret at the server, and fetches it on a new phone.

Rules:
1. Only a device that came with the person's secret may leave one, so the device record is sent first, with the secret.
2. When `register` returns, the server has it durably: only then a screen may show the card as kept.
3. The place and the key never leave the phone together, and neither stands in an address.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.protocol import card_request
from app.protocol.card_request import SEALED_SIZE, CardRequest
from app.protocol.keys import key_id
from app.protocol.record import Device
from app.sync.errors import Busy, Declined, Offline

if TYPE_CHECKING:
    from app.platform.keys import Signer
    from app.records.cards import NewCard
    from app.records.diary import Diary
    from app.store.store import Store
    from app.sync.client import Client

TOO_MANY_STATUS = 429


class TooManyTries(Declined):
    """Too many cards that fit nothing came from here: `wait` is how many seconds to wait, None when nobody said."""

    def __init__(self, wait: int | None) -> None:
        super().__init__("too-many")
        self.wait = wait


async def register(client: Client, store: Store, diary: Diary, signer: Signer, new: NewCard) -> None:
    """Leave what `new` sealed at the server, in place of an earlier card of this person. Raises SyncError, StoreError or
    PlatformError; Declined("not-allowed") when the server does not know this phone as one of its person.
    """
    await diary.introduce()
    public = await signer.public_key()
    secret = store.secret() or b""
    devices = [kept.record for kept in store.records() if isinstance(kept.record.body, Device)]
    own = [record.envelope.data for record in devices if record.envelope.key == key_id(public)]
    if own:
        await client.push(own, secret=secret)  # also when the server has it: with the secret it believes it more
    draft = card_request.to_draft(CardRequest(await client.challenge(), new.place, new.sealed), public)
    await client.send_card(draft.seal(await signer.sign(draft.message)))


async def fetch(client: Client, place: bytes) -> bytes:
    """What lies at `place` (16 bytes): the sealed secret, 44 bytes. Raises SyncError: Declined("no-card") where nothing ever
    lay, Declined("old-card") when a newer card took its place, TooManyTries.
    """
    try:
        sealed = await client.open_card(place)
    except Busy as error:
        if error.status == TOO_MANY_STATUS:
            raise TooManyTries(error.wait) from error
        raise
    if len(sealed) != SEALED_SIZE:
        raise Offline("card answer")
    return sealed
