"""Meetings as the server keeps them: a proposal and an answer, from whichever of the two phones comes first.

Rules:
1. Each message carries the key of its phone, and both signatures are checked with these keys. The server need not know the
   phones yet.
2. A pair is kept once, whether it comes inside a newcomer's record, from the buddy, or both.
3. Two phones of one person are no meeting (`same-person`), as far as the server knows the phones.
4. A withdrawal is kept beside the answer it takes back. The meeting then gets a new cursor, so newcomers' phones pull it again.

In the tables and here, the *asker* is the newcomer's phone and the *giver* the buddy's.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.protocol import meeting
from app.protocol.bodies import Met
from app.protocol.ed25519 import verify
from app.protocol.envelope import Envelope
from app.protocol.errors import BadSignature, ProtocolError, SamePerson
from app.protocol.keys import key_id
from app.protocol.meeting import Pair, Withdrawal
from app.protocol.receipt import Receipt
from sync_server.records import tombstones

MOST_PULLED = 100
NEXT = "(SELECT coalesce(max(cursor), 0) + 1 FROM meetings)"


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting ready to be kept: both signatures hold, and the receipt for the answer is signed.

    `id` is the proposal's, `answer` the answer's (32 bytes each); `asker` and `giver` are public keys; `received` is in Unix
    seconds.
    """

    id: bytes
    answer: bytes
    asker: bytes
    giver: bytes
    received: int
    proposal_data: bytes
    answer_data: bytes
    receipt: bytes
    renews: bool = False  # its receipt replaces one that no phone believes


@dataclass(frozen=True, slots=True)
class StoredMeeting:
    """A meeting as a newcomer's phone pulls it, with what is known about the buddy's key."""

    cursor: int
    proposal: bytes
    answer: bytes
    certificate: bytes | None
    withdrawal: bytes | None
    receipt: bytes


def pair_of(proposal: bytes, answer: bytes) -> Pair:
    """The meeting of these two messages. Raises ProtocolError, also when a signature does not hold."""
    pair = meeting.pair_from_bytes(proposal, answer)
    if not all(map(verify, pair.checks())):
        raise BadSignature("meeting")
    return pair


def row_of(pair: Pair, now: int, sign: Callable[[Receipt], bytes]) -> MeetingRow:
    """The row of a meeting received at `now` (Unix seconds); `sign` makes the receipt, which names the answer."""
    proposal, answer = pair.proposal_envelope, pair.answer_envelope
    signed = sign(Receipt(answer.id, now))
    return MeetingRow(proposal.id, answer.id, pair.proposal.public, pair.answer.public, now, proposal.data, answer.data, signed)


def meeting_in_record(body: object, now: int, sign: Callable[[Receipt], bytes]) -> MeetingRow | None:
    """The row of the meeting that a newcomer's record holds; None when it holds none, or when a signature does not hold."""
    if not isinstance(body, Met):
        return None
    try:
        return row_of(pair_of(body.proposal, body.answer), now, sign)
    except ProtocolError:
        return None


def refuse_one_person(connection: sqlite3.Connection, pair: Pair) -> None:
    """Raises SamePerson when both phones of the meeting are known to belong to one person."""
    sql = "SELECT count(DISTINCT person), count(*) FROM devices WHERE public IN (?, ?)"
    if connection.execute(sql, [pair.proposal.public, pair.answer.public]).fetchone() == (1, 2):
        raise SamePerson("two phones of one person")


def keep(connection: sqlite3.Connection, row: MeetingRow) -> bytes:
    """Inside a transaction: keep a meeting. Gives the receipt that counts, the first one; b"" when the newcomer was erased."""
    if tombstones.any_erased(connection, key_id(row.asker)):
        return b""
    sql = (
        f"INSERT INTO meetings VALUES ({NEXT}, ?, ?, ?, ?, ?, ?, ?, ?, NULL)"  # noqa: S608
        " ON CONFLICT (answer) DO UPDATE SET receipt = excluded.receipt WHERE ?"
    )
    values = [row.id, row.answer, row.asker, row.giver, row.received, row.proposal_data, row.answer_data, row.receipt]
    values.append(row.renews)
    connection.execute(sql, values)
    return bytes(connection.execute("SELECT receipt FROM meetings WHERE answer = ?", [row.answer]).fetchone()[0])


def receipts(connection: sqlite3.Connection, answers: Sequence[bytes]) -> dict[bytes, bytes]:
    """The receipts of those answers that are kept, by the answer's id."""
    sql = f"SELECT answer, receipt FROM meetings WHERE answer IN ({','.join('?' * len(answers))})"  # noqa: S608 - only marks
    return dict(connection.execute(sql, list(answers)).fetchall())


def withdrawal_of(data: bytes) -> tuple[Envelope, Withdrawal]:
    """A withdrawal signed by the key it carries. Raises ProtocolError."""
    outer, withdrawal = meeting.withdrawal_from_bytes(data)
    if not verify(outer.check(withdrawal.public)):
        raise BadSignature("withdrawal")
    return outer, withdrawal


def withdraw(connection: sqlite3.Connection, withdrawal: Withdrawal, data: bytes) -> str:
    """Inside a transaction: take an answer back; `data` is the signed withdrawal.

    Gives "stored", "known", or "not-found" when no such answer of this key is kept.
    """
    sql = "SELECT withdrawal FROM meetings WHERE answer = ? AND giver = ?"
    row = connection.execute(sql, [withdrawal.answer, withdrawal.public]).fetchone()
    if row is None:
        return "not-found"
    if row[0] is not None:
        return "known"
    sql = f"UPDATE meetings SET withdrawal = ?, cursor = {NEXT} WHERE answer = ?"  # noqa: S608
    connection.execute(sql, [data, withdrawal.answer])
    return "stored"


def meetings_after(connection: sqlite3.Connection, person: bytes, cursor: int) -> list[StoredMeeting]:
    """The meetings of a person's phones that came or changed after `cursor`, by cursor, at most 100."""
    sql = (
        "SELECT m.cursor, m.proposal, m.answered, m.giver, m.withdrawal, m.receipt FROM meetings m"
        " JOIN devices d ON d.public = m.asker WHERE d.person = ? AND m.cursor > ? ORDER BY m.cursor LIMIT ?"
    )
    rows = connection.execute(sql, [person, cursor, MOST_PULLED]).fetchall()
    return [
        StoredMeeting(at, proposal, answered, _certificate(connection, giver, answered), withdrawal, signed)
        for at, proposal, answered, giver, withdrawal, signed in rows
    ]


def _certificate(connection: sqlite3.Connection, giver: bytes, answered: bytes) -> bytes | None:
    """The buddy certificate that began last before the answer; else the newest, which at least names the programme."""
    columns = "start_time, certificate FROM"
    sql = f"SELECT {columns} buddies WHERE public = ? UNION ALL SELECT {columns} former_certificates WHERE public = ?"
    held = sorted((row for row in connection.execute(sql, [giver, giver]) if row[1]), reverse=True)
    time = meeting.answer_from_bytes(answered)[1].time
    return next((data for start, data in held if start <= time), held[0][1] if held else None)
