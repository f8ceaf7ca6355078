"""The proof as a file: everything that supports this phone's hours, and the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.protocol import cbor, proof, record
from app.protocol.proof import Proof
from app.protocol.record import Device

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.store.rows import StoredRecord
    from app.store.store import Store

FILE = "mijn-uren.txt"
WORDS = "Bewijs van deelname. Open dit bestand op {origin}/#/counsellor"
RESERVED = 1 << 20  # bytes of a proof for what is not a record with its receipt, the trust list apart
HEAD = 3  # bytes before a message: its length
RULES = "\nGeteld volgens de telregels, versie {version}"


def gather(store: Store) -> Proof:
    """The proof of everything on this phone: records, receipts, certificates, withdrawals and trust list. Scans that still
    wait for their chain position are not signed yet and are left out, and so are the newest records beyond what a reader takes.
    """
    person = store.person() or bytes(record.PERSON_SIZE)
    kept = _within_limits(stored for stored in store.records() if not _names_another(stored.record.body, person))
    return Proof(
        person,
        tuple(stored.record.envelope.data for stored in kept),
        (*(stored.receipt for stored in kept if stored.receipt), *store.met.receipts().values())[: proof.MOST],
        tuple(store.met.certificates())[: proof.MOST],
        tuple(store.met.withdrawals())[: proof.MOST],
        store.setting("certificate") or b"",
        store.setting("trust-list") or b"",
    )


def _within_limits(rows: Iterable[StoredRecord]) -> list[StoredRecord]:
    """The oldest of these records that a reader takes with their receipts (P1): chains stay whole when only the newest are left
    out.
    """
    kept: list[StoredRecord] = []
    left = cbor.PROOF.size - RESERVED
    for stored in rows:
        left -= len(stored.record.envelope.data) + len(stored.receipt or b"") + 2 * HEAD
        if left < 0 or len(kept) == proof.MOST:
            break
        kept.append(stored)
    return kept


def _names_another(body: object, person: bytes) -> bool:
    """Does this device record name another person, whom its key left when it joined this one?"""
    return isinstance(body, Device) and body.person != person


def as_text(gathered: Proof, origin: str, version: int = 0) -> str:
    """The text of the file. First it says in Dutch where to open it (at the address `origin`), and the `version` of the
    counting policy that the phone uses (0: the text names none). The proof follows.
    """
    words = WORDS.format(origin=origin) + (RULES.format(version=version) if version else "")
    return proof.to_text(proof.to_bytes(gathered), words)
