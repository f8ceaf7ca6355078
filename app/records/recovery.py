"""After a loss, before the first scan: what a damaged file still holds comes back, and the server is to be asked for the rest.

Rules:
1. A key that is there without its chain has written one: until the server has told how it ended, the chain is not continued.
2. Only records that this phone's own key signed are taken from a damaged file. They were signed once; nothing is signed again.
3. A phone that lost everything, its key too, finds the person's secret in a note apart: with it a new key joins that person and
   asks for the hours. The note says nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from app.protocol import record
from app.protocol.errors import ProtocolError
from app.protocol.keys import key_id
from app.protocol.record import PERSON_SECRET_SIZE, Record, person_of
from app.store.quarantine import envelopes

if TYPE_CHECKING:
    from app.platform import Room, SignatureVerifier, Signer
    from app.store.store import Store


async def prepare(store: Store, signer: Signer, verifier: SignatureVerifier, damaged: Path | None) -> None:
    """Make the store ready to go on after a loss; changes nothing in a store that lost nothing. Raises PlatformError."""
    if (store.records() and damaged is None) or not await signer.is_kept():
        return
    public = await signer.public_key()
    found = await _signed(envelopes(damaged, key_id(public)), public, verifier) if damaged else []
    store.restore(((one, None) for one in one_chain(found)), {"restore": "0"})


async def recall(store: Store, room: Room) -> None:
    """After `prepare`: leave the note; where the secret is lost, look for it there. On a phone that has nothing else, not even
    a key, go by it. Raises StoreError.
    """
    secret, person = store.secret(), store.person()
    if secret is not None:
        await room.leave_note(secret.hex())
        return
    noted = _secret(await room.note())
    if noted is not None and person == person_of(noted):
        store.set_settings({"secret": noted})
    elif noted is not None and person is None and not store.is_restoring:  # it would be, if there were a key
        store.set_settings({"secret": noted, "recalled": "1", "restore": "0"})


def _secret(note: str) -> bytes | None:
    try:
        secret = bytes.fromhex(note)
    except ValueError:
        return None
    return secret if len(secret) == PERSON_SECRET_SIZE else None


async def _signed(candidates: list[bytes], public: bytes, verifier: SignatureVerifier) -> list[Record]:
    parsed = []
    for data in candidates:
        try:
            parsed.append(record.from_bytes(data))
        except ProtocolError:
            continue  # only part of one, or another kind of message by this key
    verdicts = await verifier.verify([one.envelope.check(public) for one in parsed])
    return [one for one, good in zip(parsed, verdicts, strict=True) if good]


def one_chain(records: list[Record]) -> list[Record]:
    """One record for each place, in order: the one that a later record names, else the one found last."""
    named = {one.place.before for one in records}
    places: dict[int, Record] = {}
    for one in records:
        held = places.get(one.place.number)
        if held is None or held.id not in named:
            places[one.place.number] = one
    return [places[number] for number in sorted(places)]
