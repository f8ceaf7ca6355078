"""Meetings and withdrawals that a buddy's phone brings, and which of them the server keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.protocol.errors import ProtocolError
from sync_server.lanes import Lane, within
from sync_server.records import meetings
from sync_server.records.meetings import MeetingRow
from sync_server.records.quota import Quota
from sync_server.records.receipt_signer import ReceiptSigner
from sync_server.records.result import Result
from sync_server.records.store import SqliteStore
from sync_server.records.writer import WRITE_SECONDS


class BroughtMeetings:
    """Takes in meetings and withdrawals."""

    def __init__(self, store: SqliteStore, new_signer: Callable[[], ReceiptSigner], quota: Quota, lane: Lane) -> None:
        """`new_signer` makes the signer of one request; signatures are checked on `lane`."""
        self._store, self._new_signer, self._quota, self._lane = store, new_signer, quota, lane

    async def take_in(
        self, pairs: Sequence[tuple[bytes, bytes]], withdrawals: Sequence[bytes], sender: str | None = None
    ) -> tuple[list[Result], list[Result]]:
        """Take in pairs of proposal and answer, then withdrawals. One result for each; what is answered as stored is durable.

        `sender` is a network address, used for counting only. Raises ServerRefusal as `Pushes.take_in`.
        """
        judged = await self._lane.run(self._judge, pairs, sender)
        rows = [row for row in judged if isinstance(row, MeetingRow)]
        kept: list[bytes] = []
        if rows:
            kept = await within(WRITE_SECONDS, self._store.write(lambda db: [meetings.keep(db, row) for row in rows]))
        receipts = dict(zip((row.answer for row in rows), kept, strict=True))
        results = [item if isinstance(item, Result) else _result(item, receipts[item.answer]) for item in judged]
        return results, [await self._withdraw(data) for data in withdrawals]

    def _judge(self, pairs: Sequence[tuple[bytes, bytes]], sender: str | None) -> list[MeetingRow | Result]:
        """For each pair: the row to keep, or the result when nothing is to be written."""
        judged: list[MeetingRow | Result] = []
        signer = self._new_signer()
        for proposal, answer in pairs:
            try:
                pair = meetings.pair_of(proposal, answer)
                self._store.refuse_one_person(pair)
            except ProtocolError as error:
                judged.append(Result(None, "refused", error.code))
                continue
            id = pair.answer_envelope.id
            held = self._store.meeting_receipts([id]).get(id)
            renewed = signer.replacement(held) if held else None
            if held and not renewed:
                judged.append(Result(id, "known", receipt=held, giver=pair.answer.public))
            else:
                row = meetings.row_of(pair, signer.now, signer.sign)
                judged.append(replace(row, receipt=renewed, renews=True) if renewed else row)
        rows = [row for row in judged if isinstance(row, MeetingRow) and not row.renews]
        if rows:
            strange = sum(not self._store.knows_either(row.asker, row.giver) for row in rows)
            self._quota.admit_meetings([row.giver for row in rows], strange, sender)
        return judged

    async def _withdraw(self, data: bytes) -> Result:
        try:
            outer, withdrawal = await self._lane.run(meetings.withdrawal_of, data)
        except ProtocolError as error:
            return Result(None, "refused", error.code)
        status = await within(WRITE_SECONDS, self._store.write(lambda db: meetings.withdraw(db, withdrawal, data)))
        return Result(outer.id, "refused", status) if status == "not-found" else Result(outer.id, status)


def _result(row: MeetingRow, receipt: bytes) -> Result:
    """The result after the write. An empty receipt: the newcomer was erased."""
    if not receipt:
        return Result(row.answer, "refused", "erased")
    return Result(row.answer, "known" if row.renews else "stored", receipt=receipt, giver=row.giver)
