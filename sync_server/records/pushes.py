"""Which of a push's records the server keeps.

Records that it already holds are answered with their first receipt, without verifying or signing again; only a receipt that no
phone believes is replaced (receipt_signer.py).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from app.protocol import packed, receipt, record
from app.protocol.ed25519 import verify
from app.protocol.errors import BadSignature, ProtocolError
from app.protocol.packed import TooLarge
from app.protocol.receipt import Receipt
from app.protocol.record import Device, Record
from sync_server.errors import ServerRefusal
from sync_server.lanes import Lane, within
from sync_server.records import meetings, persons
from sync_server.records.quota import Quota
from sync_server.records.receipt_signer import ReceiptSigner
from sync_server.records.result import Result
from sync_server.records.store import Row, SqliteStore
from sync_server.records.writer import WRITE_SECONDS


@dataclass(slots=True)
class _Push:
    """One push while it is examined. `rows` are the records to keep, by record id.

    `devices` holds, by key id, the public key and the person of each device that could have signed.
    """

    secret: bytes
    signer: ReceiptSigner
    rows: dict[bytes, Row] = field(default_factory=dict)
    devices: dict[bytes, list[tuple[bytes, bytes]]] = field(default_factory=dict)


class Pushes:
    """Takes in the records that phones send."""

    def __init__(self, store: SqliteStore, new_signer: Callable[[], ReceiptSigner], quota: Quota, lane: Lane) -> None:
        """`new_signer` makes the signer of one push; signatures are checked on `lane`."""
        self._store, self._new_signer, self._quota, self._lane = store, new_signer, quota, lane

    def unpack(self, body: bytes, most_records: int, most_bytes: int) -> tuple[list[bytes], bytes]:
        """The records of a push in the short form, and the recovery secret (b"" when it holds none).

        Raises ServerRefusal: "unknown-base" when the record that it builds on is not held, "too-large" or "bad-request".
        """
        short, dictionary = packed.open_packed(body), b""
        if short.base:
            held = self._store.record_with_prefix(short.base)
            if held is None:
                raise ServerRefusal("unknown-base")
            id, data, signed = held
            dictionary = data + id + receipt.from_bytes(signed)[0].id
        try:
            return packed.unpack(short.rest, dictionary, most_records, most_bytes), short.secret
        except TooLarge:
            raise ServerRefusal("too-large") from None
        except ProtocolError:
            raise ServerRefusal("bad-request") from None

    async def take_in(self, records: Sequence[bytes], secret: bytes = b"", sender: str | None = None) -> list[Result]:
        """Take records in; one result for each, in order. What is answered as stored is durable.

        A device that introduces itself joins the person it names if that pseudonym was made of `secret`, also when its record
        is known; otherwise it stands alone (persons.py). `sender` is a network address, used for counting only.

        Raises ServerRefusal: "too-many", "busy", "clock-odd", "no-region" or "wrong-key"; then nothing was taken in.
        """
        results, rows, renewed, proven = await self._lane.run(self._examine, records, secret, sender)
        if proven:
            await within(WRITE_SECONDS, self._store.move(proven))
        if renewed:
            await within(WRITE_SECONDS, self._store.replace_receipts(renewed))
        if rows:
            receipts = await within(WRITE_SECONDS, self._store.put(list(rows.values())))
            kept = dict(zip(rows, receipts, strict=True))
            results = [
                _with_receipt(result, kept[result.id]) if result.id in kept and result.receipt is None else result
                for result in results
            ]
        forks = await self._lane.run(self._store.forks, [result.id for result in results if result.id is not None])
        return [replace(result, fork=True) if result.id in forks else result for result in results]

    def _examine(
        self, records: Sequence[bytes], secret: bytes, sender: str | None
    ) -> tuple[list[Result], dict[bytes, Row], dict[bytes, bytes], list[Record]]:
        """The results, the rows to keep, and new receipts for records whose receipt no phone believes; both by record id. And
        the device records that are held and whose secret came now.
        """
        parsed = [_parse(data) for data in records]
        held = self._store.receipts({item.id for item in parsed if isinstance(item, Record)})
        push = _Push(secret, self._new_signer())
        renewed = {id: new for id, old in held.items() if (new := push.signer.replacement(old))}
        results: list[Result] = []
        proven: list[Record] = []
        for item in parsed:
            if not isinstance(item, Record):
                results.append(Result(None, "refused", item))
            elif item.id in held:
                results.append(Result(item.id, "known", receipt=renewed.get(item.id, held[item.id])))
                if isinstance(item.body, Device) and persons.proves(secret, item.body):
                    proven.append(item)
            elif item.id in push.rows:
                results.append(Result(item.id, "known"))
            else:
                results.append(self._judge(item, push))
        if push.rows:
            usages = {row.person: self._store.usage(row.person) for row in push.rows.values()}
            self._quota.admit(usages, push.signer.now, sender)
        return results, push.rows, renewed, proven

    def _judge(self, new: Record, push: _Push) -> Result:
        """Check one record that is not held yet; a good one joins `push.rows`."""
        key, device = new.envelope.key, new.body if isinstance(new.body, Device) else None
        names = (key, device.person) if device else (key,)
        if self._store.is_erased(*names):
            return Result(new.id, "refused", "erased")
        if device:
            proven = persons.proves(push.secret, device)
            candidates = [(device.public, device.person if proven else persons.alone(device.public))]
        else:
            candidates = self._devices(key, push)
            if not candidates:
                return Result(new.id, "unknown-device")
        signer = next(((public, person) for public, person in candidates if verify(new.envelope.check(public))), None)
        if signer is None:
            return Result(new.id, "refused", BadSignature.code)
        public, person = signer
        if device:
            self._devices(key, push).append(signer)
        now, place = push.signer.now, new.position
        signed = push.signer.sign(Receipt(new.id, now))
        push.rows[new.id] = Row(
            *(new.id, person, public, place.number, place.before, now, new.envelope.data, signed),
            introduces=device is not None,
            meeting=meetings.meeting_in_record(new.body, now, push.signer.sign),
        )
        return Result(new.id, "stored")

    def _devices(self, key: bytes, push: _Push) -> list[tuple[bytes, bytes]]:
        """The devices with this key id: those that are stored, and those that this push introduced."""
        if key not in push.devices:
            push.devices[key] = list(self._store.devices(key))
        return push.devices[key]


def _with_receipt(result: Result, signed: bytes) -> Result:
    """The result after the write. An empty receipt: the person or device was erased meanwhile."""
    return Result(result.id, result.status, "", signed) if signed else Result(result.id, "refused", "erased")


def _parse(data: bytes) -> Record | str:
    """The record, or the code of its refusal."""
    try:
        return record.from_bytes(data)
    except ProtocolError as error:
        return error.code
