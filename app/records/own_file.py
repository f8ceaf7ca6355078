"""The person's own file, "mijn-uren.txt", opened on the person's own phone: it adds the records that are missing here.

Rules:
1. A file proves hours, but it holds no recovery secret: whoever was only shown it may have a copy. So a phone that is not yet
   this person's takes nothing from it, and says to take the card or the old phone first. The file stays where it is.
2. Only records of keys that this phone believes already are added. A device record in a file adds no key: anybody who was
   shown a file can write one that names the person, and this phone would vouch for it with the secret.
3. Records from a file count as not sent, so the server is asked for a receipt of its own.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from app.protocol import proof, record
from app.protocol.errors import ProtocolError
from app.protocol.keys import key_id
from app.protocol.record import Device, Record
from app.records.page import NotSaved
from app.records.room import flush

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.platform.keys import SignatureVerifier
    from app.platform.quota import StorageQuota
    from app.platform.storage import Storage
    from app.store.store import Store


async def add(store: Store, storage: Storage, quota: StorageQuota, verifier: SignatureVerifier, text: str) -> int:
    """Keep the records of this file that are missing here, durably; gives how many these were.

    Raises NotSaved: `file-alone` on a phone without hours, `file-other` when the file is somebody else's, `not-yet` while this
    phone waits for its hours. Raises ProtocolError for a text that is no such file, StoreError or PlatformError.
    """
    opened = proof.from_bytes(proof.from_text(text))
    if store.person() != opened.person:
        raise NotSaved("file-other" if store.records() or store.scans() else "file-alone")
    if store.is_restoring:
        raise NotSaved("not-yet")
    held = {kept.record.id for kept in store.records()}
    missing = {each.id: each for each in _readable(opened.records) if each.id not in held}
    believed = await _of_known_keys(store, list(missing.values()), verifier)
    if believed:
        store.restore(((each, None) for each in believed), {})
        await flush(storage, quota)
    return len(believed)


def _readable(messages: Iterable[bytes]) -> list[Record]:
    records = []
    for message in messages:
        with suppress(ProtocolError):  # of a later version of the app, or no record
            records.append(record.from_bytes(message))
    return records


async def _of_known_keys(store: Store, records: list[Record], verifier: SignatureVerifier) -> list[Record]:
    """Those of these records that a key signed whose device record is here (rule 2)."""
    bodies = (kept.record.body for kept in store.records())
    keys = {key_id(body.public): body.public for body in bodies if isinstance(body, Device)}
    signed = [each for each in records if not isinstance(each.body, Device) and each.envelope.key in keys]
    holds = await verifier.verify([each.envelope.check(keys[each.envelope.key]) for each in signed])
    return [each for each, good in zip(signed, holds, strict=True) if good]
