"""Compares two versions of one person's proof: what is new, and what is gone. Pure.

A later proof of the same person holds all records of the earlier one: nothing is ever deleted. What is gone is a question to
ask, not a fault: a phone that was lost may have taken records along that no server had.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.records.judged_proof import JudgedProof


@dataclass(frozen=True, slots=True)
class ProofComparison:
    """What differs between an earlier and a later proof. `same_person`: they are about one person; if not, nothing else is
    compared.

    By the ids of moments: `new`; `gone`; `taken_back`, which counted before and were taken back since; `changed`, of which
    another number of minutes counts. `gone_records`: how many believed records of the earlier proof the later one lacks;
    `minutes`: the later total less the earlier one. `same_rules`: both were counted by one version of the counting policy.
    """

    same_person: bool
    new: tuple[bytes, ...] = ()
    gone: tuple[bytes, ...] = ()
    taken_back: tuple[bytes, ...] = ()
    changed: tuple[bytes, ...] = ()
    gone_records: int = 0
    minutes: int = 0
    same_rules: bool = True

    @property
    def is_to_talk_about(self) -> bool:
        """Is it another person's proof, or is something gone?"""
        return not self.same_person or bool(self.gone or self.gone_records)


def compare(earlier: JudgedProof, later: JudgedProof) -> ProofComparison:
    """What is new and what is gone in `later`."""
    if earlier.evidence.person != later.evidence.person:
        return ProofComparison(same_person=False)
    before = {entry.visit.check_in: entry for entry in earlier.page.entries}
    after = {entry.visit.check_in: entry for entry in later.page.entries}
    both = [(id, before[id], entry) for id, entry in after.items() if id in before]
    return ProofComparison(
        same_person=True,
        new=tuple(id for id in after if id not in before),
        gone=tuple(id for id in before if id not in after),
        taken_back=tuple(id for id, old, entry in both if entry.taken_back and not old.taken_back),
        changed=tuple(id for id, old, entry in both if not entry.taken_back and entry.minutes != old.minutes),
        gone_records=len(earlier.evidence.records - later.evidence.records),
        minutes=later.page.total - earlier.page.total,
        same_rules=earlier.policy == later.policy,
    )
