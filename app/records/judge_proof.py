"""Judges a proof by the same rules by which the newcomer's phone counts its own records.

Rules:
1. The records of a proof are kept in memory only, and are dropped when it is judged.
2. The root is that of this device's own region. The trust list in a proof is used when this root vouches for it and it is
   newer.
3. Records that cannot be read or are not believed are counted as left out. Nothing is hidden, and one bad record does not make
   the proof refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.protocol import certificate, judging, meeting, proof, receipt, record, times, token
from app.protocol.errors import OldList, ProtocolError
from app.protocol.hours import Policy
from app.protocol.moments import Verdict
from app.protocol.person import meetings
from app.protocol.poster_token import PosterToken
from app.protocol.proof import Proof
from app.protocol.record import CheckIn, CheckOut, Declared, Met, Record, Stayed
from app.records.evidence import evidence
from app.records.judged_proof import JudgedProof
from app.records.ledger import Ledger
from app.records.settled import settled
from app.records.trust import Trust

if TYPE_CHECKING:
    from app.platform.keys import SignatureVerifier
    from app.store.rows import StoredRecord
    from app.store.store import Store

PINNED = ("root", "next-root", "certificate", "trust-list")  # settings that say whom this device believes
Read = TypeVar("Read")


async def judge(text: str, own: Store, verifier: SignatureVerifier) -> JudgedProof:
    """What the proof in `text` comes to. `own` is this device's file, with the root and the newest trust list that it knows.

    Raises ProtocolError when `text` is no proof.
    """
    from app.store.opening import open_store

    data = proof.from_text(text)
    opened = proof.from_bytes(data)
    store = open_store(Path(":memory:"), wal=False)
    try:
        store.set_settings({key: value for key in PINNED if (value := own.setting(key)) is not None})
        trust = Trust(store, verifier)
        elsewhere = await _of_another_region(opened, store, trust)
        records = list(_read(opened.records, record.from_bytes))
        believed = await settled(lambda fits: judging.believed(records, opened.person, fits), verifier)
        receipts = await _receipts(opened, trust, verifier)
        store.restore([(kept, receipts.get(kept.id)) for kept in believed], {})
        await _learn(opened, believed, receipts, store, trust, verifier)
        store.set_verdicts(await trust.judge_again(store.records()))
        page = Ledger(store, trust).page()
        return JudgedProof(
            page=page,
            policy=trust.trust_list.policy if trust.trust_list else Policy(),
            left_out=proof.left_out(opened, believed),
            complete=proof.is_whole(believed),
            known=trust.trust_list is not None and not elsewhere,
            marks=_marks(store.records(), receipts),
            helped=_helped(store.records()),
            evidence=evidence(data, opened, store, trust, page.entries, elsewhere=elsewhere),
        )
    finally:
        store.close()


def _read(messages: Iterable[bytes], read: Callable[[bytes], Read]) -> Iterator[Read]:
    """Those of `messages` that `read` can read, each once."""
    for data in dict.fromkeys(messages):
        with suppress(ProtocolError):
            yield read(data)


async def _of_another_region(opened: Proof, own: Store, trust: Trust) -> bool:
    """Take over the proof's trust list if it is newer. True when no root that we know vouches for it."""
    root = own.setting("root")
    if root is None or not opened.trust_list:
        return False
    try:
        await trust.offer(root, opened.list_key, opened.trust_list)
    except OldList:
        return False
    except ProtocolError:
        return True
    return False


async def _receipts(opened: Proof, trust: Trust, verifier: SignatureVerifier) -> dict[bytes, bytes]:
    """The receipts that are believed, by the id of their record. Of several for one record the earliest counts."""
    keys = trust.trust_list.receipt_keys if trust.trust_list else ()
    latest_first = sorted(_read(opened.receipts, receipt.from_bytes), key=lambda pair: -pair[1].time)
    receipts = [(message.record, envelope.data) for envelope, message in latest_first]
    return await settled(
        lambda fits: {id: data for id, data in receipts if receipt.believed(data, id, keys, fits)},
        verifier,
    )


async def _learn(
    opened: Proof, believed: list[Record], receipts: dict[bytes, bytes], store: Store, trust: Trust, verifier: SignatureVerifier
) -> None:
    """Write into `store` the certificates that the region signed, the withdrawals that the buddies of the answers signed, and
    the receipts of these answers.
    """
    certificates = {
        (message.public, message.start): envelope.data
        for envelope, message in _read(opened.certificates, certificate.from_bytes)
        if await trust.believes_certificate(envelope, message)
    }
    withdrawals = list(_read(opened.withdrawals, meeting.withdrawal_from_bytes))
    pairs = meetings(believed)
    withdrawn = await settled(lambda fits: judging.withdrawn(withdrawals, pairs, fits), verifier)
    answers = {pair.answer_envelope.id for pair in pairs}
    store.met.learn(
        certificates,
        {message.answer: envelope.data for envelope, message in withdrawals if message.answer in withdrawn},
        {id: data for id, data in receipts.items() if id in answers},
    )


def _helped(rows: Iterable[StoredRecord]) -> frozenset[bytes]:
    """The ids of the moments at which somebody helped with the phone (R4)."""
    helped: set[bytes] = set()
    for signed in (row.record for row in rows if row.record.position.helped):
        match signed.body:
            case CheckIn() | Declared():
                helped.add(signed.id)
            case CheckOut() | Stayed():
                helped.add(signed.body.check_in)
            case Met():
                helped.update(pair.id for pair in meetings([signed]))
            case _:
                pass
    return frozenset(helped)


def _marks(rows: Iterable[StoredRecord], receipts: Mapping[bytes, bytes]) -> dict[bytes, frozenset[str]]:
    """The marks of moments: by the id of the check-in for a visit, by the id of the proposal for a meeting."""
    read = {id: receipt.from_bytes(data) for id, data in receipts.items()}
    seen = {envelope.id: message.time for envelope, message in read.values()}
    marks: dict[bytes, frozenset[str]] = {}
    for row in rows:
        signed, late = row.record, frozenset({times.AFTER_THEFT} if row.verdict is Verdict.LATE else ())
        for pair in meetings([signed]) if late else ():
            marks[pair.id] = late
        if not isinstance(signed.body, (CheckIn, CheckOut)):
            continue
        with suppress(ProtocolError):
            scanned, place = token.from_bytes(signed.body.token)[1], signed.position
            happened = place.wall if isinstance(scanned, PosterToken) else scanned.time
            received = read[signed.id][1].time if signed.id in read else None
            odd = late | times.marks(happened, place.wall, seen=seen.get(place.receipt or b""), received=received)
            moment = signed.id if isinstance(signed.body, CheckIn) else signed.body.check_in
            marks[moment] = marks.get(moment, frozenset()) | odd
    return marks
