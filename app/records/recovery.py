"""After a loss and before the first scan: records come back from a damaged file, and the server is to be asked for the rest.

Rules:
1. A key without its chain has written a chain before. Until the server has said how that chain ended, it is not continued.
2. From a damaged file only those records are taken that this phone's own key signed. They keep their signatures: nothing is
   signed again.
3. A phone that lost everything, also its key, finds the recovery secret in the note that the platform keeps apart from the
   data. With it a new key joins the same person and asks the server for the hours. The note holds nothing else.
4. On an iPhone Safari and the app on the home screen have each a store and a key, and one note. So the secret is made before
   the first record; and as long as nobody can tell whether there is a note, nothing is signed: scans are stored and wait.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from app.platform.errors import PlatformError
from app.protocol import record
from app.protocol.errors import ProtocolError
from app.protocol.keys import key_id
from app.protocol.record import PERSON_SECRET_SIZE, Device, Record, person_of
from app.records.room import flush
from app.store.quarantine import envelopes

if TYPE_CHECKING:
    from app.platform.keys import SignatureVerifier, Signer
    from app.platform.quota import StorageQuota
    from app.platform.storage import Storage
    from app.store.store import Store

CARD = ("card-pictures", "card-making", "card")  # the settings: the ten numbers, those of a card being made, whether it is kept
NO_CARD: Mapping[str, bytes] = MappingProxyType(dict.fromkeys(CARD, b""))
JOINING = "joining"  # the setting: this person joined another, whose hours the server is still to be asked for
COMING = {"recalled": "1", "restore": "0", "restore-log": "", "caught-up": "0", "meetings-after": "0", JOINING: ""}
RECALLED = {"recalled": "1", "restore": "0", "asking": ""}  # a new key joins the person of the secret and asks the server


async def prepare(store: Store, signer: Signer, verifier: SignatureVerifier, damaged: Path | None) -> None:
    """Make the store ready to go on after a loss. `damaged` is the file that was set aside, None when none was. A store that
    lost nothing stays as it is. Raises PlatformError.
    """
    if (store.records() and damaged is None) or not await signer.is_kept():
        return
    public = await signer.public_key()
    records = await _signed(envelopes(damaged, key_id(public)), public, verifier) if damaged else []
    store.restore(((signed, None) for signed in one_chain(records)), {"restore": "0"})


async def recall(store: Store, storage: Storage, quota: StorageQuota, random: Callable[[int], bytes]) -> None:
    """After `prepare`: keep the recovery secret apart from the store, too, or, where the store lacks it, read it from there. A
    phone that has nothing else, not even a key, joins the person of that secret. Where nobody can tell whether there is one,
    the store remembers to ask again. Raises StoreError.
    """
    secret, person = store.secret(), store.person()
    if store.text(JOINING):
        store.set_settings(COMING)
    if secret is not None:
        await quota.keep_secret_apart(secret.hex())
        return
    text = await quota.secret_apart()
    noted = _secret(text or "")
    if person is not None:
        if noted is not None and person == person_of(noted):
            store.set_settings({"secret": noted})
    elif store.is_restoring and not store.is_asking:
        return  # the key is here, so it has a chain, which names the person
    elif text is None:
        store.set_settings({"asking": "1", "restore": "0"})
    elif noted is not None:
        store.set_settings({"secret": noted, **RECALLED})
    else:
        fresh = {"secret": random(PERSON_SECRET_SIZE)} if quota.wants_secret() else {}
        if fresh or store.is_asking:
            store.set_settings({**fresh, "restore": "done", "asking": ""})
        if fresh:
            with suppress(PlatformError):  # on a full phone the first record keeps it apart
                await storage.flush()
                await quota.keep_secret_apart(fresh["secret"].hex())


def card_settings(pictures: tuple[int, ...]) -> Mapping[str, bytes]:
    """The settings of a phone whose person has the card with these ten `pictures`; () for one that knows of no card."""
    return {**NO_CARD, "card-pictures": bytes(pictures), "card": b"kept"} if pictures else NO_CARD


async def join(store: Store, storage: Storage, quota: StorageQuota, secret: bytes, card: Mapping[str, bytes] = NO_CARD) -> None:
    """This phone, which has no hours yet, becomes one of the person of this recovery `secret` (16 bytes), who has this `card`
    (`card_settings`): durably, and before anything is signed. The next sync introduces its key and brings the hours. Raises
    StoreError or PlatformError.
    """
    store.set_settings({"secret": secret, **card, **RECALLED})
    await flush(storage, quota)
    with suppress(PlatformError):  # on a full phone the secret is in the store at least
        await quota.keep_secret_apart(secret.hex())


def _secret(note: str) -> bytes | None:
    """The recovery secret that this note holds in hexadecimal; None when it holds none."""
    try:
        secret = bytes.fromhex(note)
    except ValueError:
        return None
    return secret if len(secret) == PERSON_SECRET_SIZE else None


async def _signed(candidates: list[bytes], public: bytes, verifier: SignatureVerifier) -> list[Record]:
    """The records among these envelopes that the key `public` signed."""
    parsed = []
    for data in candidates:
        try:
            parsed.append(record.from_bytes(data))
        except ProtocolError:
            continue  # a part of a record, or another message kind by this key
    verdicts = await verifier.verify([candidate.envelope.check(public) for candidate in parsed])
    return [candidate for candidate, good in zip(parsed, verdicts, strict=True) if good]


def one_chain(records: list[Record]) -> list[Record]:
    """One record for each chain position, in order: the one that a later record names, else the last of that position. Then
    the device records by which the key joined another person.
    """
    joined = [candidate for candidate in records if isinstance(candidate.body, Device) and candidate.body.began]
    named = {candidate.position.before for candidate in records}
    chain: dict[int, Record] = {}
    for candidate in records:
        if candidate in joined:
            continue
        held = chain.get(candidate.position.number)
        if held is None or held.id not in named:
            chain[candidate.position.number] = candidate
    return [*(chain[number] for number in sorted(chain)), *joined]
