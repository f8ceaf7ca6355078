"""The records of a newcomer's light page (app/web_shell/light/scan.js) become the app's own, before the app writes any.

Rules:
1. One chain has one writer. A light page writes nothing more once its chain was read here, so this comes before the app's first
   record. When it cannot be read, the app does not start: it might begin a second chain with the same key.
2. The records keep their signatures and their order, and they wait to be sent: receipts are verified here and not there.
3. The light page's copies are deleted only when these are durable. An app that was killed between takes over nothing twice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.platform.errors import PlatformError
from app.protocol import record
from app.protocol.record import Device, Record, person_of

if TYPE_CHECKING:
    from app.platform import Platform
    from app.store.store import Store

TAKEN = "light"  # the setting that says that copies are left to delete


async def take_over(store: Store, platform: Platform) -> None:
    """Keep what the light page of this device wrote. A store with records has asked before. Raises PlatformError, StoreError,
    or ProtocolError for a record of a later version.
    """
    if not store.records():
        chain = await platform.light_chain()
        records = [record.from_bytes(data) for data in chain.records]
        if await _holds(records, platform):
            settings: dict[str, bytes | str] = {TAKEN: "1"}
            if records[0].body == Device(_public(records), person_of(chain.secret)):
                settings["secret"] = chain.secret
            if chain.language:
                settings["language"] = chain.language
            store.restore(((each, None) for each in records), settings)
    if store.text(TAKEN):
        await _forget(store, platform)


def _public(records: list[Record]) -> bytes:
    """The key (32 bytes) that the first record introduces; b"" when it introduces none."""
    return records[0].body.public if records and isinstance(records[0].body, Device) else b""


async def _holds(records: list[Record], platform: Platform) -> bool:
    """Are these records one chain from its beginning, signed by the key that it introduces?"""
    ids = [None, *(each.id for each in records)]
    if not records or [each.position.before for each in records] != ids[:-1]:
        return False
    public = _public(records)
    return all(await platform.verifier.verify([each.envelope.check(public) for each in records]))


async def _forget(store: Store, platform: Platform) -> None:
    """Delete the light page's copies once these are durable. On a full device they stay until another start."""
    try:
        await platform.storage.flush()
        await platform.forget_light_chain()
    except PlatformError:
        return  # both copies are the same, and the setting says that there are two
    store.set_settings({TAKEN: ""})
