"""Verdicts: what the trust bundle says about the tokens and meetings of one person (README.md, 7 and 9).

Nothing here checks a signature. Each function calls `holds(check)`, which says whether a signature holds. `questions` collects
the checks beforehand, so that a browser can check all signatures at once and then answer from the results:

    checks = questions(lambda holds: verdicts(records, pairs, certificates, bundle, holds))
    good = {check for check, holds in zip(checks, await verifier.verify(checks)) if holds}
    result = verdicts(records, pairs, certificates, bundle, good.__contains__)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType

from app.protocol import certificate, moments, person, receipt
from app.protocol.certificate import KeyCertificate
from app.protocol.enrolment import BUDDY
from app.protocol.envelope import Envelope, SignatureCheck
from app.protocol.errors import ProtocolError
from app.protocol.meeting import Pair, Withdrawal
from app.protocol.moments import Verdict
from app.protocol.record import CheckIn, CheckOut, Device, Met, Record
from app.protocol.token import from_bytes as token_from_bytes
from app.protocol.trust import TrustBundle
from app.protocol.trust_entries import KeyPeriod

Holds = Callable[[SignatureCheck], bool]
"""Says whether the signature of a check holds."""
Certified = tuple[Envelope, KeyCertificate]


def _answers(checks: Iterable[SignatureCheck], holds: Holds) -> list[bool]:
    """The answer to each check. None is skipped, whatever the earlier answers are: `questions` depends on it."""
    return [holds(check) for check in checks]


def questions(work: Callable[[Holds], object]) -> list[SignatureCheck]:
    """The checks that `work` asks for, in its order. It must ask for all of them whatever the answers are."""
    checks: list[SignatureCheck] = []

    def collect(check: SignatureCheck) -> bool:
        checks.append(check)
        return False

    work(collect)
    return checks


def believed(records: Iterable[Record], person: bytes, holds: Holds) -> list[Record]:
    """The believed records of `person` (16 bytes, C1): the device records that signed themselves for this person, then the
    other records that those devices signed.
    """
    all_records = list({record.envelope.data: record for record in records}.values())  # a copy says nothing new
    devices = [record for record in all_records if isinstance(record.body, Device) and record.body.person == person]
    good = [
        record.body.public
        for record in devices
        if isinstance(record.body, Device) and holds(record.envelope.check(record.body.public))
    ]
    keys = list(dict.fromkeys(good))
    others = [record for record in all_records if not isinstance(record.body, Device)]
    own = [record for record in devices if isinstance(record.body, Device) and record.body.public in keys]
    return own + [record for record in others if any(_answers(record.envelope.checks(keys), holds))]


def keys_of(records: Iterable[Record]) -> set[bytes]:
    """The public keys in the device records among `records`."""
    return {record.body.public for record in records if isinstance(record.body, Device)}


def received(receipts: Iterable[bytes], keys: Iterable[KeyPeriod], holds: Holds) -> dict[bytes, int]:
    """When each record or answer was received, in Unix seconds by its id: the earliest of its receipts that count (B9, B10).
    `keys` are the receipt keys of the trust list.
    """
    receipt_keys, times = list(keys), dict[bytes, int]()
    for data in receipts:
        try:
            _, content = receipt.from_bytes(data)
        except ProtocolError:
            continue
        if receipt.believed(data, content.record, receipt_keys, holds):
            times[content.record] = min(content.time, times.get(content.record, content.time))
    return times


def verdicts(
    records: Iterable[Record],
    pairs: Iterable[Pair],
    certificates: Iterable[Certified],
    bundle: TrustBundle | None,
    holds: Holds,
    received_at: Mapping[bytes, int] = MappingProxyType({}),
) -> dict[bytes, Verdict]:
    """The verdict on each token, by record id, and on each meeting, by the answer's id (B5, B8, B10). `records` are believed;
    `pairs` are all meetings, also those in records; `bundle` was admitted; `received_at` is what `received` gives.
    """
    believed_records, result = list(records), dict[bytes, Verdict]()
    for record in believed_records:
        if isinstance(record.body, (CheckIn, CheckOut)):
            try:
                outer, token = token_from_bytes(record.body.token)
            except ProtocolError:
                continue
            trust = bundle.trust_list if bundle else None
            publics = [display.key.public for display in trust.displays_with(outer.key)] if trust else []
            signers = [check.public for check in outer.checks(publics) if holds(check)]
            time = received_at.get(record.id)
            result[record.id], _ = moments.judge(token, outer.key, signers, trust, record.position.wall, time)
    known, meeting_times = certified(certificates, bundle, holds), _meeting_times(believed_records, received_at)
    for pair in pairs:
        both, id = all(_answers(pair.checks(), holds)), pair.answer_envelope.id
        result[id] = judge_meeting(pair, both, keys_of(believed_records), known, bundle, meeting_times.get(id))
    return result


def _meeting_times(records: Iterable[Record], received_at: Mapping[bytes, int]) -> dict[bytes, int]:
    """When each meeting was received, by the answer's id: in a record or from the buddy, whichever was earlier (B10)."""
    times = dict(received_at)
    for record in records:
        if isinstance(record.body, Met) and record.id in received_at:
            for pair in person.meetings([record]):
                id = pair.answer_envelope.id
                times[id] = min(received_at[record.id], times.get(id, received_at[record.id]))
    return times


def certified(certificates: Iterable[Certified], bundle: TrustBundle | None, holds: Holds) -> list[KeyCertificate]:
    """The certificates that a list key of the bundle signed (B7); none without a bundle."""
    keys = bundle.list_keys() if bundle else ()
    return [content for outer, content in certificates if any(_answers(certificate.checks(outer, content, keys), holds))]


def judge_meeting(
    pair: Pair,
    holds: bool,
    keys: Collection[bytes],
    known: Iterable[KeyCertificate],
    bundle: TrustBundle | None,
    received_at: int | None = None,
) -> Verdict:
    """The verdict on a meeting (B8, B10). `holds`: both signatures hold; `keys`: public keys of the person's devices; `known`:
    certificates that a list key signed; `received_at`: when the meeting was received in Unix seconds, None for never.

    FALSE: a signature does not hold, or one person is on both sides. TRUSTED: the buddy's key has a certificate that is good at
    the time of the answer. LATE: the same, but the key was stolen before the meeting was received. Else UNKNOWN: two people
    met, and the region knows only one of them.
    """
    if not holds or not pair.between_two(keys):
        return Verdict.FALSE
    answer = pair.answer
    for candidate in known:
        names_buddy = candidate.role == BUDDY and candidate.public == answer.public
        if names_buddy and bundle and certificate.good_at(candidate, answer.time, bundle.trust_list):
            late = moments.is_late(bundle.trust_list.stolen_at(answer.public), received_at)
            return Verdict.LATE if late else Verdict.TRUSTED
    return Verdict.UNKNOWN


def withdrawn(withdrawals: Iterable[tuple[Envelope, Withdrawal]], pairs: Iterable[Pair], holds: Holds) -> set[bytes]:
    """The ids of the answers that were withdrawn by the key that gave them (M4)."""
    givers = {pair.answer_envelope.id: pair.answer.public for pair in pairs}
    return {
        withdrawal.answer
        for outer, withdrawal in withdrawals
        if holds(outer.check(withdrawal.public)) and givers.get(withdrawal.answer) == withdrawal.public
    }
