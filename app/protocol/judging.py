"""What signatures are worth: from the bytes of one person's records to verdicts that `person.moments` counts by.

Nothing here checks a signature. Each function asks `fits(check)`; `questions` collects what will be asked, so that a
browser can have all of it checked at once and answer from the results:

    asked = questions(lambda fits: verdicts(records, pairs, certificates, bundle, fits))
    good = {check for check, fits in zip(asked, await verifier.verify(asked)) if fits}
    worth = verdicts(records, pairs, certificates, bundle, good.__contains__)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType

from app.protocol import certificate, moments, person, receipt, token
from app.protocol.certificate import KeyCertificate
from app.protocol.enrolment import BUDDY
from app.protocol.envelope import Envelope, SignatureCheck
from app.protocol.errors import ProtocolError
from app.protocol.meeting import Pair, Withdrawal
from app.protocol.moments import Verdict
from app.protocol.record import CheckIn, CheckOut, Device, Met, Record
from app.protocol.trust import TrustBundle
from app.protocol.trust_list import KeyWindow

Fits = Callable[[SignatureCheck], bool]
Certified = tuple[Envelope, KeyCertificate]


def _ask(checks: Iterable[SignatureCheck], fits: Fits) -> list[bool]:
    """Every check is asked, whatever the first ones say: `questions` depends on it."""
    return [fits(check) for check in checks]


def questions(work: Callable[[Fits], object]) -> list[SignatureCheck]:
    """The checks that `work` asks for. It must ask for all of them whatever the answers are."""
    asked: list[SignatureCheck] = []

    def note(check: SignatureCheck) -> bool:
        asked.append(check)
        return False

    work(note)
    return asked


def believed(records: Iterable[Record], person: bytes, fits: Fits) -> list[Record]:
    """The records of `person` (16 bytes): devices that signed themselves for this person, and what those devices signed."""
    given = list(records)
    devices = [one for one in given if isinstance(one.body, Device) and one.body.person == person]
    keys = [one.body.public for one in devices if isinstance(one.body, Device) and fits(one.envelope.check(one.body.public))]
    others = [one for one in given if not isinstance(one.body, Device)]
    mine = [one for one in devices if isinstance(one.body, Device) and one.body.public in keys]
    return mine + [one for one in others if any(_ask(one.envelope.checks(keys), fits))]


def keys_of(records: Iterable[Record]) -> set[bytes]:
    """The public keys of a person's devices."""
    return {one.body.public for one in records if isinstance(one.body, Device)}


def received(receipts: Iterable[bytes], keys: Iterable[KeyWindow], fits: Fits) -> dict[bytes, int]:
    """When what a receipt names was received, by that id: the earliest of those that count."""
    trusted, found = list(keys), dict[bytes, int]()
    for data in receipts:
        try:
            _, said = receipt.from_bytes(data)
        except ProtocolError:
            continue
        if receipt.believed(data, said.record, trusted, fits):
            found[said.record] = min(said.time, found.get(said.record, said.time))
    return found


def verdicts(
    records: Iterable[Record],
    pairs: Iterable[Pair],
    certificates: Iterable[Certified],
    bundle: TrustBundle | None,
    fits: Fits,
    arrived: Mapping[bytes, int] = MappingProxyType({}),
) -> dict[bytes, Verdict]:
    """What each token is worth, by record id, and each meeting, by the answer's id. `records` are believed; `pairs` are
    all meetings, from records too; `bundle` was accepted; `arrived` is as `received` finds it, of records and answers.
    """
    given, found = list(records), dict[bytes, Verdict]()
    for one in given:
        if isinstance(one.body, (CheckIn, CheckOut)):
            try:
                outer, said = token.from_bytes(one.body.token)
            except ProtocolError:
                continue
            trust = bundle.trust_list if bundle else None
            publics = [display.key.public for display in trust.displays_with(outer.key)] if trust else []
            signers = [check.public for check in outer.checks(publics) if fits(check)]
            found[one.id], _ = moments.judge(said, outer.key, signers, trust, one.place.wall, arrived.get(one.id))
    known, met = certified(certificates, bundle, fits), _meetings_arrived(given, arrived)
    for pair in pairs:
        both, id = all(_ask(pair.checks(), fits)), pair.answer_envelope.id
        found[id] = judge_meeting(pair, both, keys_of(given), known, bundle, met.get(id))
    return found


def _meetings_arrived(records: Iterable[Record], arrived: Mapping[bytes, int]) -> dict[bytes, int]:
    """When each meeting was received, by the answer's id: in a record or from the buddy, whichever came first."""
    found = dict(arrived)
    for one in records:
        if isinstance(one.body, Met) and one.id in arrived:
            for pair in person.meetings([one]):
                id = pair.answer_envelope.id
                found[id] = min(arrived[one.id], found.get(id, arrived[one.id]))
    return found


def certified(certificates: Iterable[Certified], bundle: TrustBundle | None, fits: Fits) -> list[KeyCertificate]:
    """The certificates that a list key of the bundle's region signed."""
    keys = bundle.list_keys() if bundle else ()
    return [one for outer, one in certificates if any(_ask(certificate.checks(outer, one, keys), fits))]


def judge_meeting(
    pair: Pair,
    fits: bool,
    keys: Collection[bytes],
    known: Iterable[KeyCertificate],
    bundle: TrustBundle | None,
    arrived: int | None = None,
) -> Verdict:
    """FALSE: a signature does not hold, or one person is on both sides (`keys`: that of the proposer's devices). TRUSTED:
    the buddy's key has a certificate that is good at the time of the answer; LATE: so it has, but the key was stolen, and
    nobody is known to have received the meeting before. Else UNKNOWN: two people met, and the region knows one of them.
    """
    if not fits or not pair.between_two(keys):
        return Verdict.FALSE
    answer = pair.answer
    for one in known:
        mine = one.role == BUDDY and one.public == answer.public
        if mine and bundle and certificate.good_at(one, answer.time, bundle.trust_list):
            late = moments.is_late(bundle.trust_list.stolen_at(answer.public), arrived)
            return Verdict.LATE if late else Verdict.TRUSTED
    return Verdict.UNKNOWN


def withdrawn(withdrawals: Iterable[tuple[Envelope, Withdrawal]], pairs: Iterable[Pair], fits: Fits) -> set[bytes]:
    """Ids of the answers that were taken back by the key that gave them."""
    givers = {pair.answer_envelope.id: pair.answer.public for pair in pairs}
    return {one.answer for outer, one in withdrawals if fits(outer.check(one.public)) and givers.get(one.answer) == one.public}
