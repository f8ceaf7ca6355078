"""What the server decides, without HTTP: which records it keeps, and who may pull.

Records it already holds are answered with their first receipt, without verifying or signing again: unless that was signed by
a key that phones do not believe (a wrong file lay there), then with a new one of the same time.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from app.protocol import packed, pull, receipt, record
from app.protocol.ed25519 import Key, verify
from app.protocol.envelope import Envelope
from app.protocol.errors import BadSignature, ProtocolError
from app.protocol.keys import key_id
from app.protocol.packed import TooLarge
from app.protocol.pull import Pull
from app.protocol.receipt import Receipt
from app.protocol.record import PERSON_SECRET_SIZE, Device, Record, person_of
from app.protocol.trust_list import KeyWindow
from sync_server.errors import ServerRefusal
from sync_server.lanes import Lane, within
from sync_server.records import meetings
from sync_server.records.clock import ReceiptClock
from sync_server.records.meetings import MeetingRow, StoredMeeting
from sync_server.records.quota import Quota
from sync_server.records.store import Logged, Row, SqliteStore

NONCE_SECONDS = 120
WRITING = 12  # seconds that a caller waits for the writer


@dataclass(frozen=True, slots=True)
class Result:
    """The word on one record: `status` is stored, known, refused or unknown-device."""

    id: bytes | None
    status: str
    code: str = ""
    receipt: bytes | None = None
    giver: bytes | None = None  # of a meeting: the public key of the buddy's phone


@dataclass(frozen=True, slots=True)
class PulledPage:
    """A page of a person's records, whether there are more, and meetings that came or changed."""

    rows: list[Logged]
    more: bool
    meetings: list[StoredMeeting]


class Service:
    """One region's records. `key` reads the key that signs receipts, `listed` says which ones phones believe."""

    def __init__(
        self,
        store: SqliteStore,
        key: Callable[[], Key],
        listed: Callable[[], Sequence[KeyWindow]],
        now: Callable[[], int],
        clock: ReceiptClock,
        quota: Quota,
        judging: Lane,
    ) -> None:
        """`now` is the machine's clock, `clock` what receipts say, `judging` where signatures are checked."""
        self._store, self._make_key, self._listed, self._clock = store, key, listed, now
        self._receipts, self._quota, self._judging = clock, quota, judging
        self._secret = secrets.token_bytes(32)

    def unpack(self, body: bytes, most_records: int, most_bytes: int) -> tuple[list[bytes], bytes]:
        """The records of a push in the short form, and the secret.

        Raises ServerRefusal; "unknown-base" when we do not hold what it builds on.
        """
        given, dictionary = packed.open_packed(body), b""
        if given.base:
            held = self._store.beginning_with(given.base)
            if held is None:
                raise ServerRefusal("unknown-base")
            id, data, signed = held
            dictionary = data + id + receipt.from_bytes(signed)[0].id
        try:
            return packed.unpack(given.rest, dictionary, most_records, most_bytes), given.secret
        except TooLarge:
            raise ServerRefusal("too-large") from None
        except ProtocolError:
            raise ServerRefusal("bad-request") from None

    async def push(self, records: Sequence[bytes], secret: bytes = b"", sender: str | None = None) -> list[Result]:
        """Take records in; one result for each, in order. Answers only when what it calls stored is durable. A device that
        introduces itself joins the person it names if that was made of `secret`; else it stands alone. `sender` is an
        address of the network; it is only counted.

        Raises ServerRefusal: "too-many", "busy", "clock-odd" or "no-region"; then nothing of it was taken in.
        """
        results, rows, renewed = await self._judging.run(self._examine, records, secret, sender)
        if renewed:
            await within(WRITING, self._store.renew(renewed))
        if rows:
            receipts = await within(WRITING, self._store.put(list(rows.values())))
            kept = dict(zip(rows, receipts, strict=True))
            results = [_settled(one, kept[one.id]) if one.id in kept and one.receipt is None else one for one in results]
        return results

    def _examine(
        self, records: Sequence[bytes], secret: bytes, sender: str | None
    ) -> tuple[list[Result], dict[bytes, Row], dict[bytes, bytes]]:
        """What to answer, what to keep, and receipts that stand in for others that nobody believes."""
        parsed = [_parse(data) for data in records]
        held = self._store.receipts({one.id for one in parsed if isinstance(one, Record)})
        introduced: dict[bytes, list[tuple[bytes, bytes]]] = {}
        rows: dict[bytes, Row] = {}
        signing = _Signing(self._make_key, self._listed, self._receipts.time)
        renewed = {id: again for id, old in held.items() if (again := self._receipt_again(old, signing))}
        results = []
        for one in parsed:
            if not isinstance(one, Record):
                results.append(Result(None, "refused", one))
            elif one.id in held:
                results.append(Result(one.id, "known", receipt=renewed.get(one.id, held[one.id])))
            elif one.id in rows:
                results.append(Result(one.id, "known"))
            else:
                results.append(self._judge(one, secret, introduced, rows, signing))
        if rows:
            persons = {row.person: self._store.held(row.person) for row in rows.values()}
            self._quota.admit(persons, signing.now, sender)
        return results, rows, renewed

    def _judge(
        self,
        one: Record,
        secret: bytes,
        introduced: dict[bytes, list[tuple[bytes, bytes]]],
        rows: dict[bytes, Row],
        signing: _Signing,
    ) -> Result:
        key = one.envelope.key
        names = (key, one.body.person) if isinstance(one.body, Device) else (key,)
        if self._store.is_erased(*names):
            return Result(one.id, "refused", "erased")
        if isinstance(one.body, Device):
            candidates = [(one.body.public, _group(one.body, secret))]
        else:
            if key not in introduced:
                introduced[key] = list(self._store.devices(key))
            candidates = introduced[key]
            if not candidates:
                return Result(one.id, "unknown-device")
        signer = next(((public, person) for public, person in candidates if verify(one.envelope.check(public))), None)
        if signer is None:
            return Result(one.id, "refused", BadSignature.code)
        public, person = signer
        if isinstance(one.body, Device):
            introduced.setdefault(key, list(self._store.devices(key))).append(signer)
        now, place = signing.now, one.place
        signed = signing.sign(Receipt(one.id, now))
        met = meetings.in_record(one.body, now, signing.sign)
        rows[one.id] = Row(
            *(one.id, person, public, place.number, place.before, now, one.envelope.data, signed),
            introduces=isinstance(one.body, Device),
            meeting=met,
        )
        return Result(one.id, "stored")

    async def meet(
        self, pairs: Sequence[tuple[bytes, bytes]], withdrawals: Sequence[bytes], sender: str | None = None
    ) -> tuple[list[Result], list[Result]]:
        """What a buddy's phone brings: meetings, and answers taken back. One result for each; durable when answered.
        Raises ServerRefusal as `push`.
        """
        met = await self._judging.run(self._meetings, pairs, sender)
        rows = [one for one in met if isinstance(one, MeetingRow)]
        kept: list[bytes] = []
        if rows:
            kept = await within(WRITING, self._store.write(lambda db: [meetings.keep(db, row) for row in rows]))
        receipts = dict(zip((row.answer for row in rows), kept, strict=True))
        results = [one if isinstance(one, Result) else _brought(one, receipts[one.answer]) for one in met]
        return results, [await self._withdraw(data) for data in withdrawals]

    def _meetings(self, pairs: Sequence[tuple[bytes, bytes]], sender: str | None) -> list[MeetingRow | Result]:
        found: list[MeetingRow | Result] = []
        signing = _Signing(self._make_key, self._listed, self._receipts.time)
        for proposal, answer in pairs:
            try:
                pair = meetings.pair_of(proposal, answer)
                self._store.refuse_one_person(pair)
            except ProtocolError as error:
                found.append(Result(None, "refused", error.code))
                continue
            held = self._store.meeting_receipts([pair.answer_envelope.id]).get(pair.answer_envelope.id)
            again = self._receipt_again(held, signing) if held else None
            if held and not again:
                found.append(Result(pair.answer_envelope.id, "known", receipt=held, giver=pair.answer.public))
            else:
                row = meetings.row_of(pair, signing.now, signing.sign)
                found.append(replace(row, receipt=again, renews=True) if again else row)
        rows = [one for one in found if isinstance(one, MeetingRow) and not one.renews]
        if rows:
            strange = sum(not self._store.knows_either(row.asker, row.giver) for row in rows)
            self._quota.admit_meetings([row.giver for row in rows], strange, sender)
        return found

    async def _withdraw(self, data: bytes) -> Result:
        try:
            outer, said = await self._judging.run(meetings.withdrawal_of, data)
        except ProtocolError as error:
            return Result(None, "refused", error.code)
        status = await within(WRITING, self._store.write(lambda db: meetings.withdraw(db, said, data)))
        return Result(outer.id, "refused", status) if status == "not-found" else Result(outer.id, status)

    def _receipt_again(self, held: bytes, signing: _Signing) -> bytes | None:
        """Another receipt of the same time when no phone believes the one that is kept; None when it is as it should be."""
        outer, said = receipt.from_bytes(held)
        if any(key_id(key.public) == outer.key and key.good_at(said.time) for key in self._listed()):
            return None
        return signing.sign(Receipt(said.record, min(said.time, signing.now)))

    def nonce(self) -> bytes:
        """A fresh word to sign: its time and our mark on it. Nothing is remembered."""
        time = self._clock().to_bytes(8, "big")
        return time + self._mark(time)

    def _mark(self, time: bytes) -> bytes:
        return hmac.digest(self._secret, time, hashlib.sha256)[:24]

    def asked(self, data: bytes) -> tuple[Envelope, Pull]:
        """A request over a fresh word of ours; whose signature it is, is for the caller to check. Raises ServerRefusal."""
        try:
            outer, request = pull.from_bytes(data)
        except ProtocolError:
            raise ServerRefusal("not-allowed") from None
        time, mark = request.nonce[:8], request.nonce[8:]
        fresh = 0 <= self._clock() - int.from_bytes(time, "big") <= NONCE_SECONDS
        if not hmac.compare_digest(mark, self._mark(time)) or not fresh:
            raise ServerRefusal("not-allowed")
        return outer, request

    def pull(self, data: bytes, meetings_after: int = 0) -> PulledPage:
        """A person's records after a cursor, and meetings. Raises ServerRefusal, the same for every wrong request."""
        outer, request = self.asked(data)
        person = next((person for public, person in self._store.devices(outer.key) if verify(outer.check(public))), None)
        if person is None:
            raise ServerRefusal("not-allowed")
        if request.cursor > self._store.newest():
            raise ServerRefusal("bad-cursor")
        rows = self._store.after(person, request.cursor, request.limit + 1)
        return PulledPage(rows[: request.limit], len(rows) > request.limit, self._store.meetings(person, meetings_after))


def _settled(one: Result, kept: bytes) -> Result:
    """What is durable has its receipt; what was erased meanwhile has none."""
    return Result(one.id, one.status, "", kept) if kept else Result(one.id, "refused", "erased")


def _brought(row: MeetingRow, kept: bytes) -> Result:
    if not kept:
        return Result(row.answer, "refused", "erased")
    return Result(row.answer, "known" if row.renews else "stored", receipt=kept, giver=row.giver)


class _Signing:
    """The key and the time of one push: a key that was renewed meanwhile is used from the next push on."""

    def __init__(self, key: Callable[[], Key], listed: Callable[[], Sequence[KeyWindow]], time: Callable[[], int]) -> None:
        self._make_key, self._listed, self._time = key, listed, time
        self._key: Key | None = None
        self._now: int | None = None

    @property
    def now(self) -> int:
        """Raises ServerRefusal("clock-odd")."""
        if self._now is None:
            self._now = self._time()
        return self._now

    def sign(self, given: Receipt) -> bytes:
        """Raises ServerRefusal("no-region"), or "wrong-key" rather than sign what no phone believes."""
        if self._key is None:
            self._key = self._make_key()
        if not any(key.public == self._key.public and key.good_at(given.time) for key in self._listed()):
            raise ServerRefusal("wrong-key")
        return self._key.seal(receipt.to_draft(given, self._key.public))


def _group(device: Device, secret: bytes) -> bytes:
    """Whose records this device may pull: the person's if it knows the secret, else only its own. The pseudonym alone is no
    secret: whoever was shown a proof knows it.
    """
    if len(secret) == PERSON_SECRET_SIZE and hmac.compare_digest(person_of(secret), device.person):
        return device.person
    return hashlib.sha256(b"alone" + device.public).digest()[: len(device.person)]


def _parse(data: bytes) -> Record | str:
    try:
        return record.from_bytes(data)
    except ProtocolError as error:
        return error.code
