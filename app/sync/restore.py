"""Brings back what the server holds of this person, page by page: after a loss, and what another app of this person sent since.
Each record is checked before it is kept.

Rules:
1. A record is kept when this phone's own key signed it, or a key whose device record names the same person did.
2. A receipt whose signature does not hold is left out; its record is kept and will be sent again.
3. The cursor is stored together with the page before it, so an app that was killed goes on where it was. When the server's log
   has another name, it begins again.
4. A phone that lacks records of its own key (a backup put an old file back) pulls everything again; what it wrote meanwhile
   stays, as a fork of its chain.
5. Only a device that comes with what was sent since is another phone that joined. What a restore brings was there before this
   key; it may be an earlier key of this phone.
6. A server that does not know the key has nothing to bring back. It refuses a pull by an unknown key with the same code as an
   odd request, so it is asked three times.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.protocol import pull
from app.protocol.errors import ProtocolError
from app.protocol.keys import key_id
from app.protocol.pull import Pull
from app.protocol.record import Device, Record, from_bytes
from app.store.rows import JOINED, REFUSED
from app.sync.errors import Declined
from app.sync.responses import MOST_ROWS, PullResponse

if TYPE_CHECKING:
    from app.platform.keys import SignatureVerifier, Signer
    from app.platform.storage import Storage
    from app.records.trust import Trust
    from app.store.store import Store
    from app.sync.client import Client

DONE = {"restore": "done"}
TRIES = 3


class Restore:
    """Brings the records of one store back."""

    def __init__(self, store: Store, storage: Storage, trust: Trust, signer: Signer, verifier: SignatureVerifier) -> None:
        self._store, self._storage, self._trust = store, storage, trust
        self._signer, self._verifier = signer, verifier

    async def run(self, client: Client) -> None:
        """Pull until everything is back. Raises SyncError, StoreError or PlatformError; the next run goes on from there."""
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

    async def catch_up(self, client: Client) -> None:
        """Pull what another app of this person sent since the last time. Raises SyncError, StoreError or PlatformError; the
        next time goes on from there.
        """
        more = True
        while more:
            after = self._store.number("caught-up") or 0
            pulled = await self._page(client, after)
            if pulled is None:
                return
            is_gone = pulled.more and not pulled.rows  # the cursor, from the server's log
            if after and (is_gone or pulled.log != self._store.text("caught-up-log")):
                self._store.set_settings({"caught-up": "0"})  # a backup was put back at the server meanwhile
                continue
            settings = {"caught-up": str(max(after, pulled.cursor or 0)), "caught-up-log": pulled.log}
            checked = await self._checked(pulled.rows)
            joined = {each.body.public for each, _ in checked if isinstance(each.body, Device)} - self._store.devices()
            if joined:
                settings[JOINED] = str(self._store.joined() + len(joined))
            self._store.restore(checked, settings)
            await self._storage.flush()
            more = pulled.more

    async def lacks_own(self, client: Client) -> bool:
        """Does the server hold records of this phone's key that are not here? So it is when a backup of the phone put an old
        file back. What did not come the last time is not asked for again. Raises SyncError, StoreError or PlatformError.
        """
        pulled = await self._page(client, 0, 1)
        held = pulled.own if pulled and pulled.own is not None else 0
        device = key_id(await self._signer.public_key())
        here = sum(kept.state != REFUSED and kept.record.envelope.key == device for kept in self._store.records())
        return held > max(here, self._store.number("own-held") or 0)

    async def bring_back_own(self, client: Client) -> None:
        """Pull everything again, because records of this phone's own key are missing here. Scans go on meanwhile. Raises as
        `catch_up`.
        """
        self._store.set_settings({"caught-up": "0"})
        await self.catch_up(client)
        pulled = await self._page(client, 0, 1)
        if pulled and pulled.own is not None:
            self._store.set_settings({"own-held": str(max(0, pulled.own))})

    async def _page(self, client: Client, after: int, rows: int | None = None) -> PullResponse | None:
        """The page of at most so many `rows` (None: MOST_ROWS) after the cursor `after`; None when the server does not know
        this key.
        """
        for _ in range(TRIES):
            public, nonce = await self._signer.public_key(), await client.challenge()
            draft = pull.to_draft(Pull(nonce, after, rows or MOST_ROWS), public)
            try:
                return await client.pull(draft.seal(await self._signer.sign(draft.message)), after)
            except Declined as error:
                if error.code == "bad-cursor" and after:
                    return PullResponse((), 0, True)  # the server's log is shorter than the cursor: begin again
                if error.code != "not-allowed":
                    raise
        return None

    async def _checked(self, rows: Iterable[tuple[bytes, bytes]]) -> list[tuple[Record, bytes | None]]:
        """The records that are ours and whose signature holds (rule 1), each with its receipt if that holds (rule 2)."""
        parsed = [(record, receipt) for data, receipt in rows if (record := _parse(data)) is not None]
        keys = await self._keys([record for record, _ in parsed])
        ours = [(record, receipt) for record, receipt in parsed if record.envelope.key in keys]
        holds = await self._verifier.verify([record.envelope.check(keys[record.envelope.key]) for record, _ in ours])
        good = [pair for pair, is_good in zip(ours, holds, strict=True) if is_good]
        return [
            (record, receipt if await self._trust.believes_receipt(record.id, receipt) else None) for record, receipt in good
        ]

    async def _keys(self, records: list[Record]) -> dict[bytes, bytes]:
        """Public keys by key id: our own, and those of devices that name our person."""
        public = await self._signer.public_key()
        known = [*(kept.record for kept in self._store.records()), *records]
        devices = [
            (record.body, record.envelope.check(record.body.public)) for record in known if isinstance(record.body, Device)
        ]
        holds = await self._verifier.verify([check for _, check in devices])
        signed = [body for (body, _), is_good in zip(devices, holds, strict=True) if is_good]
        person = self._store.person() if self._store.secret() else _named(body for body in signed if body.public == public)
        return {key_id(body.public): body.public for body in signed if body.person == person} | {key_id(public): public}


def _named(devices: Iterable[Device]) -> bytes | None:
    """The person that this key names in its device records: the one it joined, if it joined another."""
    own = sorted(devices, key=lambda device: device.began is not None)
    return own[-1].person if own else None


def _parse(data: bytes) -> Record | None:
    """The record in these bytes; None for bytes that this version cannot read."""
    try:
        return from_bytes(data)
    except ProtocolError:
        return None  # a later version of the app wrote it; the server keeps it
