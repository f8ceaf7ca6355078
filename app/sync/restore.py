"""Bringing back what the server holds of this person after a loss: page by page, each record checked before it is kept.

Rules:
1. A record is kept when this phone's own key signed it, or a key whose device record names the same person did.
2. A receipt that does not hold is left out; its record is kept and will be sent again.
3. The place to go on from is written with the page it follows, so a killed app goes on where it was; in a log of another
   name it begins again.
4. A server that does not know the key has nothing to bring back. It says so with the same words as to any odd request, so it is
   asked three times.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.protocol import pull, record
from app.protocol.errors import ProtocolError
from app.protocol.keys import key_id
from app.protocol.pull import Pull
from app.protocol.record import Device, Record
from app.sync.client import MOST_ROWS, Client, Declined, PullResponse

if TYPE_CHECKING:
    from app.platform.keys import SignatureVerifier, Signer
    from app.platform.storage import Storage
    from app.records.trust import Trust
    from app.store.store import Store

DONE = {"restore": "done"}
TRIES = 3


class Restore:
    """One store that waits for its records."""

    def __init__(self, store: Store, storage: Storage, trust: Trust, signer: Signer, verifier: SignatureVerifier) -> None:
        self._store, self._storage, self._trust = store, storage, trust
        self._signer, self._verifier = signer, verifier

    async def run(self, client: Client) -> None:
        """Until everything is back. Raises SyncError or PlatformError; then it goes on from there the next time."""
        while (after := self._store.number("restore")) is not None:
            pulled = await self._page(client, after)
            if pulled is None:
                self._store.set_settings(DONE)
            elif after and pulled.log != self._store.text("restore-log"):
                self._store.set_settings({"restore": "0"})  # a backup was put back at the server meanwhile
            else:
                settings = {"restore": str(pulled.cursor), "restore-log": pulled.log} if pulled.more else DONE
                self._store.restore(await self._checked(pulled.rows), settings)
            await self._storage.flush()

    async def _page(self, client: Client, after: int) -> PullResponse | None:
        """The next page; None when the server knows nothing of us."""
        for _ in range(TRIES):
            public, nonce = await self._signer.public_key(), await client.challenge()
            draft = pull.to_draft(Pull(nonce, after, MOST_ROWS), public)
            try:
                return await client.pull(draft.seal(await self._signer.sign(draft.message)), after)
            except Declined as error:
                if error.code == "bad-cursor" and after:
                    return PullResponse((), 0, True)  # the server is younger than the place we had reached: from the start
                if error.code != "not-allowed":
                    raise
        return None

    async def _checked(self, rows: Iterable[tuple[bytes, bytes]]) -> list[tuple[Record, bytes | None]]:
        parsed = [(one, receipt) for data, receipt in rows if (one := _parse(data)) is not None]
        keys = await self._keys([one for one, _ in parsed])
        ours = [(one, receipt) for one, receipt in parsed if one.envelope.key in keys]
        verdicts = await self._verifier.verify([one.envelope.check(keys[one.envelope.key]) for one, _ in ours])
        good = [pair for pair, fits in zip(ours, verdicts, strict=True) if fits]
        return [(one, receipt if await self._trust.believes_receipt(one.id, receipt) else None) for one, receipt in good]

    async def _keys(self, records: list[Record]) -> dict[bytes, bytes]:
        """Public keys by key id: our own, and those of devices that name our person."""
        public = await self._signer.public_key()
        held = [kept.record for kept in self._store.records()]
        devices = [(one.body, one.envelope.check(one.body.public)) for one in [*held, *records] if isinstance(one.body, Device)]
        verdicts = await self._verifier.verify([check for _, check in devices])
        signed = [body for (body, _), good in zip(devices, verdicts, strict=True) if good]
        person = next((body.person for body in signed if body.public == public), None)
        return {key_id(body.public): body.public for body in signed if body.person == person} | {key_id(public): public}


def _parse(data: bytes) -> Record | None:
    try:
        return record.from_bytes(data)
    except ProtocolError:
        return None  # a later app wrote it; the server keeps it
