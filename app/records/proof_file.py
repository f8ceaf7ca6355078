"""The proof as a file: everything that this phone's hours rest on, and the words around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.protocol import proof, record
from app.protocol.proof import Proof

if TYPE_CHECKING:
    from app.store.store import Store

FILE = "mijn-uren.txt"
WORDS = "Bewijs van deelname. Open dit bestand op {origin}/#/counsellor"
RULES = "\nGeteld volgens de telregels, versie {version}"


def gather(store: Store) -> Proof:
    """Everything this phone's hours rest on. Scans that still wait for their place in the chain are not signed yet."""
    kept = store.records()
    return Proof(
        store.person() or bytes(record.PERSON_SIZE),
        tuple(one.record.envelope.data for one in kept),
        (*(one.receipt for one in kept if one.receipt), *store.met.receipts().values()),
        tuple(store.met.certificates()),
        tuple(store.met.withdrawals()),
        store.setting("certificate") or b"",
        store.setting("trust-list") or b"",
    )


def as_text(given: Proof, origin: str, version: int = 0) -> str:
    """The file's text: for people where to open it, and the `version` of the policy that the phone counts by (none: 0); then
    the proof.
    """
    words = WORDS.format(origin=origin) + (RULES.format(version=version) if version else "")
    return proof.to_text(proof.to_bytes(given), words)
