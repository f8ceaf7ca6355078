"""Two persons become one: somebody who has hours on this phone finds that older hours of hers belong to another person.

Rules:
1. This phone's key signs a second device record, at place 0 like the first, which names the other person and the record that
   began the chain. It is sent with the other person's recovery secret; the server then moves the device and all its records.
2. It takes both: the key of this phone, which signs, and the other person's secret, which proves. Nobody else can move hours.
3. Only this phone's own key can sign for its records. Records of another key of the former person would not be believed for the
   new one, so while there are such records here the two stay two (`may_join`).
4. All is set in one transaction, durable before anything is sent: a phone that is killed is one person or the other. The
   server is asked for the other hours after that, because it has to know the device record first; a phone that is killed in
   between asks after the next start (`recovery.recall`).
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from app.platform.errors import PlatformError
from app.protocol import record
from app.protocol.keys import key_id
from app.protocol.moments import Verdict
from app.protocol.record import ChainPosition, Device, person_of
from app.records.recovery import COMING, JOINING, NO_CARD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.platform.clock import ClockReading
    from app.platform.keys import Signer
    from app.platform.quota import StorageQuota
    from app.platform.storage import Storage
    from app.protocol.record import Record
    from app.store.store import Store


async def may_join(store: Store, signer: Signer, person: bytes) -> bool:
    """May this phone's hours go to `person` (16 bytes), so that none is lost (rule 3)? Raises PlatformError."""
    if store.is_restoring or store.scans() or store.person() in (None, person):
        return False
    own = key_id(await signer.public_key())
    devices = [kept.record.body for kept in store.records() if isinstance(kept.record.body, Device)]
    named = {key_id(device.public) for device in devices if device.person == person}
    keys = {kept.record.envelope.key for kept in store.records()}
    return own in keys and keys <= {own, *named}


async def join(
    store: Store,
    storage: Storage,
    quota: StorageQuota,
    signer: Signer,
    secret: bytes,
    reading: ClockReading,
    *,
    brought: Iterable[Record] = (),
    card: Mapping[str, bytes] = NO_CARD,
) -> None:
    """Let this phone's hours belong to the person of `secret` (16 bytes) from now on. Ask `may_join` first. `brought` are
    records of that person that came along, and `card` the settings of that person's card (`recovery.card_settings`). The
    next sync tells the server and fetches the rest; the card of the former person is forgotten here. Raises StoreError or
    PlatformError; then nothing changed.
    """
    public = await signer.public_key()
    own = [kept.record for kept in store.records() if _is_of(kept.record.body, public)]
    began = next(each.id for each in own if isinstance(each.body, Device) and each.body.began is None)
    wall = max(reading.wall, *(each.position.wall + 1 for each in own))  # newer than each before, whatever the clock says
    position = ChainPosition(0, None, wall, reading.boot, reading.boot_id)
    draft = record.to_draft(Device(public, person_of(secret), began), position, public)
    joined = record.from_bytes(draft.seal(await signer.sign(draft.message)))
    held = {kept.record.id for kept in store.records()}
    added = [joined, *{each.id: each for each in brought if each.id not in held}.values()]
    before = {name: store.setting(name) or b"" for name in ("secret", *card)}
    store.add([(each, Verdict.UNKNOWN) for each in added], settings={"secret": secret, **card, JOINING: b"1"})
    try:
        await storage.flush()
    except BaseException:
        store.take_back([each.id for each in added])
        store.set_settings({**before, JOINING: b""})
        raise
    store.mark_durable()
    store.set_settings(COMING)
    with suppress(PlatformError):  # both are one person by now; `recall` goes on after the next start
        await storage.flush()
        await quota.keep_secret_apart(secret.hex())


def _is_of(body: object, public: bytes) -> bool:
    """Is this a device record of the key `public`?"""
    return isinstance(body, Device) and body.public == public
