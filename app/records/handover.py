"""From the old phone to the new one: what the old one hands over, and how the new one goes on as the same person.

Rules:
1. The old phone hands over the recovery secret and every record that no server has, with the device records of their keys. It
   goes on as before: two phones of one person have a chain each, and what both hold counts once.
2. What waits for its chain position is not signed yet, so the old phone has to go online first.
3. The new phone keeps records that a device of this person signed; the secret proves whose they are. They are durable, together
   with the secret, before anything is said. Then it goes on as after any loss: a new key, and the rest from the server.
4. A phone with hours of another person takes nothing before it is known whose both are (`NotSaved("other-person")`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.protocol import handover, judging, record
from app.protocol.errors import Malformed
from app.protocol.handover import Handover
from app.protocol.record import Device, Record, person_of
from app.records.page import NotSaved
from app.records.recovery import NO_CARD, RECALLED
from app.records.room import flush
from app.records.settled import settled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.platform.keys import SignatureVerifier
    from app.platform.quota import StorageQuota
    from app.platform.storage import Storage
    from app.records.trust import Trust
    from app.store.store import Store


OTHER_PERSON = "other-person"  # the code of a refusal


def gather(store: Store, trust: Trust) -> bytes:
    """The whole that this phone hands over, as `handover.to_texts` takes it. Raises NotSaved("not-yet") while it is itself
    waiting for its hours, or has no recovery secret (rule 2).
    """
    secret = store.secret()
    if secret is None or store.scans():
        raise NotSaved("not-yet")
    region = trust.trust_list.region if trust.trust_list else b""
    waiting = store.waiting(handover.MOST_RECORDS // 2, handover.MOST_BYTES * 4)
    while True:
        try:
            return handover.to_bytes(Handover(region, secret, _with_devices(store, waiting)))
        except Malformed:
            waiting = waiting[: len(waiting) * 7 // 8]  # the rest goes by way of the server


def _with_devices(store: Store, waiting: Sequence[Record]) -> tuple[bytes, ...]:
    """These records as whole messages, the device records of their keys first."""
    keys = {each.envelope.key for each in waiting}
    stored = [kept.record for kept in store.records()]
    devices = [each for each in stored if isinstance(each.body, Device) and each.envelope.key in keys]
    return tuple(dict.fromkeys(each.envelope.data for each in (*devices, *waiting)))


async def believed(handed: Handover, verifier: SignatureVerifier) -> list[Record]:
    """The records handed over that a device of their person signed (rule 3). Raises ProtocolError for a record that cannot be
    read.
    """
    parsed, person = [record.from_bytes(message) for message in handed.records], person_of(handed.secret)
    return await settled(lambda fits: judging.believed(parsed, person, fits), verifier)


async def take(
    store: Store, storage: Storage, quota: StorageQuota, verifier: SignatureVerifier, trust: Trust, handed: Handover
) -> int:
    """Keep what another phone handed over, durably, and go on as its person. Gives how many records are new here.

    Raises NotSaved: `other-region`; `other-person` when this phone has hours of somebody else; `not-yet` when it has a chain
    that is still to come back. Raises ProtocolError for a record that cannot be read, StoreError or PlatformError. Nothing is
    said to be here then.
    """
    listed, person = trust.trust_list, person_of(handed.secret)
    if handed.region and listed and listed.region != handed.region:
        raise NotSaved("other-region")
    has_hours = bool(store.records() or store.scans())
    is_same = store.person() == person
    if has_hours and not is_same and store.person() is not None:
        raise NotSaved(OTHER_PERSON)
    if store.is_restoring and not store.is_recalled and not store.is_asking:
        raise NotSaved("not-yet")  # this phone's own key has a chain that only the server knows
    held = {kept.record.id for kept in store.records()}
    records = await believed(handed, verifier)
    begins = {} if has_hours and is_same else RECALLED
    card = {} if is_same else NO_CARD
    store.restore(((each, None) for each in records), {"secret": handed.secret, **card, **begins})
    await flush(storage, quota)
    await quota.keep_secret_apart(handed.secret.hex())
    return sum(each.id not in held for each in records)
