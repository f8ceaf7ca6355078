"""Proofs made and opened: the phone gathers what it keeps, and whoever is shown it judges that by the same rules as the phone.

Rules:
1. What is opened lives in memory only and is gone when the next one is opened.
2. The root is the one this device met at its region; a list in the proof is used when that root vouches for it and it is newer.
3. What cannot be read or is not believed is counted as left out. Nothing is hidden, nothing is refused for one bad record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from app.counsellor.model import JudgedProof
from app.protocol import certificate, judging, meeting, proof, receipt, record, times, token
from app.protocol.errors import OldList, ProtocolError
from app.protocol.hours import Policy
from app.protocol.moments import Verdict
from app.protocol.person import meetings
from app.protocol.poster import PosterToken
from app.protocol.proof import Proof
from app.protocol.record import CheckIn, CheckOut, Record
from app.records.ledger import Ledger
from app.records.trust import Trust

if TYPE_CHECKING:
    from app.platform import SignatureVerifier
    from app.protocol.envelope import SignatureCheck
    from app.store.rows import StoredRecord
    from app.store.store import Store

PINNED = ("root", "next-root", "certificate", "trust-list")
Result = TypeVar("Result")
Read = TypeVar("Read")


async def opened(text: str, own: Store, verifier: SignatureVerifier) -> JudgedProof:
    """What the proof in `text` shows; `own` holds the root and the newest list this device knows. Raises ProtocolError when it
    is no proof.
    """
    from app.store.opening import open_store

    given = proof.from_bytes(proof.from_text(text))
    store = open_store(Path(":memory:"), wal=False)
    try:
        store.set_settings({key: value for key in PINNED if (value := own.setting(key)) is not None})
        trust = Trust(store, verifier)
        elsewhere = await _of_another_region(given, store, trust)
        records = list(_read(given.records, record.from_bytes))
        mine = await settled(lambda fits: judging.believed(records, given.person, fits), verifier)
        receipts = await _receipts(given, trust, verifier)
        store.restore([(one, receipts.get(one.id)) for one in mine], {})
        await _learn(given, mine, receipts, store, trust, verifier)
        store.set_verdicts(await trust.judge_again(store.records()))
        return JudgedProof(
            page=Ledger(store, trust).page(),
            policy=trust.trust_list.policy if trust.trust_list else Policy(),
            left_out=proof.left_out(given, mine),
            whole=proof.is_whole(mine),
            known=trust.trust_list is not None and not elsewhere,
            marks=_marks(store.records(), receipts),
        )
    finally:
        store.close()


async def settled(work: Callable[[judging.Fits], Result], verifier: SignatureVerifier) -> Result:
    """What `work` comes to when every check it asks for is answered; an answer may make it ask for more."""
    answers: dict[SignatureCheck, bool] = {}
    open_ones: list[SignatureCheck] = []

    def fits(check: SignatureCheck) -> bool:
        if check not in answers:
            open_ones.append(check)
        return answers.get(check, False)

    while True:
        result = work(fits)
        if not open_ones:
            return result
        answers.update(zip(open_ones, await verifier.verify(open_ones), strict=True))
        open_ones.clear()


def _read(given: Iterable[bytes], read: Callable[[bytes], Read]) -> Iterator[Read]:
    """What can be read of these."""
    for data in given:
        with suppress(ProtocolError):
            yield read(data)


async def _of_another_region(given: Proof, own: Store, trust: Trust) -> bool:
    """Take over the list of the proof if it is newer; True when no root we know vouches for it."""
    root = own.setting("root")
    if root is None or not given.trust_list:
        return False
    try:
        await trust.offer(root, given.list_key, given.trust_list)
    except OldList:
        return False
    except ProtocolError:
        return True
    return False


async def _receipts(given: Proof, trust: Trust, verifier: SignatureVerifier) -> dict[bytes, bytes]:
    """The receipts that count, by the id of their record."""
    keys = trust.trust_list.receipt_keys if trust.trust_list else ()
    read = _read(given.receipts, receipt.from_bytes)
    found = [(said.record, outer.data) for outer, said in sorted(read, key=lambda one: -one[1].time)]  # the earliest counts
    return await settled(
        lambda fits: {id: data for id, data in found if receipt.believed(data, id, keys, fits)},
        verifier,
    )


async def _learn(
    given: Proof, mine: list[Record], receipts: dict[bytes, bytes], store: Store, trust: Trust, verifier: SignatureVerifier
) -> None:
    """Certificates that the region signed, withdrawals by the buddies who gave the answers, and receipts of these."""
    certified = _read(given.certificates, certificate.from_bytes)
    known = {
        (said.public, said.start): outer.data for outer, said in certified if await trust.believes_certificate(outer, said)
    }
    back = list(_read(given.withdrawals, meeting.withdrawal_from_bytes))
    pairs = meetings(mine)
    gone = await settled(lambda fits: judging.withdrawn(back, pairs, fits), verifier)
    answers = {pair.answer_envelope.id for pair in pairs}
    store.met.learn(
        known,
        {said.answer: outer.data for outer, said in back if said.answer in gone},
        {id: data for id, data in receipts.items() if id in answers},
    )


def _marks(mine: Iterable[StoredRecord], receipts: Mapping[bytes, bytes]) -> dict[bytes, frozenset[str]]:
    """What is odd about the times of scans, by the id of the check-in, and of meetings, by the id of the proposal."""
    read = {id: receipt.from_bytes(data) for id, data in receipts.items()}
    seen = {outer.id: said.time for outer, said in read.values()}
    found: dict[bytes, frozenset[str]] = {}
    for kept in mine:
        one, late = kept.record, frozenset({times.AFTER_THEFT} if kept.verdict is Verdict.LATE else ())
        for pair in meetings([one]) if late else ():
            found[pair.id] = late
        if not isinstance(one.body, (CheckIn, CheckOut)):
            continue
        with suppress(ProtocolError):
            said, place = token.from_bytes(one.body.token)[1], one.place
            happened = place.wall if isinstance(said, PosterToken) else said.time
            received = read[one.id][1].time if one.id in read else None
            odd = late | times.marks(happened, place.wall, seen=seen.get(place.receipt or b""), received=received)
            moment = one.id if isinstance(one.body, CheckIn) else one.body.check_in
            found[moment] = found.get(moment, frozenset()) | odd
    return found
