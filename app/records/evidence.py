"""What the records of an opened proof show beside the moments: who wrote them, what is missing, and what was not believed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from typing import TYPE_CHECKING

from app.protocol import proof, receipt, record, token, trust
from app.protocol.errors import Newer, ProtocolError
from app.protocol.keys import key_id
from app.protocol.moments import Verdict
from app.protocol.record import CheckIn, CheckOut, Device, Record, Unknown
from app.records.judged_proof import Evidence, LeftOut, TrustBasis

if TYPE_CHECKING:
    from app.protocol.proof import Proof
    from app.records.page import Entry
    from app.records.trust import Trust
    from app.store.rows import StoredRecord
    from app.store.store import Store


def evidence(
    data: bytes, opened: Proof, store: Store, believes: Trust, entries: Iterable[Entry], *, elsewhere: bool
) -> Evidence:
    """What the proof `opened` from `data` shows, when its believed records are judged in `store` by `believes`. `elsewhere`:
    the proof has a list that no known root vouches for.
    """
    rows = store.records()
    records = [row.record for row in rows]
    gaps, forks = proof.broken_places(records)
    unreadable, false = _codes(rows)
    return Evidence(
        person=opened.person,
        devices=tuple(sorted(key_id(each.body.public) for each in records if isinstance(each.body, Device))),
        digest=hashlib.sha256(data).digest(),
        records=frozenset(each.id for each in records),
        gaps=gaps,
        forks=forks,
        copies=len(opened.records) - len(set(opened.records)),
        unknown_kinds=sum(isinstance(each.body, Unknown) for each in records),
        false_codes=false,
        unreadable_codes=unreadable,
        not_valid_then=_not_valid_then(believes, entries),
        newest=_newest(rows, believes),
        left_out=_left_out(opened, records),
        basis=_basis(opened, store, believes, elsewhere),
    )


def _codes(rows: Iterable[StoredRecord]) -> tuple[int, int]:
    """How many scans have a code that cannot be read, and how many one that its display did not sign."""
    unreadable = false = 0
    for row in rows:
        if isinstance(row.record.body, (CheckIn, CheckOut)):
            false += row.verdict is Verdict.FALSE
            try:
                token.from_bytes(row.record.body.token)
            except ProtocolError:
                unreadable += 1
    return unreadable, false


def _not_valid_then(believes: Trust, entries: Iterable[Entry]) -> frozenset[bytes]:
    """The ids of moments at a display or poster that the list knows, but not for the time of every scan."""
    known = believes.trust_list
    visits = [entry.visit for entry in entries if known and entry.visit.verdict is Verdict.UNKNOWN]
    return frozenset(
        visit.check_in
        for visit in visits
        if known and any(display.poster == visit.poster for display in known.displays_with(visit.display))
    )


def _newest(rows: Iterable[StoredRecord], believes: Trust) -> int:
    """The latest time in Unix seconds that the region signed: of the list in use, or of a receipt."""
    times = [believes.trust_list.issued] if believes.trust_list else []
    times += [receipt.from_bytes(row.receipt)[1].time for row in rows if row.receipt]
    return max(times, default=0)


def _left_out(opened: Proof, believed: Iterable[Record]) -> LeftOut:
    """Why the other messages of field 3 are not among the believed records."""
    messages = set(opened.records) - {each.envelope.data for each in believed}
    unreadable = newer = 0
    others: list[Record] = []
    for data in messages:
        try:
            others.append(record.from_bytes(data))
        except Newer:
            newer += 1
        except ProtocolError:
            unreadable += 1
    keys = {each.envelope.key for each in others if isinstance(each.body, Device) and each.body.person != opened.person}
    of_another = sum(each.envelope.key in keys for each in others)
    return LeftOut(unreadable, newer, of_another, len(others) - of_another)


def _basis(opened: Proof, store: Store, believes: Trust, elsewhere: bool) -> TrustBasis:
    """By which list the proof was judged, and the root that its own list key names."""
    known = believes.trust_list
    root = b""
    with suppress(ProtocolError):
        root = trust.certificate_from_bytes(opened.list_key)[0].key
    if known is None:
        return TrustBasis(root=root, elsewhere=elsewhere)
    from_proof = store.setting("trust-list") == opened.trust_list
    return TrustBasis(known.region, known.version, known.issued, from_proof, root, elsewhere)
